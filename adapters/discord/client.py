"""The library's client with our conversation in it: least intents, no caches of what people write."""

import sys
from typing import Any

import discord
import structlog
from discord import app_commands

from adapters.discord.commands import Commands
from adapters.discord.community import Community
from adapters.discord.components import Choice
from adapters.discord.conversation import Conversation
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.servers import Servers
from adapters.discord.sync import sync_if_changed, translate
from adapters.discord.words import Words
from bot.errors import NextStepError

LONGEST_WAIT = 20.0
"""A request that would have to wait longer than so many seconds for Discord is tried again later by us."""
_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is no sound, so nothing for it is missing
_log = structlog.get_logger()


def least_intents() -> discord.Intents:
    """Return what Discord has to tell us of: servers coming and going, and direct messages."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.dm_messages = True
    return intents


class Tree(app_commands.CommandTree["NextStepClient"]):
    """The commands: usable wherever the bot or its user is installed, and none is left without an answer."""

    def __init__(self, client: "NextStepClient") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(
        self, interaction: discord.Interaction["NextStepClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer commands Discord still shows though they are gone or have changed, and say so where one failed."""
        _log.warning("discord.command_failed", error=type(error).__name__)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        if isinstance(error, app_commands.CommandNotFound):
            await self.client.conversation.used(interaction, error.name)
            return
        changed = isinstance(error, app_commands.CommandSignatureMismatch)
        notice = self.client.words.notices["changed_command" if changed else "failed"]
        await self.client.conversation.turns.tell(interaction, notice)


class NextStepClient(discord.AutoShardedClient):
    """One connection to Discord. A new one is made after each end."""

    def __init__(
        self,
        core: Core,
        messenger: DiscordMessenger,
        words: Words,
        servers: Servers,
        *,
        sync: bool = True,
        **options: Any,  # noqa: ANN401 - the library's own
    ) -> None:
        super().__init__(
            intents=least_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,  # else the last thousand messages would lie in memory
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_WAIT,
            **options,
        )
        self.words = words
        self.servers = servers
        self.messenger = messenger
        self.conversation = Conversation(core=core, messenger=messenger, words=words, servers=servers)
        turns = self.conversation.turns
        messenger.forms = turns.forms
        community = Community(core=core, servers=servers, turns=turns, words=words)
        self.tree = Tree(self)
        commands = Commands(core=core, words=words, conversation=self.conversation, community=community)
        commands.add_to(self.tree)
        self._syncs = sync

    async def setup_hook(self) -> None:
        """Get ready between logging in and connecting."""
        self.add_dynamic_items(Choice)
        await translate(self.tree, self.words.translations)
        self.messenger.direct.client = self
        if self._syncs:
            try:
                await sync_if_changed(self.tree, self.servers.records)
            except Exception as error:  # noqa: BLE001 - the commands of before still work, and so do direct messages
                _log.error("discord.not_synced", error=type(error).__name__)

    async def on_ready(self) -> None:
        """Note that it is connected; this comes again after each new session, so nothing is done here."""
        _log.info("discord.serving", shards=self.shard_count, servers=len(self.guilds))

    async def pressed(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Take a press."""
        try:
            await self.conversation.pressed(interaction, custom_id)
        except Exception as error:  # noqa: BLE001 - the library would only log it, with the text
            await self._failed(interaction, error)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take forms; everything else comes its own way."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data or {}
        try:
            await self.conversation.form_sent(interaction, str(data.get("custom_id", "")))
        except Exception as error:  # noqa: BLE001 - as above
            await self._failed(interaction, error)

    async def _failed(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        _log.error("discord.press_failed", error=type(error).__name__)
        await self.conversation.turns.tell(interaction, self.words.notices["failed"])

    async def on_message(self, message: discord.Message) -> None:
        """Take direct messages of people; nothing that is written in a server is looked at."""
        of_a_person = not message.author.bot and message.webhook_id is None
        if message.guild is None and of_a_person and message.type in _WRITTEN:
            await self.conversation.wrote(message)

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Note that there is one more server; nobody is written to."""
        _log.info("discord.server_joined", servers=len(self.guilds))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server's settings."""
        try:
            await self.servers.remove(guild.id)
        except NextStepError as error:
            _log.error("discord.server_not_forgotten", error=type(error).__name__)
        _log.info("discord.server_left", servers=len(self.guilds))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's
        """Log where something broke, never what was in it."""
        del args, kwargs
        _log.error("discord.event_failed", event_kind=event_method, error=getattr(sys.exc_info()[0], "__name__", None))
