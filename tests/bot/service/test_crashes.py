"""Stopped at any moment, the coach loses nothing, and says nothing twice that can't be recognised as the same.

The same little story is told again and again, and each time something happens at another of its steps: the process is
killed, the task is cancelled, or the store fails. A step is a moment before or after the store, the alarm clock or the
platform does what it was asked to.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import NextStepError, StorageError
from bot.ports import Drawer, ExportFiles, Outgoing, Owed, Receipt, Ring
from bot.service.coach import Coach
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, Mailbox, StoppedClock, World, small_talk

NUDGE = "soon"
STORY = ("hello", "nudge soon 60", "remember this", "wait", "thanks", "wait")


class KilledError(BaseException):
    """The process was killed."""


@dataclass(slots=True)
class Trap:
    """Counts steps and springs at one of them; a dead process takes no further step."""

    springs_at: int
    make: Callable[[], BaseException]
    deadly: bool
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.springs_at or (self.deadly and self.steps > self.springs_at):
            raise self.make()


@dataclass(slots=True)
class TrappedPeople:
    inner: MemoryPeople
    trap: Trap

    async def load(self, key: PersonKey) -> Drawer | None:
        self.trap.step()
        return await self.inner.load(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        self.trap.step()
        await self.inner.commit(drawer, lasting=lasting)
        self.trap.step()

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        return await self.inner.journal(key)

    async def forget(self, key: PersonKey) -> None:
        self.trap.step()
        await self.inner.forget(key)
        self.trap.step()

    def everyone(self) -> AsyncIterator[PersonKey]:
        return self.inner.everyone()

    def owed(self) -> Iterator[Owed]:
        return self.inner.owed()


@dataclass(slots=True)
class TrappedAlarm:
    trap: Trap
    inner: DueHeap = field(default_factory=DueHeap)

    async def schedule(self, nudge_id: str, person: PersonKey, due: datetime) -> None:
        self.trap.step()
        await self.inner.schedule(nudge_id, person, due)
        self.trap.step()

    async def cancel(self, nudge_id: str, person: PersonKey) -> None:
        self.trap.step()
        await self.inner.cancel(nudge_id, person)

    async def next_due(self) -> datetime | None:
        self.trap.step()
        return await self.inner.next_due()

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Ring]:
        self.trap.step()
        rings = await self.inner.claim(now, limit, lease)
        self.trap.step()
        return rings

    async def done(self, ring: Ring) -> None:
        self.trap.step()
        await self.inner.done(ring)
        self.trap.step()

    async def fail(self, ring: Ring, retry_at: datetime) -> None:
        await self.inner.fail(ring, retry_at)


@dataclass(slots=True)
class TrappedMailbox:
    inner: Mailbox
    trap: Trap
    platform: str = "slack"

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        self.trap.step()
        receipt = await self.inner.deliver(person, outgoing, export)
        self.trap.step()
        return receipt


@dataclass(slots=True)
class Stage:
    """A world in which one step goes wrong."""

    trap: Trap
    people: MemoryPeople = field(default_factory=MemoryPeople)
    mailbox: Mailbox = field(default_factory=Mailbox)
    clock: StoppedClock = field(default_factory=StoppedClock)
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start a process on what is there."""
        self.world = World(people=self.people, clock=self.clock, mailbox=self.mailbox)
        people, alarm = TrappedPeople(self.people, self.trap), TrappedAlarm(self.trap, self.world.alarm)
        self.world.coach = Coach(
            people=people,
            alarm=alarm,
            messengers={"slack": TrappedMailbox(self.mailbox, self.trap)},
            clock=self.clock,
            play=small_talk,
            new_state=self.world.coach.new_state,
            doorbell=self.world.doorbell,
        )
        self.world.nudges = Nudges(coach=self.world.coach, alarm=alarm, clock=self.clock)

    async def tell(self) -> None:
        """Tell the story; what was not acknowledged is brought again, as platforms do."""
        for number, line in enumerate(STORY):
            if line == "wait":
                self.clock.move(timedelta(minutes=2))
            while not await self.bring(line, f"e{number}"):
                if self.trap.deadly:
                    self.trap.springs_at = 1_000_000
                    self.begin()
                    await self.world.alarm.wind(self.people)
        self.trap.springs_at = 1_000_000
        for _ in range(3):
            await self.world.wait(hours=2)

    async def bring(self, line: str, event_id: str) -> bool:
        doing = self.world.nudges.sweep() if line == "wait" else self.world.say(line, event_id=event_id)
        try:
            await doing
        except (KilledError, NextStepError, asyncio.CancelledError, BaseExceptionGroup):
            return False
        return True


async def told(springs_at: int, make: Callable[[], BaseException], *, deadly: bool = False) -> Stage:
    stage = Stage(Trap(springs_at, make, deadly))
    await stage.tell()
    return stage


def read_by(person: PersonKey, mailbox: Mailbox) -> list[str]:
    """Return what a person reads on a platform that recognises what it was given before."""
    once = {outgoing.id: outgoing.message for key, outgoing in mailbox.taken if key == person}
    return [message.text for message in once.values() if message]


async def same_end(stage: Stage, undisturbed: Stage) -> None:
    read, expected = (read_by(ANNA, one.mailbox) for one in (stage, undisturbed))
    assert sorted(read) == sorted(expected)
    # A nudge that had to be tried again comes later; answers stay in order.
    assert [text for text in read if text != NUDGE] == [text for text in expected if text != NUDGE]
    ends = [await one.world.drawer() for one in (stage, undisturbed)]
    assert [end.state.nudges["n0"].status for end in ends] == [NudgeStatus.SENT] * 2
    # When it was confirmed may differ, that it was may not.
    timeless = [replace(end.state, nudges={}) for end in ends]
    assert timeless[0] == timeless[1]
    assert ends[0].outbox == ends[1].outbox == ()
    assert [entry.id for entry in await stage.people.journal(ANNA)] == ["j3"]


async def steps_of_the_story() -> int:
    return (await told(1_000_000, KilledError)).trap.steps


WAYS: dict[str, tuple[Callable[[], BaseException], bool]] = {
    "killed": (KilledError, True),
    "cancelled": (asyncio.CancelledError, False),
    "failing": (lambda: StorageError("no"), False),
}


@pytest.mark.parametrize("way", WAYS)
async def test_stopped_at_any_step_nothing_is_lost_or_told_twice_under_another_name(way: str) -> None:
    make, deadly = WAYS[way]
    undisturbed = await told(1_000_000, KilledError)
    assert undisturbed.mailbox.said_to(ANNA)[-2:] == [NUDGE, "4: thanks"]
    count = await steps_of_the_story()
    assert count > 50
    for step in range(1, count + 1):
        await same_end(await told(step, make, deadly=deadly), undisturbed)


async def test_only_what_was_being_sent_when_the_process_died_can_come_twice() -> None:
    for step in range(1, await steps_of_the_story() + 1):
        taken = [outgoing.id for _, outgoing in (await told(step, KilledError, deadly=True)).mailbox.taken]
        assert len(taken) - len(set(taken)) <= 3  # the most a turn of this story sends


async def test_a_store_that_fails_once_lets_nothing_come_twice() -> None:
    for step in range(1, await steps_of_the_story() + 1):
        stage = await told(step, lambda: StorageError("no"))
        taken = [outgoing.id for _, outgoing in stage.mailbox.taken]
        assert len(taken) - len(set(taken)) <= 1  # the platform itself failing after it took something
