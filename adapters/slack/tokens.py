"""Clients with a token that still holds.

A token that is about to run out is exchanged ahead of time, by one turn at a time per installation: the token it is
exchanged with works only once, so two exchanges at once would lose both.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.api import Api
from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.installations import Installation, Installations
from bot.errors import NextStepError

AHEAD = 2 * 60 * 60
"""Seconds before its end from which on a token is exchanged; it lives for twelve hours."""
_NO_LONGER = 60
_PAUSE = 60
"""Seconds between two attempts to exchange a token that still holds."""
_log = structlog.get_logger()


class NotInstalledError(NextStepError):
    """The app is not installed there any more."""


class NotStartedError(NextStepError):
    """It is not known yet where the app is installed."""


class Tokens:
    """Fresh clients by installation. `seconds` tells the time since 1970."""

    def __init__(
        self,
        api: Api,
        installations: Installations,
        seconds: Callable[[], float],
        *,
        client_id: str = "",
        client_secret: str = "",
    ) -> None:
        self._api = api
        self._installations = installations
        self._seconds = seconds
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._locks: dict[str, asyncio.Lock] = {}
        self._again_at: dict[str, float] = {}  # by installation whose exchange failed
        self._clients: dict[str, AsyncWebClient] = {}

    async def client(self, installation_id: str) -> AsyncWebClient:
        """Return a client of an installation. Raises `NotInstalledError`, or what the exchange of a token raises."""
        fresh = await self.fresh(installation_id)
        client = self._clients.get(installation_id)
        if client is None or client.token != fresh.token:
            client = self._clients[installation_id] = self._api.client(fresh.token)
        return client

    async def fresh(self, installation_id: str) -> Installation:
        """Return an installation whose token holds. Raises as `client` does."""
        found = self._get(installation_id)
        if not self._ends_soon(found):
            return found
        async with self._locks.setdefault(installation_id, asyncio.Lock()):
            found = self._get(installation_id)  # another turn may have exchanged it meanwhile
            return await self._exchanged(found) if self._ends_soon(found) else found

    def has_changed(self, installation_id: str, token: str | None) -> bool:
        """Say whether a token was exchanged for another meanwhile: what Slack says about the old one says nothing."""
        found = self._installations.get(installation_id)
        return found is not None and found.token != token

    async def refresh_all(self) -> None:
        """Exchange every token that ends soon, also where nobody writes; what fails is tried again next time."""
        for installation in self._installations.all():
            try:
                await self.fresh(installation.id)
            except TROUBLE as error:
                _log.warning("slack.token_kept", error=name_of(error) or type(error).__name__)

    def _get(self, installation_id: str) -> Installation:
        found = self._installations.get(installation_id)
        if found is None and not self._installations.complete:
            raise NotStartedError("Slack has not said yet whose token it is")
        if found is None:
            self._clients.pop(installation_id, None)
            raise NotInstalledError("the app is not installed there any more")
        return found

    def _ends_soon(self, installation: Installation) -> bool:
        now, again_at = self._seconds(), self._again_at.get(installation.id, 0.0)
        if not installation.expires_at or now < installation.expires_at - AHEAD:
            return False
        return now >= again_at or not self._holds(installation)

    def _holds(self, installation: Installation) -> bool:
        return self._seconds() < installation.expires_at - _NO_LONGER

    async def _exchanged(self, old: Installation) -> Installation:
        try:
            answer = await self._api.client().oauth_v2_access(
                grant_type="refresh_token", refresh_token=old.refresh_token, **self._credentials
            )
        except TROUBLE:
            if not self._holds(old):
                raise
            self._again_at[old.id] = self._seconds() + _PAUSE  # so that nobody else waits for it
            return old
        new = replace(
            old,
            token=str(answer["access_token"]),
            refresh_token=str(answer.get("refresh_token") or ""),
            expires_at=int(self._seconds() + int(answer.get("expires_in") or 0)),
        )
        if self._get(old.id) != old:  # it was removed meanwhile, or installed anew
            return self._get(old.id)
        await self._installations.save(new)
        return new
