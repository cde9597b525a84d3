"""Discord as one of the platforms that run side by side, and its commands for operators."""

import asyncio
from collections.abc import Mapping

from adapters.discord.app import Connector, Discord, invite_links
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.servers import Servers
from adapters.discord.settings import DiscordSettings, read_discord_settings
from adapters.discord.words import load_words
from bot.bootstrap.discord import core_of, stranger
from bot.bootstrap.platforms import Given, Running, SystemClock
from bot.bootstrap.program import assemble, pack_of, store_folder
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.state import State
from bot.domain.person import PersonKey
from bot.storage.records import FolderRecords


class DiscordPlatform:
    """Connects anew at every start. Raises `SettingsError` where its settings are wrong."""

    name = DiscordMessenger.platform

    def __init__(self, given: Given, *, connector: Connector | None = None) -> None:
        words = load_words(given.words)
        self._discord = Discord(
            settings=read_discord_settings(given.environment),
            words=words,
            servers=Servers(FolderRecords(given.store, given.settings.key)),
            messenger=DiscordMessenger(words),
            connector=connector,
        )

    def stranger(self, key: PersonKey) -> State:
        """Return the state of somebody who writes for the first time, as their server's hosts have set it."""
        return stranger(self._discord.servers, key)

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        """Connect and serve."""
        running.messengers[self.name] = self._discord.messenger
        try:
            await self._discord.serve(core_of(running.program), stop)
        finally:
            running.messengers.pop(self.name, None)


def links(environment: Mapping[str, str]) -> dict[str, str]:
    """Return where the bot is added to a server and where to oneself. Raises `SettingsError`."""
    return invite_links(read_discord_settings(environment))


def sync(settings: Settings, environment: Mapping[str, str]) -> int:
    """Tell Discord the commands now and return how many. Raises `NextStepError`."""
    discord = _for_operators(settings, read_discord_settings(environment))
    return asyncio.run(discord.sync(_core(settings, discord)))


def check(settings: Settings, environment: Mapping[str, str]) -> list[str]:
    """Return in words what is missing or wrong, also as far as Discord knows it. Raises `NextStepError`."""
    discord = _for_operators(settings, read_discord_settings(environment))
    return asyncio.run(discord.check(_core(settings, discord)))


def _for_operators(settings: Settings, given: DiscordSettings) -> Discord:
    words = load_words(settings.pack or content_folder())
    records = FolderRecords(store_folder(settings), settings.key)
    return Discord(settings=given, words=words, servers=Servers(records), messenger=DiscordMessenger(words))


def _core(settings: Settings, discord: Discord) -> Core:
    """Return a program on nobody, for its commands."""
    with open_people(None) as people:
        return core_of(
            assemble(pack_of(settings), people, SystemClock(), {discord.messenger.platform: discord.messenger})
        )
