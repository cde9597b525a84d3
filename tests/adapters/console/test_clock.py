"""A clock that can be moved on."""

from datetime import UTC, datetime, timedelta

from adapters.console.clock import ConsoleClock
from tests.adapters.console.world import NOW


def test_a_clock_that_was_set_stands_still() -> None:
    clock = ConsoleClock(NOW)
    assert [clock.now(), clock.now()] == [NOW, NOW]


def test_it_goes_where_it_is_moved_and_never_back() -> None:
    clock = ConsoleClock(NOW)
    clock.move_to(NOW + timedelta(days=3))
    clock.move_to(NOW)
    assert clock.now() == NOW + timedelta(days=3)


def test_a_clock_that_was_not_set_goes_with_the_machine_also_after_a_move() -> None:
    clock = ConsoleClock()
    before = datetime.now(UTC)
    clock.move_to(before + timedelta(days=3))
    first = clock.now()
    assert timedelta(0) <= first - before - timedelta(days=3) < timedelta(minutes=1)
    assert clock.now() >= first
