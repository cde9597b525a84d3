"""How long it takes until a turn is on the disk, and how fast and large the program is at its start.

Absolute figures move between machines and hours. So every commit of the store is measured beside its floor: the same
bytes written by hand (temporary file, fsync, replace, fsync of the folder), and as a row of SQLite (WAL, FULL), one
after the other in the same minute. A commit stands in the daybook; what it costs to fill the drawers from that, which
nobody waits for, is measured apart.
"""

import asyncio
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

from bench.figures import Figure, percentile
from bench.people import NUDGES, START, as_written, drawer_of, fill, key_of, nudge_of, outgoing
from bot.ports import Drawer
from bot.storage.due_heap import DueHeap
from bot.storage.people import DrawerCabinet

SIZES = (1_000, 10_000, 100_000)
FLOORS = ("store", "by hand", "sqlite")
ROUNDS = 300
WARM_UP = 50
AT_ONCE = 200
ROOT = Path(__file__).parents[1]


def run() -> Iterator[Figure]:
    """Measure everything in a temporary folder on the disk that holds temporary files."""
    with tempfile.TemporaryDirectory(prefix="next-step-bench-") as name:
        folders = {size: Path(name) / str(size) for size in SIZES}
        for size, folder in folders.items():
            fill(folder / "people", size)
            fill_database(folder / "rows.sqlite", size)
        os.sync()
        yield from commits(folders)
        largest = folders[SIZES[-1]] / "people"
        yield from at_once(largest, SIZES[-1])
        yield start(largest, SIZES[-1])
    yield from asyncio.run(clock_work(SIZES[-1]))


# --- a durable commit -------------------------------------------------------------------------------------------------


def commits(folders: Mapping[int, Path]) -> Iterator[Figure]:
    """Measure commits in folders of all sizes, and beside each the two floors."""
    times = asyncio.run(_commits(folders))
    medians = {of: spread(taken)["p50_us"] for of, taken in times.items()}
    for (name, size), taken in times.items():
        yield {"figure": f"durable commit, {name}", "people": size, **spread(taken)}
    for size in folders:
        ratio = medians["store", size] / medians["by hand", size]
        yield {"figure": "durable commit, store to by hand", "people": size, "p50_to_floor": round(ratio, 2)}
    for name in FLOORS:
        growth = medians[name, SIZES[-1]] / medians[name, SIZES[0]]
        yield {"figure": f"durable commit, {name}, most people to fewest", "p50_to_p50": round(growth, 2)}


async def _commits(folders: Mapping[int, Path]) -> dict[tuple[str, int], list[float]]:
    """Go round the folders: commit, write another drawer by hand, update a row."""
    times: dict[tuple[str, int], list[float]] = {(name, size): [] for name in FLOORS for size in folders}
    with ExitStack() as stack:
        cabinets = {size: stack.enter_context(DrawerCabinet(folder / "people")) for size, folder in folders.items()}
        rows = {size: stack.enter_context(closing(connect(folder / "rows.sqlite"))) for size, folder in folders.items()}
        for turn in range(-WARM_UP, ROUNDS):
            for size in folders:
                taken = await _one_of_each(cabinets[size], rows[size], random.Random(turn).sample(range(size), 2))
                if turn >= 0:
                    for name, seconds in zip(FLOORS, taken, strict=True):
                        times[name, size].append(seconds)
    return times


async def _one_of_each(cabinet: DrawerCabinet, database: sqlite3.Connection, people: list[int]) -> list[float]:
    drawer, other = (drawer_of(number, outbox=(outgoing(),)) for number in people)
    path = cabinet._folder.drawer(other.state.person.key)  # noqa: SLF001 - only a look at where it lies
    data = as_written(other)
    return [
        await timed(cabinet.commit(drawer)),
        await timed(by_hand(path, data)),
        await timed(update(database, (data, "/".join(key_of(people[0]))))),
    ]


async def timed(work: Awaitable[None]) -> float:
    """Return how many seconds something takes."""
    begin = time.perf_counter()
    await work
    return time.perf_counter() - begin


async def by_hand(path: Path, data: bytes) -> None:
    """Write bytes durably and at one stroke with nothing around it."""
    temporary = f"{path}.tmp"
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(file, data)
    os.fsync(file)
    os.close(file)
    os.replace(temporary, path)  # noqa: PTH105 - nothing around it
    folder = os.open(os.path.dirname(path), os.O_RDONLY)  # noqa: PTH120 - as above
    os.fsync(folder)
    os.close(folder)


def connect(path: Path) -> sqlite3.Connection:
    """Open the database of the second floor."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    database.execute("create table if not exists people (key text primary key, drawer blob)")
    return database


async def update(database: sqlite3.Connection, row: tuple[bytes, str]) -> None:
    """Commit one person's row."""
    database.execute("update people set drawer = ? where key = ?", row)


def fill_database(path: Path, size: int) -> None:
    """Put people into the database."""
    data = as_written(drawer_of(0))
    rows = (("/".join(key_of(number)), data) for number in range(size))
    with closing(connect(path)) as database:
        database.execute("begin")
        database.executemany("insert into people values (?, ?)", rows)
        database.execute("commit")


def at_once(folder: Path, size: int) -> Iterator[Figure]:
    """Measure many people at once, and how long anything else in the program had to wait meanwhile."""
    drawers = [drawer_of(number, -1) for number in random.Random(1).sample(range(size), AT_ONCE)]
    taken, filling, waits = asyncio.run(_at_once(folder / "people", drawers))
    for figure, seconds in (("commits at once", taken), ("drawers filled from the daybook", filling)):
        yield {"figure": figure, "people": AT_ONCE, "ms": round(seconds * 1e3), "per_s": round(AT_ONCE / seconds)}
    yield {"figure": "wait of the event loop meanwhile", **spread(waits), "max_us": round(max(waits) * 1e6)}


async def _at_once(folder: Path, drawers: list[Drawer]) -> tuple[float, float, list[float]]:
    waits: list[float] = []

    async def watch() -> None:
        while True:
            waits.append(await timed(asyncio.sleep(0.001)) - 0.001)

    with DrawerCabinet(folder) as cabinet:
        watcher = asyncio.create_task(watch())
        begin = time.perf_counter()
        await asyncio.gather(*map(cabinet.commit, drawers))
        taken = time.perf_counter() - begin
        watcher.cancel()
        begin = time.perf_counter()
        cabinet.put_away()
        return taken, time.perf_counter() - begin, waits


# --- the start --------------------------------------------------------------------------------------------------------

STARTER = """
import asyncio, json, resource, sys, time
begin = time.perf_counter()
from bot.storage.due_heap import DueHeap
from bot.storage.people import DrawerCabinet

def memory(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name)) / 1024

async def start():
    imported = time.perf_counter()
    cabinet, clock = DrawerCabinet(sys.argv[1]), DueHeap()
    opened = time.perf_counter()
    before = memory("VmRSS:")
    rings = await clock.wind(cabinet)
    done = time.perf_counter()
    used = memory("VmRSS:")
    second = resource.getrusage(resource.RUSAGE_CHILDREN)  # the second reader, which is gone now
    print(json.dumps({
        "rings": rings, "import_ms": round((imported - begin) * 1e3), "open_ms": round((opened - imported) * 1e3),
        "wind_ms": round((done - opened) * 1e3), "cpu_ms": round(time.process_time() * 1e3),
        "second_reader_cpu_ms": round((second.ru_utime + second.ru_stime) * 1e3),
        "rss_mb": round(used), "peak_mb": round(memory("VmHWM:") + second.ru_maxrss / 1024),
        "bytes_per_ring": round((used - before) * 2**20 / rings),
    }))

asyncio.run(start())
"""


def start(folder: Path, size: int) -> Figure:
    """Start a fresh program on a full folder: the storage alone, until the alarm clock is wound."""
    command = [sys.executable, "-c", STARTER, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return {"figure": "start", "people": size, **json.loads(done.stdout)}


async def clock_work(size: int) -> list[Figure]:
    """Measure the alarm clock itself with as many rings as so many people have."""
    clock, figures = DueHeap(), []
    begin = time.perf_counter()
    for number in range(size):
        for count in range(NUDGES):
            await clock.schedule(f"n{count}", key_of(number), nudge_of(number, count).due)
    figures.append({"figure": "alarm clock, set", "per_second": round(size * NUDGES / (time.perf_counter() - begin))})
    begin, drained = time.perf_counter(), 0
    while claimed := await clock.claim(START + timedelta(days=2), 100, timedelta(minutes=1)):
        for ring in claimed:
            await clock.done(ring)
        drained += len(claimed)
    figures.append({"figure": "alarm clock, ring", "per_second": round(drained / (time.perf_counter() - begin))})
    return figures


def spread(times: list[float]) -> dict[str, float]:
    """Return median and 99th percentile in microseconds."""
    taken = [round(seconds * 1e9) for seconds in times]
    return {"p50_us": round(percentile(taken, 0.5)), "p99_us": round(percentile(taken, 0.99))}
