"""What the program does for a person: one turn, one sweep of nudges, their own data."""
