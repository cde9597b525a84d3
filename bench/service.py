"""How fast due nudges go out with every change of state on disk, and how late the sweep wakes.

The sweep's floor is a nudge by hand: two atomic writes of a drawer-sized file, one that it is on its way and one that
it arrived, by as many threads as the store has. The store needs less than that, because people share its flushes. What
it puts off, filling the drawers, is shown beside it.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, perf_counter_ns, process_time

from msgspec.structs import replace

from bench.conversations import stranger, walk
from bench.figures import Figure, percentile
from bot.bootstrap.program import collect_rarely
from bot.content.pack import content_folder, load_pack
from bot.dialogue.engine import step
from bot.dialogue.state import State, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.ports import Delivered, Drawer, Outgoing, Receipt
from bot.scheduling.sweep_clock import SweepClock
from bot.service.coach import Coach
from bot.service.nudges import Nudges
from bot.storage.codec import to_bytes
from bot.storage.due_heap import DueHeap
from bot.storage.people import DrawerCabinet

DUE = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)
NUDGES = 10_000
TURNS_BEFORE = 9
RINGS = 300
THREADS = 4


@dataclass(slots=True)
class _Clock:
    at: datetime = DUE

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class _Platform:
    platform: str = "bench"
    taken: set[str] = field(default_factory=set)
    times: int = 0

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: object = None) -> Receipt:
        del person, export
        self.times += 1
        self.taken.add(outgoing.id)
        return Delivered()


def run() -> Iterator[Figure]:
    """Measure the sweep and its clock."""
    with tempfile.TemporaryDirectory(prefix="next-step-bench-") as folder:
        yield asyncio.run(_sweep(Path(folder)))
    yield asyncio.run(_lateness())


# --- the sweep --------------------------------------------------------------------------------------------------------


async def _sweep(folder: Path) -> Figure:
    pack = load_pack(content_folder("en"))
    drawers = list(_drawers(list(walk(pack, stranger("base"), TURNS_BEFORE + 1))[-1][0]))
    platform, alarm, clock = _Platform(), DueHeap(), _Clock()
    with DrawerCabinet(folder / "people", remembered=1000) as people:
        await asyncio.gather(*map(people.commit, drawers))
        await asyncio.to_thread(people.put_away)
        coach = Coach(
            people=people,
            alarm=alarm,
            messengers={"bench": platform},
            clock=clock,
            play=partial(step, pack),
            new_state=new_state,
        )
        nudges = Nudges(coach=coach, alarm=alarm, clock=clock)
        await alarm.wind(people)
        collect_rarely()  # as the program does once it is ready
        start, cpu = perf_counter(), process_time()
        await nudges.sweep()
        taken, cpu = perf_counter() - start, process_time() - cpu
        start = perf_counter()
        await asyncio.to_thread(people.put_away)
        filling = perf_counter() - start
        left = await DueHeap().wind(people)
    per_s = round(NUDGES / taken)
    floor = _two_writes_per_s(folder, to_bytes(drawers[0]))
    return {
        "figure": "service.sweep",
        "nudges": NUDGES,
        "told_once": platform.times == len(platform.taken) == NUDGES,
        "left": left,
        "nudges_per_s": per_s,
        "cpu_us_per_nudge": round(cpu / NUDGES * 1e6),
        "drawers_filled_s_later": round(filling, 1),
        "floor_per_s": floor,
        "to_floor": round(floor / per_s, 2),
    }


def _drawers(state: State) -> Iterator[Drawer]:
    for number in range(NUDGES):
        person = replace(state.person, key=PersonKey("bench", f"p{number}"))
        nudge = Nudge(id="n99", kind="plan", due=DUE, asked=True, note="call them")
        yield Drawer(state=replace(state, person=person, nudges={"n99": nudge}))


def _two_writes_per_s(folder: Path, content: bytes, times: int = 2000) -> int:
    def write_twice(number: int) -> None:
        for _ in range(2):
            _write(folder / f"room-{number % 256}", f"{number}", content)

    for number in range(256):
        (folder / f"room-{number}").mkdir()
    with ThreadPoolExecutor(THREADS) as pool:
        start = perf_counter()
        list(pool.map(write_twice, range(times)))
        return round(times / (perf_counter() - start))


def _write(room: Path, name: str, content: bytes) -> None:
    with (room / f"{name}.tmp").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    (room / f"{name}.tmp").replace(room / name)
    descriptor = os.open(room, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


# --- its clock --------------------------------------------------------------------------------------------------------


class _RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def _lateness() -> Figure:
    """Ring for nudges one after the other, at odd moments, half of them set while the clock sleeps."""
    alarm, clock, done = DueHeap(), _RealClock(), asyncio.Event()
    late: list[int] = []

    async def sweep() -> None:
        for ring in await alarm.claim(clock.now(), 100, timedelta(minutes=1)):
            late.append(round((clock.now() - ring.due).total_seconds() * 1e9))
            await alarm.done(ring)
        if len(late) == RINGS:
            done.set()

    def set_ring(number: int, waker: SweepClock | None) -> None:
        due = clock.now() + timedelta(milliseconds=40 + 17 * (number // 2) % 5000)
        setting.append(asyncio.create_task(alarm.schedule(f"n{number}", PersonKey("bench", str(number)), due)))
        if waker:
            waker.wake_at(due)

    setting: list[asyncio.Task[None]] = []
    waker = SweepClock(sweep, alarm, clock)
    for number in range(0, RINGS, 2):
        set_ring(number, None)
    await asyncio.gather(*setting)
    await waker.start()
    for number in range(1, RINGS, 2):
        set_ring(number, waker)
    await done.wait()
    await waker.stop()
    floor = await _timer_lateness()
    made: Figure = {"figure": "service.lateness", "rings": RINGS}
    for name, times in (("", late), ("floor_", floor)):
        made |= {f"{name}p50_ms": _ms(times, 0.5), f"{name}p99_ms": _ms(times, 0.99)}
    return made


def _ms(times: list[int], share: float) -> float:
    return round(percentile(times, share) / 1000, 2)


async def _timer_lateness() -> list[int]:
    """Return how late the event loop's own timers are, in nanoseconds."""
    late = []
    for number in range(RINGS // 3):
        wait = 0.005 + number % 7 / 1000
        start = perf_counter_ns()
        await asyncio.sleep(wait)
        late.append(perf_counter_ns() - start - round(wait * 1e9))
    return late
