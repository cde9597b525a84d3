"""Readers of days told by the calendar: "2 december", "2026-12-02", "3/4", "the 5th", "in december".

Which words make up a date is found here; what day they are, and whether there is such a day, is dateutil's part.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding.time_pieces import Days, Match, Piece, Words, Wrong
from bot.understanding.time_words import AFTER_A_DAY, BEFORE_A_DAY, HIDING, MONTHS, WEEKDAYS

_JUST_GONE = timedelta(days=31)  # "20 november" three days after it is a slip, not next year
_CENTURY = 2000
_MIDDLE = 15
_BEFORE_A_CLOCK = frozenset({"at", "around", "about", "today", "tomorrow", *WEEKDAYS})
_NO_SUCH_DAY = Wrong(why="no_such_day")


# --- arithmetic -------------------------------------------------------------------------------------------------------


def plus_months(day: date, count: int) -> date:
    """Move a day by months; the 31st becomes the last day of a shorter month."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - imported at the first date, not at the start

    return day + relativedelta(months=count)


def edge_of_month(day: date, where: str) -> date:
    """Return the first, mid or last day of the month a day is in."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day={"first": 1, "mid": _MIDDLE, "last": last}[where])


def roll(today: date, in_year: Callable[[int], date | None]) -> tuple[date, ...]:
    """Return the day a date without a year means: the next one, or the last if it went by within a month."""
    days = (in_year(year) for year in range(today.year, today.year + 4))
    return next(((day,) for day in days if day and day >= today - _JUST_GONE), ())


# --- written dates ----------------------------------------------------------------------------------------------------


def written(words: Words, place: int) -> Match | None:
    """Read a written date; with slashes both orders are returned where both are days, with dots the day is first."""
    kind, word = words.kind(place), words.at(place)
    orders = (True,) if "." in word else (True, False)
    if kind == "iso":
        return (_dates(words, word, orders=(False,)),), place + 1
    if kind == "date":
        return (_dates(words, word.replace(".", "/"), orders=orders),), place + 1
    if kind == "short" and _is_short_date(words, place):
        return (_dates(words, word.replace(".", "/") + "/{}", orders=orders),), words.skip(place + 1, ".")
    return _with_month_name(words, place)


def _is_short_date(words: Words, place: int) -> bool:
    word, before = words.at(place), words.at(place - 1)
    first, second = (int(number) for number in word.replace(".", "/").split("/"))
    if "." in word and (before in _BEFORE_A_CLOCK or second > 12):  # noqa: PLR2004 - "at 9.30", and no month is the 30th
        return False
    return word != "24/7" and bool(first and second) and (words.answer or before in BEFORE_A_DAY)


def _with_month_name(words: Words, place: int) -> Match | None:
    if words.at(place) in MONTHS:
        day_at = words.skip(place + 1, ".", "the")
        if _day_number(words, day_at) is None:
            return None
        month, day, after = words.at(place), _day_number(words, day_at), day_at + 1
    else:
        month_at = words.skip(place + 1, ".", "of")
        month, day, after = words.at(month_at), _day_number(words, place), month_at + 1
        hidden = month in HIDING and not words.answer and words.kind(after) == "word"
        if day is None or month not in MONTHS or (hidden and words.at(after) not in AFTER_A_DAY):
            return None
    year, after = year_at(words, after)
    return (_dates(words, f"{day} {month} {year or '{}'}", orders=(True,)),), after


def _day_number(words: Words, place: int) -> int | None:
    if words.kind(place) not in {"number", "ordinal"}:
        return None
    number = int("".join(sign for sign in words.at(place)[:4] if sign.isdigit()))
    return number if number < 100 else None  # noqa: PLR2004 - "december 2026" has no day


def year_at(words: Words, place: int) -> tuple[int | None, int]:
    """Read a year and return it with the place after it, or None and the same place."""
    at = words.skip(place, ".", ",", "in")
    word = words.at(at)
    if words.kind(at) == "number" and len(word) == 4 and word.startswith(("19", "20")):  # noqa: PLR2004 - of digits
        return int(word), at + 1
    return None, place


def _dates(words: Words, text: str, *, orders: tuple[bool, ...]) -> Piece:
    """Work out a date in each order; `{}` in it stands for a year that was not said."""
    found: set[date] = set()
    for day_first in orders:
        if "{}" in text:
            found.update(roll(words.today, lambda year: _parsed(text.format(year), day_first=day_first)))  # noqa: B023
        elif day := _parsed(text, day_first=day_first):
            found.add(day)
    return Days(days=tuple(sorted(found))) if found else _NO_SUCH_DAY


def _parsed(text: str, *, day_first: bool) -> date | None:
    from dateutil.parser import parse, parserinfo  # noqa: PLC0415 - as above

    class Years(parserinfo):
        """Two digits are a year of this century; dateutil itself would ask the clock."""

        def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002 - dateutil's own
            return year if century_specified or year > 99 else year + _CENTURY  # noqa: PLR2004 - two digits

    try:
        return parse(text, parserinfo=Years(), dayfirst=day_first).date()
    except (ValueError, OverflowError):
        return None


# --- days and months by themselves ------------------------------------------------------------------------------------


def day_of_month(words: Words, place: int) -> Match | None:
    """Read "the 5th" and "5th of next month": the next such day there is."""
    number = _day_number(words, place) if words.kind(place) == "ordinal" else None
    if number is None:
        return None
    after, steps = place + 1, 0
    of = words.skip(after, "of", "the", "this")
    if words.at(of) == "next" and words.at(of + 1) == "month":
        after, steps = of + 2, 1
    elif words.at(of) == "month":
        after = of + 1
    elif not (words.answer or (words.at(place - 1) == "the" and words.at(place - 2) == "on")) or (
        words.at(after) not in AFTER_A_DAY and not words.answer
    ):
        return None
    months = (plus_months(words.today.replace(day=1), steps + ahead) for ahead in range(4 - 3 * steps))
    days = [day.replace(day=number) for day in months if 0 < number <= edge_of_month(day, "last").day]
    coming = tuple(day for day in days if day >= words.today)
    return (Days(days=coming, first=True) if coming else _NO_SUCH_DAY,), after


def month(words: Words, place: int) -> Match | None:
    """Read a month without a day: "in december", "next march"; its first day is meant."""
    lead = words.at(place) in {"in", "next"}
    name = words.at(place + lead)
    if name not in MONTHS or not (lead or _is_all(words, place)):
        return None
    year, after = year_at(words, place + lead + 1)
    if year:
        return (Days(days=(date(year, MONTHS[name], 1),)),), after
    return (Days(days=roll(words.today, lambda now: date(now, MONTHS[name], 1))),), after


def _is_all(words: Words, place: int) -> bool:
    """Say whether a month's name stands for itself: "december", but not "may" in a sentence."""
    if words.at(place) in HIDING:
        return words.answer and len(words.tokens) == 1
    return words.answer and (words.at(place + 1) in AFTER_A_DAY or words.kind(place + 1) == "number")
