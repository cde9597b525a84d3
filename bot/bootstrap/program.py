"""The parts of a running program, from settings to the sweep of nudges, whatever the platform."""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from bot.config import Settings
from bot.content.pack import content_folder, load_pack
from bot.dialogue.again import damage_notice
from bot.dialogue.engine import step
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.domain.messages import Message
from bot.domain.person import PersonKey
from bot.ports import Clock, Messenger, People
from bot.service import outbox
from bot.service.coach import Coach
from bot.service.mydata import MyData
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap

AnyClock = TypeVar("AnyClock", bound=Clock)
_OBJECTS_BETWEEN_LOOKS = 10_000


class Sweeper(Protocol):
    """What wakes the sweep while the program runs."""

    async def stop(self) -> None:
        """Begin no other sweep and let the present one end."""

    def wake_at(self, due: datetime | None) -> None:
        """Sweep at `due`, if that is earlier than planned."""


@dataclass(slots=True, kw_only=True, eq=False)
class Program(Generic[AnyClock]):
    """Everything one conversation, or thousands, need."""

    pack: Pack
    people: People
    alarm: DueHeap
    clock: AnyClock
    coach: Coach
    nudges: Nudges
    mydata: MyData
    _sweeping: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def sweep(self) -> None:
        """Deal with everything that is due; a second sweep waits for the first."""
        async with self._sweeping:
            await self.nudges.sweep()

    async def wind(self, person: PersonKey) -> None:
        """Set the alarm for everything that is owed to one person."""
        drawer = await self.people.load(person)
        for nudge_id, due in outbox.owed(drawer) if drawer else ():
            await self.alarm.schedule(nudge_id, person, due)

    @asynccontextmanager
    async def on_time(self) -> AsyncIterator[None]:
        """Sweep by itself whenever something comes due. A scheduler is only loaded here, and beside everything else."""
        starting = asyncio.create_task(self._start_sweeping())
        try:
            yield
        finally:
            self.coach.doorbell = None
            await (await starting).stop()

    async def _start_sweeping(self) -> Sweeper:
        module = await asyncio.to_thread(import_module, "bot.scheduling.sweep_clock")
        sweeper = module.SweepClock(self.sweep, self.alarm, self.clock)
        self.coach.doorbell = sweeper
        await sweeper.start()
        started: Sweeper = sweeper
        return started


def pack_of(settings: Settings) -> Pack:
    """Load the words. Raises `ContentError` with all that is wrong with them."""
    # The pack is thousands of objects that stay: looking for garbage among them while they are made only takes time.
    gc.disable()
    try:
        return load_pack(settings.pack or content_folder())
    finally:
        gc.enable()
        gc.freeze()


def collect_rarely() -> None:
    """Leave garbage collection nothing to do with what is there by now, and little with what comes.

    A turn makes hundreds of values and drops them, and hardly any hang together in a ring, which is all that is looked
    for. Looking as often as Python does by default costs a fifth of a turn.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)


def store_folder(settings: Settings) -> Path:
    """Return the folder people are kept in."""
    if settings.store:
        return settings.store
    from platformdirs import user_data_path

    return user_data_path("next-step", appauthor=False)


def assemble(
    pack: Pack, people: People, clock: AnyClock, messengers: Mapping[str, Messenger], *, zone: str | None = None
) -> Program[AnyClock]:
    """Put a program together. `zone` is that of strangers, where their platform says none."""
    alarm, mydata = DueHeap(), MyData(people)

    def stranger(key: PersonKey) -> State:
        return new_state(key, zone=zone, locale=pack.locale)

    def on_damaged(key: PersonKey) -> Message | None:
        return damage_notice(pack, coach.new_state(key), clock.now())

    coach = Coach(
        people=people,
        alarm=alarm,
        messengers=messengers,
        clock=clock,
        play=partial(step, pack),
        new_state=stranger,
        on_damaged=on_damaged,
        mydata=mydata,
    )
    nudges = Nudges(coach=coach, alarm=alarm, clock=clock)
    return Program(pack=pack, people=people, alarm=alarm, clock=clock, coach=coach, nudges=nudges, mydata=mydata)
