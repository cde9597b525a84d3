"""Figures: how quick, how durable, beside what the machine can do at best. Never part of the tests."""
