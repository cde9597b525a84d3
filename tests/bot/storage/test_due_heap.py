"""What is the heap's own; what every alarm clock does stands in `tests/contract`."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.person import PersonKey
from bot.ports import Owed, Ring
from bot.storage.due_heap import DueHeap

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANN, BOB = PersonKey("console", "ann"), PersonKey("slack", "T1:U2")


class Store:
    """A store that owes what it is told, and notes in which thread it was asked."""

    def __init__(self, *owed: Owed) -> None:
        self._owed = owed
        self.threads: set[int] = set()

    def owed(self) -> Iterator[Owed]:
        for found in self._owed:
            self.threads.add(threading.get_ident())
            yield found


async def everything(clock: DueHeap) -> list[Ring]:
    return list(await clock.claim(NOON + timedelta(days=999), 10_000, MINUTE))


async def test_it_is_wound_with_all_a_store_owes() -> None:
    clock = DueHeap()
    store = Store((ANN, [("n1", NOON), ("", NOON + MINUTE)]), (BOB, []), (BOB, [("n1", NOON + 2 * MINUTE)]))
    assert await clock.wind(store) == 3
    assert len(clock) == 3
    assert await clock.next_due() == NOON
    assert await everything(clock) == [
        Ring(NOON, ANN, "n1"),
        Ring(NOON + MINUTE, ANN),
        Ring(NOON + 2 * MINUTE, BOB, "n1"),
    ]


async def test_a_store_of_many_is_wound_whole() -> None:
    clock = DueHeap()
    owed = [(PersonKey("slack", str(number)), [("n1", NOON + number * MINUTE)]) for number in range(1_234)]
    await clock.wind(Store(*reversed(owed)))
    assert [ring.person.id for ring in await everything(clock)] == [str(number) for number in range(1_234)]


async def test_the_store_is_read_beside_the_event_loop() -> None:
    store = Store((ANN, [("n1", NOON)]))
    await DueHeap().wind(store)
    assert threading.get_ident() not in store.threads


async def test_a_ring_has_the_type_of_person_the_ports_speak_of() -> None:
    clock = DueHeap()
    await clock.wind(Store((ANN, [("n1", NOON)])))
    (ring,) = await everything(clock)
    assert isinstance(ring.person, PersonKey)


async def test_what_was_set_before_the_winding_is_newer_than_what_was_read() -> None:
    clock = DueHeap()
    await clock.schedule("n1", ANN, NOON + MINUTE)
    await clock.wind(Store((ANN, [("n1", NOON), ("n2", NOON)])))
    assert await everything(clock) == [Ring(NOON, ANN, "n2"), Ring(NOON + MINUTE, ANN, "n1")]


async def test_what_is_being_dealt_with_is_not_wound_again() -> None:
    clock = DueHeap()
    await clock.schedule("n1", ANN, NOON)
    await clock.claim(NOON, 1, timedelta(days=9_999))
    await clock.wind(Store((ANN, [("n1", NOON)])))
    assert await everything(clock) == []


async def test_the_clock_can_be_used_while_it_is_wound() -> None:
    clock, reading, go_on = DueHeap(), threading.Event(), threading.Event()

    class Slow:
        def owed(self) -> Iterator[Owed]:
            reading.set()
            go_on.wait(10)
            yield ANN, [("n1", NOON)]

    winding = asyncio.create_task(clock.wind(Slow()))
    await asyncio.to_thread(reading.wait, 10)
    await clock.schedule("n1", BOB, NOON)
    assert await clock.next_due() == NOON
    go_on.set()
    await winding
    assert len(await everything(clock)) == 2


async def test_moving_nudges_for_ever_does_not_make_it_grow() -> None:
    clock = DueHeap()
    for number in range(20_000):
        await clock.schedule(f"n{number % 5}", ANN, NOON + number * MINUTE)
    assert len(clock) == 5
    assert len(clock._heap) < 3_000
    assert [ring.nudge_id for ring in await everything(clock)] == ["n0", "n1", "n2", "n3", "n4"]
    assert not clock._alive
