"""How words are compared: folded, without the marks around them."""

import re

from bot.understanding.matches import fold

MOST = 300
"""So many characters of a text are compared; no label, cue or command is longer."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def plain(text: str) -> str:
    """Fold a text and take the marks around it away."""
    return _EDGES.sub("", fold(text[:MOST]))
