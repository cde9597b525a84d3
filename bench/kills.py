"""Kills the program with SIGKILL at random moments of conversations through its pipe, and looks at what is left.

    python -m bench.kills --kills 300

A turn counts as acknowledged when one line of its answer was read. Afterwards the folder is opened again: no drawer may
be torn, every acknowledged turn must be in it, and every nudge that was planned must still come.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import IO, cast

from bench.figures import Figure
from bot.bootstrap.program import assemble
from bot.content.pack import content_folder, load_pack
from bot.domain.nudge import OPEN
from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError
from bot.ports import Delivered, Drawer, ExportFiles, Outgoing, Receipt
from bot.storage.people import DrawerCabinet

LINES = (
    "got a call from Brook Library, they took somebody else for events coordinator",
    "/checkin fridays at nine",
    "Not now",
    "Yes, look in tomorrow",
    "help",
    "i keep wondering who they picked",
    "/wait 1d",
    "I'm all right",
    "rejected by Elm Theatre for box office manager",
    "Talk it through",
    "back",
    "/wait 7d",
)
"""What is typed, over and over. It sets nudges and lets them come due."""
DONE = "/time"
"""What is typed after each line: it is no turn, and its answer says that the turn before it is over."""
DONE_MARK = "(It is "
LATE = 0.9  # share of kills that come after the start
MOST_SECONDS = 0.8  # after the start, within which the kill comes
MOST_LINES = 50
LIVES = 3  # how often the same person is killed
START = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)


@dataclass(slots=True)
class Outcome:
    """What the kills did."""

    kills: int = 0
    acknowledged: int = 0
    torn: int = 0
    lost_turns: int = 0
    made_up: int = 0  # turns that nobody sent
    lost_nudges: int = 0
    nudges_after: int = 0  # planned at the end, and delivered after it

    @property
    def harm(self) -> int:
        """Everything that must not happen."""
        return self.torn + self.lost_turns + self.made_up + self.lost_nudges


@dataclass(slots=True)
class Life:
    """One person over several starts of the program."""

    key: PersonKey
    sent: int = 0
    acknowledged: int = 0
    at: datetime = START
    lines: Iterator[str] = field(default_factory=lambda: cycle(LINES))


def drive(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill the program so many times over one folder."""
    chance, outcome = random.Random(seed), Outcome()
    life = Life(PersonKey("console", "p0"))
    lives = [life]
    for number in range(kills):
        if number and number % LIVES == 0:
            life = Life(PersonKey("console", f"p{number}"))
            lives.append(life)
        _one_kill(folder, life, chance)
        outcome.kills += 1
        asyncio.run(_look(folder, [life], outcome))
    outcome.acknowledged = sum(life.acknowledged for life in lives)
    asyncio.run(_afterwards(folder, lives, outcome))
    return outcome


def _one_kill(folder: Path, life: Life, chance: random.Random) -> None:
    with _started(folder, life) as process:
        late = chance.random() < LATE
        if not late:  # at any moment of the start
            _kill_in(process, chance.uniform(0, 1.5))
        with suppress(BrokenPipeError, StopIteration):
            _say(process, DONE)
            if late:
                _kill_in(process, chance.uniform(0, MOST_SECONDS))
            for line in islice(life.lines, MOST_LINES):
                counts = not line.startswith("/wait")
                life.sent += counts
                life.acknowledged += _say(process, line, DONE) and counts
    life.at += timedelta(days=2)


@contextmanager
def _started(folder: Path, life: Life) -> "Iterator[subprocess.Popen[str]]":
    words = ["chat", "--store", str(folder), "--person", life.key.id, "--zone", "Europe/Berlin"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words, "--now", life.at.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()


def _kill_in(process: "subprocess.Popen[str]", seconds: float) -> None:
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()


def _say(process: "subprocess.Popen[str]", *lines: str) -> bool:
    """Type lines, read until they are dealt with, and say whether the bot answered. Raises `BrokenPipeError`."""
    into, out = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
    into.write("".join(f"{line}\n" for line in lines))
    into.flush()
    answered = False
    for line in out:
        if DONE_MARK in line:
            return answered
        answered = answered or line.startswith("bot>")
    if answered:  # it died after the first line of its answer
        return True
    raise BrokenPipeError


# --- what is left -----------------------------------------------------------------------------------------------------


async def _look(folder: Path, lives: list[Life], outcome: Outcome) -> None:
    with DrawerCabinet(folder) as people:
        for life in lives:
            try:
                drawer = await people.load(life.key)
            except DamagedDrawerError:
                outcome.torn += 1
                continue
            outcome.lost_turns += max(life.acknowledged - _turns(drawer), 0)
            outcome.made_up += max(_turns(drawer) - life.sent, 0)


def _turns(drawer: Drawer | None) -> int:
    """Count the turns of the person's own that a drawer has had."""
    return sum(not event.startswith(("due:", "failed:")) for event in drawer.seen) if drawer else 0


class _Doormat:
    """The port `Messenger` that takes everything."""

    platform = "console"

    def __init__(self) -> None:
        self.nudges: set[tuple[PersonKey, str]] = set()

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Take it."""
        del export
        await asyncio.sleep(0)
        self.nudges.add((person, outgoing.nudge_id or ""))
        return Delivered()


@dataclass(slots=True)
class _Later:
    """The port `Clock`, set by hand."""

    at: datetime

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self.at


async def _afterwards(folder: Path, lives: list[Life], outcome: Outcome) -> None:
    """Start once more, let half a year pass, and see that everything planned was dealt with."""
    doormat, clock = _Doormat(), _Later(max(life.at for life in lives))
    with DrawerCabinet(folder) as people:
        planned = {life.key: await _open_nudges(people, life.key) for life in lives}
        outcome.nudges_after = sum(map(len, planned.values()))
        program = assemble(load_pack(content_folder()), people, clock, {"console": doormat})
        await program.alarm.wind(people)
        for _ in range(200):
            clock.at += timedelta(days=1)
            await program.sweep()
        for key, before in planned.items():
            outcome.lost_nudges += len(before & await _open_nudges(people, key))


async def _open_nudges(people: DrawerCabinet, key: PersonKey) -> set[tuple[str, datetime]]:
    drawer = await people.load(key)
    nudges = drawer.state.nudges.values() if drawer else ()
    return {(nudge.id, nudge.due) for nudge in nudges if nudge.status in OPEN and not nudge.sent_at}


def run(kills: int = 300, seed: int = 1) -> Iterator[Figure]:
    """Kill, and tell what became of it."""
    with tempfile.TemporaryDirectory() as folder:
        yield told(drive(Path(folder), kills, seed))


def told(outcome: Outcome) -> Figure:
    """Return an outcome as a figure."""
    return {"figure": "kills", **asdict(outcome), "harm": outcome.harm}


def main() -> None:
    """Run from the command line; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(description="Kill the program at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = drive(Path(folder), wanted.kills, wanted.seed)
    print(json.dumps(told(outcome)), flush=True)
    sys.exit(bool(outcome.harm))


if __name__ == "__main__":
    main()
