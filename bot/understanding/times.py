"""When somebody means: "tomorrow 9", "next friday morning", "fridays at nine", "in two months".

The answer is one of a few: a moment, several to choose from, a moment that is past, a day there is not, a weekly
repeat, or no time at all. Nothing is picked silently where two readings are about as likely; what is picked is always
confirmed with weekday, date and time.

The base is dateutil (written dates, months): well kept, quick, refuses 31 February, and reads a date in both orders.
The others, tried on fifty phrases: dateparser takes 1 ms a call and 0.3 s for the first, parsedatetime had its last
release in 2020, timefhuman takes 0.4 s to import, and all of them pass over words they do not know without a sign
("wednsday 10am" became today, "friday around 9" midnight). So phrases, hours without am or pm, repeats, and the place
of a time in a sentence are read by readers of our own.

Choices made: "next friday" is asked back where the coming one and that of next week differ, but is never tomorrow.
Hours without am or pm: 1 to 5 are in the afternoon, 8 to 11 in the morning, 6 and 7 are asked back. Dates with dots
have the day first; with slashes they are asked back where both orders are dates. A date without a year that went by
within a month is past, an earlier one is next year's. "Next week" is its Monday, "next month" its first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.understanding import time_clocks, time_dates, time_days
from bot.understanding.time_meaning import (
    Ambiguous,
    At,
    Here,
    Impossible,
    NotATime,
    Past,
    Recurring,
    When,
    any_of,
    meaning,
)
from bot.understanding.time_pieces import Clock, Gone, Part, Piece, Reader, Words
from bot.understanding.time_words import OPENERS, tokens_of

__all__ = [
    "Ambiguous",
    "At",
    "Found",
    "Impossible",
    "NotATime",
    "Past",
    "Recurring",
    "When",
    "find_when",
    "is_clock",
    "read_when",
]

_LONGEST = 200  # characters of an answer that are read
_LONGEST_SENTENCE = 1000
_NINE = time(9)
_JOINTS = frozenset({"at", "on", "around", "about", "by", "in", "the", "@", ",", "-", "of", "for", "approx"})
_LEADING = frozenset({"at", "on", "in", "the", "by", "around", "about"})
_READERS: tuple[Reader, ...] = (
    time_days.gone,
    time_clocks.repeat,
    time_clocks.span,
    time_days.ahead,
    time_days.edge,
    time_days.period,
    time_dates.written,
    time_days.weekday,
    time_dates.day_of_month,
    time_days.named,
    time_dates.month,
    time_clocks.part,
    time_clocks.clock,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time inside a sentence: what it means and where it stands (`text[start:end]`)."""

    when: When
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Pieces that stand at one place, by the numbers of their first token and of the one after them."""

    pieces: tuple[Piece, ...]
    first: int
    after: int


def read_when(text: str, now: datetime, zone: str, *, default_time: time = _NINE) -> When:
    """Read the answer to "when?"; words around the time are passed over. `now` is aware, `zone` an IANA name."""
    here = Here(now=now, zone=zone, default=default_time)
    words = Words(tokens=tokens_of(text[:_LONGEST]), today=here.wall.date(), answer=True)
    alternatives: list[list[Piece]] = [[]]
    place = 0
    for read in _read_all(words):
        if "or" in (words.at(between) for between in range(place, read.first)):
            alternatives.append([])
        alternatives[-1].extend(read.pieces)
        place = read.after
    return any_of(alternatives, here)


def is_clock(text: str) -> bool:
    """Whether a text tells an hour or a part of a day, and no day: "8 o'clock", "in the evening"."""
    words = Words(tokens=tokens_of(text[:_LONGEST]), today=date(2026, 1, 5), answer=True)
    pieces = [piece for read in _read_all(words) for piece in read.pieces]
    return bool(pieces) and all(isinstance(piece, Clock | Part) for piece in pieces)


def find_when(text: str, now: datetime, zone: str, *, default_time: time = _NINE) -> Found | None:
    """Find the first time to come in a sentence; words that are only sometimes a time ("may", "second") are not one."""
    here = Here(now=now, zone=zone, default=default_time)
    words = Words(tokens=tokens_of(text[:_LONGEST_SENTENCE]), today=here.wall.date(), answer=False)
    for run in _runs(words, _read_all(words)):
        pieces = [piece for read in run for piece in read.pieces]
        if not any(isinstance(piece, Gone) for piece in pieces):
            first = run[0].first
            while words.at(first - 1) in _LEADING:
                first -= 1
            return Found(
                when=meaning(pieces, here), start=words.tokens[first].start, end=words.tokens[run[-1].after - 1].end
            )
    return None


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_all(words: Words) -> Iterable[_Read]:
    place = 0
    while place < len(words.tokens):
        opens = words.kind(place) != "word" or words.at(place) in OPENERS
        read = next((match for reader in _READERS if (match := reader(words, place))), None) if opens else None
        if read:
            after = min(max(read[1], place + 1), len(words.tokens))
            yield _Read(pieces=read[0], first=place, after=after)
            place = after
        else:
            place += 1


def _runs(words: Words, reads: Iterable[_Read]) -> list[list[_Read]]:
    """Put what stands side by side together: "thursday" and "morning", "friday" at "nine"."""
    runs: list[list[_Read]] = []
    for read in reads:
        between = range(runs[-1][-1].after, read.first) if runs else range(0)
        if runs and len(between) < len("no") + 1 and all(words.at(place) in _JOINTS for place in between):
            runs[-1].append(read)
        else:
            runs.append([read])
    return runs
