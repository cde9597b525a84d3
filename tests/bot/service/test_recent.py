"""A memory that forgets the oldest, and gives nobody away."""

from bot.service.recent import RecentEvents
from tests.fakes import ANNA, BEN


def test_an_event_is_remembered_for_the_person_it_happened_to() -> None:
    recent = RecentEvents()
    recent.add(ANNA, ["e1", "e2"])
    assert recent.has(ANNA, "e2")
    assert not recent.has(ANNA, "e3")
    assert not recent.has(BEN, "e2")


def test_only_so_many_are_kept_and_the_oldest_go() -> None:
    recent = RecentEvents(limit=3)
    recent.add(ANNA, ["e1", "e2"])
    recent.add(ANNA, ["e3", "e4"])
    assert [recent.has(ANNA, f"e{number}") for number in range(1, 5)] == [False, True, True, True]


def test_nobody_can_be_read_out_of_it() -> None:
    recent = RecentEvents()
    recent.add(ANNA, ["e1"])
    assert b"anna" not in b"".join(recent._hashes)
