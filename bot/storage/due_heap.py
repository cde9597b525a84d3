"""The alarm clock of the embedded store: rings in memory, wound from the drawers at start.

A heap tells what is due next. An entry of it that was moved or cancelled is not looked for but left where it is, and
dropped when it comes up; which entries still count stands beside the heap, person by person.
"""

import asyncio
import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from bot.domain.person import PersonKey
from bot.ports import Ring
from bot.storage.owed import Owing

Entry = tuple[float, PersonKey, str]  # due in seconds, which is smaller and faster to compare than a datetime
_CHUNK: Final = 2_000
"""How many rings are put in at once while winding: a few milliseconds."""
_FEW: Final = 1_000
"""Up to this size the heap is not worth tidying."""


class DueHeap:
    """The port `AlarmClock` in memory."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._alive: dict[PersonKey, tuple[Entry, ...]] = {}
        self._count = 0  # of what is alive
        self._leased: dict[tuple[PersonKey, str], tuple[datetime, Ring]] = {}

    def __len__(self) -> int:
        return self._count + len(self._leased)

    async def wind(self, store: Owing) -> int:
        """Take in everything a store owes and return how much that was. Its drawers are read in a thread.

        The clock may be used meanwhile: what was set during the reading is newer than what is read.
        """
        rings, wound = store.owed(), 0
        while chunk := await asyncio.to_thread(_take, rings):
            wound += len(chunk)
            for entry in chunk:
                if self._find(entry[1], entry[2]) is None and (entry[1], entry[2]) not in self._leased:
                    self._add(entry)
        return wound

    async def schedule(self, nudge_id: str, person: PersonKey, due: datetime) -> None:
        """Ring for a nudge at `due`; setting it again moves it."""
        await self.cancel(nudge_id, person)
        self._add((due.timestamp(), person, nudge_id))

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
        return None if entry is None else _moment(entry[0])

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
            self._add((retry_at.timestamp(), ring.person, ring.nudge_id))

    def _add(self, entry: Entry) -> None:
        person = entry[1]
        self._alive[person] = (*self._alive.get(person, ()), entry)
        self._count += 1
        heapq.heappush(self._heap, entry)

    def _find(self, person: PersonKey, nudge_id: str) -> Entry | None:
        return next((entry for entry in self._alive.get(person, ()) if entry[2] == nudge_id), None)

    def _drop(self, entry: Entry) -> None:
        person = entry[1]
        left = tuple(other for other in self._alive[person] if other is not entry)
        self._count -= 1
        if left:
            self._alive[person] = left
        else:
            del self._alive[person]

    def _counts(self, entry: Entry) -> bool:
        return any(other is entry for other in self._alive.get(entry[1], ()))

    def _first(self) -> Entry | None:
        """Return the earliest entry that counts and throw away those before it that don't."""
        while self._heap and not self._counts(self._heap[0]):
            heapq.heappop(self._heap)
        return self._heap[0] if self._heap else None

    def _pop_due(self, now: float) -> Iterator[Entry]:
        while (entry := self._first()) is not None and entry[0] <= now:
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
            self._add((ring.due.timestamp(), ring.person, ring.nudge_id))

    def _release(self, ring: Ring) -> bool:
        """End the lease of a ring and say whether it still had one."""
        name = (ring.person, ring.nudge_id)
        if name in self._leased and self._leased[name][1] == ring:
            del self._leased[name]
            return True
        return False


def _take(rings: Iterator[Ring]) -> list[Entry]:
    return [(ring.due.timestamp(), ring.person, ring.nudge_id) for ring in islice(rings, _CHUNK)]


def _ring(entry: Entry) -> Ring:
    return Ring(_moment(entry[0]), entry[1], entry[2])


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
