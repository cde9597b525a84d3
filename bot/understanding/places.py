"""Where somebody lives, told by a city, a country or the name of a time, and the time zone that follows.

Nobody should have to type "Europe/Berlin". Where a name stands for places with different times ("usa", "birmingham",
"IST"), all of them are returned; one that is spelt nearly right is returned to be asked about, never taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.understanding.gazetteer import Place, Zone, folded, gazetteer, iana_names

__all__ = ["NoZone", "SeveralZones", "Zone", "ZoneReading", "city_options", "read_zone"]

_LONGEST = 100  # characters that are read
_WORDS_BEFORE = 3  # so many words may stand in front of a city: "i am in ..."
_MOST_OPTIONS = 10
_MUCH_LARGER = 8  # "london" is in England though Canada has one too
_ALIKE = 0.84
_BEFORE = re.compile(
    r"^(?:i|m|s|am|we|re|are|is|it|its|my|our|the|a|time ?zone|zone|here|now|currently|based|living|live|lives|set|use|"
    r"change|make|to|in|at|on|near|around|from|of|for|please|hi|hello|well|um|city|town|by|move|moved|moving|staying)\s+"
)
_AFTER = re.compile(r"\s+(?:please|thanks|time ?zone|zone|time|area|city|state|now|here|at the moment|right now)$")
_OFFSET = re.compile(r"^(?:utc|gmt)?\s*([+-])\s*([0-9]{1,2})(?::?([0-9]{2}))?$")
_WEST, _EAST = 12, 14  # hours


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralZones:
    """Places that may be meant, likeliest first: ask, even where it is only one (the name was spelt another way)."""

    options: tuple[Zone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoZone:
    """No place was read."""


ZoneReading = Zone | SeveralZones | NoZone


def read_zone(text: str) -> ZoneReading:
    """Read a zone from a city, a country, a common name ("PST", "UK time", "gmt+2") or an IANA name in any case."""
    said = folded(text[:_LONGEST])
    for wording in _wordings(said):
        if found := _by_offset(wording) or _by_name(wording):
            return found
    return _alike(_wordings(said)[-1])


def city_options(prefix: str, limit: int = 25) -> tuple[Zone, ...]:
    """Return cities whose name begins so, the largest first; the place has its country or state with it."""
    start = folded(prefix[:_LONGEST])
    found = [place for key, places in gazetteer().items() if key.startswith(start) for place in places if place.region]
    found.sort(key=lambda place: (-place.size, place.zone.place))
    return tuple(dict.fromkeys(place.option for place in found[: 2 * limit]))[:limit]


def country_of_city(text: str) -> str | None:
    """Return the code of the country of the city that is named ("im in vienna"), of several the largest's."""
    words = folded(text[:_LONGEST]).split()
    for wording in (" ".join(words[first:]) for first in range(min(len(words), _WORDS_BEFORE + 1))):
        cities = [place for place in gazetteer().get(wording, ()) if place.region]
        if cities:
            return max(cities, key=lambda place: place.size).country
    return None


# --- reading ----------------------------------------------------------------------------------------------------------


def _wordings(said: str) -> list[str]:
    """Return what was said, then the same with fewer and fewer words around it."""
    wordings = [said]
    while (shorter := _BEFORE.sub("", said, count=1)) != said:
        said = shorter
        wordings.append(said)
    while (shorter := _AFTER.sub("", said, count=1)) != said:
        said = shorter
        wordings.append(said)
    return wordings


def _by_offset(said: str) -> Zone | None:
    """Read "utc+2" and "gmt-5": a zone that never changes its clocks; IANA writes its sign the other way round."""
    match = _OFFSET.match(said)
    if match is None:
        return None
    sign, hours, minutes = match[1], int(match[2]), int(match[3] or 0)
    label = f"UTC{sign}{hours}"
    if minutes:
        places = gazetteer().get(f"utc{sign}{hours}:{minutes:02d}")
        return Zone(name=places[0].zone.name, place=f"{label}:{minutes:02d}") if places else None
    if hours > (_WEST if sign == "-" else _EAST):
        return None
    return Zone(name=f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC", place=label)


def _by_name(said: str) -> ZoneReading | None:
    name, _, behind = (part.strip() for part in said.partition(","))
    if behind:
        return _by_name_and_region(name, behind)
    if places := gazetteer().get(name):
        return _meaning(places)
    if iana := iana_names().get(name.replace(" ", "_")):
        return Zone(name=iana, place=_label(iana))
    words = name.split()
    cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1))
    return next(
        (found for front, back in cuts if _is_region(front, back) and (found := _by_name_and_region(front, back))), None
    )


def _by_name_and_region(name: str, behind: str) -> ZoneReading | None:
    """Read "portland, maine": the place within the region, else the region; a region nobody knows is asked about."""
    places = gazetteer().get(name, ())
    if not places:
        return None
    if within := [place for place in places if behind in place.within]:
        return _meaning(within)
    regions = [place for place in gazetteer().get(behind, ()) if not place.region]
    return _meaning(regions) if regions else SeveralZones(options=_options(places))


def _is_region(name: str, behind: str) -> bool:
    """Say whether the last words name a region, or one that a place of this name is in ("boston ma")."""
    known = any(not place.region for place in gazetteer().get(behind, ()))
    return known or any(behind in place.within for place in gazetteer().get(name, ()))


def _label(iana: str) -> str:
    """Return the last part of an IANA name; one of a fixed offset has its sign put the way people write it."""
    if iana.startswith("Etc/GMT"):
        return "UTC" + iana.removeprefix("Etc/GMT").translate(str.maketrans("+-", "-+"))
    return iana.rpartition("/")[2].replace("_", " ")


def _meaning(places: Sequence[Place]) -> ZoneReading:
    """Return the one zone that is meant, or all where none of the places is by far the largest."""
    ranked = sorted(places, key=lambda place: -place.size)
    large = [place for place in ranked if place.size * _MUCH_LARGER >= ranked[0].size]
    zones = {place.zone.name: place for place in reversed(large)}
    if len(zones) == 1:
        return ranked[0].zone
    return SeveralZones(options=_options([place for place in large if zones[place.zone.name] is place]))


def _options(places: Sequence[Place]) -> tuple[Zone, ...]:
    largest_first = sorted(places, key=lambda place: -place.size)
    return tuple(dict.fromkeys(place.option for place in largest_first))[:_MOST_OPTIONS]


def _alike(said: str) -> ZoneReading:
    """Offer places spelt nearly so; only those that begin alike are compared."""
    if len(said) < len("lima"):
        return NoZone()
    near = [key for key in gazetteer() if key[0] == said[0] and abs(len(key) - len(said)) < len("two")]
    places = [place for key in get_close_matches(said, near, n=3, cutoff=_ALIKE) for place in gazetteer()[key]]
    return SeveralZones(options=_options(places)) if places else NoZone()
