"""Does together what many ask for at the same time.

While one batch is being worked on, whatever else is asked for gathers and is the next batch. So a lone request waits
for nobody, and the more there are the less each of them costs.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Gathered(Generic[Item, Result]):
    """Calls `work` in a thread with all items that have gathered, `at_once` calls at a time.

    It returns for each item what became of it, in their order: a result, or an error that concerns this one only. What
    it raises concerns them all.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Sequence[Result | Exception]], pool: Executor, *, at_once: int = 1
    ) -> None:
        self._work = work
        self._pool = pool
        self._at_once = at_once
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun = 0  # calls on this loop that are not over

    def add(self, item: Item) -> asyncio.Future[Result]:
        """Have an item worked on, after those that were added earlier."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._begun, self._waiting = loop, 0, []
        done: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, done))
        if len(self._waiting) == 1 and self._begun < self._at_once:
            loop.call_soon(self._begin, loop)  # everything that is asked for in this round belongs together
        return done

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._waiting or self._begun >= self._at_once:
            return
        batch, self._waiting = self._waiting, []
        futures = [done for _, done in batch]
        try:
            working = loop.run_in_executor(self._pool, self._work, [item for item, _ in batch])
        except RuntimeError as closed:
            _settle(futures, [closed] * len(futures))
        else:
            self._begun += 1
            working.add_done_callback(partial(self._is_over, loop, futures))

    def _is_over(
        self,
        loop: asyncio.AbstractEventLoop,
        futures: list[asyncio.Future[Result]],
        working: asyncio.Future[Sequence[Result | Exception]],
    ) -> None:
        self._begun -= 1
        error = working.exception()
        _settle(futures, working.result() if error is None else [error] * len(futures))
        self._begin(loop)


def _settle(futures: Sequence[asyncio.Future[Result]], outcomes: Sequence[Result | BaseException]) -> None:
    for done, outcome in zip(futures, outcomes, strict=True):
        if done.done():
            continue
        if isinstance(outcome, BaseException):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)
