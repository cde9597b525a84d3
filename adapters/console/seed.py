"""A small invented story, so that somebody can look around without telling one of their own."""

STORY = "got the call from Alder Street Library today, they took somebody else for the events job after the final round"
ANSWERS = (
    ("Talk it through",),
    ("Yes, start there", "Someone else was the better fit"),
    "they had run a whole festival before",
    "people come back to the things I run",
    ("Yes, remind me then",),
    "people come back to the things I run",
    ("Find one job that asks for what I have",),
    "thursday at nine",
    ("That's it",),
)
"""What follows on the story: own words, or the labels of buttons, the first of which that is there is pressed."""
