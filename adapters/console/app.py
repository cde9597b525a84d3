"""The loop of a conversation: a line, what follows from it, the next line, until somebody leaves."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

from adapters.console.session import Session

NextLine = Callable[[], Awaitable[str | None]]
"""Waits for a line; `None` when there are no more."""
HELLO = "hello"
"""What somebody is taken to have said who starts a conversation and has never written."""


async def talk(session: Session, next_line: NextLine, *, greet: bool = False) -> None:
    """Answer lines until there are no more, somebody leaves, or the process is told to end.

    What is being answered is answered to its end. With `greet`, a stranger is spoken to first.
    """
    leaving = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in this thread, or on this system
            loop.add_signal_handler(number, leaving.set)
    left = asyncio.create_task(leaving.wait())
    try:
        known = await session.begin()
        if greet and not known:
            await session.line(HELLO)
        while not session.over and (line := await _first(next_line, left)) is not None:
            await session.line(line)
    finally:
        left.cancel()


async def _first(next_line: NextLine, left: asyncio.Task[bool]) -> str | None:
    """Return the next line, or `None` when somebody leaves first."""
    line = asyncio.ensure_future(next_line())
    await asyncio.wait({line, left}, return_when=asyncio.FIRST_COMPLETED)
    if not left.done():
        return await line
    line.cancel()
    await asyncio.wait({line})
    return None
