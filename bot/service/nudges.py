"""Goes through what is due and gives each ring its turn.

Whether a nudge is said, delayed, merged or dropped is decided in the dialogue, from the person's state. Here it is only
seen to that every ring is dealt with: many people at once, and none of them able to hold up another.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.domain.messages import NudgeDue
from bot.domain.person import PersonKey
from bot.ports import AlarmClock, Clock, Ring
from bot.service import outbox
from bot.service.bugs import place_of
from bot.service.coach import Coach

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True, eq=False)
class Nudges:
    """The sweep. One at a time is enough; rings that come due while it runs are taken along."""

    coach: Coach
    alarm: AlarmClock
    clock: Clock
    workers: int = 64  # how many people are written to at once
    batch: int = 256  # how many rings are claimed at once
    lease: timedelta = timedelta(minutes=10)  # long enough for a batch in which every platform hangs
    _failures: dict[tuple[PersonKey, str], int] = field(init=False, default_factory=dict)

    async def sweep(self) -> None:
        """Deal with everything that is due, and with turns that could not be finished."""
        slots = asyncio.Semaphore(self.workers)
        async with asyncio.TaskGroup() as tasks:
            for person in self.coach.unsettled():
                await slots.acquire()
                tasks.create_task(self._settle(person)).add_done_callback(lambda _: slots.release())
            while rings := await self.alarm.claim(self.clock.now(), self.batch, self.lease):
                for group in _by_person(rings):
                    await slots.acquire()
                    tasks.create_task(self._ring(group)).add_done_callback(lambda _: slots.release())

    async def _settle(self, person: PersonKey) -> None:
        try:
            await self.coach.settle(person)
        except Exception as error:  # noqa: BLE001 - it stays unsettled and its turn comes again
            _log.warning("settle.failed", error=type(error).__name__, place=place_of(error))

    async def _ring(self, rings: Sequence[Ring]) -> None:
        for ring in rings:
            try:
                await self._deal_with(ring)
            except Exception as error:  # noqa: BLE001 - the ring's lease runs out and it rings again
                _log.warning("ring.left", error=type(error).__name__, place=place_of(error))

    async def _deal_with(self, ring: Ring) -> None:
        name = (ring.person, ring.nudge_id)
        try:
            await self._say(ring)
        except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this person only
            failures = self._failures[name] = self._failures.get(name, 0) + 1
            _log.warning("ring.failed", error=type(error).__name__, place=place_of(error), failures=failures)
            await self.alarm.fail(ring, self.clock.now() + outbox.wait(ring.nudge_id, failures))
        else:
            self._failures.pop(name, None)
            await self.alarm.done(ring)

    async def _say(self, ring: Ring) -> None:
        if not ring.nudge_id:
            await self.coach.settle(ring.person)
            return
        event = NudgeDue(id=outbox.due_event_id(ring.nudge_id, ring.due), nudge_id=ring.nudge_id)
        await self.coach.handle(ring.person, event)


def _by_person(rings: Iterable[Ring]) -> Iterable[Sequence[Ring]]:
    groups: dict[PersonKey, list[Ring]] = {}
    for ring in rings:
        groups.setdefault(ring.person, []).append(ring)
    return groups.values()
