"""The alarm clock of the embedded store: rings in memory, wound from the drawers at start.

A heap tells what is due next. An entry of it that was moved or cancelled is not looked for but left where it is, and
dropped when it comes up; which entries still count stands beside the heap, person by person.
"""

import asyncio
import gc
import heapq
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from sys import intern
from typing import Final

import msgspec

from bot.domain.person import PersonKey
from bot.ports import Owed, Ring
from bot.storage.owed import Owing

Name = tuple[str, ...]
"""A person in the heap: equal to their `PersonKey`, but a plain tuple, which the garbage collector leaves alone."""


class Entry(msgspec.Struct, order=True, frozen=True, gc=False):
    """One ring in the heap. There may be 300,000 of them, so they are small, and unseen by the garbage collector."""

    due: float  # in seconds: smaller and faster to compare than a datetime
    person: Name
    nudge_id: str


Entries = tuple[Entry, ...]
_CHUNK: Final = 500
"""How many people's rings are put in at once while winding: a few milliseconds."""
_FEW: Final = 1_000
"""Up to this size the heap is not worth tidying."""


class DueHeap:
    """The port `AlarmClock` in memory."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._alive: dict[Name, Entries] = {}
        self._count = 0  # of what is alive
        self._leased: dict[tuple[Name, str], tuple[datetime, Ring]] = {}

    def __len__(self) -> int:
        return self._count + len(self._leased)

    async def wind(self, store: Owing) -> int:
        """Take in everything a store owes and return how much that was. Its drawers are read in a thread.

        The clock may be used meanwhile: what was set during the reading is newer than what is read.
        """
        people, wound = store.owed(), 0
        with _no_garbage():
            while chunk := await asyncio.to_thread(_next_people, people):
                for person, entries in chunk:
                    self._take_in(person, entries)
                    wound += len(entries)
        return wound

    async def schedule(self, nudge_id: str, person: PersonKey, due: datetime) -> None:
        """Ring for a nudge at `due`; setting it again moves it."""
        await self.cancel(nudge_id, person)
        self._add(person, (Entry(due.timestamp(), person, nudge_id),))

    async def cancel(self, nudge_id: str, person: PersonKey) -> None:
        """Don't ring for a nudge."""
        self._leased.pop((person, nudge_id), None)
        entry = self._find(person, nudge_id)
        if entry is not None:
            self._drop(entry)
            self._tidy()

    async def next_due(self) -> datetime | None:
        """Return when the next ring is due, leased ones left out."""
        entry = self._first()
        return None if entry is None else _moment(entry.due)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Ring]:
        """Take up to `limit` due rings, earliest first; nobody else gets them before the lease runs out."""
        self._end_leases(now)
        claimed = [_ring(entry) for entry in islice(self._pop_due(now.timestamp()), limit)]
        self._leased.update(((ring.person, ring.nudge_id), (now + lease, ring)) for ring in claimed)
        return claimed

    async def done(self, ring: Ring) -> None:
        """Say that a claimed ring was dealt with. A ring scheduled anew in the meantime stays."""
        self._release(ring)

    async def fail(self, ring: Ring, retry_at: datetime) -> None:
        """Ring again at `retry_at`, unless it was scheduled anew or cancelled in the meantime."""
        if self._release(ring):
            self._add(ring.person, (Entry(retry_at.timestamp(), ring.person, ring.nudge_id),))

    def _add(self, person: Name, entries: Entries) -> None:
        if not entries:
            return
        self._alive[person] = self._alive.get(person, ()) + entries
        self._count += len(entries)
        for entry in entries:
            heapq.heappush(self._heap, entry)

    def _take_in(self, person: Name, entries: Entries) -> None:
        """Add what somebody is owed, except what is known already."""
        if person in self._alive or self._leased:
            entries = tuple(entry for entry in entries if not self._knows(person, entry.nudge_id))
        self._add(person, entries)

    def _knows(self, person: Name, nudge_id: str) -> bool:
        return self._find(person, nudge_id) is not None or (person, nudge_id) in self._leased

    def _find(self, person: Name, nudge_id: str) -> Entry | None:
        return next((entry for entry in self._alive.get(person, ()) if entry.nudge_id == nudge_id), None)

    def _drop(self, entry: Entry) -> None:
        person = entry.person
        left = tuple(other for other in self._alive[person] if other is not entry)
        self._count -= 1
        if left:
            self._alive[person] = left
        else:
            del self._alive[person]

    def _counts(self, entry: Entry) -> bool:
        return any(other is entry for other in self._alive.get(entry.person, ()))

    def _first(self) -> Entry | None:
        """Return the earliest entry that counts and throw away those before it that don't."""
        while self._heap and not self._counts(self._heap[0]):
            heapq.heappop(self._heap)
        return self._heap[0] if self._heap else None

    def _pop_due(self, now: float) -> Iterator[Entry]:
        while (entry := self._first()) is not None and entry.due <= now:
            heapq.heappop(self._heap)
            self._drop(entry)
            yield entry

    def _tidy(self) -> None:
        """Build the heap anew when most of it no longer counts, so that moving nudges never makes it grow."""
        if len(self._heap) > max(_FEW, 2 * self._count):
            self._heap = [entry for entries in self._alive.values() for entry in entries]
            heapq.heapify(self._heap)

    def _end_leases(self, now: datetime) -> None:
        over = [ring for until, ring in self._leased.values() if until <= now]
        for ring in over:
            self._release(ring)
            self._add(ring.person, (Entry(ring.due.timestamp(), ring.person, ring.nudge_id),))

    def _release(self, ring: Ring) -> bool:
        """End the lease of a ring and say whether it still had one."""
        name = (ring.person, ring.nudge_id)
        if name in self._leased and self._leased[name][1] == ring:
            del self._leased[name]
            return True
        return False


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Don't look for garbage while much is made that stays: each look goes through all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _next_people(people: Iterator[Owed]) -> list[tuple[Name, Entries]]:
    return [_entries(*owed) for owed in islice(people, _CHUNK)]


def _entries(person: PersonKey, rings: list[tuple[str, datetime]]) -> tuple[Name, Entries]:
    name = tuple(person)
    # Many people have an "n1": one of it is enough.
    return name, tuple([Entry(due.timestamp(), name, intern(nudge_id)) for nudge_id, due in rings])


def _ring(entry: Entry) -> Ring:
    return Ring(_moment(entry.due), PersonKey(*entry.person), entry.nudge_id)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
