"""Forgetting a person, and what is handed over before."""

from collections.abc import Sequence

import pytest
from structlog.testing import capture_logs

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.ports import TryLater
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, FullDisk, World

DOWN = TryLater()


async def test_forget_says_goodbye_and_leaves_nothing() -> None:
    world = World()
    await world.say("nudge soon 60")
    await world.say("forget")
    assert world.mailbox.said_to(ANNA)[-1] == "gone"
    assert await world.people.load(ANNA) is None
    assert len(world.alarm) == 0
    await world.wait(days=1)
    assert world.mailbox.said_to(ANNA)[-1] == "gone"


async def test_an_event_that_comes_again_after_forget_starts_no_new_story() -> None:
    world = World()
    await world.say("hello", event_id="e1")
    await world.say("forget", event_id="e2")
    await world.say("hello", event_id="e1")
    await world.say("forget", event_id="e2")
    assert await world.people.load(ANNA) is None
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?", "gone"]


async def test_somebody_who_was_forgotten_can_begin_anew() -> None:
    world = World()
    await world.say("hello")
    await world.say("forget")
    await world.say("hello")
    assert (await world.drawer()).state.visits == 1


async def test_what_was_told_before_forget_is_not_told_again_to_somebody_who_begins_anew() -> None:
    world = World()
    await world.say("remember secrets", event_id="e1")
    await world.say("forget")
    await world.say("hello", event_id="e3")
    await world.say("remember secrets", event_id="e1")
    assert (await world.drawer()).state.visits == 1
    assert await world.people.journal(ANNA) == ()


async def test_a_plan_made_anew_for_the_same_moment_rings() -> None:
    world = World()
    for _ in range(2):
        await world.say("nudge soon 0")
        await world.wait(minutes=0)
        await world.say("forget")
    assert world.mailbox.said_to(ANNA).count("soon") == 2


async def test_a_goodbye_that_does_not_arrive_is_not_kept_for_later() -> None:
    world = World()
    await world.say("hello")
    world.mailbox.answers = [DOWN]
    with capture_logs() as logs:
        await world.say("forget")
    assert await world.people.load(ANNA) is None
    assert [entry["event"] for entry in logs] == ["goodbye.undelivered"]


async def test_somebody_is_forgotten_even_if_the_alarm_is_not_told() -> None:
    class DeafAlarm(DueHeap):
        async def cancel(self, nudge_id: str, person: PersonKey) -> None:
            del nudge_id, person
            raise StorageError("no connection")

    world = World(alarm=DeafAlarm())
    await world.say("hello")
    await world.say("forget")
    assert await world.people.load(ANNA) is None
    assert world.mailbox.said_to(ANNA)[-1] == "gone"


async def test_an_export_that_cannot_be_made_now_is_made_later() -> None:
    class TornJournal(MemoryPeople):
        torn = True

        async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
            if self.torn:
                raise StorageError("the journal can't be read")
            return await super().journal(key)

    people = TornJournal()
    world = World(people=people)
    await world.say("export")
    assert world.mailbox.exports == []
    people.torn = False
    await world.wait(seconds=5)
    assert len(world.mailbox.exports) == 1


async def test_forget_that_fails_says_nothing_of_having_forgotten() -> None:
    disk = FullDisk(MemoryPeople(), full=False)
    world = World(people=disk)
    await world.say("hello")
    disk.full = True
    disk.free_commits = 0
    with pytest.raises(StorageError):
        await world.say("forget")
    assert "gone" not in world.mailbox.said_to(ANNA)
    disk.full = False
    await world.say("forget")
    assert world.mailbox.said_to(ANNA)[-1] == "gone"
