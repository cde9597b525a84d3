"""How a cue is written.

In plain words: `they went with (someone else|another candidate)`. `(a|b)` is a choice, a `?` behind a bracket makes
it optional, `...` lets up to three words of the same sentence pass, `<name>` stands for a set of words, `#` is any
number. A cue begins and ends with a word.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import ContentError
from bot.understanding.matches import Spelling, clean, plain_words

_PART = re.compile(r"\.\.\.|[()|?]|<\w+>|#|[^\s()|?<>.#]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """A few words of no matter."""


@dataclass(frozen=True, slots=True)
class Some:
    """One of several sequels."""

    choices: tuple["Sequel", ...]
    optional: bool = False


Sequel = tuple["str | Gap | Some", ...]


class Patterns:
    """Reads cues with the sets and the spelling of one language."""

    def __init__(self, sets: Mapping[str, Sequence[str]], spelling: Spelling) -> None:
        """Prepare for the sets, each a list of words or short phrases."""
        self._spelling = spelling
        self._known: dict[str, Sequel] = {}
        self._sets = {
            name: Some(tuple(_phrase(name, one, spelling) for one in phrases)) for name, phrases in sets.items()
        }

    def read(self, pattern: str) -> Sequel:
        """Return the pattern's parts. Raises `ContentError` for one that can't be read."""
        parts = _PART.findall(clean(pattern).lower())
        choices, rest = self._choices(parts, 0)
        if rest != len(parts):
            raise ContentError(f"stray ')' in {pattern!r}")
        sequel = choices[0] if len(choices) == 1 else (Some(tuple(choices)),)
        if not sequel or isinstance(sequel[0], Gap) or isinstance(sequel[-1], Gap):
            raise ContentError(f"a cue begins and ends with a word: {pattern!r}")
        if all(_may_be_nothing(part) for part in sequel):
            raise ContentError(f"a cue must ask for at least one word: {pattern!r}")
        return sequel

    def _choices(self, parts: list[str], at: int) -> tuple[list[Sequel], int]:
        """Read `a b|c` up to a closing bracket or the end."""
        choices: list[Sequel] = []
        run: list[str | Gap | Some] = []
        while at < len(parts) and parts[at] != ")":
            part = parts[at]
            at += 1
            if part == "|":
                choices.append(tuple(run))
                run = []
            elif part == "(":
                some, at = self._bracket(parts, at)
                run.append(some)
            else:
                run.extend(self._plain(part))
        return [*choices, tuple(run)], at

    def _bracket(self, parts: list[str], at: int) -> tuple[Some, int]:
        choices, at = self._choices(parts, at)
        if at >= len(parts):
            raise ContentError("a '(' is never closed")
        optional = at + 1 < len(parts) and parts[at + 1] == "?"
        return Some(tuple(choice for choice in choices if choice), optional or () in choices), at + 1 + optional

    def _plain(self, part: str) -> Sequel:
        known = self._known.get(part)
        if known is None:
            known = self._known[part] = self._read_part(part)
        return known

    def _read_part(self, part: str) -> Sequel:
        if part == "...":
            return (Gap(),)
        if part == "#":
            return ("#",)
        if part.startswith("<"):
            if part[1:-1] not in self._sets:
                raise ContentError(f"no set of words is called {part}")
            return (self._sets[part[1:-1]],)
        words = plain_words(part, self._spelling)
        if not words:
            raise ContentError(f"{part!r} is no word")
        return tuple(words)


def _phrase(name: str, written: str, spelling: Spelling) -> Sequel:
    """Return the words of a phrase of a set. Raises `ContentError` where there are none: it would stand for nothing."""
    parts = clean(written).lower().split()
    words = [word for part in parts for word in (("#",) if part == "#" else plain_words(part, spelling))]
    if not words:
        raise ContentError(f"{written!r} in the set {name} is no word")
    return tuple(words)


def _may_be_nothing(part: str | Gap | Some) -> bool:
    if isinstance(part, Some):
        return part.optional or any(all(map(_may_be_nothing, choice)) for choice in part.choices)
    return isinstance(part, Gap)
