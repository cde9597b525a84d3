"""A process that is killed while it writes, again and again."""

import subprocess
import sys
from pathlib import Path

from bot.domain.person import PersonKey
from bot.storage.people import DrawerCabinet

ROOT = Path(__file__).parents[3]
KILLS = 30
PEOPLE = [PersonKey("console", f"person {number}") for number in range(4)]

# Commits for ever, several people at once, and says what was acknowledged. Each commit adds one journal entry.
WRITER = """
import asyncio, sys
from msgspec.structs import replace
from datetime import UTC, datetime
from bot.dialogue.state import new_state
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.ports import Drawer
from bot.storage.people import DrawerCabinet

async def write(cabinet, number):
    key = PersonKey("console", f"person {number}")
    while True:
        drawer = await cabinet.load(key) or Drawer(state=new_state(key))
        visits = drawer.state.visits + 1
        entry = JournalEntry(id=f"j{visits}", at=datetime(2026, 11, 23, tzinfo=UTC), kind="answer", title="x" * 200)
        state = replace(drawer.state, visits=visits)
        await cabinet.commit(replace(drawer, state=state, journal=(*drawer.journal, entry)))
        print(number, visits, flush=True)

async def main():
    with DrawerCabinet(sys.argv[1]) as cabinet:
        await asyncio.gather(*(write(cabinet, number) for number in range(4)))

asyncio.run(main())
"""


def write_until_killed(folder: Path, lines: int) -> dict[PersonKey, int]:
    """Let a process write, kill it after some lines, and return the newest visit acknowledged to each person."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    acknowledged = (line.split() for line in said if line.endswith("\n"))
    return {PEOPLE[int(number)]: int(visits) for number, visits in acknowledged}


async def test_no_drawer_is_torn_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    acknowledged: dict[PersonKey, int] = {}
    for kill in range(KILLS):
        acknowledged.update(write_until_killed(tmp_path, 5 + kill * 7 % 40))
        with DrawerCabinet(tmp_path) as cabinet:
            for key, visits in acknowledged.items():
                drawer = await cabinet.load(key)
                assert drawer is not None
                assert drawer.state.visits in (visits, visits + 1)  # the last one may have been kept and not told
                entries = [entry.id for entry in await cabinet.journal(key)]
                assert entries == [f"j{number}" for number in range(1, drawer.state.visits + 1)]
                acknowledged[key] = drawer.state.visits
            assert {key async for key in cabinet.everyone()} == set(acknowledged)
    assert min(acknowledged.values()) > 100
    assert not (tmp_path / "damaged").exists()
