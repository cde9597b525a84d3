"""What people say when they are asked where they live, and the zone it stands for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.gazetteer import gazetteer, iana_names
from bot.understanding.places import NoZone, SeveralZones, Zone, ZoneReading, city_options, read_zone
from tests.strategies import tried


def zones(reading: ZoneReading) -> list[str]:
    match reading:
        case Zone(name=name):
            return [name]
        case SeveralZones(options=options):
            return [option.name for option in options]
        case NoZone():
            return []


@pytest.mark.parametrize(
    ("text", "zone", "place"),
    [
        ("berlin", "Europe/Berlin", "Berlin"),
        ("Berlin, Germany", "Europe/Berlin", "Berlin"),
        ("new york", "America/New_York", "New York City"),
        ("NYC", "America/New_York", "New York City"),
        ("sf", "America/Los_Angeles", "San Francisco"),
        ("washington dc", "America/New_York", "Washington"),
        ("são paulo", "America/Sao_Paulo", "São Paulo"),
        ("Sao Paulo", "America/Sao_Paulo", "São Paulo"),
        ("münchen", "Europe/Berlin", "Munich"),
        ("zuerich", "Europe/Zurich", "Zürich"),
        ("İstanbul", "Europe/Istanbul", "Istanbul"),
        ("reykjavik", "Atlantic/Reykjavik", "Reykjavík"),
        ("Saigon", "Asia/Ho_Chi_Minh", "Ho Chi Minh City"),
        ("london", "Europe/London", "London"),
        ("mexico city", "America/Mexico_City", "Mexico City"),
    ],
)
def test_a_city_is_its_zone(text: str, zone: str, place: str) -> None:
    assert read_zone(text) == Zone(name=zone, place=place)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("I'm in Berlin", "Europe/Berlin"),
        ("i live in new york now", "America/New_York"),
        ("near munich", "Europe/Berlin"),
        ("my time zone is CET", "Europe/Berlin"),
        ("set my timezone to chicago please", "America/Chicago"),
        ("lisbon time", "Europe/Lisbon"),
        ("Toronto!", "America/Toronto"),
    ],
)
def test_words_around_a_place_are_passed_over(text: str, zone: str) -> None:
    assert zones(read_zone(text)) == [zone]


@pytest.mark.parametrize(
    ("text", "zone"),
    [("germany", "Europe/Berlin"), ("Japan", "Asia/Tokyo"), ("UK", "Europe/London"), ("holland", "Europe/Amsterdam")],
)
def test_a_country_with_one_time_is_its_zone(text: str, zone: str) -> None:
    assert zones(read_zone(text)) == [zone]


def test_a_country_with_several_times_is_asked_back_with_its_largest_cities() -> None:
    usa = read_zone("usa")
    assert isinstance(usa, SeveralZones)
    assert [option.place for option in usa.options][:3] == ["New York City", "Chicago", "Los Angeles"]
    assert "Australia/Perth" in zones(read_zone("australia"))


def test_the_options_of_a_country_all_have_different_times() -> None:
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(0, 365, 10)]
    for country in ("usa", "canada", "australia", "spain", "brazil"):
        offsets = [
            tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days) for zone in zones(read_zone(country))
        ]
        assert 1 < len(offsets) == len(set(offsets))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CET", ["Europe/Berlin"]),
        ("eastern time", ["America/New_York"]),
        ("PST", ["America/Los_Angeles"]),
        ("UK time", ["Europe/London"]),
        ("utc", ["UTC"]),
        ("gmt", ["UTC", "Europe/London"]),
        ("IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
        ("mst", ["America/Denver", "America/Phoenix"]),
    ],
)
def test_a_common_name_is_its_zone_or_all_it_is_used_for(text: str, expected: list[str]) -> None:
    assert zones(read_zone(text)) == expected


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("gmt+2", 2),
        ("utc-5", -5),
        ("UTC + 14", 14),
        ("GMT−12", -12),
        ("+02:00", 2),
        ("utc+5:30", 5.5),
        ("utc+0", 0),
    ],
)
def test_an_offset_is_a_zone_with_that_offset(text: str, hours: float) -> None:
    (zone,) = zones(read_zone(text))
    assert datetime(2026, 1, 15, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


def test_an_offset_is_told_the_way_people_write_it() -> None:
    assert read_zone("gmt+2") == Zone(name="Etc/GMT-2", place="UTC+2")
    assert read_zone("etc/gmt-2") == Zone(name="Etc/GMT-2", place="UTC+2")


def test_every_iana_name_is_known_in_any_case() -> None:
    for name in ("Europe/Berlin", "America/Argentina/Buenos_Aires", "America/North_Dakota/New_Salem", "Etc/UTC"):
        assert zones(read_zone(name)) == zones(read_zone(name.lower())) == zones(read_zone(name.upper())) == [name]
    assert zones(read_zone("america/new york")) == ["America/New_York"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("birmingham", ["Europe/London", "America/Chicago"]),
        ("birmingham uk", ["Europe/London"]),
        ("Birmingham, AL", ["America/Chicago"]),
        ("birmingham, alabama", ["America/Chicago"]),
        ("london, canada", ["America/Toronto"]),
        ("london, ontario", ["America/Toronto"]),
        ("portland, maine", ["America/New_York"]),
        ("boston ma", ["America/New_York"]),
        ("georgia", ["Asia/Tbilisi", "America/New_York"]),
        ("washington", ["America/Los_Angeles", "America/New_York"]),
        ("texas", ["America/Chicago", "America/Denver"]),
    ],
)
def test_places_of_one_name_are_told_apart_or_asked_back(text: str, expected: list[str]) -> None:
    assert zones(read_zone(text)) == expected


def test_an_unknown_region_is_asked_back_and_never_passed_over() -> None:
    assert read_zone("portland, me") == SeveralZones(
        options=(Zone(name="America/Los_Angeles", place="Portland, Oregon"),)
    )


def test_a_misspelt_place_is_offered_and_not_taken() -> None:
    berlin = read_zone("berln")
    assert isinstance(berlin, SeveralZones)
    assert berlin.options[0] == Zone(name="Europe/Berlin", place="Berlin, Germany")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        ",",
        "the zone does not exist",
        "Mars/Phobos",
        "Europe/Atlantis",
        "utc+15",
        "utc-13",
        "utc+5:17",
        "factory",
        "9",
        "no idea",
    ],
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert read_zone(text) == NoZone()


def test_cities_are_offered_by_their_first_letters_the_largest_first() -> None:
    assert [option.place for option in city_options("Ber", limit=2)] == ["Berlin, Germany", "Bergen, Norway"]
    assert city_options("são pau")[0] == Zone(name="America/Sao_Paulo", place="São Paulo, Brazil")
    assert len(city_options("")) == 25
    assert city_options("zzz") == ()


def test_every_zone_of_the_gazetteer_exists() -> None:
    names = {place.zone.name for places in gazetteer().values() for place in places}
    assert len(names) > 250
    assert names <= set(iana_names().values())
    assert all(ZoneInfo(name).key == name for name in names)


_BITS = [
    "i'm",
    "in",
    ",",
    "berlin",
    "utc",
    "+",
    "-",
    "5",
    ":30",
    "uk",
    "portland",
    "/",
    "etc/gmt",
    "zone",
    "time",
    "a b",
]


@tried(4)
@given(st.text() | st.lists(st.sampled_from(_BITS)).map(" ".join))
def test_any_text_is_read_and_every_zone_read_exists(text: str) -> None:
    reading = read_zone(text)
    assert reading == read_zone(text)
    assert all(ZoneInfo(zone).key == zone for zone in zones(reading))
    if isinstance(reading, SeveralZones):
        assert 1 <= len(reading.options) <= 10
    assert len(city_options(text, limit=5)) <= 5
