"""The names of places and of times, and the zones they stand for, read from `places.tsv` beside this file.

The file is package data, read once at the first question: it belongs to the program like its code, is the same
everywhere and is nobody's own, so reading it leaves the readers as pure as importing a module does. Its cities come
from GeoNames (https://www.geonames.org, CC BY 4.0).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_COUNTRY_SIZE = 1000  # tens of thousands of people: a country or a time is meant before a town of its name,
_STATE_SIZE = 300  # and a state beside a country ("georgia") or a capital ("washington")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "−": "-"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NOT_A_WORD = re.compile(r"[^\w+:/,-]+|_+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone (IANA name) and what people call the place."""

    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One meaning of a name."""

    zone: Zone
    country: str = ""  # code
    region: str = ""  # the state or country that tells it from another of its name; only cities have one
    within: frozenset[str] = frozenset()  # what may be said behind it: "portland, maine", "london uk"
    size: int = _COUNTRY_SIZE  # tens of thousands of people

    @property
    def option(self) -> Zone:
        """The zone with its place told apart from others of the same name."""
        return Zone(name=self.zone.name, place=f"{self.zone.place}, {self.region}") if self.region else self.zone


def folded(text: str) -> str:
    """Return a text without capitals, accents and marks: "São Paulo!" is "sao paulo"."""
    plain = text.casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _NOT_A_WORD.sub(" ", plain).strip(" ,")


def _packaged(package: str, name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 - imported at the first question, not at the start

    return files(package).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def iana_names() -> Mapping[str, str]:
    """Return all IANA names by their small letters."""
    names = _packaged("tzdata", "zones").split()
    return {name.lower(): name for name in names if name != "Factory"}


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, list[Place]]:
    """Return every name there is, folded, with the places it stands for."""
    book = _Book()
    rows = [line.split("\t") for line in _packaged("bot.understanding", "places.tsv").splitlines()]
    readers: dict[str, Callable[..., None]] = {
        "country": book.add_country,
        "state": book.add_state,
        "zone": book.add_zone,
        "name": book.add_name,
        "also": book.add_other_names,
    }
    for kind, reader in readers.items():
        for row in rows:
            if row[0] == kind:
                reader(*row[1:])
    book.add_zones_of_countries()
    return dict(book.places)


class _Book:
    """The names as they are gathered, row by row."""

    def __init__(self) -> None:
        self.places: dict[str, list[Place]] = defaultdict(list)
        self._countries: dict[str, list[str]] = {}
        self._states: dict[str, str] = {}
        self._regions: dict[tuple[str, str], frozenset[str]] = {}
        self._zones: dict[str, list[Zone]] = defaultdict(list)

    def add_country(self, code: str, names: str) -> None:
        self._countries[code] = names.split("|")

    def add_state(self, code: str, name: str, zones: str) -> None:
        self._states[code] = name
        within = self._within("US", "")
        for zone in zones.split("|"):
            label = name if "|" not in zones else f"{name} ({zone.rpartition('/')[2].replace('_', ' ')} time)"
            place = Place(zone=Zone(name=zone, place=label), country="US", within=within, size=_STATE_SIZE)
            self.places[folded(name)].append(place)

    def add_zone(self, marked: str, code: str, cities: str) -> None:
        zone = marked.removeprefix("~")
        entries = [entry.rpartition(":") for entry in cities.split("|") if entry]
        if zone == marked:
            city = entries[0][0].partition("/")[0] if entries else zone.rpartition("/")[2].replace("_", " ")
            self._zones[code].append(Zone(name=zone, place=city))
        for name_and_state, _, size in entries:
            name, _, state = name_and_state.partition("/")
            self._add_city(Zone(name=zone, place=name), code, state, int(size))

    def _add_city(self, zone: Zone, code: str, state: str, size: int) -> None:
        region = self._states.get(state) or self._countries[code][0]
        place = Place(zone=zone, country=code, region=region, within=self._within(code, state), size=size)
        self.places[folded(zone.place)].append(place)
        if not zone.place.isascii() and (spelt := folded(zone.place.casefold().translate(_UMLAUTS))) not in self.places:
            self.places[spelt].append(place)

    def _within(self, code: str, state: str) -> frozenset[str]:
        if (code, state) not in self._regions:
            names = (*self._countries[code], code, state, self._states.get(state, ""))
            self._regions[code, state] = frozenset(folded(name) for name in names if name)
        return self._regions[code, state]

    def add_name(self, zone: str, label: str, words: str) -> None:
        for word in words.split("|"):
            self.places[word].append(Place(zone=Zone(name=zone, place=label)))

    def add_other_names(self, city: str, code: str, names: str) -> None:
        cities = [place for place in self.places[folded(city)] if place.country == code and place.region]
        place = max(cities, key=lambda place: place.size)
        for name in names.split("|"):
            self.places[folded(name)].append(place)

    def add_zones_of_countries(self) -> None:
        for code, names in self._countries.items():
            zones = self._zones[code]
            if len(zones) == 1:
                zones = [Zone(name=zones[0].name, place=names[0])]
            for name in names:
                self.places[folded(name)].extend(Place(zone=zone, country=code) for zone in zones)
