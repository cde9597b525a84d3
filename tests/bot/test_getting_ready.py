"""What takes time is done before anybody is served."""

import asyncio
import dataclasses
import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.bootstrap.platforms import Given, Running, SystemClock, run_side_by_side
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.ports import Drawer, People
from bot.storage.memory import MemoryPeople
from tests.shipped import english


class Looking:
    """A platform that looks at how things stand when it is served, and ends."""

    name = "looking"

    def __init__(self, pack: Pack, stop: asyncio.Event) -> None:
        self.pack, self.stop = pack, stop
        self.warm, self.frozen, self.between_looks, self.wound = False, 0, 0, 0

    def stranger(self, key: PersonKey) -> State:
        return new_state(key)

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        self.wound = len(running.program.alarm)
        self.warm, self.frozen = "spoken" in vars(self.pack), gc.get_freeze_count()
        self.between_looks, *_ = gc.get_threshold()
        stop.set()


@pytest.fixture
def collected_as_before() -> Iterator[None]:
    """Let the collector walk everything again that a test has hidden from it, and as often."""
    often = gc.get_threshold()
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*often)


async def served(pack: Pack, people: People) -> Looking:
    """Run the program on a platform that looks."""
    stop = asyncio.Event()
    looking = Looking(pack, stop)
    given = Given(
        settings=Settings(),
        environment={},
        store=Path(),
        pack=pack,
        words=content_folder("en"),
        people=people,
        clock=SystemClock(),
    )
    await run_side_by_side(given, [looking], stop)
    return looking


@pytest.mark.usefixtures("collected_as_before")
async def test_the_words_are_warm_and_what_stays_is_hidden_from_the_collector_before_anybody_is_served() -> None:
    pack = dataclasses.replace(english())
    assert "spoken" not in vars(pack)
    looking = await served(pack, MemoryPeople())
    assert looking.warm
    assert looking.frozen > 10_000
    assert looking.between_looks >= 10_000


@pytest.mark.usefixtures("collected_as_before")
async def test_the_alarm_is_wound_for_everybody_before_anybody_is_served() -> None:
    people = MemoryPeople()
    for name in ("anna", "ben"):
        nudge = Nudge(id="n1", kind="plan", due=datetime.now(UTC) + timedelta(days=1))
        state = replace(new_state(PersonKey("looking", name)), nudges={"n1": nudge})
        await people.commit(Drawer(state=state))
    assert (await served(dataclasses.replace(english()), people)).wound == 2
