"""What takes time is done before anybody is served."""

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap.platforms import Given, Running, SystemClock, run_side_by_side
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.domain.person import PersonKey
from bot.storage.memory import MemoryPeople
from tests.bot.dialogue.conversation import english


class Looking:
    """A platform that looks at how things stand when it is served, and ends."""

    name = "looking"

    def __init__(self, pack: Pack, stop: asyncio.Event) -> None:
        self.pack, self.stop = pack, stop
        self.warm, self.frozen = False, 0

    def stranger(self, key: PersonKey) -> State:
        return new_state(key)

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        del running
        self.warm, self.frozen = "spoken" in vars(self.pack), gc.get_freeze_count()
        stop.set()


@pytest.fixture
def collected_as_before() -> Iterator[None]:
    """Let the collector walk everything again that a test has hidden from it."""
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("collected_as_before")
async def test_the_words_are_warm_and_what_stays_is_hidden_from_the_collector_before_anybody_is_served() -> None:
    pack, stop = replace(english()), asyncio.Event()
    looking = Looking(pack, stop)
    given = Given(
        settings=Settings(),
        environment={},
        store=Path(),
        pack=pack,
        words=content_folder("en"),
        people=MemoryPeople(),
        clock=SystemClock(),
    )
    assert "spoken" not in vars(pack)
    await run_side_by_side(given, [looking], stop)
    assert looking.warm
    assert looking.frozen > 10_000
