"""Where people are kept: a drawer per person."""
