"""Many people, quick messages, events sent again: every answer once, in order, to the right person."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.ports import Drawer, Owed
from bot.storage.memory import MemoryPeople
from bot.storage.people import DrawerCabinet
from tests.adapters.slack.harness import Program, running
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack
from tests.fakes import StoppedClock

PEOPLE = 200
QUICK = ("help", "about", "privacy")


@dataclass(slots=True)
class FullDisk:
    """A store on a disk that may be full."""

    inner: MemoryPeople
    full: bool = False

    async def load(self, key: PersonKey) -> Drawer | None:
        return await self.inner.load(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        if self.full:
            raise StorageError("the disk is full")
        await self.inner.commit(drawer, lasting=lasting)

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        return await self.inner.journal(key)

    async def forget(self, key: PersonKey) -> None:
        await self.inner.forget(key)

    def everyone(self) -> AsyncIterator[PersonKey]:
        return self.inner.everyone()

    def owed(self) -> Iterator[Owed]:
        return self.inner.owed()


async def quickly(member: Member) -> list[int]:
    """Write three messages without waiting for an answer, each as soon as the one before is on its way."""
    writing = []
    for text in QUICK:
        sent = asyncio.Event()
        writing.append(asyncio.create_task(member.says(text, sent)))
        await asyncio.wait_for(sent.wait(), timeout=30)
    return await asyncio.gather(*writing)


async def test_two_hundred_people_with_three_quick_messages_each(slack: FakeSlack, program: Program) -> None:
    one = Member(program, "UALONE")
    for text in QUICK:
        await one.says(text)
    members = [Member(program, f"U{number}") for number in range(PEOPLE)]
    answers = await asyncio.gather(*map(quickly, members))
    assert {status for statuses in answers for status in statuses} == {200}
    # Until now only what was sent was looked at; what each of them reads is the same four messages in their order.
    kinds = [_kind(text) for text in one.texts()]
    assert kinds == ["notice", "help", "about", "privacy"]
    for member in members:
        assert [_kind(text) for text in member.texts()] == kinds
    assert {channel for channel in slack.messages if slack.messages[channel]} == {
        "DUALONE",
        *(f"DU{number}" for number in range(PEOPLE)),
    }


def _kind(text: str) -> str:
    """Say what a message is about, by words that stand in it however it is put."""
    marks = {"Jenn Raley Miller": "about", "timezone": "help", "not a therapist": "notice"}
    return next((kind for mark, kind in marks.items() if mark in text), "privacy")


async def test_an_event_sent_again_is_answered_once(program: Program, anna: Member) -> None:
    message = anna.message("help")
    for _ in range(4):
        assert await program.event(message) == 200
    assert len(anna.dm) == 2


async def test_an_event_sent_again_at_the_same_time_is_answered_once(program: Program, anna: Member) -> None:
    message = anna.message("help")
    assert await asyncio.gather(*(program.event(message) for _ in range(4))) == [200] * 4
    assert len(anna.dm) == 2


async def test_an_event_sent_again_after_a_restart_is_answered_once(slack: FakeSlack, tmp_path: Path) -> None:
    clock = StoppedClock()
    with DrawerCabinet(tmp_path) as people:
        async with running(slack, people=people, clock=clock) as first:
            message = Member(first).message("help")
            await first.event(message)
    with DrawerCabinet(tmp_path) as people:
        async with running(slack, people=people, clock=clock) as second:
            assert await second.event(message) == 200
    assert len(slack.dm("U1")) == 2


async def test_an_event_sent_again_after_everything_was_forgotten_begins_nothing(
    program: Program, anna: Member
) -> None:
    await anna.says("help")
    await anna.says("forget everything")
    pressed = anna.press_on(anna.dm[-1], "Yes, forget everything")
    await program.interaction(pressed)
    await program.interaction(pressed)
    assert [key async for key in program.people.everyone()] == []


async def test_what_could_not_be_kept_is_not_acknowledged(slack: FakeSlack) -> None:
    people = FullDisk(MemoryPeople())
    async with running(slack, people=people) as program:
        anna = Member(program)
        message = anna.message("about")
        people.full = True
        assert await program.event(message) == 500
        assert anna.dm == []
        people.full = False
        assert await program.event(message) == 200
        assert len(anna.dm) == 2


async def test_a_press_that_could_not_be_kept_is_told(slack: FakeSlack) -> None:
    people = FullDisk(MemoryPeople())
    async with running(slack, people=people) as program:
        anna = Member(program)
        await anna.says("i got rejected by Acme Foundation, program director")
        people.full = True
        assert await anna.presses("Not now") == 200  # Slack sends a press only once
    assert "Please send them once more" in anna.texts()[-1]
