"""Puts the program together: the one place that knows every room and every adapter."""
