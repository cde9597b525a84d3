"""Discord, ready to be run: connect and serve until told to stop, sync, invite, check."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord import sync as syncing
from adapters.discord.client import NextStepClient
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.receipts import Trouble
from adapters.discord.servers import Servers
from adapters.discord.settings import DiscordSettings
from adapters.discord.words import Words
from bot.errors import NextStepError, SettingsError

Connector = Callable[[], aiohttp.BaseConnector]
DRAIN = 10.0
"""So many seconds what has begun may take to end by itself."""
_BAD_TOKEN, _BAD_INTENTS = 4004, (4013, 4014)
_REFUSED = "Discord doesn't take the token: make a new one in the portal, Bot → Reset Token (NEXTSTEP_DISCORD_TOKEN)"
_NO_INTENTS = "Discord doesn't allow the intents asked for, though none is privileged: run `nextstep discord check`"
_log = structlog.get_logger()


class DiscordError(NextStepError):
    """Discord can't be reached, or won't do what was asked."""


@dataclass(slots=True, kw_only=True, eq=False)
class Discord:
    """What is needed to run on Discord. `connector` is only for tests: how the library's requests travel."""

    settings: DiscordSettings
    words: Words
    servers: Servers
    messenger: DiscordMessenger
    connector: Connector | None = None
    drain: float = DRAIN

    def client(self, core: Core, *, syncs: bool) -> NextStepClient:
        """Make a client; each connection takes a new one."""
        options: dict[str, Any] = {"connector": self.connector()} if self.connector else {}
        if self.settings.shards is not None:
            options["shard_count"] = self.settings.shards
        return NextStepClient(core, self.messenger, self.words, self.servers, sync=syncs, **options)

    async def serve(self, core: Core, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then let what has begun end. Raises what ended the connection before.

        `SettingsError` is raised where a new attempt would be of no use.
        """
        client = self.client(core, syncs=self.settings.sync)
        running = asyncio.create_task(client.start(self.settings.token))
        stopping = asyncio.create_task(_until(stop))
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await client.conversation.drain(self.drain)
        finally:
            stopping.cancel()
            self.messenger.direct.client = None
            await _end(client, running)
            await client.conversation.drain(self.drain)  # what came meanwhile is kept, and answered at the next start
        if not stop.is_set() or not running.cancelled():
            _raise(running)

    async def sync(self, core: Core) -> int:
        """Tell Discord the commands now, and return how many there are. Raises `NextStepError`."""
        client = self.client(core, syncs=False)
        try:
            await client.login(self.settings.token)
            await syncing.sync(client.tree, self.servers.records)
            return len(client.tree.get_commands())
        except Exception as error:  # noqa: BLE001 - an answer that can't be read breaks inside the library
            raise _in_words(error) from None
        finally:
            await client.close()

    async def check(self, core: Core) -> list[str]:
        """Return in words what is missing or wrong, as far as Discord tells; nothing if all is well."""
        client = self.client(core, syncs=False)
        try:
            await client.login(self.settings.token)
            info = await client.application_info()
            commands = await client.tree.fetch_commands()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the check has found
            return [str(_in_words(error))]
        finally:
            await client.close()
        wanted = syncing.names(await syncing.payload_of(client.tree))
        known = syncing.names([command.to_dict() for command in commands])
        return [*app_problems(info, self.settings), *_command_problems(wanted, known)]


def app_problems(info: discord.AppInfo, settings: DiscordSettings) -> list[str]:
    """Return what is wrong with the application as it stands in the developer portal."""
    problems = []
    if info.id != settings.app_id:
        problems.append("the token belongs to another application than the id that is set (NEXTSTEP_DISCORD_APP)")
    if info.interactions_endpoint_url:
        problems.append(
            "an interactions endpoint URL is set, so commands and buttons don't come here: empty it under General"
            " Information"
        )
    if not info.bot_public:
        problems.append("the bot is private, so only its owner can add it: switch Public Bot on under Bot")
    if info.bot_require_code_grant:
        problems.append("a code grant is required, so the invitation link fails: switch it off under Bot")
    if info.guild_integration_config is None:
        problems.append("it can't be added to servers: switch Guild Install on under Installation")
    if info.user_integration_config is None:
        problems.append("people can't add it for themselves: switch User Install on under Installation")
    return problems


def _command_problems(wanted: set[str], known: set[str]) -> list[str]:
    told = {
        "Discord doesn't know all commands yet": wanted - known,
        "Discord still shows commands that are gone": known - wanted,
    }
    found = {what: ", ".join(sorted(names)) for what, names in told.items() if names}
    return [f"{what} ({names}): run `nextstep discord sync`" for what, names in found.items()]


def invite_links(settings: DiscordSettings) -> dict[str, str]:
    """Return where it is added: to a server by its host, and for oneself."""
    none = discord.Permissions.none()
    server = discord.utils.oauth_url(
        settings.app_id, permissions=none, scopes=("bot", "applications.commands"), disable_guild_select=False
    )
    own = discord.utils.oauth_url(settings.app_id, scopes=("applications.commands",))
    return {"server": f"{server}&integration_type=0", "person": f"{own}&integration_type=1"}


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()


async def _end(client: NextStepClient, running: asyncio.Task[None]) -> None:
    """Close the connection. The library's own `start` does not always end with it."""
    try:
        await client.close()
    except Trouble as error:
        _log.warning("discord.not_closed", error=type(error).__name__)
    _, unfinished = await asyncio.wait({running}, timeout=1)
    for task in unfinished:
        task.cancel()
        await asyncio.wait({task})


def _raise(running: asyncio.Task[None]) -> None:
    """Raise what a connection ended with, if it was more than an end."""
    error = None if running.cancelled() else running.exception()
    if isinstance(error, Exception):
        raise _in_words(error) from None


def _in_words(error: Exception) -> NextStepError:
    code = getattr(error, "code", None)
    if isinstance(error, discord.LoginFailure) or code == _BAD_TOKEN:
        return SettingsError(_REFUSED)
    if isinstance(error, discord.PrivilegedIntentsRequired) or code in _BAD_INTENTS:
        return SettingsError(_NO_INTENTS)
    if isinstance(error, NextStepError):
        return error
    told = f", {code}" if code else ""
    return DiscordError(f"Discord can't be reached or refused ({type(error).__name__}{told}); try again in a while")
