"""What happens when a store, a drawer or the dialogue fails."""

import pytest
from structlog.testing import capture_logs

from bot.domain.messages import NudgeDue
from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError, NextStepError, StorageError
from bot.ports import Drawer, TryLater
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, FullDisk, World

DOWN = TryLater()


class DamagedOnce(MemoryPeople):
    """A store in which one drawer can't be read, and is gone after that."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged = {ANNA}

    async def load(self, key: PersonKey) -> Drawer | None:
        if key in self.damaged:
            self.damaged.discard(key)
            raise DamagedDrawerError("set aside")
        return await super().load(key)


async def test_a_turn_that_cannot_be_kept_sends_nothing_and_is_told_to_the_adapter() -> None:
    disk = FullDisk(MemoryPeople())
    world = World(people=disk)
    with pytest.raises(StorageError):
        await world.say("hello", event_id="e1")
    assert world.mailbox.tried == []
    disk.full = False
    await world.say("hello", event_id="e1")
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_a_disk_that_is_full_after_the_turn_was_kept_sends_nothing_twice() -> None:
    disk = FullDisk(MemoryPeople(), free_commits=1)
    world = World(people=disk)
    await world.say("hello", event_id="e1")
    await world.wait(minutes=1)
    await world.say("hello", event_id="e1")
    disk.full = False
    await world.wait(minutes=1)
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]
    assert (await world.drawer()).outbox == ()
    assert world.coach.unsettled() == ()


async def test_a_bug_leaves_the_person_where_they_stood_and_no_word_of_theirs_in_the_log() -> None:
    world = World()
    await world.say("hello")
    before = await world.drawer()
    with capture_logs() as logs, pytest.raises(NextStepError) as caught:
        await world.say("bug secret-organisation")
    assert await world.drawer() == before
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r} {logs}"
    assert [(entry["error"], entry["place"].split(":")[0]) for entry in logs] == [("RuntimeError", "fakes.py")]


async def test_somebody_whose_drawer_was_damaged_is_told_once_and_counts_as_new() -> None:
    world = World(people=DamagedOnce())
    await world.say("hello")
    await world.say("again")
    assert world.mailbox.said_to(ANNA) == ["your notes were damaged", "1: hello", "how are you?", "2: again"]


async def test_somebody_whose_drawer_was_damaged_is_told_when_they_write_and_not_by_the_alarm() -> None:
    world = World(people=DamagedOnce())
    await world.coach.handle(ANNA, NudgeDue(id="due", nudge_id="n0"))
    assert world.mailbox.tried == []
    await world.say("hello")
    assert world.mailbox.said_to(ANNA)[0] == "your notes were damaged"


async def test_a_damaged_drawer_needs_no_message() -> None:
    world = World(people=DamagedOnce(), on_damaged=lambda _person: None)
    await world.say("hello")
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]
