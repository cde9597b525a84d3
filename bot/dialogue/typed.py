"""Answers that must be something particular: a time, a zone, a country, a weekly hour, a reflection.

Each reader returns a `Read`: the value to save, or the step that says what was wrong, or readings to choose between.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from bot.dialogue import typed_times, written
from bot.dialogue.corrections import organisation_named, without_lead
from bot.dialogue.draft import Draft
from bot.dialogue.facts import asks
from bot.dialogue.folding import plain
from bot.dialogue.intents import agrees, begins_with_no, refuses
from bot.dialogue.read import Read
from bot.domain.values import Value
from bot.understanding import places, times

_AS_OFFERED = 0.5
"""From this probability on, own words mean the reflection that was offered."""
_LIKELY, _LEAD = 0.55, 0.25
"""From this probability on, and so far ahead of the next, a reflection is what was meant where it was asked for."""
_BESIDE = {"self": "rejected.beside_self"}
"""What weighs beside the six and has words of its own."""
_WHY = "dont_expect_feedback"
"""The reflection that every question sounds like; it takes more than its being one."""
_LEAST_SAID = 4
"""So many words say something by themselves, without a cue of a reflection among them."""
_FAINT = 0.45
"""Below this probability there is nothing in an answer that a reflection could be heard in."""


def read_typed(d: Draft, expects: str, text: str) -> Read:
    """Read an answer as what the question expects; free words where no reader is known for it."""
    reader = READERS.get(expects)
    return reader(d, text) if reader else Read(value=text)


def begins_as(d: Draft, expects: str | None, text: str) -> bool:
    """Say whether a text begins with a time, or is a place, where one is expected."""
    match expects:
        case "time" | "weekly":
            found = (times.find_when(words, d.now, d.person.zone) for words in (text, f"in {text}"))
            return any(when is not None and when.start == 0 for when in found)
        case "zone":
            return not isinstance(places.read_zone(text), places.NoZone)
        case _:
            return False


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
    last = text.rpartition(",")[2]  # "Berlin, Germany"
    code = country_of(d, text) or country_of(d, last) or places.country_of_city(text)
    return Read(value=code) if code else Read(problem="errors.country_unknown")


def country_of(d: Draft, text: str) -> str | None:
    """Return the ISO letters of a country the person named, in the words of their language, or `None`."""
    words = d.folded(text)
    return d.pack.phrases.get(f"country.{words}") or _countries(d.person.locale).get(words)


@lru_cache(maxsize=16)
def _countries(locale: str) -> Mapping[str, str]:
    """Return the ISO letters of countries by their folded names; a language that is not known speaks English."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only needed when somebody names a country
    from babel.core import get_global  # noqa: PLC0415 - as above

    codes = get_global("territory_aliases")  # "USA", "CAN"; of two letters only this one is no word and no state
    known = {plain(code): letters[0] for code, letters in codes.items() if code == "UK" or len(code) == len("USA")}
    try:
        names = Locale.parse(locale.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    named = {plain(name): letters for letters, name in names.items() if len(letters) == 2}  # noqa: PLR2004 - ISO 3166
    return known | named


def theme_named(d: Draft, text: str) -> str | None:
    """Return the reflection whose button a text names, also where that button is not among those shown."""
    names = d.pack.folded(tuple(d.pack.themes.values()))
    return next((theme for theme, name in zip(d.pack.themes, names, strict=True) if name == d.folded(text)), None)


class Heard(Value, frozen=True, kw_only=True):
    """What an answer on what weighs most comes to."""

    theme: str | None = None  # the one that was surely meant
    ranking: tuple[str, ...] = ()  # the likeliest first; none where nothing could be heard
    beside: str | None = None  # what none of them is about


def weighed(d: Draft, text: str) -> Heard:
    """Hear a reflection in own words. Who is asked what weighs most speaks of nothing else, so less makes it sure."""
    meaning = d.meaning(text)
    heard = [(theme, share) for theme, share in meaning.reflections if theme in d.pack.themes]
    best, share = heard[0] if heard else (None, 0.0)
    lead = share - (heard[1][1] if len(heard) > 1 else 0.0)
    if meaning.beside or share < _FAINT:
        return Heard(beside=meaning.beside)
    said = len(text.split()) >= _LEAST_SAID and not (best == _WHY and asks(text))
    sure = meaning.reflection_sure or (said and share >= _LIKELY and lead >= _LEAD)
    return Heard(theme=best if sure else None, ranking=tuple(theme for theme, _ in heard))


def theme_at_offer(d: Draft, text: str) -> Heard:
    """Return what somebody's own words come to who was offered a reflection; to be read as that one takes less.

    After a no it is another.
    """
    named, offered = theme_named(d, text), d.case.theme if d.case else None
    if named is not None or refuses(d, text):
        return Heard(theme=named)
    heard = weighed(d, text)
    best, share = next(iter(d.meaning(text).reflections), (None, 0.0))
    if best != offered or not heard.ranking:
        return heard
    meant = share >= _AS_OFFERED and not begins_with_no(d, text)
    return Heard(theme=best if meant else None, ranking=heard.ranking)


def _theme(d: Draft, text: str) -> Read:
    named = theme_named(d, text)
    if named is not None:
        return Read(value=named)
    heard = weighed(d, "" if agrees(d, text) or refuses(d, text) else text)  # "why not" is no wish to know why
    problem = "rejected.which" if heard.ranking else _without_theme(d, heard)
    return Read(value=heard.theme, problem=None if heard.theme else problem, ranking=heard.ranking)


def _without_theme(d: Draft, heard: Heard) -> str:
    """Return where somebody is led in whose words there is no reflection; some of what weighs has words of its own."""
    for step in (_BESIDE.get(heard.beside or ""), "rejected.no_theme"):
        if step and d.step(step):
            return step
    return "rejected.which"


def _name(d: Draft, text: str) -> Read:
    name = written.name_or_nothing(d, text)
    return Read(value=name, problem="errors.name_unclear" if name is None else None)


def _organisation(d: Draft, text: str) -> Read:
    """The name of an organisation, without the words around it."""
    name = without_lead(d, text)
    return Read(value=organisation_named(d, name) or name)


def _phrase(d: Draft, text: str) -> Read:
    """Words for a letter; the name of the person it goes to is taken as that, where none is known yet."""
    if not d.slot("contact") and _names_reader(d, text):
        return Read(problem="errors.name_taken")
    return Read(value=written.phrase(d, text))


def _names_reader(d: Draft, text: str) -> bool:
    """Put a letter's name right, where an answer that is asked for something else is no more than a name."""
    name = written.only_name(d, text)
    if name is not None:
        d.save("contact", name)
    return name is not None


def _action(d: Draft, text: str) -> Read:
    """A next step: what somebody only wonders about is offered back, and what tells of something is none."""
    if country_of(d, text):  # said for the law of it, and nothing to do
        return Read(problem="errors.action_unclear")
    if _is_only_a_time(d, text):
        return Read(problem="errors.action_unclear")
    perhaps = written.hedged(d, text)
    if perhaps:
        return Read(problem="errors.action_perhaps", readings=((perhaps.replace("|", "/"), perhaps),))
    if perhaps is not None:
        return Read(problem="errors.action_unclear")
    if written.tells(d, text):
        d.passed["_aside"] = text
        return Read(problem="resuming.told")
    return Read(value=text)


def _is_only_a_time(d: Draft, text: str) -> bool:
    """Whether a text says when, and not what: "tomorrow after work"."""
    found = times.find_when(text, d.now, d.person.zone)
    if found is None or found.start != 0:
        return False
    rest = f"{d.folded(text[found.end :])} ".lstrip()
    return not rest or rest.startswith(tuple(f"{moment} " for moment in d.pack.moments))


def _note(d: Draft, text: str) -> Read:
    if written.is_note(d, text):
        return Read(value=text)
    return Read(problem="errors.name_taken" if _names_reader(d, text) else "errors.note_short")


READERS: dict[str, Callable[[Draft, str], Read]] = {
    "time": typed_times.a_time,
    "weekly": typed_times.a_week_day,
    "zone": _zone,
    "country": _country,
    "theme": _theme,
    "name": _name,
    "organisation": _organisation,
    "phrase": _phrase,
    "note": _note,
    "action": _action,
}
