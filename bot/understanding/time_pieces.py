"""The pieces a phrase about time is made of, and the words they are read from.

A piece is not yet a moment: "friday" may be one of several days, "7" one of two hours. `times` puts pieces together.
A reader takes the words and a place in them and returns the pieces that stand there with the place after them, or
None. Each looks only a few words ahead, so reading takes time linear in the length of the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.understanding.time_words import NUMBERS, Token

TOO_MANY = 5000
"""A count of days or weeks beyond which no day is worked out: it is too far anyway."""
_LONG_NUMBER = 9  # digits; a longer one is too far with the first of them


Reason = Literal["no_such_day", "no_such_time", "too_far", "not_weekly"]
"""Why there is no such moment; only weekly repeats are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days a phrase may mean, earliest first."""

    days: tuple[date, ...]
    weekday: int | None = None  # named by this weekday only: gives way to a date that falls on one
    first: bool = False  # the first one still to come is meant, no need to ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day in minutes; `said` where morning or afternoon was said with it."""

    minute: int
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the day: the minute it stands for and the minute at which it is over."""

    minute: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """So many minutes from now, whatever the clock on the wall does."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Every week on these days; none where only "weekly" was said."""

    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A day that is over."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """Not now, and no word on when: "later"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something that can't be."""

    why: Reason


Piece = Days | Clock | Part | Span | Repeat | Gone | Vague | Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text cut into tokens, the day it was said on, and whether it answers "when?" (`answer`) or is any sentence."""

    tokens: tuple[Token, ...]
    today: date
    answer: bool

    def at(self, place: int) -> str:
        """Return the word at a place; nothing outside the text."""
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def kind(self, place: int) -> str:
        """Return the kind of token at a place; nothing outside the text."""
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def skip(self, place: int, *words: str) -> int:
        """Return the place after any of these words, each at most once and in this order."""
        for word in words:
            place += self.at(place) == word
        return place

    def count(self, place: int) -> tuple[float, int] | None:
        """Read a count ("3", "1.5", "a", "two", "a couple of", "twenty five") and return it with the place after it."""
        word = self.at(place)
        if self.kind(place) == "number":
            return int(word[:_LONG_NUMBER]), place + 1
        if self.kind(place) == "short" and "." in word:
            return float(word), place + 1
        if word in {"a", "the"} and self.at(place + 1) in {"couple", "few"}:
            place, word = place + 1, self.at(place + 1)
        if word not in NUMBERS:
            return None
        if NUMBERS[word] >= 20 and 0 < NUMBERS.get(self.at(place + 1), 0) < 10:  # noqa: PLR2004 - "twenty five"
            return NUMBERS[word] + NUMBERS[self.at(place + 1)], place + 2
        return NUMBERS[word], self.skip(place + 1, "of") if word in {"couple", "few"} else place + 1


Match = tuple[tuple[Piece, ...], int]
Reader = Callable[[Words, int], Match | None]
