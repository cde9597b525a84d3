"""Stand-ins for our own ports, and a conversation small enough to know by heart.

A store that keeps is `bot.storage.memory.MemoryPeople`, an alarm clock `bot.storage.due_heap.DueHeap`: what is here is
the rest of the world, and the ways in which it fails.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle

from msgspec.structs import replace

from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain import nudge as nudges
from bot.domain.messages import (
    Cancel,
    DeliveryFailed,
    Effect,
    Event,
    Forget,
    Message,
    NudgeDue,
    Paragraph,
    Remember,
    RetireButtons,
    Say,
    Schedule,
    SendExport,
    Span,
    Text,
)
from bot.domain.nudge import OPEN, Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.ports import Delivered, Drawer, ExportFiles, Outgoing, Owed, People, Receipt
from bot.service.coach import Coach, Play
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANNA = PersonKey("slack", "T1:anna")
BEN = PersonKey("slack", "T1:ben")


@dataclass(slots=True)
class StoppedClock:
    """A clock that goes on only when told to."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


@dataclass(slots=True)
class Mailbox:
    """A platform that writes down what it is given and answers what it is told to; else it takes everything."""

    platform: str = "slack"
    answers: list[Receipt | Exception] = field(default_factory=list)
    answer: Callable[[PersonKey, Outgoing], Receipt] = field(default=lambda _person, _outgoing: Delivered())
    tried: list[tuple[PersonKey, Outgoing]] = field(default_factory=list)
    taken: list[tuple[PersonKey, Outgoing]] = field(default_factory=list)
    exports: list[ExportFiles] = field(default_factory=list)

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        await asyncio.sleep(0)
        self.tried.append((person, outgoing))
        receipt = self.answers.pop(0) if self.answers else self.answer(person, outgoing)
        if isinstance(receipt, Exception):
            raise receipt
        if isinstance(receipt, Delivered):
            self.taken.append((person, outgoing))
            self.exports += [export] if export else []
        return receipt

    def said_to(self, person: PersonKey) -> list[str]:
        """Everything a person has read, in order."""
        return [out.message.text for key, out in self.taken if key == person and out.message]


@dataclass(slots=True)
class NotedDoorbell:
    """A doorbell that writes down when it was rung for."""

    rung: list[datetime | None] = field(default_factory=list)

    def wake_at(self, due: datetime | None) -> None:
        self.rung.append(due)


@dataclass(slots=True)
class WanderingPeople:
    """A store whose answers take their time, each another one, so that turns can overtake each other."""

    inner: People
    pauses: Iterator[int] = field(default_factory=lambda: cycle((0, 3, 1, 5, 2, 4, 0)))
    commits: int = 0

    async def load(self, key: PersonKey) -> Drawer | None:
        await self._wander()
        return await self.inner.load(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        await self._wander()
        self.commits += 1
        await self.inner.commit(drawer, lasting=lasting)

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        return await self.inner.journal(key)

    async def forget(self, key: PersonKey) -> None:
        await self._wander()
        await self.inner.forget(key)

    def everyone(self) -> AsyncIterator[PersonKey]:
        return self.inner.everyone()

    def owed(self) -> Iterator[Owed]:
        return self.inner.owed()

    async def _wander(self) -> None:
        for _ in range(next(self.pauses)):
            await asyncio.sleep(0)


@dataclass(slots=True)
class FullDisk:
    """A store that can be read and not written to while `full`."""

    inner: People
    full: bool = True
    free_commits: int = 0  # how many still fit

    async def load(self, key: PersonKey) -> Drawer | None:
        return await self.inner.load(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        self._write()
        await self.inner.commit(drawer, lasting=lasting)

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        return await self.inner.journal(key)

    async def forget(self, key: PersonKey) -> None:
        self._write()
        await self.inner.forget(key)

    def everyone(self) -> AsyncIterator[PersonKey]:
        return self.inner.everyone()

    def owed(self) -> Iterator[Owed]:
        return self.inner.owed()

    def _write(self) -> None:
        if self.full and not self.free_commits:
            raise StorageError("the disk is full")
        self.free_commits -= 1


# --- a conversation ---------------------------------------------------------------------------------------------------


def message(text: str) -> Message:
    """Return a message of one paragraph."""
    return Message(paragraphs=(Paragraph(spans=(Span(text=text),)),))


def small_talk(state: State, event: Event, now: datetime) -> Turn:
    """Answer "hello" twice, and do what a handful of words say; what is due is said."""
    match event:
        case Text(text=text):
            return _answer(state, text, now)
        case NudgeDue(nudge_id=nudge_id):
            nudge = nudges.sending(state.nudges[nudge_id])
            return Turn(state=with_nudge(state, nudge), effects=(Say(message=message(nudge.kind), nudge_id=nudge_id),))
        case DeliveryFailed(reason=reason):
            person = replace(state.person, unreachable=reason)
            return Turn(state=replace(state, person=person), effects=(Say(message=message("can you hear me?")),))
        case _:
            return Turn(state=state)


def _answer(state: State, text: str, now: datetime) -> Turn:
    state = replace(state, visits=state.visits + 1)
    effects: tuple[Effect, ...] = (Say(message=message(f"{state.visits}: {text}")),)
    match text.split():
        case ["hello"]:
            effects = (RetireButtons(visit=state.visits), *effects, Say(message=message("how are you?")))
        case ["nudge", kind, seconds]:
            nudge = Nudge(id=f"n{state.serial}", kind=kind, due=now + timedelta(seconds=int(seconds)))
            state = with_nudge(replace(state, serial=state.serial + 1), nudge)
            effects = (*effects, Schedule(nudge=nudge))
        case ["cancel"]:
            gone = {key: nudges.cancel(one) if one.status in OPEN else one for key, one in state.nudges.items()}
            state, effects = replace(state, nudges=gone), tuple(Cancel(nudge_id=key) for key in gone)
        case ["remember", title]:
            entry = JournalEntry(id=f"j{state.visits}", at=now, kind="answer", title=title)
            effects = (*effects, Remember(entry=entry))
        case ["export"]:
            effects = (SendExport(),)
        case ["forget"]:
            effects = (Forget(), Say(message=message("gone")))
        case ["bug", secret]:
            raise RuntimeError(secret)
        case _:
            pass
    return Turn(state=state, effects=effects)


def with_nudge(state: State, nudge: Nudge) -> State:
    """Return the state with a nudge in it."""
    return replace(state, nudges={**state.nudges, nudge.id: nudge})


@dataclass(slots=True)
class World:
    """Everything around one coach. `restart` is what a crash leaves of it: the store and the platform."""

    people: People = field(default_factory=MemoryPeople)
    clock: StoppedClock = field(default_factory=StoppedClock)
    mailbox: Mailbox = field(default_factory=Mailbox)
    alarm: DueHeap = field(default_factory=DueHeap)
    doorbell: NotedDoorbell = field(default_factory=NotedDoorbell)
    play: Play = small_talk
    on_damaged: Callable[[PersonKey], Message | None] = lambda _person: message("your notes were damaged")
    patience: timedelta = timedelta(seconds=30)
    coach: Coach = field(init=False)
    nudges: Nudges = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.coach = Coach(
            people=self.people,
            alarm=self.alarm,
            messengers={"slack": self.mailbox},
            clock=self.clock,
            play=self.play,
            new_state=new_state,
            doorbell=self.doorbell,
            on_damaged=self.on_damaged,
            patience=self.patience,
        )
        self.nudges = Nudges(coach=self.coach, alarm=self.alarm, clock=self.clock)

    async def say(self, text: str, person: PersonKey = ANNA, event_id: str | None = None) -> None:
        """Let a person write something."""
        self.count += 1
        await self.coach.handle(person, Text(id=event_id or f"event-{self.count}", text=text))

    async def wait(self, **by: float) -> None:
        """Let time pass and sweep."""
        self.clock.move(timedelta(**by))
        await self.nudges.sweep()

    async def restart(self) -> None:
        """Begin again with what a crash leaves."""
        self.alarm = DueHeap()
        self.__post_init__()
        await self.alarm.wind(self.people)

    async def drawer(self, person: PersonKey = ANNA) -> Drawer:
        """Look into a person's drawer."""
        drawer = await self.people.load(person)
        assert drawer is not None
        return drawer
