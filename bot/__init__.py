"""Next Step: a coaching bot for the days after a "no"."""
