"""Installing in many workspaces: Bolt's OAuth flow on stores of our own.

Bolt's own stores would put tokens into plain files in the home folder, and its authorization would ask Slack about the
token at every event.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from logging import Logger, getLogger

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.api import Api
from adapters.slack.departures import Departures
from adapters.slack.installations import Installation
from adapters.slack.manifest import INSTALL_PATH, REDIRECT_PATH, SCOPES
from adapters.slack.ports import Records
from adapters.slack.settings import SlackSettings

STATE_HOLDS = 600
"""Seconds somebody may take from "Add to Slack" to "Allow"."""
_PREFIX = "state/"


class States(AsyncOAuthStateStore):
    """Proofs that an installation was begun here: each holds once, and for ten minutes."""

    def __init__(self, records: Records, seconds: Callable[[], float]) -> None:
        self._records = records
        self._seconds = seconds

    @property
    def logger(self) -> Logger:
        """The logger Bolt asks for."""
        return getLogger("slack_bolt.states")

    async def async_issue(self, *_args: object, **_more: object) -> str:
        """Return a new state."""
        await self._clear()
        state = secrets.token_urlsafe(24)
        await self._records.write(_name(state), {"until": self._seconds() + STATE_HOLDS})
        return state

    async def async_consume(self, state: str) -> bool:
        """Say whether a state is one of ours, for the first and last time."""
        record = await self._records.read(_name(state))
        await self._records.remove(_name(state))
        return record is not None and float(record["until"]) >= self._seconds()

    async def _clear(self) -> None:
        for name in await self._records.names(_PREFIX):
            record = await self._records.read(name)
            if record is None or float(record["until"]) < self._seconds():
                await self._records.remove(name)


def _name(state: str) -> str:
    return _PREFIX + blake2b(state.encode(), digest_size=16).hexdigest()


class Store(AsyncInstallationStore):
    """What the flow hands an installation to."""

    def __init__(self, departures: Departures) -> None:
        self._departures = departures

    @property
    def logger(self) -> Logger:
        """The logger Bolt asks for."""
        return getLogger("slack_bolt.store")

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep an installation. Raises `StorageError`."""
        await self._departures.came(_ours(installation.to_bot()))


def _ours(bot: Bot) -> Installation:
    for_all = bool(bot.is_enterprise_install)
    return Installation(
        id=str((bot.enterprise_id if for_all else bot.team_id) or ""),
        token=bot.bot_token or "",
        bot_id=bot.bot_id or "",
        bot_user=bot.bot_user_id or "",
        team=bot.team_id or "",
        enterprise=bot.enterprise_id or "",
        refresh_token=bot.bot_refresh_token or "",
        expires_at=int(bot.bot_token_expires_at or 0),
    )


def oauth_flow(
    settings: SlackSettings, api: Api, records: Records, departures: Departures, seconds: Callable[[], float]
) -> AsyncOAuthFlow:
    """Return the flow behind `/slack/install` and `/slack/oauth_redirect`."""
    return AsyncOAuthFlow(
        client=api.client(),
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=list(SCOPES),
            redirect_uri=settings.public_url + REDIRECT_PATH if settings.public_url else None,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            installation_store=Store(departures),
            installation_store_bot_only=True,
            state_store=States(records, seconds),
            state_expiration_seconds=STATE_HOLDS,
        ),
    )
