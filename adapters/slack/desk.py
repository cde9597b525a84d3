"""Takes what a person does, one thing at a time and in the order it came, to the coach.

Slack waits three seconds for an answer and sends an event again that had none. So it is answered once the turn is
kept, or shortly before the three seconds are over; what comes twice is recognised by its id in the turn's own commit.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.profiles import Profiles, zone_event
from adapters.slack.tokens import Tokens
from adapters.slack.whom import Who
from adapters.slack.words import Words
from bot.domain.messages import Event
from bot.errors import NextStepError, StorageError
from bot.ports import Drawer, People
from bot.service.bugs import place_of
from bot.service.coach import Coach
from bot.service.recent import RecentEvents
from bot.service.turns import Turns

ACK_WITHIN = 2.5
"""Seconds after which Slack gets its answer, whether or not the turn is over."""
STATUS_AFTER = 1.0
"""Seconds after which the person is shown that something is being done: an answer in less needs no second call."""
_log = structlog.get_logger()
Work = Callable[[Drawer | None], Awaitable[None]]
Show = Callable[[str], Awaitable[None]]


class Desk:
    """Turns of people, with what Slack needs around them. `after_turn` is told who had one, and what is kept now."""

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        coach: Coach,
        people: People,
        tokens: Tokens,
        profiles: Profiles,
        words: Words,
        *,
        tell: Callable[[Who, str], Awaitable[None]],
        after_turn: Callable[[Who, Drawer | None], None],
    ) -> None:
        self.coach = coach
        self.people = people
        self._tokens = tokens
        self._profiles = profiles
        self._words = words
        self._tell = tell
        self._after_turn = after_turn
        self._turns = Turns()
        self._forgotten = RecentEvents()  # a zone told for one of these would begin a new story
        self._running: set[asyncio.Task[None]] = set()

    async def take(self, who: Who, event: Event, *, reply_to: str | None = None, show: Show | None = None) -> None:
        """Let an event have its turn. Raises `StorageError` when it could not be kept, so that Slack sends it again."""

        async def handle(_before: Drawer | None) -> None:
            await self.coach.handle(who.key, event, reply_to=reply_to)

        await self.do(who, event.id, handle, show=show)

    async def do(self, who: Who, event_id: str, work: Work, *, show: Show | None = None) -> None:
        """Do something that belongs into a person's row of turns. Raises as `take` does, if it fails in time."""
        # The task is made before anything is waited for: this is what keeps a person's events in their order.
        task = asyncio.create_task(self._turn(who, event_id, work))
        self._keep(task)
        late = asyncio.get_running_loop().call_later(STATUS_AFTER, self._show, task, show) if show else None
        await asyncio.wait({task}, timeout=ACK_WITHIN)
        if task.done():
            if late is not None:
                late.cancel()
            await task

    async def in_time(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something, and wait for it no longer than Slack waits for its answer."""
        task = asyncio.create_task(work)
        self._keep(task)
        await asyncio.wait({task}, timeout=ACK_WITHIN)

    def later(self, work: Awaitable[None]) -> None:
        """Do something that nobody waits for; what Slack answers to it is passed over."""
        self._keep(asyncio.create_task(_quietly(work)))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._running.add(task)
        task.add_done_callback(self._done)

    def _show(self, task: asyncio.Task[None], show: Show) -> None:
        """Show somebody that something is being done, until it is."""

        async def status() -> None:
            await show(self._words["talk.status"])
            await asyncio.wait({task})
            await show("")

        if not task.done():
            self.later(status())

    async def drain(self) -> None:
        """Wait until all that was begun is over."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.warning("slack.turn_failed", error=type(error).__name__, place=place_of(error))

    async def _turn(self, who: Who, event_id: str, work: Work) -> None:
        async with self._turns.of(who.key):
            try:
                drawer = await self._meet(who, event_id)
                await work(drawer)
                after = await self.people.load(who.key)
                if after is None:
                    self._forgotten.add(who.key, (*(drawer.seen if drawer else ()), event_id))
                self._after_turn(who, after)
            except StorageError:
                raise
            except NextStepError:  # logged where it was raised
                await self._tell(who, self._words["talk.failed"])

    async def _meet(self, who: Who, event_id: str) -> Drawer | None:
        """Return what is kept about somebody, with the time zone their profile says by now."""
        drawer = await self.people.load(who.key)
        client = await self._client(who)
        if client is None or self._forgotten.has(who.key, event_id):
            return drawer
        news = zone_event(await self._profiles.of(client, who), drawer, event_id)
        if news is not None and not (drawer and event_id in drawer.seen):
            await self.coach.handle(who.key, news)
        return drawer

    async def _client(self, who: Who) -> AsyncWebClient | None:
        try:
            return await self._tokens.client(who.installation)
        except TROUBLE:
            return None


async def _quietly(work: Awaitable[None]) -> None:
    try:
        await work
    except TROUBLE as error:
        _log.info("slack.passed_over", error=name_of(error) or type(error).__name__)
