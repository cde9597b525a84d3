"""What follows when a workspace removes the app: no token is kept, nothing is sent, and later all is deleted.

People's data stays for some days, because a removal is often a mistake or an exchange of settings. Whoever writes
again meanwhile goes on where they were.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.installations import Installation, Installations
from adapters.slack.ports import PLATFORM, Records
from adapters.slack.tokens import Tokens
from adapters.slack.workspaces import Workspaces
from bot.domain.messages import Left
from bot.domain.person import PersonKey
from bot.errors import NextStepError
from bot.ports import Clock, People
from bot.service.coach import Coach

_PREFIX = "left/"
_REMOVED = {"account_inactive", "invalid_refresh_token", "token_revoked"}
"""What Slack says to the token of an app that was removed, or to one that nothing makes good but installing again."""
_log = structlog.get_logger()


class Departures:
    """Installations that come and go. `keep` is how long data of those that went is kept."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a part of its own
        self,
        records: Records,
        installations: Installations,
        workspaces: Workspaces,
        people: People,
        coach: Coach,
        clock: Clock,
        keep: timedelta,
    ) -> None:
        self._records = records
        self._installations = installations
        self._workspaces = workspaces
        self._people = people
        self._coach = coach
        self._clock = clock
        self._keep = keep

    async def came(self, installation: Installation) -> None:
        """Keep an installation; if it was there before, its people's data stays. Raises `StorageError`."""
        await self._installations.save(replace(installation, since=int(self._clock.now().timestamp())))
        await self._records.remove(_PREFIX + installation.id)

    async def stays(self, installation_id: str) -> None:
        """Take back that an installation left: its token holds. Raises `StorageError`."""
        await self._records.remove(_PREFIX + installation_id)

    async def went(self, installation_id: str) -> None:
        """Remove an installation, with its token. Raises `StorageError`."""
        if await self._records.read(_PREFIX + installation_id) is None:
            await self._records.write(_PREFIX + installation_id, {"at": self._clock.now().isoformat()})
        await self._installations.remove(installation_id)

    async def rest(self, installation_id: str) -> None:
        """Let the nudges of all people of an installation rest. What this misses rests when it is due: no token."""
        async for person in self._people_of(installation_id):
            try:
                await self._coach.handle(person, Left(id=f"left:{self._clock.now().isoformat()}"))
            except NextStepError as error:
                _log.warning("slack.left_failed", error=type(error).__name__)

    async def look(self, tokens: Tokens) -> None:
        """Find installations that were removed while nobody listened. Raises `StorageError`."""
        for installation in self._installations.all():
            client: AsyncWebClient | None = None
            try:
                client = await tokens.client(installation.id)
                await client.auth_test()
            except TROUBLE as error:
                came_back = client is not None and tokens.has_changed(installation.id, client.token)
                if name_of(error) in _REMOVED and not came_back:
                    await self.went(installation.id)
                    await self.rest(installation.id)

    async def clear(self) -> None:
        """Delete what is kept of installations that went long ago. Raises `StorageError`."""
        for name in await self._records.names(_PREFIX):
            record = await self._records.read(name)
            if record is not None and datetime.fromisoformat(record["at"]) + self._keep <= self._clock.now():
                await self._delete(name.removeprefix(_PREFIX))

    async def _delete(self, installation_id: str) -> None:
        async for person in self._people_of(installation_id):
            await self._people.forget(person)
        await self._workspaces.remove(installation_id)
        await self._records.remove(_PREFIX + installation_id)
        _log.info("slack.deleted_after_leaving")

    async def _people_of(self, installation_id: str) -> AsyncIterator[PersonKey]:
        async for person in self._people.everyone():
            if person.platform == PLATFORM and person.id.startswith(f"{installation_id}:"):
                yield person
