"""Answers that must be something particular: a time, a zone, a country, a weekly hour, a reflection.

Each reader returns a `Read`: the value to save, or the step that says what was wrong, or readings to choose between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.dialogue import moments
from bot.dialogue.draft import Draft
from bot.dialogue.matching import plain
from bot.domain import calendar
from bot.understanding import places, times
from bot.understanding.reading import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of a typed answer."""

    value: str | None = None
    problem: str | None = None  # a step that says what to do
    readings: tuple[tuple[str, str], ...] = ()  # (value, label) to choose between


def read_typed(d: Draft, expects: str, text: str) -> Read:
    """Read an answer as what the question expects; free words where no reader is known for it."""
    reader = READERS.get(expects)
    return reader(d, text) if reader else Read(value=text)


def _time(d: Draft, text: str) -> Read:
    when = times.read_when(text, d.now, d.person.zone)
    if isinstance(when, times.NotATime):
        inside = times.find_when(text, d.now, d.person.zone)
        when = inside.when if inside else when
    return _of_when(d, when)


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


def _to_choose(values: list[str], d: Draft) -> Read:
    instants = [moments.instant(value, d.person.zone) for value in values]
    names = [calendar.in_words(at, d.person.zone, d.now, d.person.locale) for at in instants]
    return Read(problem="errors.time_ambiguous", readings=tuple(zip(values, names, strict=True)))


def _weekly(d: Draft, text: str) -> Read:
    when = times.read_when(text, d.now, d.person.zone)
    match when:
        case times.Recurring() | times.At():
            return Read(value=_rule(d, when))
        case times.Ambiguous():
            moments_read = _to_choose([_moment(d, option) for option in when.options], d)
            rules = [_rule(d, option) for option in when.options]
            names = [name for _, name in moments_read.readings]
            return Read(problem="errors.time_ambiguous", readings=tuple(zip(rules, names, strict=True)))
        case _:
            return Read(problem="errors.time_unclear")


def _rule(d: Draft, when: times.At | times.Recurring) -> str:
    if isinstance(when, times.Recurring):
        return f"week:{when.weekdays[0]}:{when.time:%H:%M}"
    wall = calendar.local(when.instant, d.person.zone)
    return f"week:{wall.weekday()}:{wall:%H:%M}"


def _zone(d: Draft, text: str) -> Read:
    reading = places.read_zone(text)
    match reading:
        case places.Zone():
            d.passed["_place"] = reading.place
            return Read(value=reading.name)
        case places.SeveralZones():
            return Read(
                problem="errors.zone_several", readings=tuple((zone.name, zone.place) for zone in reading.options)
            )
        case _:
            return Read(problem="errors.zone_unknown")


def _country(d: Draft, text: str) -> Read:
    code = country_of(d, text)
    return Read(value=code) if code else Read(problem="errors.country_unknown")


def country_of(d: Draft, text: str) -> str | None:
    """Return the ISO letters of a country the person named, in the words of their language, or `None`."""
    from babel import Locale  # noqa: PLC0415 - only needed when somebody names a country

    words = plain(text)
    code = d.pack.phrases.get(f"country.{words}")
    if code:
        return code
    territories = Locale.parse(d.person.locale.replace("-", "_")).territories
    return next((key for key, name in territories.items() if len(key) == 2 and plain(name) == words), None)  # noqa: PLR2004


def _theme(d: Draft, text: str) -> Read:
    meaning = read(text, d.pack.lexicon)
    ranking = [theme for theme, _ in meaning.reflections if theme in d.pack.themes]
    if d.case:
        d.change_case(ranking=tuple(ranking))
    if meaning.reflection_sure and ranking:
        return Read(value=ranking[0])
    return Read(problem="rejected.which")


READERS: dict[str, Callable[[Draft, str], Read]] = {
    "time": _time,
    "weekly": _weekly,
    "zone": _zone,
    "country": _country,
    "theme": _theme,
}
