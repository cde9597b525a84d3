"""Slack as one of the platforms that run side by side."""

import asyncio
from contextlib import AsyncExitStack

from bot.bootstrap.platforms import Given, Running
from bot.bootstrap.slack import Slack, opened, read_slack_settings, records_in, serve, stranger, world_of
from bot.dialogue.state import State
from bot.domain.person import PersonKey


class SlackPlatform:
    """Opens Slack anew at every start. Raises `SettingsError` where its settings are wrong."""

    name = "slack"

    def __init__(self, given: Given) -> None:
        self._settings = read_slack_settings(given.environment)
        records = records_in(given.store, given.settings.key)
        self._world = world_of(given.pack, given.words, given.people, given.clock, records)
        self._slack: Slack | None = None

    def stranger(self, key: PersonKey) -> State:
        """Return the state of somebody who writes for the first time, as their workspace's hosts have set it."""
        if self._slack is None:
            raise LookupError("nobody writes before Slack is open")
        return stranger(key, self._slack.workspaces.of_person(key))

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        """Open Slack, which waits until it can be reached, and serve."""
        async with AsyncExitStack() as stack:
            opening = asyncio.create_task(stack.enter_async_context(opened(self._settings, self._world)))
            stopping = asyncio.create_task(_stopped(stop))
            try:
                await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not opening.done():
                    return
                self._slack = slack = opening.result()
                running.messengers[self.name] = slack.messenger
                await serve(slack, running.program.coach, stop)
            finally:
                running.messengers.pop(self.name, None)
                opening.cancel()
                stopping.cancel()
                await asyncio.wait({opening, stopping})


async def _stopped(stop: asyncio.Event) -> None:
    await stop.wait()
