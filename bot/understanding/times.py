"""When somebody means: "tomorrow 9", "next friday morning", "fridays at nine", "in two months".

The answer is one of a few: a moment, several to choose from, a moment that is past, a day there is not, a weekly
repeat, or no time at all. Nothing is picked silently where two readings are about as likely; what is picked is always
confirmed with weekday, date and time.

The base is dateutil (written dates and months): well kept, quick, says no to 31 February, and reads a date in both
orders. The others were tried on fifty phrases (bench notes in docs): dateparser takes 1 ms a call and 0.3 s for the first,
parsedatetime has had no release since 2020, timefhuman takes 0.4 s to import, and all of them pass over words they do
not know ("wednsday 10am" became today, "friday around 9" midnight) without a sign of it. So phrases, hours without
am or pm, repeats and the place of a time in a sentence are read by our own readers.

Choices made: "next friday" is asked back where the coming one and that of next week differ, but is never tomorrow.
Hours without am or pm: 1 to 5 are in the afternoon, 8 to 11 in the morning, 6 and 7 are asked back. Dates with dots
have the day first; with slashes they are asked back where both orders are dates. A date without a year that went by
within a month is past, an earlier one is next year's. "Next week" is its Monday, "next month" its first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.domain import calendar
from bot.understanding import time_clocks, time_dates, time_days
from bot.understanding.time_pieces import Clock, Days, Gone, Part, Piece, Reader, Repeat, Span, Vague, Words, Wrong
from bot.understanding.time_words import PARTS, tokens_of

_LONGEST = 200  # characters of an answer that are read
_LONGEST_SENTENCE = 1000
_FAR = timedelta(days=731)
_MOST_OPTIONS = 4
_NINE = time(9)
_HALF_DAY = 12 * 60
_DAY = timedelta(days=1)
_EVENING = Part(minute=PARTS["evening"][0], end=PARTS["evening"][1])
_JOINTS = frozenset({"at", "on", "around", "about", "by", "in", "the", "@", ",", "-", "of", "for", "approx"})
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
class At:
    """A moment to come. `floating`: stays at `wall` when the zone changes; else `instant` is what was meant."""

    wall: datetime  # naive, in the person's zone
    instant: datetime  # UTC
    floating: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """Every week on these days (Monday is 0) at this time on the wall."""

    weekdays: tuple[int, ...]
    time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Two to four readings, earliest first: ask which one is meant."""

    options: tuple[At | Recurring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A moment that is over, on the wall clock."""

    wall: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """No moment: a day or time there is not, more than two years ahead, or a repeat that is not weekly."""

    why: Literal["no_such_day", "no_such_time", "too_far", "not_weekly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotATime:
    """No time was read."""


When = At | Ambiguous | Past | Impossible | Recurring | NotATime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time inside a sentence: what it means and where it stands (`text[start:end]`)."""

    when: When
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """The moment and place a text was written at, and the time of day that is meant where none is said."""

    now: datetime
    zone: str
    default: time

    @property
    def wall(self) -> datetime:
        return calendar.local(self.now, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Pieces that stand at one place, by the numbers of their first token and of the one after them."""

    pieces: tuple[Piece, ...]
    first: int
    after: int


def read_when(text: str, now: datetime, zone: str, *, default_time: time = _NINE) -> When:
    """Read the answer to "when?"; words around the time are passed over. `now` is aware, `zone` an IANA name."""
    here = _Here(now=now, zone=zone, default=default_time)
    words = Words(tokens=tokens_of(text[:_LONGEST]), today=here.wall.date(), answer=True)
    alternatives: list[list[Piece]] = [[]]
    place = 0
    for read in _read_all(words):
        if "or" in (words.at(between) for between in range(place, read.first)):
            alternatives.append([])
        alternatives[-1].extend(read.pieces)
        place = read.after
    return _any_of([_when(pieces, here) for pieces in alternatives if pieces])


def find_when(text: str, now: datetime, zone: str, *, default_time: time = _NINE) -> Found | None:
    """Find the first time to come in a sentence; words that are only sometimes a time ("may", "second") are not one."""
    here = _Here(now=now, zone=zone, default=default_time)
    words = Words(tokens=tokens_of(text[:_LONGEST_SENTENCE]), today=here.wall.date(), answer=False)
    for run in _runs(words, _read_all(words)):
        pieces = [piece for read in run for piece in read.pieces]
        if not any(isinstance(piece, Gone) for piece in pieces):
            start, end = words.tokens[run[0].first].start, words.tokens[run[-1].after - 1].end
            return Found(when=_when(pieces, here), start=start, end=end)
    return None


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_all(words: Words) -> Iterable[_Read]:
    place = 0
    while place < len(words.tokens):
        read = next((match for reader in _READERS if (match := reader(words, place))), None)
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


# --- meaning ----------------------------------------------------------------------------------------------------------


def _when(pieces: Sequence[Piece], here: _Here) -> When:
    kinds = {type(piece): piece for piece in pieces}
    match kinds.get(Wrong), kinds.get(Repeat), kinds.get(Span):
        case Wrong(why=why), _, _:
            return Impossible(why=why)
        case _, Repeat(weekdays=weekdays), _:
            return _recurring(weekdays, pieces, here)
        case _, _, Span(minutes=minutes):
            return _in_minutes(minutes, here)
    if kinds.keys() & {Days, Clock, Part}:
        return _on_the_wall(pieces, here)
    if Vague in kinds:
        return _later(here)
    gone = [piece.day for piece in pieces if isinstance(piece, Gone)]
    return Past(wall=datetime.combine(gone[0], here.default)) if gone else NotATime()


def _any_of(readings: Sequence[When]) -> When:
    """Put alternatives ("friday or monday") together; those that can't be count only if there is no other."""
    options: list[At | Recurring] = []
    for reading in readings:
        if isinstance(reading, Ambiguous):
            options.extend(reading.options)
        elif isinstance(reading, At | Recurring):
            options.append(reading)
    if options:
        return _one_or_ask(options)
    return readings[0] if readings else NotATime()


def _one_or_ask(options: Iterable[At | Recurring]) -> When:
    distinct = tuple(dict.fromkeys(options))
    return distinct[0] if len(distinct) == 1 else Ambiguous(options=distinct[:_MOST_OPTIONS])


def _in_minutes(minutes: int, here: _Here) -> When:
    length = timedelta(minutes=minutes)
    if length > _FAR:
        return Impossible(why="too_far")
    moment = here.now.astimezone(UTC) + length
    wall = calendar.local(moment, here.zone)
    return At(wall=wall, instant=moment, floating=False) if minutes > 0 else Past(wall=wall)


def _later(here: _Here) -> When:
    """Offer the evening (if it is not near yet), tomorrow and a week from now."""
    today = here.wall.date()
    evening = datetime.combine(today, time(18))
    walls = [datetime.combine(today + _DAY * days, here.default) for days in (1, 7)]
    return _one_or_ask(_at(wall, here) for wall in (evening, *walls) if wall > here.wall + timedelta(hours=1))


def _recurring(weekdays: tuple[int, ...], pieces: Sequence[Piece], here: _Here) -> When:
    named = tuple(piece.weekday for piece in pieces if isinstance(piece, Days) and piece.weekday is not None)
    days = weekdays or named or (here.wall.weekday(),)
    minutes, _ = _minutes(pieces, here)
    return _one_or_ask(Recurring(weekdays=days, time=_clock(minute)) for minute in minutes)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _on_the_wall(pieces: Sequence[Piece], here: _Here) -> When:
    days, first = _days(pieces, here)
    if all(day > here.wall.date() + _FAR for day in days):
        return Impossible(why="too_far")
    minutes, spare = _minutes(pieces, here)
    found = _coming(days, minutes, here, first=first)
    no_day = not any(isinstance(piece, Days) for piece in pieces)
    if spare and (not found or (no_day and found[0].wall.date() > days[0])):
        found = [*_coming(days[:1], spare, here, first=first), *found]
    if not found and not any(isinstance(piece, Clock) for piece in pieces):
        found = _still_today(days, pieces, here)
    return _one_or_ask(found) if found else Past(wall=_wall(days[0], minutes[0]))


def _days(pieces: Sequence[Piece], here: _Here) -> tuple[tuple[date, ...], bool]:
    """Return the days that fit everything that was said of them, and whether the first one is meant."""
    said = [piece for piece in pieces if isinstance(piece, Days)]
    if not said:
        return (here.wall.date(), here.wall.date() + _DAY), True
    dated = [piece for piece in said if piece.weekday is None] or said
    weekdays = {piece.weekday for piece in said if piece.weekday is not None}
    common = set.intersection(*(set(piece.days) for piece in dated))
    fitting = {day for day in common if not weekdays or day.weekday() in weekdays}
    days = fitting or {day for piece in said for day in piece.days}
    return tuple(sorted(days)), any(piece.first for piece in said)


def _minutes(pieces: Sequence[Piece], here: _Here) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the minutes of the day that may be meant, and those that are if the first are over."""
    part = next((piece for piece in pieces if isinstance(piece, Part)), None)
    clocks = [_readings(piece, part) for piece in pieces if isinstance(piece, Clock)]
    if clocks:
        return tuple(minute for reading, _ in clocks for minute in reading), tuple(m for _, spare in clocks for m in spare)
    return (part.minute if part else here.default.hour * 60 + here.default.minute,), ()


def _readings(clock: Clock, part: Part | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if clock.said:
        return (clock.minute,), ()
    early, late = clock.minute % _HALF_DAY, clock.minute % _HALF_DAY + _HALF_DAY
    if part:
        return (early if part.minute < _HALF_DAY else late,), ()
    hour = early // 60
    if hour in {6, 7}:
        return (early, late), ()
    return ((late,), ()) if hour < 6 else ((early,), (late,))  # noqa: PLR2004 - o'clock


def _coming(days: Sequence[date], minutes: Sequence[int], here: _Here, *, first: bool) -> list[At]:
    """Return the moments to come; with `first`, for each minute of the day only the earliest."""
    today = here.wall.date()
    near = [day for day in days if today <= day <= today + _FAR]
    found: list[At] = []
    for minute in minutes:
        moments = [at for day in near if (at := _at(_wall(day, minute), here)).instant > here.now]
        found.extend(moments[:1] if first else moments)
    return sorted(found, key=lambda at: at.instant)


def _still_today(days: Sequence[date], pieces: Sequence[Piece], here: _Here) -> list[At]:
    """Find the next full hour in what is left of a part of today; "today" itself lasts until the evening is over."""
    part = next((piece for piece in pieces if isinstance(piece, Part)), _EVENING)
    now = here.wall
    full = (now + timedelta(minutes=90)).replace(minute=0, second=0, microsecond=0)
    wall = max(full, _wall(now.date(), part.minute))
    return [_at(wall, here)] if now.date() in days and wall <= _wall(now.date(), part.end) else []


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _at(wall: datetime, here: _Here) -> At:
    moment = calendar.instant(wall, here.zone)
    return At(wall=calendar.local(moment, here.zone), instant=moment)
