"""Keeps several things running side by side: one that fails is started again, and none of the others notices.

Each waits longer after each failure in a row. What only a human can put right (`SettingsError`) is not started again.
"""

import asyncio
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from bot.errors import NextStepError, SettingsError
from bot.service.bugs import place_of

FIRST_WAIT = timedelta(seconds=2)
"""How long the first restart waits; each further one in a row waits twice as long."""
LONGEST_WAIT = timedelta(minutes=5)
"""Longest wait between two starts."""
STEADY = timedelta(minutes=10)
"""What ran for so long has recovered: its next failure counts as the first."""
GRACE = timedelta(seconds=25)
"""So long everything may take to end by itself, within the 30 seconds hosts allow before they kill."""
Serve = Callable[[asyncio.Event], Awaitable[None]]
"""Runs until the event is set, then ends what it has begun."""
Wait = Callable[[asyncio.Event, float], Awaitable[None]]
_log = structlog.get_logger()


async def until(stop: asyncio.Event, seconds: float) -> None:
    """Wait for so many seconds, or until `stop` is set."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def supervise(
    served: Mapping[str, Serve],
    stop: asyncio.Event,
    *,
    wait: Wait = until,
    grace: timedelta = GRACE,
) -> Sequence[SettingsError]:
    """Run everything until `stop` is set or nothing is left to run; return what a human has to put right.

    After `stop`, what has not ended within `grace` is cut off.
    """
    tasks = [asyncio.create_task(_keep(name, serve, stop, wait), name=name) for name, serve in served.items()]
    stopping = asyncio.create_task(_stopped(stop))
    try:
        while not stopping.done() and any(not task.done() for task in tasks):
            await asyncio.wait([stopping, *(task for task in tasks if not task.done())], return_when=FIRST_COMPLETED)
        _, unfinished = await asyncio.wait(tasks, timeout=grace.total_seconds())
        for task in unfinished:
            _log.warning("platform.cut_off", platform=task.get_name())
    finally:
        for task in (stopping, *tasks):
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    return [error for error in ended if isinstance(error, SettingsError)]


async def _stopped(stop: asyncio.Event) -> None:
    await stop.wait()


async def _keep(name: str, serve: Serve, stop: asyncio.Event, wait: Wait) -> SettingsError | None:
    """Start one thing again and again; return what made that pointless."""
    failures, loop = 0, asyncio.get_running_loop()
    while not stop.is_set():
        began = loop.time()
        try:
            await serve(stop)
        except SettingsError as error:
            _log.error("platform.given_up", platform=name, error=str(error))
            return error
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            told = str(error) if isinstance(error, NextStepError) else type(error).__name__
            _log.error("platform.failed", platform=name, error=told, place=place_of(error))
        else:
            if not stop.is_set():
                _log.warning("platform.ended", platform=name)
        if loop.time() - began >= STEADY.total_seconds():
            failures = 0
        failures += 1
        if not stop.is_set():
            await wait(stop, _pause(failures))
    return None


def _pause(failures: int) -> float:
    doubled = FIRST_WAIT.total_seconds() * (1 << min(failures - 1, 20))
    return min(doubled, LONGEST_WAIT.total_seconds())
