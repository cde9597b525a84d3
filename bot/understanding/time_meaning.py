"""From the pieces of a phrase to what it means: the moment, the choice to ask about, or why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain import calendar
from bot.understanding.time_pieces import Clock, Days, Gone, Part, Piece, Reason, Repeat, Span, Vague, Wrong
from bot.understanding.time_words import PARTS

_FAR = timedelta(days=731)
_MOST_OPTIONS = 4
_HALF_DAY = 12 * 60
_DAY = timedelta(days=1)
_EVENING = Part(minute=PARTS["evening"][0], end=PARTS["evening"][1])


# --- results ----------------------------------------------------------------------------------------------------------


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

    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class NotATime:
    """No time was read."""


When = At | Ambiguous | Past | Impossible | Recurring | NotATime


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The moment and place a text was written at, and the time of day that is meant where none is said."""

    now: datetime
    zone: str
    default: time

    @property
    def wall(self) -> datetime:
        """What the clock on the person's wall shows."""
        return calendar.local(self.now, self.zone)


# --- alternatives -----------------------------------------------------------------------------------------------------


def any_of(alternatives: Sequence[list[Piece]], here: Here) -> When:
    """Work out "friday or monday"; alternatives that can't be count only if there is no other."""
    readings = [meaning(pieces, here) for pieces in _shared([pieces for pieces in alternatives if pieces])]
    options: list[At | Recurring] = []
    for reading in readings:
        if isinstance(reading, Ambiguous):
            options.extend(reading.options)
        elif isinstance(reading, At | Recurring):
            options.append(reading)
    if options:
        return _one_or_ask(options)
    return readings[0] if readings else NotATime()


def _shared(alternatives: list[list[Piece]]) -> list[list[Piece]]:
    """Give each alternative what only another said: a clock ("friday or monday at 9"), a day ("friday 9 or 11")."""
    clocks = next((found for pieces in alternatives[::-1] if (found := _of(pieces, Clock, Part))), [])
    days = next((found for pieces in alternatives if (found := _of(pieces, Days))), [])
    return [
        pieces
        if _of(pieces, Span, Repeat, Gone, Vague, Wrong)
        else [*(_of(pieces, Days) or days), *(_of(pieces, Clock, Part) or clocks)]
        for pieces in alternatives
    ]


def _of(pieces: Sequence[Piece], *kinds: type[Piece]) -> list[Piece]:
    return [piece for piece in pieces if isinstance(piece, kinds)]


# --- one meaning ------------------------------------------------------------------------------------------------------


def meaning(pieces: Sequence[Piece], here: Here) -> When:
    """Work out what pieces that stand together mean."""
    for piece in pieces:
        match piece:
            case Wrong(why=why):
                return Impossible(why=why)
            case Repeat(weekdays=weekdays):
                return _recurring(weekdays, pieces, here)
            case Span(minutes=minutes):
                return _in_minutes(minutes, here)
            case _:
                pass
    if _of(pieces, Days, Clock, Part):
        return _on_the_wall(pieces, here)
    gone = next((piece.day for piece in pieces if isinstance(piece, Gone)), None)
    if gone:
        return Past(wall=datetime.combine(gone, here.default))
    return _later(here) if pieces else NotATime()


def _one_or_ask(options: Iterable[At | Recurring]) -> When:
    distinct = tuple(dict.fromkeys(options))
    return distinct[0] if len(distinct) == 1 else Ambiguous(options=distinct[:_MOST_OPTIONS])


def _in_minutes(minutes: int, here: Here) -> When:
    length = timedelta(minutes=minutes)
    if length > _FAR:
        return Impossible(why="too_far")
    moment = here.now.astimezone(UTC) + length
    wall = calendar.local(moment, here.zone)
    return At(wall=wall, instant=moment, floating=False) if minutes > 0 else Past(wall=wall)


def _later(here: Here) -> When:
    """Offer the evening (if it is not near yet), tomorrow and a week from now."""
    today = here.wall.date()
    evening = datetime.combine(today, time(18))
    walls = [datetime.combine(today + _DAY * days, here.default) for days in (1, 7)]
    return _one_or_ask(_at(wall, here) for wall in (evening, *walls) if wall > here.wall + timedelta(hours=1))


def _recurring(weekdays: tuple[int, ...], pieces: Sequence[Piece], here: Here) -> When:
    named = tuple(piece.weekday for piece in pieces if isinstance(piece, Days) and piece.weekday is not None)
    days = weekdays or named or (here.wall.weekday(),)
    minutes, _ = _minutes(pieces, here)
    return _one_or_ask(Recurring(weekdays=days, time=_clock(minute)) for minute in minutes)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _on_the_wall(pieces: Sequence[Piece], here: Here) -> When:
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


def _days(pieces: Sequence[Piece], here: Here) -> tuple[tuple[date, ...], bool]:
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


def _minutes(pieces: Sequence[Piece], here: Here) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the minutes of the day that may be meant, and those that are if the first are over."""
    part = next((piece for piece in pieces if isinstance(piece, Part)), None)
    clocks = [_readings(piece, part) for piece in pieces if isinstance(piece, Clock)]
    if clocks:
        return tuple(minute for reading, _ in clocks for minute in reading), tuple(
            m for _, spare in clocks for m in spare
        )
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


def _coming(days: Sequence[date], minutes: Sequence[int], here: Here, *, first: bool) -> list[At]:
    """Return the moments to come; with `first`, for each minute of the day only the earliest."""
    today = here.wall.date()
    near = [day for day in days if today <= day <= today + _FAR]
    found: list[At] = []
    for minute in minutes:
        moments = [at for day in near if (at := _at(_wall(day, minute), here)).instant > here.now]
        found.extend(moments[:1] if first else moments)
    return sorted(found, key=lambda at: at.instant)


def _still_today(days: Sequence[date], pieces: Sequence[Piece], here: Here) -> list[At]:
    """Find the next full hour in what is left of a part of today; "today" itself lasts until the evening is over."""
    part = next((piece for piece in pieces if isinstance(piece, Part)), _EVENING)
    now = here.wall
    full = (now + timedelta(minutes=90)).replace(minute=0, second=0, microsecond=0)
    wall = max(full, _wall(now.date(), part.minute))
    return [_at(wall, here)] if now.date() in days and wall <= _wall(now.date(), part.end) else []


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _at(wall: datetime, here: Here) -> At:
    moment = calendar.instant(wall, here.zone)
    return At(wall=calendar.local(moment, here.zone), instant=moment)
