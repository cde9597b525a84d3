"""Unasked-for messages leave one by one, far below the 50 requests a second that Discord allows a bot."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic

PER_SECOND = 10
"""So many nudges a second at most."""
PATIENCE = 5.0
"""Who would have to wait longer than so many seconds is told to come again."""


class Pace:
    """Hands out moments, evenly spaced. Time and waiting come from outside."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        *,
        now: Callable[[], float] = monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._now = now
        self._wait = wait
        self._next = 0.0

    async def turn(self) -> timedelta | None:
        """Wait for a moment and return `None`, or return how long to stay away where that would take too long."""
        now = self._now()
        at = max(now, self._next)
        if at - now > PATIENCE:
            return timedelta(seconds=at - now)
        self._next = at + self._gap
        if at > now:
            await self._wait(at - now)
        return None
