"""What every alarm clock does, whichever machinery rings."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.domain.person import PersonKey
from bot.ports import AlarmClock, Ring
from bot.storage.due_heap import DueHeap

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANN, BOB = PersonKey("console", "ann"), PersonKey("slack", "T1:U2")
CLOCKS: dict[str, Callable[[], AlarmClock]] = {"heap": DueHeap}


@pytest.fixture(params=CLOCKS)
def clock(request: pytest.FixtureRequest) -> AlarmClock:
    return CLOCKS[request.param]()


async def claim_all(clock: AlarmClock, now: datetime) -> list[Ring]:
    return list(await clock.claim(now, 100, MINUTE))


async def test_a_new_clock_has_nothing_to_ring_for(clock: AlarmClock) -> None:
    assert await clock.next_due() is None
    assert await claim_all(clock, NOON) == []


async def test_it_rings_when_due_and_not_before(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    assert await claim_all(clock, NOON - timedelta(microseconds=1)) == []
    assert await claim_all(clock, NOON) == [Ring(NOON, ANN, "n1")]


async def test_the_earliest_comes_first_and_no_more_than_asked_for(clock: AlarmClock) -> None:
    for minutes in (3, 1, 2):
        await clock.schedule(f"n{minutes}", ANN, NOON + minutes * MINUTE)
    first = await clock.claim(NOON + 9 * MINUTE, 2, MINUTE)
    assert [ring.nudge_id for ring in first] == ["n1", "n2"]
    assert [ring.nudge_id for ring in await claim_all(clock, NOON + 9 * MINUTE)] == ["n3"]


async def test_next_due_is_the_earliest(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON + MINUTE)
    await clock.schedule("n1", BOB, NOON)
    assert await clock.next_due() == NOON


async def test_the_same_nudge_id_of_two_people_is_two_nudges(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    await clock.schedule("n1", BOB, NOON)
    await clock.cancel("n1", ANN)
    assert [ring.person for ring in await claim_all(clock, NOON)] == [BOB]


@pytest.mark.parametrize("minutes", [-5, 0, 5])
async def test_setting_it_again_moves_it(clock: AlarmClock, minutes: int) -> None:
    await clock.schedule("n1", ANN, NOON)
    await clock.schedule("n1", ANN, NOON + minutes * MINUTE)
    assert await clock.next_due() == NOON + minutes * MINUTE
    assert await claim_all(clock, NOON + 9 * MINUTE) == [Ring(NOON + minutes * MINUTE, ANN, "n1")]


async def test_a_cancelled_one_does_not_ring(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    await clock.cancel("n1", ANN)
    assert await clock.next_due() is None
    assert await claim_all(clock, NOON) == []


async def test_cancelling_what_is_not_there_is_no_error(clock: AlarmClock) -> None:
    await clock.cancel("n1", ANN)
    assert await clock.next_due() is None


async def test_an_outbox_rings_without_a_nudge(clock: AlarmClock) -> None:
    await clock.schedule("", ANN, NOON)
    assert await claim_all(clock, NOON) == [Ring(NOON, ANN)]


async def test_what_is_leased_is_nobody_elses(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    await clock.claim(NOON, 1, 2 * MINUTE)
    assert await claim_all(clock, NOON + MINUTE) == []
    assert await clock.next_due() is None


async def test_it_rings_again_when_a_lease_runs_out(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    claimed = await clock.claim(NOON, 1, MINUTE)
    assert await claim_all(clock, NOON + MINUTE) == claimed


async def test_what_is_done_does_not_ring_again(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.done(ring)
    assert await claim_all(clock, NOON + 9 * MINUTE) == []


async def test_what_was_scheduled_anew_outlives_the_old_rings_end(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.schedule("n1", ANN, NOON + 5 * MINUTE)
    await clock.done(ring)
    assert await claim_all(clock, NOON + 5 * MINUTE) == [Ring(NOON + 5 * MINUTE, ANN, "n1")]


async def test_the_late_end_of_an_old_ring_leaves_the_lease_of_a_newer_one(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (old,) = await claim_all(clock, NOON)
    await clock.schedule("n1", ANN, NOON + MINUTE)
    (newer,) = await claim_all(clock, NOON + MINUTE)
    await clock.done(old)
    assert await claim_all(clock, NOON + MINUTE) == []
    assert await claim_all(clock, NOON + 2 * MINUTE) == [newer]


async def test_what_was_scheduled_anew_for_the_same_time_rings_again(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.schedule("n1", ANN, NOON)
    await clock.done(ring)
    assert await claim_all(clock, NOON) == [ring]


async def test_a_failed_one_rings_again_when_asked_to(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.fail(ring, NOON + 5 * MINUTE)
    assert await clock.next_due() == NOON + 5 * MINUTE
    assert await claim_all(clock, NOON + 4 * MINUTE) == []
    assert await claim_all(clock, NOON + 5 * MINUTE) == [Ring(NOON + 5 * MINUTE, ANN, "n1")]


async def test_failing_does_not_move_what_was_scheduled_anew(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.schedule("n1", ANN, NOON + MINUTE)
    await clock.fail(ring, NOON + 9 * MINUTE)
    assert await clock.next_due() == NOON + MINUTE


async def test_failing_does_not_bring_back_what_was_cancelled(clock: AlarmClock) -> None:
    await clock.schedule("n1", ANN, NOON)
    (ring,) = await claim_all(clock, NOON)
    await clock.cancel("n1", ANN)
    await clock.fail(ring, NOON + MINUTE)
    assert await clock.next_due() is None


# --- any sequence of calls, beside a model that keeps everything in a plain dictionary --------------------------------

people = st.sampled_from([ANN, BOB])
names = st.sampled_from(["", "n1", "n2"])
minutes = st.integers(0, 30)
Name = tuple[str, PersonKey]


class AlarmClockMachine(RuleBasedStateMachine):
    """Time only goes forward; a lease is five minutes."""

    runner: asyncio.Runner
    make: Callable[[], AlarmClock]

    def __init__(self) -> None:
        super().__init__()
        self.clock = self.make()
        self.now = NOON
        self.due: dict[Name, datetime] = {}
        self.leased: dict[Name, tuple[datetime, Ring]] = {}

    @rule(name=names, person=people, after=minutes)
    def schedule(self, name: str, person: PersonKey, after: int) -> None:
        self.runner.run(self.clock.schedule(name, person, self.now + after * MINUTE))
        self.leased.pop((name, person), None)
        self.due[name, person] = self.now + after * MINUTE

    @rule(name=names, person=people)
    def cancel(self, name: str, person: PersonKey) -> None:
        self.runner.run(self.clock.cancel(name, person))
        self.leased.pop((name, person), None)
        self.due.pop((name, person), None)

    @rule(after=minutes)
    def wait(self, after: int) -> None:
        self.now += after * MINUTE

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        claimed = self.runner.run(self.clock.claim(self.now, limit, 5 * MINUTE))
        for name, (until, ring) in list(self.leased.items()):
            if until <= self.now:
                del self.leased[name]
                self.due[name] = ring.due
        expected = sorted(Ring(due, person, name) for (name, person), due in self.due.items() if due <= self.now)
        assert list(claimed) == expected[:limit]
        for ring in claimed:
            del self.due[ring.nudge_id, ring.person]
            self.leased[ring.nudge_id, ring.person] = (self.now + 5 * MINUTE, ring)

    @rule(pick=st.integers(0, 5), after=st.none() | minutes)
    def end(self, pick: int, after: int | None) -> None:
        if not self.leased:
            return
        name = sorted(self.leased)[pick % len(self.leased)]
        _, ring = self.leased.pop(name)
        if after is None:
            self.runner.run(self.clock.done(ring))
        else:
            self.runner.run(self.clock.fail(ring, self.now + after * MINUTE))
            self.due[name] = self.now + after * MINUTE

    @invariant()
    def knows_what_comes_next(self) -> None:
        assert self.runner.run(self.clock.next_due()) == min(self.due.values(), default=None)


@pytest.mark.parametrize("kind", CLOCKS)
def test_any_sequence_of_calls_rings_for_what_is_due_and_nothing_else(kind: str) -> None:
    with asyncio.Runner() as loop:

        class Machine(AlarmClockMachine):
            runner = loop
            make = staticmethod(CLOCKS[kind])

        run_state_machine_as_test(Machine)
