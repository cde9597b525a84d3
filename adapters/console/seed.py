"""A small invented story, so that somebody can look around without telling one of their own."""

LINES = (
    "got the call from Alder Street Library today, they took somebody else for the events job after the final round",
    "/press 1",
)
"""What is typed, line by line."""
