"""How hurried people spell, made from a short table: contractions, slips of a finger, words run together."""

import re
from collections.abc import Iterator, Mapping

from bot.errors import ContentError
from bot.understanding.matches import Spelling

_STEM = "words"
_LETTERS_TO_SLIP = 5  # shorter words turn into other words too easily


def make_spelling(table: Mapping[str, object]) -> Spelling:
    """Build the spelling from `words.toml`. Raises `ContentError` naming the key."""
    instead = {key: tuple(_text(f"instead.{key}", value).split()) for key, value in _table(table, "instead").items()}
    known = frozenset(_list(table, "known")) | instead.keys()
    for word in _list(table, "watched"):
        for slip in _slips(word):
            if slip not in known:
                instead.setdefault(slip, (word,))
    tails: dict[str, frozenset[str]] = {
        tail: frozenset(_text(f"torn.{tail}", heads).split()) for tail, heads in _table(table, "torn").items()
    }
    signs = _list(table, "glue_signs")
    return Spelling(
        instead=instead,
        tails=tails,
        glued=frozenset(_list(table, "glued")),
        glue_signs=re.compile("|".join(map(re.escape, signs))) if signs else None,
    )


def _slips(word: str) -> Iterator[str]:
    """Yield a word with one letter left out, doubled or swapped with its neighbour."""
    if len(word) < _LETTERS_TO_SLIP:
        return
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise ContentError(f"{_STEM}: {key}: must be a table")
    return value


def _list(table: Mapping[str, object], key: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ContentError(f"{_STEM}: {key}: must be a list of texts")
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ContentError(f"{_STEM}: {key}: must be a text")
    return value
