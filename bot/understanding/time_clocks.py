"""Readers of clocks, parts of the day, stretches of hours and weekly repeats: "half past nine", "every friday"."""

from bot.understanding.time_pieces import Clock, Days, Match, Part, Piece, Repeat, Span, Words, Wrong
from bot.understanding.time_words import AFTER_A_DAY, CLOCK_UNITS, DAY_UNITS, MONTHS, NUMBERS, PARTS, WEEKDAYS

_HOUR, _NOON, _DAY = 60, 12 * 60, 24 * 60
_BEFORE_A_CLOCK = frozenset(
    {"at", "around", "about", "by", "@", "~", "before", "after", "from", "till", "until", "approx", "between"}
)
_NEAR_DAYS = frozenset({"today", "tomorrow", "tonight"})
_AFTER_A_CLOCK = (
    AFTER_A_DAY | _NEAR_DAYS | PARTS.keys() | WEEKDAYS.keys() | MONTHS.keys() | {"on", "in", "i", "sharp", "-", "every"}
)
_BEFORE_A_THING = frozenset({"to", "that", "so", "because", "for", "with"})
_EVERY = frozenset({"every", "each"})
_ALL_DAYS, _WORK_DAYS, _WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
_RHYTHMS = {"daily": _ALL_DAYS, "weekdays": _WORK_DAYS, "weekends": _WEEKEND}
_OTHER_RHYTHMS = frozenset({"monthly", "fortnightly", "biweekly", "yearly"})


# --- clocks -----------------------------------------------------------------------------------------------------------


def clock(words: Words, place: int) -> Match | None:
    """Read a time of day: "9am", "14:30", "half past nine", "noon", "at 7"."""
    if words.at(place) == "noon":
        return (Clock(minute=_NOON, said=True),), place + 1
    if words.at(place) == "midnight":
        return (Clock(minute=0, said=True), Clock(minute=_DAY, said=True)), place + 1
    return _past_or_to(words, place) or _in_digits(words, place) or _hour_alone(words, place)


def _past_or_to(words: Words, place: int) -> Match | None:
    """Read "half past nine", "half nine", "quarter to five", "ten past 9"."""
    start = words.skip(place, "a")
    first, turn = words.at(start), words.at(start + 1)
    minutes = {"half": 30, "quarter": 15}.get(first) or _small_number(words, start)
    if first == "half" and turn not in {"past", "after"}:
        hour, turn, after = _small_number(words, start + 1), "past", start + 2
    else:
        hour, after = _small_number(words, start + 2), start + 3
    if turn not in {"past", "to", "after", "before", "till"} or not minutes or not hour or hour > 12 or minutes > 59:  # noqa: PLR2004 - a clock's face
        return None
    minute = hour * _HOUR + (minutes if turn in {"past", "after"} else -minutes)
    return _with_half_of_day(words, after, minute, said=False)


def _in_digits(words: Words, place: int) -> Match | None:
    """Read "9:30", "14h30", "at 9.30", "at 0930"."""
    word, kind = words.at(place), words.kind(place)
    if kind == "clock":
        hour, minute = (int(number) for number in word.replace("h", ":").split(":"))
    elif kind == "short" and "." in word and len(word.split(".")[1]) == 2:  # noqa: PLR2004 - digits
        hour, minute = (int(number) for number in word.split("."))
        if not (_expected(words, place) or words.answer or _half_of_day(words, place + 1)):
            return None
    elif (
        kind == "number"
        and len(word) in {3, 4}
        and (_half_of_day(words, place + 1) or _placed(words, place, place + 1))
    ):
        hour, minute = int(word[:-2]), int(word[-2:])
    else:
        return None
    if hour >= 24 or minute >= _HOUR:  # noqa: PLR2004 - hours
        return (Wrong(why="no_such_time"),), place + 1
    said = hour == 0 or hour > 12 or word.startswith("0")  # noqa: PLR2004 - hours
    return _with_half_of_day(words, place + 1, hour * _HOUR + minute, said=said)


def _hour_alone(words: Words, place: int) -> Match | None:
    """Read "9am", "9 o'clock", "14h", "at 7", "tomorrow 9", "at nine thirty"."""
    hour = _small_number(words, place)
    if hour is None or hour > 24:  # noqa: PLR2004 - hours
        return None
    after, minute = place + 1, 0
    if words.kind(place) == "word" and (
        words.at(after) in {"fifteen", "thirty"} or words.at(after) in {"forty", "twenty"}
    ):
        counted = words.count(after)
        minute, after = (int(counted[0]), counted[1]) if counted else (0, after)
    if _half_of_day(words, after):
        return _with_half_of_day(words, after, hour * _HOUR + minute, said=False)
    if words.at(after) in {"o'clock", "oclock"}:
        after += 1
    elif words.at(after) == "h" and words.kind(place) == "number":
        return _with_half_of_day(words, after + 1, hour * _HOUR, said=True)
    elif not _may_be_an_hour(words, place, after):
        return None
    if hour == 24:  # noqa: PLR2004 - hours
        return (Wrong(why="no_such_time"),), after
    return _with_half_of_day(words, after, hour * _HOUR + minute, said=hour == 0 or hour > 12)  # noqa: PLR2004 - hours


def _may_be_an_hour(words: Words, place: int, after: int) -> bool:
    """Say whether a bare number stands where an hour would, and not where a count would."""
    following = words.at(after)
    if following in DAY_UNITS or following in CLOCK_UNITS or words.at(place) in {"a", "an"}:
        return False
    if words.answer and not words.at(place - 1) and not following:
        return words.kind(place) == "number"
    leads_on = following in _AFTER_A_CLOCK or (following in _BEFORE_A_THING and _behind_a_day(words, place))
    return _placed(words, place, after) and (words.answer or leads_on)


def _behind_a_day(words: Words, place: int) -> bool:
    """Say whether "at" and a day stand in front of a number: "friday at 8", where no count can be meant."""
    return words.at(place - 1) in {"at", "@"} and _expected(words, place - 1)


def _placed(words: Words, place: int, after: int) -> bool:
    """Say whether a number stands beside a word that makes one expect a clock."""
    if _expected(words, place):
        return True
    before_a_day = words.at(words.skip(after, "on")) in _NEAR_DAYS | WEEKDAYS.keys()
    return words.answer and (before_a_day or _paired(words, place, place + 2) or _paired(words, place - 2, place))


def _paired(words: Words, one: int, other: int) -> bool:
    """Say whether two numbers are offered as hours: "9 or 11", but not "two or three days"."""
    numbers = _small_number(words, one) and _small_number(words, other)
    counting = words.at(other + 1) in DAY_UNITS or words.at(other + 1) in CLOCK_UNITS
    return bool(numbers) and words.at(one + 1) in {"or", "and"} and not counting


def _expected(words: Words, place: int) -> bool:
    """Say whether the word before makes one expect a clock: "at", or a day."""
    before = place - 1
    while words.at(before) in {",", "-"}:
        before -= 1
    word, kind = words.at(before), words.kind(before)
    if word in _BEFORE_A_CLOCK or word in _NEAR_DAYS or word in WEEKDAYS or word in PARTS:
        return True
    if word in MONTHS:
        return words.kind(before - 1) in {"number", "ordinal"}
    dated = kind in {"iso", "date", "ordinal"} or (kind == "number" and words.at(before - 1) in MONTHS)
    return dated or (words.answer and word[:-1] in WEEKDAYS)


def _small_number(words: Words, place: int) -> int | None:
    if words.kind(place) == "number" and len(words.at(place)) <= 2:  # noqa: PLR2004 - digits
        return int(words.at(place))
    return NUMBERS.get(words.at(place)) if words.at(place) not in {"a", "an", "couple", "few"} else None


def _half_of_day(words: Words, place: int) -> int:
    """Return how many tokens an "am" or "p.m." takes at a place; 0 where there is none."""
    if words.at(place) in {"am", "pm"}:
        return 1
    letters = (words.at(place), words.at(place + 1), words.at(place + 2))
    if letters[0] in {"a", "p"} and letters[1:] == (".", "m"):
        return 4 if words.at(place + 3) == "." else 3
    return 0


def _with_half_of_day(words: Words, place: int, minute: int, *, said: bool) -> Match | None:
    taken = _half_of_day(words, place)
    if not taken:
        return (Clock(minute=minute % _DAY, said=said),), place
    if minute >= 13 * _HOUR:
        return (Clock(minute=minute % _DAY, said=True),), place + taken
    late = words.at(place).startswith("p")
    return (Clock(minute=minute % _NOON + _NOON * late, said=True),), place + taken


# --- parts of the day, stretches of time ------------------------------------------------------------------------------


def part(words: Words, place: int) -> Match | None:
    """Read a part of the day: "this evening", "in the morning", "friday afternoon"; alone only in an answer."""
    this = words.at(place) == "this"
    word = words.at(place + this)
    if word not in PARTS:
        return None
    placed = words.at(place - 1) == "the" and words.at(place - 2) == "in"
    if not (this or placed or words.answer or _expected(words, place)):
        return None
    pieces: tuple[Piece, ...] = (Part(minute=PARTS[word][0], end=PARTS[word][1]),)
    return ((Days(days=(words.today,)), *pieces) if this else pieces), place + this + 1


def span(words: Words, place: int) -> Match | None:
    """Read hours and minutes from now: "in an hour", "in half an hour", "2 hours from now"."""
    start = words.skip(place, "in", "about")
    counted = _minutes(words, start)
    if counted is None:
        return None
    minutes, after = counted
    if words.at(after) == "and" and (more := _minutes(words, after + 1)):
        minutes, after = minutes + more[0], more[1]
    from_now = (words.at(after), words.at(after + 1)) == ("from", "now")
    after = after + 2 if from_now else words.skip(after, "later")
    if words.at(after) in {"ago", "before", "after"}:
        return None
    alone = words.answer and words.at(place - 1) in {"", "maybe", "say", "about", "like", "me"}
    return ((Span(minutes=minutes),), after) if start > place or from_now or alone else None


def _minutes(words: Words, place: int) -> tuple[int, int] | None:
    if words.at(place) == "half":
        at = words.skip(place + 1, "an", "a")
        return (_HOUR // 2, at + 1) if words.at(at) == "hour" else None
    counted = words.count(place)
    if counted is None or words.at(counted[1]) not in CLOCK_UNITS:
        return None
    unit = CLOCK_UNITS[words.at(counted[1])]
    half = (words.at(counted[1] + 1), words.at(counted[1] + 2), words.at(counted[1] + 3)) == ("and", "a", "half")
    return int((counted[0] + half / 2) * unit), counted[1] + (4 if half else 1)


# --- repeats ----------------------------------------------------------------------------------------------------------


def repeat(words: Words, place: int) -> Match | None:
    """Read a weekly repeat: "every monday", "fridays", "weekly on friday", "on mondays and thursdays"."""
    word, following = words.at(place), words.at(place + 1)
    if word in _EVERY:
        return _after_every(words, place + 1)
    if word in _OTHER_RHYTHMS:
        return (Wrong(why="not_weekly"),), place + 1
    if word in _RHYTHMS:
        return (Repeat(weekdays=_RHYTHMS[word]),), place + 1
    if word == "weekly":
        return _weekdays(words, words.skip(place + 1, "on")) or ((Repeat(weekdays=()),), place + 1)
    mornings = word in WEEKDAYS and following.endswith("s") and following in PARTS
    return _weekdays(words, place) if mornings or _plural(word) is not None else None


def _after_every(words: Words, place: int) -> Match | None:
    word = words.at(place)
    if word in {"day", "morning", "evening", "afternoon", "night"}:
        return (Repeat(weekdays=_ALL_DAYS),), place + (word == "day")
    if word in {"weekday", "weekend"}:
        return (Repeat(weekdays=_WORK_DAYS if word == "weekday" else _WEEKEND),), place + 1
    if word == "week":
        return _weekdays(words, words.skip(place + 1, "on")) or ((Repeat(weekdays=()),), place + 1)
    counts = word in {"other", "second", "third", "month", "year", "hour", "fortnight"} or words.count(place)
    return ((Wrong(why="not_weekly"),), place + 1) if counts else _weekdays(words, place)


def _weekdays(words: Words, place: int) -> Match | None:
    """Read one weekday or several ("monday, wednesday and friday"), each singular or plural."""
    found: set[int] = set()
    after = place
    while (day := _plural(words.at(place))) is not None or (day := WEEKDAYS.get(words.at(place))) is not None:
        found.add(day)
        after = place + 1
        place = words.skip(after, ",", "and", "on")
    return ((Repeat(weekdays=tuple(sorted(found))),), after) if found else None


def _plural(word: str) -> int | None:
    return WEEKDAYS.get(word[:-1]) if word.endswith("days") else None
