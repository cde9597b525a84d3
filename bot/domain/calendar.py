"""Days, clocks and zones: what a wall-clock time means, when somebody sleeps, how a moment is put into words.

People think in wall-clock time ("Thursday at nine"), machines in instants. A time that was told to a person is kept
as they were told it and turned into an instant here, with the zone they live in now. Where a clock change makes a
wall time double, the first of the two is meant; where it leaves one out, the first minute that exists after it.

"Now" is always an argument. A naive instant raises ValueError, an unknown zone ZoneInfoNotFoundError.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.person import QuietHours

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimePattern

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_YEAR_IS_PLAIN = 300  # days away within which nobody needs to be told the year
_SATURDAY = 5
_WEEKS_AGO = ("", "a week ago", "two weeks ago", "three weeks ago", "four weeks ago")
_WRITTEN = {"en": ("EEEE d MMMM", "EEEE d MMMM y")}  # one order of words for every English
_WEEKDAY = re.compile("E+|c+")
_MONTH = re.compile("M{3,4}")


# --- wall clock and instant -------------------------------------------------------------------------------------------


def local(moment: datetime, zone: str) -> datetime:
    """Return what the clock on the wall shows at an instant, as a naive datetime."""
    return _on(_aware(moment).astimezone(ZoneInfo(zone)))


def instant(wall: datetime, zone: str) -> datetime:
    """Return the instant (UTC) at which the clock on the wall shows `wall`.

    A time that happens twice (clocks go back) is its first occurrence. A time that never happens (clocks go forward)
    becomes the first moment after the gap: 02:30 becomes 03:00 where 02:00 to 03:00 is left out.
    """
    if wall.tzinfo is not None:
        message = "a wall-clock time has no zone of its own"
        raise ValueError(message)
    first = _on(wall, ZoneInfo(zone))
    found = first.astimezone(UTC)
    return found if local(found, zone) == wall else _end_of_gap(first)


def _on(moment: datetime, zone: ZoneInfo | None = None) -> datetime:
    """Return the same clock in a zone, or in none, the first time it shows this; `replace` takes five times as long."""
    same = datetime.combine(moment.date(), moment.time(), zone)
    return same.replace(fold=0) if same.fold else same


def _end_of_gap(missing: datetime) -> datetime:
    """Find the clock change that leaves `missing` out, by halving the time between its two readings."""
    zone = missing.tzinfo
    before = missing.replace(fold=1).astimezone(UTC)
    after = missing.replace(fold=0).astimezone(UTC)
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None or moment.utcoffset() is None:
        message = "an instant needs its zone"
        raise ValueError(message)
    return moment.astimezone(UTC)


# --- quiet hours and days ---------------------------------------------------------------------------------------------


def is_quiet(moment: datetime, zone: str, quiet: QuietHours) -> bool:
    """Say whether an instant falls into somebody's quiet hours; equal start and end mean there are none."""
    clock = local(moment, zone).time()
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def after_quiet(moment: datetime, zone: str, quiet: QuietHours) -> datetime:
    """Return the instant itself, or the end of the quiet hours it falls into (UTC)."""
    moment = _aware(moment)
    while is_quiet(moment, zone, quiet):
        moment = _next_clock(moment, zone, quiet.end)
    return moment


def next_weekly(after: datetime, zone: str, weekday: int, clock: time) -> datetime:
    """Return the first instant later than `after` at which it is that weekday (Monday is 0) and time on the wall."""
    after = _aware(after)
    today = local(after, zone).date()
    day = today + _DAY * ((weekday - today.weekday()) % 7)
    found = instant(datetime.combine(day, clock), zone)
    return found if found > after else instant(datetime.combine(day + _WEEK, clock), zone)


def skip_weekend(day: date) -> date:
    """Return the day itself, or the Monday after it if it is a Saturday or Sunday."""
    return day if day.weekday() < _SATURDAY else day + _DAY * (7 - day.weekday())


def _next_clock(after: datetime, zone: str, clock: time) -> datetime:
    """Find when the wall clock next shows `clock`, also in the second of two doubled hours."""
    day = local(after, zone).date()
    again = datetime.combine(day, clock, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)
    candidates = [instant(datetime.combine(day + _DAY * days, clock), zone) for days in range(3)]
    return min(moment for moment in (*candidates, again) if moment > after)


# --- words ------------------------------------------------------------------------------------------------------------


def in_words(moment: datetime, zone: str, now: datetime, locale: str) -> str:
    """Say a moment as a confirmation does: "Thursday 26 November, 09:00"; the year only where it is not plain."""
    wall = local(moment, zone)
    day = day_in_words(wall.date(), local(now, zone).date(), locale)
    return f"{day}, {wall.hour:02}:{wall.minute:02}"


def day_in_words(day: date, today: date, locale: str) -> str:
    """Say a day: "Thursday 26 November"; the year only where it is not plain."""
    return _day(day, abs((day - today).days) > _YEAR_IS_PLAIN, locale)


def ago_in_words(then: datetime, now: datetime, zone: str, locale: str) -> str:
    """Say how long ago something was, in words that fit a sentence: "yesterday", "three weeks ago", "in September"."""
    day, today = local(then, zone).date(), local(now, zone).date()
    days = max((today - day).days, 0)
    if _locale(locale).language == "en":
        return _ago_in_english(day, days)
    from babel.dates import format_timedelta  # noqa: PLC0415 - takes longer to import than a start may lose

    return format_timedelta(_DAY * -days, granularity="day", add_direction=True, locale=_locale(locale))


def _ago_in_english(day: date, days: int) -> str:
    if days <= 1:
        return "yesterday" if days else "earlier today"
    if days < _WEEK.days:
        return f"on {_locale('en').days['format']['wide'][day.weekday()]}"
    weeks = round(days / _WEEK.days)
    if weeks < len(_WEEKS_AGO):
        return _WEEKS_AGO[weeks]
    month = _locale("en").months["format"]["wide"][day.month]
    return f"in {month}" if days <= _YEAR_IS_PLAIN else f"in {month} {day.year}"


@lru_cache(maxsize=4096)
def _day(day: date, with_year: bool, locale: str) -> str:  # noqa: FBT001 - a key of the cache
    return _pattern(locale, with_year).apply(day, _locale(locale))


@lru_cache(maxsize=64)
def _pattern(locale: str, with_year: bool) -> "DateTimePattern":  # noqa: FBT001 - a key of the cache
    from babel.dates import parse_pattern  # noqa: PLC0415 - as above

    spoken = _locale(locale)
    if written := _WRITTEN.get(spoken.language):
        return parse_pattern(written[with_year])
    if with_year:
        return parse_pattern(spoken.date_formats["full"])
    short = spoken.datetime_skeletons.get("MMMMEd") or spoken.datetime_skeletons["MMMEd"]
    return parse_pattern(_MONTH.sub("MMMM", _WEEKDAY.sub("EEEE", short.pattern)))


@lru_cache(maxsize=64)
def _locale(name: str) -> "Locale":
    """Look a locale up ("en", "pt-BR", "de_CH"); one that is not known speaks English."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
