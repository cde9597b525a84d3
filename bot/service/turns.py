"""One turn of a person at a time, in the order they came; different people at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.person import PersonKey


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0  # who holds the lock counts too


class Turns:
    """A queue for each person who is being spoken with; it is gone when the last turn is over."""

    def __init__(self) -> None:
        self._queues: dict[PersonKey, _Queue] = {}

    def __len__(self) -> int:
        return len(self._queues)

    def __contains__(self, person: object) -> bool:
        return person in self._queues

    @asynccontextmanager
    async def of(self, person: PersonKey) -> AsyncIterator[None]:
        """Wait for a person's earlier turns and keep later ones out."""
        queue = self._queues.setdefault(person, _Queue())
        queue.waiting += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.waiting -= 1
            if not queue.waiting:
                del self._queues[person]
