"""A time told from something to come: read from its day, and never before it."""

from datetime import UTC, datetime

import pytest

from bot.understanding.time_after import find_after, is_relative
from bot.understanding.times import At, is_clock

EVENT = datetime(2026, 11, 26, 13, tzinfo=UTC)  # a Thursday, 14:00 in Berlin


@pytest.mark.parametrize(
    ("words", "wall"),
    [
        ("the same evening at 8", "2026-11-26T20:00"),
        ("that evening", "2026-11-26T18:00"),
        ("the day after", "2026-11-27T09:00"),
        ("the following day at 10", "2026-11-27T10:00"),
        ("the next morning at 9", "2026-11-27T09:00"),
        ("an hour afterwards", "2026-11-26T15:00"),
        ("half an hour later", "2026-11-26T14:30"),
    ],
)
def test_it_is_read_from_the_event(words: str, wall: str) -> None:
    found = find_after(words, EVENT, "Europe/Berlin")
    assert is_relative(words)
    assert found is not None
    assert isinstance(found.when, At)
    assert found.when.wall.isoformat(timespec="minutes") == wall


@pytest.mark.parametrize("words", ["friday at 8", "tomorrow", "next friday", "in two hours"])
def test_other_times_are_told_from_now(words: str) -> None:
    assert not is_relative(words)


@pytest.mark.parametrize(("words", "alone"), [("8 o'clock", True), ("9.30", True), ("friday", False), ("hello", False)])
def test_a_clock_alone_names_no_day(words: str, *, alone: bool) -> None:
    assert is_clock(words) is alone
