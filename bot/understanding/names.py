"""Pieces of text that names are made of, and what makes a run of them a name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.matches import fold

_PIECE = re.compile(r"[^\s,;]+[,;]*|[,;]+")
_BEFORE = "\"'([{<*_\u2013\u2014-:;,.|\u2022"
_BEHIND = "\"')]}>*_,;:!?.|\u2013\u2014"
_ABBREVIATIONS = frozenset(
    {
        "inc.",
        "co.",
        "corp.",
        "ltd.",
        "llc.",
        "st.",
        "dr.",
        "jr.",
        "sr.",
        "u.s.",
        "u.k.",
        "mt.",
        "e.v.",
    }
)
COMPANY_FORMS = frozenset(
    {
        "inc",
        "inc.",
        "llc",
        "llc.",
        "ltd",
        "ltd.",
        "gmbh",
        "corp",
        "corp.",
        "plc",
        "co",
        "co.",
        "ag",
        "limited",
    }
)
_DASHES = frozenset({"-", "\u2013", "\u2014", "/", "|", "&", "+"})
_JOINS = frozenset({"of", "and", "&", "a", "for", "de", "la", "du", "und", "van", "von", "+", "y", "e", "et"})
MOST_PIECES = 9


class Piece(NamedTuple):
    """One run of signs without its punctuation."""

    text: str
    low: str  # in small letters
    start: int
    end: int
    opens: bool  # something like a bracket or a dash stands before it
    closes: bool  # something like a comma or a full stop stands behind it

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: a capital or a digit in front, or capitals inside (iCIMS)."""
        return self.text[0].isupper() or self.text[0].isdigit() or any(sign.isupper() for sign in self.text[1:])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be the name looked for."""

    text: str
    weight: float
    start: int = 0


class Pieces:
    """A text cut into pieces, each looked at when it is asked for. `None` is a run of signs without a word."""

    def __init__(self, text: str) -> None:
        """Find where the pieces are."""
        self.text = text
        self._raw = [(one[0], one.start()) for one in _PIECE.finditer(text)]
        self._starts = [start for _, start in self._raw]

    def after(self, at: int, most: int = MOST_PIECES) -> list[Piece]:
        """Return up to `most` pieces that follow a place."""
        first = bisect_left(self._starts, at)
        pieces: list[Piece] = []
        for raw, start in self._raw[first : first + most]:
            piece = _piece(raw, start)
            if piece is None:
                break
            pieces.append(piece)
        return pieces

    def before(self, at: int, most: int = MOST_PIECES) -> list[Piece]:
        """Return up to `most` pieces that stand before a place, nearest last; none from before a line's end."""
        last = bisect_left(self._starts, at)
        line = self.text.rfind("\n", 0, at)
        pieces: list[Piece] = []
        for raw, start in reversed(self._raw[max(last - most, 0) : last]):
            piece = _piece(raw, start)
            if piece is None or piece.start < line:
                break
            pieces.append(piece)
        return pieces[::-1]


def _piece(raw: str, start: int) -> Piece | None:
    """Strip a piece; `None` where nothing is left, which also ends a name."""
    if raw.isalnum():
        return Piece(raw, raw.lower(), start, start + len(raw), opens=False, closes=False)
    text = raw.lstrip(_BEFORE)
    front = len(raw) - len(text)
    bare = text if text.lower() in _ABBREVIATIONS else text.rstrip(_BEHIND)
    if raw in _DASHES:
        return Piece(raw, raw, start, start + 1, opens=raw not in {"&", "+"}, closes=False)
    if not bare:
        return None
    return Piece(
        bare,
        bare.lower(),
        start + front,
        start + front + len(bare),
        opens=front > 0,
        closes=len(bare) < len(text),
    )


def capital_run(pieces: Iterable[Piece], ends: frozenset[str]) -> list[Piece]:
    """Return the leading pieces that are written like one name: capitals, joined by little words."""
    run: list[Piece] = []
    waiting: list[Piece] = []
    closed = False
    for piece in pieces:
        if (closed and piece.low not in COMPANY_FORMS) or (run and piece.opens):
            break
        if (piece.low in _JOINS or (piece.low == "the" and (not waiting or waiting[-1].low == "of"))) and run:
            waiting.append(piece)
        elif piece.capital and (piece.low not in ends or (run and piece.low in COMPANY_FORMS)):
            run += [*waiting, piece]
            waiting = []
        else:
            break
        closed = piece.closes
    return run


def capital_run_before(pieces: Sequence[Piece], stops: frozenset[str]) -> list[Piece]:
    """Return the trailing pieces that are written like one name."""
    run: list[Piece] = []
    waiting: list[Piece] = []
    for piece in reversed(pieces):
        if piece.closes and not (run and run[-1].low in COMPANY_FORMS):
            break
        if piece.low in _JOINS and run:
            waiting.append(piece)
        elif piece.capital and (piece.low not in stops or is_shouted(piece)):
            run += [*waiting, piece]
            waiting = []
        else:
            break
        if piece.opens:
            break
    return run[::-1]


def is_shouted(piece: Piece) -> bool:
    """Tell whether a word is a name for being all capitals, whatever it means in small letters ("HERE", "IT")."""
    return len(piece.text) > 2 and piece.text.isupper()  # noqa: PLR2004 -- "HR" and "US" stay words


def span(text: str, run: Sequence[Piece]) -> str:
    """Return the text from the first to the last piece of a run."""
    return text[run[0].start : run[-1].end] if run else ""


def best(candidates: Iterable[Candidate]) -> str | None:
    """Return the name with the most support; the same name written twice counts twice."""
    votes: dict[str, float] = {}
    first: dict[str, str] = {}
    for candidate in candidates:
        key = fold(candidate.text)
        if key:
            votes[key] = votes.get(key, 0.0) + candidate.weight
            first.setdefault(key, candidate.text)
    if not votes:
        return None
    return first[max(votes, key=lambda key: votes[key])]
