"""Loads and checks the words in `content/`."""
