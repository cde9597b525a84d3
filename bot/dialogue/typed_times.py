"""Answers that must be a day and an hour, once or every week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.dialogue import ahead, moments
from bot.dialogue.draft import Draft
from bot.dialogue.planning import MORNING
from bot.dialogue.read import Read
from bot.dialogue.script import Step
from bot.domain import calendar
from bot.understanding import times


def a_time(d: Draft, text: str) -> Read:
    """Read a day and an hour."""
    when = times.read_when(text, d.now, d.person.zone)
    inside = times.find_when(text, d.now, d.person.zone) if isinstance(when, times.NotATime) else None
    told = ahead.after_it(d, text, inside.when if inside else when) or inside
    return _of_when(d, told.when if told else when)


def _of_when(d: Draft, when: times.When) -> Read:
    match when:
        case times.At():
            return Read(value=moments.of(when))
        case times.Ambiguous():
            return _to_choose([_moment(d, option) for option in when.options], d)
        case times.Past():
            return Read(problem="errors.time_past")
        case times.Impossible():
            return Read(problem="errors.time_too_far" if when.why == "too_far" else "errors.time_none")
        case times.Recurring():
            return Read(value=_moment(d, when))
        case times.NotATime():
            return Read(problem="errors.time_unclear")
        case _:
            assert_never(when)


def _moment(d: Draft, when: times.At | times.Recurring) -> str:
    """Write a moment down; of something weekly it is the next time."""
    if isinstance(when, times.At):
        return moments.of(when)
    due = calendar.next_weekly(d.now, d.person.zone, when.weekdays[0], when.time)
    return f"{moments.MARK}{calendar.local(due, d.person.zone).isoformat(timespec='minutes')}"


def _to_choose(values: list[str], d: Draft, asking: str = "errors.time_ambiguous") -> Read:
    instants = [moments.instant(value, d.person.zone) for value in values]
    names = [calendar.in_words(at, d.person.zone, d.now, d.person.locale) for at in instants]
    return Read(problem=asking, readings=tuple(zip(values, names, strict=True)))


def time_suggested(d: Draft, step: Step) -> Read:
    """Return the first time that a button of the question names and that keeps the quiet hours, to be offered."""
    wished = [choice.text for choice in step.choices if choice.text]
    read = [times.read_when(words, d.now, d.person.zone) for words in wished]
    moments_named = [moments.of(when) for when in read if isinstance(when, times.At)]
    return _to_choose(
        [next((value for value in moments_named if not _in_the_night(d, value)), _in_the_morning(d))],
        d,
        "errors.time_offered",
    )


def _in_the_night(d: Draft, value: str) -> bool:
    return calendar.is_quiet(moments.instant(value, d.person.zone), d.person.zone, d.person.quiet)


def _in_the_morning(d: Draft) -> str:
    wall = datetime.combine(d.today + timedelta(days=1), MORNING)
    return f"{moments.MARK}{wall.isoformat(timespec='minutes')}"


def a_week_day(d: Draft, text: str) -> Read:
    """Read an hour of a day of every week."""
    when = times.read_when(text, d.now, d.person.zone)
    match when:
        case times.Recurring(weekdays=[_, _, *_]):  # one check-in a week: which of these days
            return _rules_to_choose(d, [replace(when, weekdays=(day,)) for day in when.weekdays])
        case times.Recurring() | times.At():
            return Read(value=_rule(d, when))
        case times.Ambiguous():
            return _rules_to_choose(d, when.options)
        case _:
            return _of_when(d, when)


def _rules_to_choose(d: Draft, options: Sequence[times.At | times.Recurring]) -> Read:
    names = [name for _, name in _to_choose([_moment(d, option) for option in options], d).readings]
    rules = [_rule(d, option) for option in options]
    return Read(problem="errors.time_ambiguous", readings=tuple(zip(rules, names, strict=True)))


def _rule(d: Draft, when: times.At | times.Recurring) -> str:
    if isinstance(when, times.Recurring):
        return f"week:{when.weekdays[0]}:{when.time:%H:%M}"
    wall = calendar.local(when.instant, d.person.zone)
    return f"week:{wall.weekday()}:{wall:%H:%M}"
