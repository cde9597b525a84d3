"""How words are compared: folded, contractions opened, without the marks around them."""

import re
from collections.abc import Mapping

from bot.understanding.matches import fold

MOST = 300
"""So many characters of a text are compared; no label, cue or command is longer."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A word with what is torn off in it."""

Opened = Mapping[str, tuple[str, ...]]
"""What a word stands for that is written short ("thats": that, is), by its letters alone."""


def plain(text: str, opened: Opened | None = None) -> str:
    """Fold a text, open what is written short in it, and take the marks around it away."""
    folded = fold(text[:MOST])
    if opened and ("'" in folded or not opened.keys().isdisjoint(WORD.findall(folded))):
        folded = WORD.sub(lambda word: " ".join(opened.get(word[0].replace("'", ""), (word[0],))), folded)
    bare = folded and folded[0].isalnum() and folded[-1].isalnum()
    return folded if bare else _EDGES.sub("", folded)
