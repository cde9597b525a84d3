"""When the sweep is woken. These run in real time, on APScheduler as it is; intervals are made short."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.scheduling.sweep_clock import JOB, SweepClock
from bot.storage.due_heap import DueHeap
from tests.fakes import ANNA

SOON = timedelta(milliseconds=50)
NEVER = timedelta(hours=1)


@dataclass(slots=True)
class RealClock:
    ahead: timedelta = timedelta(0)  # how much later it is by this clock

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(slots=True)
class Sweeps:
    """A sweep that claims what is due, notes when it ran, and does what it is told to besides."""

    alarm: DueHeap = field(default_factory=DueHeap)
    clock: RealClock = field(default_factory=RealClock)
    ran: list[datetime] = field(default_factory=list)
    rung: list[str] = field(default_factory=list)
    besides: Callable[[], None] = lambda: None
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    most_at_once: int = 0
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.hold.set()

    async def sweep(self) -> None:
        self.ran.append(self.clock.now())
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            await self._sweep()
        finally:
            self.under_way -= 1

    async def _sweep(self) -> None:
        async with self.news:
            self.news.notify_all()
        await self.hold.wait()
        while rings := await self.alarm.claim(self.clock.now(), 10, timedelta(minutes=1)):
            for ring in rings:
                await self.alarm.done(ring)
                self.rung.append(ring.nudge_id)
        async with self.news:
            self.news.notify_all()
        self.besides()

    async def until(self, fact: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self.news:
            await self.news.wait_for(fact)


@asynccontextmanager
async def started(sweeps: Sweeps, interval: timedelta = NEVER) -> AsyncIterator[SweepClock]:
    clock = SweepClock(sweeps.sweep, sweeps.alarm, sweeps.clock, interval=interval)
    await clock.start()
    try:
        await sweeps.until(lambda: bool(sweeps.ran))
        yield clock
    finally:
        sweeps.hold.set()
        await clock.stop()


async def test_it_sweeps_at_once_when_it_starts() -> None:
    sweeps = Sweeps()
    await sweeps.alarm.schedule("old", ANNA, sweeps.clock.now() - timedelta(days=90))
    async with started(sweeps):
        await sweeps.until(lambda: sweeps.rung == ["old"])


async def test_it_sweeps_again_when_the_next_nudge_is_due() -> None:
    sweeps = Sweeps()
    due = sweeps.clock.now() + SOON
    await sweeps.alarm.schedule("soon", ANNA, due)
    async with started(sweeps):
        await sweeps.until(lambda: sweeps.rung == ["soon"])
    assert sweeps.ran[-1] >= due


async def test_it_sweeps_at_its_interval_with_nothing_due() -> None:
    sweeps = Sweeps()
    async with started(sweeps, timedelta(milliseconds=20)):
        await sweeps.until(lambda: len(sweeps.ran) >= 4)


async def test_a_nudge_far_away_puts_off_no_sweep() -> None:
    sweeps = Sweeps()
    far = sweeps.clock.now() + NEVER
    await sweeps.alarm.schedule("far", ANNA, far)
    async with started(sweeps, timedelta(milliseconds=20)) as clock:
        clock.wake_at(far)
        await sweeps.until(lambda: len(sweeps.ran) >= 4)


async def test_a_nudge_set_for_earlier_than_planned_moves_the_sweep() -> None:
    sweeps = Sweeps()
    await sweeps.alarm.schedule("later", ANNA, sweeps.clock.now() + NEVER)
    async with started(sweeps) as clock:
        due = sweeps.clock.now() + SOON
        await sweeps.alarm.schedule("sooner", ANNA, due)
        clock.wake_at(due)
        clock.wake_at(sweeps.clock.now() + NEVER)
        clock.wake_at(None)
        await sweeps.until(lambda: sweeps.rung == ["sooner"])


async def test_a_nudge_set_while_a_sweep_runs_is_not_forgotten() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:
        sweeps.hold.clear()
        clock.wake_at(sweeps.clock.now())
        await sweeps.until(lambda: len(sweeps.ran) == 2)
        clock.wake_at(sweeps.clock.now())
        sweeps.hold.set()
        await sweeps.until(lambda: len(sweeps.ran) == 3)
    assert sweeps.most_at_once == 1


async def test_a_nudge_set_by_the_sweep_itself_is_rung() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:

        def plan() -> None:
            if len(sweeps.ran) < 50:
                clock.wake_at(sweeps.clock.now())

        sweeps.besides = plan
        clock.wake_at(sweeps.clock.now())
        await sweeps.until(lambda: len(sweeps.ran) == 50)
    assert sweeps.most_at_once == 1


async def test_a_thousand_requests_at_once_lose_no_nudge() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:
        for number in range(1000):
            due = sweeps.clock.now() + timedelta(milliseconds=number % 100)
            await sweeps.alarm.schedule(f"n{number}", ANNA, due)
            clock.wake_at(due)
        await sweeps.until(lambda: len(sweeps.rung) == 1000)


async def test_a_sweep_that_fails_is_followed_by_others_and_its_words_stay_out_of_the_log() -> None:
    sweeps = Sweeps()

    def fail() -> None:
        if len(sweeps.ran) < 4:
            raise RuntimeError("private words")

    sweeps.besides = fail
    with capture_logs() as logs:
        async with started(sweeps, timedelta(milliseconds=20)):
            await sweeps.until(lambda: len(sweeps.ran) >= 5)
    assert [entry["error"] for entry in logs] == ["RuntimeError"] * 3


async def test_a_nudge_set_while_a_failing_sweep_runs_is_rung() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:

        def fail() -> None:
            if len(sweeps.ran) == 2:
                clock.wake_at(sweeps.clock.now())
                raise RuntimeError

        sweeps.besides = fail
        clock.wake_at(sweeps.clock.now())
        await sweeps.until(lambda: len(sweeps.ran) == 3)


async def test_a_clock_that_was_moved_is_followed() -> None:
    sweeps = Sweeps(clock=RealClock(ahead=timedelta(days=3)))
    await sweeps.alarm.schedule("soon", ANNA, sweeps.clock.now() + SOON)
    async with started(sweeps):
        await sweeps.until(lambda: sweeps.rung == ["soon"])


async def test_a_machine_that_slept_through_the_time_of_a_sweep_sweeps_when_it_wakes() -> None:
    sweeps = Sweeps()
    clock = SweepClock(sweeps.sweep, sweeps.alarm, sweeps.clock, interval=NEVER)
    await clock.start()
    clock._scheduler.modify_job(JOB, next_run_time=datetime.now(UTC) - timedelta(minutes=90))
    try:
        await sweeps.until(lambda: bool(sweeps.ran))
    finally:
        await clock.stop()


async def test_stopping_lets_the_sweep_end() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:
        sweeps.hold.clear()
        await sweeps.alarm.schedule("last", ANNA, sweeps.clock.now())
        clock.wake_at(sweeps.clock.now())
        await sweeps.until(lambda: len(sweeps.ran) == 2)
        stopping = asyncio.create_task(clock.stop())
        await asyncio.sleep(0)
        sweeps.hold.set()
        await stopping
    assert sweeps.rung == ["last"]
    assert sweeps.under_way == 0


async def test_a_sweep_that_does_not_end_is_cut_off_after_the_grace() -> None:
    sweeps = Sweeps()
    async with started(sweeps) as clock:
        sweeps.hold.clear()
        clock.wake_at(sweeps.clock.now())
        await sweeps.until(lambda: len(sweeps.ran) == 2)
        with capture_logs() as logs:
            await clock.stop(grace=timedelta(0))
    assert sweeps.under_way == 0
    assert "sweep.cut_off" in [entry["event"] for entry in logs]


@pytest.mark.parametrize("times", [1, 2])
async def test_stopping_is_no_error_before_the_start_or_twice(times: int) -> None:
    sweeps = Sweeps()
    clock = SweepClock(sweeps.sweep, sweeps.alarm, sweeps.clock)
    clock.wake_at(sweeps.clock.now())
    for _ in range(times):
        await clock.stop()
    assert sweeps.ran == []
