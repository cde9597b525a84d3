"""Readers of days told from today: "tomorrow", "friday week", "in two months", "end of the month"."""

from datetime import date, timedelta

from bot.understanding.time_dates import edge_of_month, plus_months, roll
from bot.understanding.time_pieces import TOO_MANY, Days, Gone, Match, Part, Vague, Words, Wrong
from bot.understanding.time_words import AFTER_A_DAY, BEFORE_A_DAY, DAY_UNITS, HIDING, MONTHS, PARTS, WEEKDAYS

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FRIDAY, _SATURDAY = 4, 5
_EDGES = {"end": "last", "late": "last", "start": "first", "beginning": "first", "early": "first"} | dict.fromkeys(
    ("middle", "mid"), "mid"
)
_BACKWARDS = frozenset(
    {"for", "last", "past", "every", "over", "about", "after", "least", "takes", "took", "of", "these", "half"}
)


# --- what is over, and what is near -----------------------------------------------------------------------------------


def gone(words: Words, place: int) -> Match | None:
    """Read a day that is over: "yesterday", "last friday", "three days ago"."""
    if words.at(place) == "yesterday":
        return (Gone(day=words.today - _DAY),), place + 1
    following = words.at(place + 1)
    if words.at(place) == "last" and following in WEEKDAYS:
        return (Gone(day=_coming(words.today - _DAY, WEEKDAYS[following]) - _WEEK),), place + 2
    if words.at(place) == "last" and (following in DAY_UNITS or following in PARTS):
        unit = "days" if following in PARTS else DAY_UNITS[following]
        return (Gone(day=_add(words.today, -1, unit) or words.today),), place + 2
    counted = words.count(place)
    if counted and words.at(counted[1]) in DAY_UNITS and words.at(counted[1] + 1) in {"ago", "back"}:
        day = _add(words.today, -min(counted[0], 99), DAY_UNITS[words.at(counted[1])])
        return (Gone(day=day or words.today),), counted[1] + 2
    return None


def named(words: Words, place: int) -> Match | None:
    """Read "today", "tonight", "tomorrow", "the day after tomorrow" and "later"."""
    today, word = words.today, words.at(place)
    if word == "tonight":
        return (Days(days=(today,)), Part(minute=PARTS["night"][0], end=PARTS["night"][1])), place + 1
    if word in {"today", "tomorrow"}:
        return (Days(days=(today if word == "today" else today + _DAY,)),), place + 1
    if (word, words.at(place + 1), words.at(place + 2)) == ("day", "after", "tomorrow"):
        return (Days(days=(today + 2 * _DAY,)),), place + 3
    if word == "later" and words.at(place + 1) in {"today", "tonight"}:
        return named(words, place + 1)
    if word == "later" and words.answer:
        return (Vague(),), place + 1
    return None


def ahead(words: Words, place: int) -> Match | None:
    """Read a count of days, weeks or months: "in 3 days", "two weeks from friday", "a fortnight from now"."""
    said_in = words.at(place) in {"in", "within"}
    counted = words.count(words.skip(place, "in", "within", "about"))
    if counted is None or (unit := DAY_UNITS.get(words.at(counted[1]))) is None:
        return None
    after = counted[1] + 1
    start, end = _starting(words, after)
    if not (said_in or end > after or (words.answer and words.at(place - 1) not in _BACKWARDS)):
        return None
    if words.at(end) in {"before", "after", "ago", "of"}:
        return None
    day = _add(start, counted[0], unit)
    if day is None:
        return (Wrong(why="too_far"),), end
    weekday = WEEKDAYS.get(words.at(words.skip(end, "on"))) if unit in {"weeks", "fortnights"} else None
    if weekday is not None and end == after:
        return (Days(days=(_in_week_of(day, weekday),)),), words.skip(end, "on") + 1
    return (Days(days=(day,)),), end


def _starting(words: Words, place: int) -> tuple[date, int]:
    """Read what a count starts from; today and the same place where nothing is said."""
    word, following = words.at(place), words.at(place + 1)
    if word == "later":
        return words.today, place + 1
    if word in {"tomorrow", "today"}:
        return words.today + _DAY * (word == "tomorrow"), place + 1
    if word in {"from", "after", "on"} and following in WEEKDAYS:
        return _coming(words.today, WEEKDAYS[following]), place + 2
    if word in {"from", "after"} and following in {"now", "today", "tomorrow"}:
        return words.today + _DAY * (following == "tomorrow"), place + 2
    return words.today, place


# --- weeks, months and their ends -------------------------------------------------------------------------------------


def edge(words: Words, place: int) -> Match | None:
    """Read the start, middle or end of a week, month or year: "end of the month", "early january"."""
    where = _EDGES.get(words.at(place))
    if where is None:
        return None
    place = words.skip(place + 1, "-", "in", "of", "the", "this")
    steps = 1 if words.at(place) == "next" else 0
    place += steps
    days = _edges(words, words.at(place), where, steps)
    return ((Days(days=days, first=True),), place + 1) if days else None


def _edges(words: Words, period: str, where: str, steps: int) -> tuple[date, ...]:
    today = words.today
    if period == "week":
        day = _in_week_of(today + _WEEK * steps, {"first": 0, "mid": 2, "last": _FRIDAY}[where])
        return day, day + _WEEK
    if period == "month":
        return tuple(edge_of_month(plus_months(today, steps + number), where) for number in (0, 1))
    if period == "year":
        month = {"first": 1, "mid": 6, "last": 12}[where]
        return tuple(edge_of_month(date(today.year + steps + number, month, 1), where) for number in (0, 1))
    if period in MONTHS:
        return roll(today, lambda year: edge_of_month(date(year, MONTHS[period], 1), where))
    return ()


def period(words: Words, place: int) -> Match | None:
    """Read "next week", "next month", "the weekend", "after the weekend", "the week after next"."""
    lead = words.at(place)
    if (lead, words.at(place + 1), words.at(place + 2)) == ("week", "after", "next"):
        return (Days(days=(_in_week_of(words.today, 0) + 2 * _WEEK,)),), place + 3
    if lead == "weekend":
        return (Days(days=_about_weekend(words.today, "this"), first=True),), place + 1
    word_at = words.skip(place + 1, "the", "this", "next") if lead in {"after", "before"} else place + 1
    if lead in {"after", "before", "next", "this"} and words.at(word_at) == "weekend":
        return (Days(days=_about_weekend(words.today, lead), first=lead != "next"),), word_at + 1
    return _next_period(words, place) if lead == "next" else None


def _next_period(words: Words, place: int) -> Match | None:
    today, word = words.today, words.at(place + 1)
    if word == "week":
        on = words.skip(place + 2, "on")
        weekday = WEEKDAYS.get(words.at(on))
        return (Days(days=(_in_week_of(today + _WEEK, weekday or 0),)),), place + 2 if weekday is None else on + 1
    if word == "month":
        return (Days(days=(edge_of_month(plus_months(today, 1), "first"),)),), place + 2
    return ((Days(days=(date(today.year + 1, 1, 1),)),), place + 2) if word == "year" else None


def _about_weekend(today: date, lead: str) -> tuple[date, ...]:
    saturday = _in_week_of(today, _SATURDAY)
    return {
        "after": (saturday + 2 * _DAY,),
        "before": (saturday - _DAY, saturday - _DAY + _WEEK),
        "this": (saturday, saturday + _DAY),
        "next": (saturday, saturday + _WEEK) if today.weekday() < _FRIDAY else (saturday + _WEEK,),
    }[lead]


def _in_week_of(day: date, weekday: int) -> date:
    return day + _DAY * (weekday - day.weekday())


def _coming(today: date, weekday: int) -> date:
    """Return the next such weekday after today."""
    return today + _DAY * ((weekday - today.weekday() - 1) % 7 + 1)


def _add(day: date, count: float, unit: str) -> date | None:
    """Move a day by a count of units; None if that is more than a lifetime away."""
    days = count * {"days": 1, "weeks": 7, "fortnights": 14, "months": 30, "years": 365}[unit]
    if abs(days) > TOO_MANY:
        return None
    if unit == "months":
        return plus_months(day, int(count))
    return plus_months(day, 12 * int(count)) if unit == "years" else day + _DAY * int(days)


# --- weekdays ---------------------------------------------------------------------------------------------------------


def weekday(words: Words, place: int) -> Match | None:
    """Read a weekday: "friday", "this friday", "friday week", "monday in two weeks".

    "next friday" is the coming one to some and the one of next week to others: both are returned where they differ,
    but never tomorrow.
    """
    lead = words.at(place) if words.at(place) in {"next", "this", "coming", "following"} else ""
    place += bool(lead) + (words.at(place + 1) == "coming")
    name = words.at(place)
    if name not in WEEKDAYS or not (lead or _looks_like_a_day(words, place)):
        return None
    number = WEEKDAYS[name]
    if found := _weekday_and_weeks(words, place + 1, number):
        return found
    return (Days(days=_weekdays(words.today, number, lead), weekday=number),), place + 1


def _weekdays(today: date, number: int, lead: str) -> tuple[date, ...]:
    coming = _coming(today, number)
    if lead == "next":
        days = {coming, _in_week_of(today + _WEEK, number)}
        return tuple(sorted(day for day in days if day != today + _DAY or len(days) == 1))
    if today.weekday() != number:
        return (coming,)
    return (today,) if lead == "this" else (today, coming)


def _weekday_and_weeks(words: Words, place: int, number: int) -> Match | None:
    """Read what moves a weekday by weeks: "week", "after next", "in two weeks", "of next week"."""
    coming = _coming(words.today, number)
    if words.at(place) == "week":
        return (Days(days=(coming + _WEEK,)),), place + 1
    if (words.at(place), words.at(place + 1)) == ("after", "next"):
        return (Days(days=(coming + _WEEK,)),), place + 2
    which = words.skip(place, "of")
    if words.at(which) in {"next", "this"} and words.at(which + 1) == "week":
        steps = _WEEK * (words.at(which) == "next")
        return (Days(days=(_in_week_of(words.today + steps, number),)),), which + 2
    counted = words.count(place + 1) if words.at(place) == "in" else None
    if counted and DAY_UNITS.get(words.at(counted[1])) == "weeks" and counted[0] < TOO_MANY:
        weeks = _WEEK * int(counted[0])
        days = {_in_week_of(words.today + weeks, number), _coming(words.today - _DAY, number) + weeks}
        return (Days(days=tuple(sorted(days))),), counted[1] + 1
    return None


def _looks_like_a_day(words: Words, place: int) -> bool:
    """Say whether a short form that is an ordinary word too ("sun", "sat") stands where a day would."""
    if words.at(place) not in HIDING or words.at(place - 1) in BEFORE_A_DAY:
        return True
    following = place + 1
    timed = words.kind(following) in {"clock", "number"} or words.at(following) in {*PARTS, "noon", "at"}
    return timed or (words.answer and words.at(following) in AFTER_A_DAY)
