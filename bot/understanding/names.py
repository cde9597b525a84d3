"""Pieces of text that names are made of, and what makes a run of them a name."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from bot.understanding.matches import fold_name

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
_LINE_END = re.compile(r" *\n[ \n]*")
_BROKEN_FROM = 50  # signs of a line from which its end may stand inside a sentence
REQUISITION = re.compile(r"^(?:[A-Z]{1,3}[-_]?\d{3,}(?:[-_/]\d+)*|#\d+|\d{4}-\d{3,}|(?!(?:19|20)\d\d$)\d{3,})$")
SUBJECT_PARTS = re.compile(r" [-\u2013\u2014|] |[:!?] ")


class Piece(NamedTuple):
    """One run of signs without its punctuation."""

    text: str
    low: str  # in small letters
    start: int
    end: int
    opens: bool  # something like a bracket or a dash stands before it
    closes: bool  # something like a comma or a full stop stands behind it
    capital: bool  # written like a name: a capital or a digit in front, or capitals inside (iCIMS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be the name looked for."""

    text: str
    weight: float
    start: int = 0


class Pieces:
    """A text cut into pieces. `None` is a run of signs without a word."""

    def __init__(self, text: str) -> None:
        """Cut the text."""
        self.text = text
        self._starts: list[int] = []
        self._pieces: list[Piece | None] = []
        end = 0
        for signs in _PIECE.findall(text):
            start = text.index(signs, end)
            end = start + len(signs)
            self._starts.append(start)
            self._pieces.append(_word(signs, start) if signs.isalnum() else _piece(signs, start))
        self._end_names_at_lines()
        self._without_word = [number for number, piece in enumerate(self._pieces) if piece is None]

    def after(self, at: int, most: int = MOST_PIECES) -> list[Piece]:
        """Return up to `most` pieces that follow a place."""
        first = bisect_left(self._starts, at)
        end = bisect_left(self._without_word, first)
        last = self._without_word[end] if end < len(self._without_word) else len(self._pieces)
        return self._pieces[first : min(first + most, last)]  # type: ignore[return-value] # none without a word

    def before(self, at: int, most: int = MOST_PIECES) -> list[Piece]:
        """Return up to `most` pieces that stand before a place, nearest last; none from before a line's end."""
        last = bisect_left(self._starts, at)
        line = bisect_left(self._starts, self.text.rfind("\n", 0, at))
        start = bisect_left(self._without_word, last)
        first = self._without_word[start - 1] + 1 if start else 0
        return self._pieces[max(last - most, first, line) : last]  # type: ignore[return-value] # the same

    def parts(self) -> Iterator[list[Piece]]:
        """Yield what stands between the commas, brackets, dashes and ends of sentences."""
        part: list[Piece] = []
        for piece in self._pieces:
            if part and (piece is None or piece.opens):
                yield part
                part = []
            if piece is not None and not (piece.opens and piece.text in _DASHES):
                part.append(piece)
                if piece.closes:
                    yield part
                    part = []
        if part:
            yield part

    def capital_runs(self, stops: frozenset[str]) -> Iterator[list[Piece]]:
        """Yield every run that is written like one name and does not begin with a stop word."""
        behind = 0
        for piece in self._pieces:
            if piece is None or not piece.capital or piece.start < behind or piece.low in stops:
                continue
            run = capital_run(self.after(piece.start), frozenset())
            if run:
                yield run
                behind = run[-1].end

    def _end_names_at_lines(self) -> None:
        """Let a name end with a short line or a paragraph, not where a line was only broken because it was long."""
        line = 0
        for found in _LINE_END.finditer(self.text):
            if found.start() - line < _BROKEN_FROM or found.end() == len(self.text) or found[0].count("\n") > 1:
                last = bisect_left(self._starts, found.start()) - 1
                piece = self._pieces[last] if last >= 0 else None
                if piece is not None:
                    self._pieces[last] = piece._replace(closes=True)
            line = found.end() - 1


def _word(raw: str, start: int) -> Piece:
    """Return a word without punctuation as a piece, made the short way: most are such."""
    low = raw.lower()
    return _made((raw, low, start, start + len(raw), False, False, low != raw or raw[0].isdigit()))


_made: Callable[[tuple[str, str, int, int, bool, bool, bool]], Piece] = partial(tuple.__new__, Piece)


def _piece(raw: str, start: int) -> Piece | None:
    """Strip a piece; `None` where nothing is left, which also ends a name."""
    text = raw.lstrip(_BEFORE)
    front = len(raw) - len(text)
    bare = text if text.lower() in _ABBREVIATIONS else text.rstrip(_BEHIND)
    if raw in _DASHES:
        return Piece(raw, raw, start, start + 1, opens=raw not in {"&", "+"}, closes=False, capital=False)
    if not bare:
        return None
    word = _word(bare, start + front)
    closes = len(bare) < len(text)
    return word._replace(opens=front > 0, closes=closes) if front or closes else word


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


_AGENTS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "person",
    "wright",
    "smith",
    "tech",
    "hand",
    "aide",
    "keeper",
    "ship",
)
_SHORTEST_AGENT = 5
_TRADE_TAILS = ("maker", "builder", "keeper", "monger", "wright", "raiser")  # what ends so is a trade


def is_role_word(low: str, roles: frozenset[str]) -> bool:
    """Tell whether a word in small letters is known to end a role, also as a plural or one of two ("chef/cook")."""
    known = any(part in roles or part.rstrip("s") in roles for part in (low, *low.split("/"), *low.split("-")) if part)
    return known or low.removesuffix("s").endswith(_TRADE_TAILS)


def sounds_like_trade(low: str, no_agents: frozenset[str]) -> bool:
    """Tell whether an unknown word is formed like a trade ("flarer"): good where a role is expected, nowhere else."""
    single = low.removesuffix("s")
    return len(low) >= _SHORTEST_AGENT and single.isalpha() and single.endswith(_AGENTS) and single not in no_agents


_QUALIFIER = re.compile(r" \(([A-Za-z][A-Za-z/&' -]{1,28})\)")
_GRADE = re.compile(r" (?:[IVX]{1,4}|[A-Z]\d|[1-5])(?![\w.:/%-])")


def with_qualifier(text: str, end: int, no_qualifiers: frozenset[str]) -> int:
    """Return where a role ends that goes on with its grade or its field in brackets: "II", "(Paediatrics)"."""
    grade = _GRADE.match(text, end)
    if grade:
        end = grade.end()
    bracket = _QUALIFIER.match(text, end)
    if bracket and not any(word in no_qualifiers for word in bracket[1].lower().split()):
        return bracket.end()
    return end


def span(text: str, run: Sequence[Piece]) -> str:
    """Return the text from the first to the last piece of a run."""
    return text[run[0].start : run[-1].end] if run else ""


def best(candidates: Iterable[Candidate]) -> str | None:
    """Return the name with the most support; the same name written twice counts twice."""
    votes: dict[str, float] = {}
    first: dict[str, str] = {}
    for candidate in candidates:
        key = fold_name(candidate.text)
        if key:
            votes[key] = votes.get(key, 0.0) + candidate.weight
            first.setdefault(key, candidate.text)
    if not votes:
        return None
    return first[max(votes, key=lambda key: votes[key])]
