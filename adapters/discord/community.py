"""For those who manage a server: the invitation in a channel, and the server's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord
import structlog

from adapters.discord.components import item_of, view_of
from adapters.discord.core import Core
from adapters.discord.markdown import escaped
from adapters.discord.outgoing import MAX_CONTENT, TALK, Button
from adapters.discord.receipts import Trouble, is_refused
from adapters.discord.servers import Servers, ServerSettings
from adapters.discord.turns import Turns
from adapters.discord.words import Words
from bot.errors import NextStepError

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True, eq=False)
class Community:
    """Whoever presses the invitation's button is answered in private; the card never changes."""

    core: Core
    servers: Servers
    turns: Turns
    words: Words

    async def invite(self, interaction: discord.Interaction[Any]) -> None:
        """Post the invitation where the command was used."""
        try:
            if not await self._may_manage(interaction):
                return
            settings = await self.servers.get(interaction.guild_id or 0)
            await self._post(interaction, self._lines(settings))
        except NextStepError as error:
            await self._failed(interaction, error)
        except Trouble as error:
            _log.warning("discord.no_invitation", error=type(error).__name__, code=getattr(error, "code", None))

    async def _post(self, interaction: discord.Interaction[Any], lines: list[str]) -> None:
        button = Button(label=self.words.card["button"], id=TALK)
        try:
            await interaction.response.send_message(view=_card(lines, button))
        except discord.HTTPException as error:
            if not is_refused(error):
                raise
            text = f"**{lines[0]}**\n" + "\n\n".join(lines[1:])
            await interaction.response.send_message(text[:MAX_CONTENT], view=view_of([button]) or discord.utils.MISSING)

    def _lines(self, settings: ServerSettings) -> list[str]:
        card, help_lines = self.words.card, self.core.help_lines.get(settings.country or "")
        return [card["title"], card["text"], *([card["help"].format(lines=help_lines)] if help_lines else [])]

    async def server(self, interaction: discord.Interaction[Any], language: str | None, country: str | None) -> None:
        """Show the server's settings, or change them first."""
        try:
            if await self._may_manage(interaction):
                await self.turns.tell(interaction, await self._set(interaction.guild_id or 0, language, country))
        except NextStepError as error:
            await self._failed(interaction, error)

    async def _set(self, guild: int, language: str | None, country: str | None) -> str:
        words, settings = self.words.server, await self.servers.get(guild)
        wanted_language = _named(language, self.core.languages)
        wanted_country = _named(country, {letters: letters for letters in self.core.help_lines})
        if language and wanted_language is None:
            return words["unknown_language"].format(languages=", ".join(self.core.languages.values()))
        if country and wanted_country is None and country.casefold() != words["no_country"]:
            return words["unknown_country"].format(countries=", ".join([*self.core.help_lines, words["no_country"]]))
        if language or country:
            settings = replace(
                settings,
                language=wanted_language or settings.language,
                country=wanted_country if country else settings.country,
            )
            await self.servers.put(guild, settings)
        return self._told(settings, saved=bool(language or country))

    def _told(self, settings: ServerSettings, *, saved: bool) -> str:
        words = self.words.server
        language = self.core.languages.get(settings.language, escaped(settings.language))
        now = words["now"].format(language=language, country=settings.country or words["no_country"])
        return f"{words['saved']} {now}" if saved else now

    async def _may_manage(self, interaction: discord.Interaction[Any]) -> bool:
        notices = self.words.notices
        only_the_user = interaction.is_user_integration() and not interaction.is_guild_integration()
        if interaction.guild_id is None or only_the_user:
            await self.turns.tell(interaction, notices["only_servers"])
            return False
        if not interaction.permissions.manage_guild:
            await self.turns.tell(interaction, notices["only_managers"])
            return False
        return True

    async def _failed(self, interaction: discord.Interaction[Any], error: NextStepError) -> None:
        _log.error("discord.server_settings_failed", error=type(error).__name__)
        await self.turns.tell(interaction, self.words.notices["failed"])


def _card(lines: list[str], button: Button) -> discord.ui.LayoutView:
    title, *others = lines
    texts: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(f"## {title}")]
    texts += [discord.ui.TextDisplay(text) for text in others]
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow(item_of(button))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*texts, discord.ui.Separator(), row))
    view.stop()  # as with every view: the library has nothing to remember
    return view


def _named(text: str | None, known: Mapping[str, str]) -> str | None:
    """Return the key that a text names by key or by value."""
    wanted = (text or "").strip().casefold()
    return next((key for key, name in known.items() if wanted in {key.casefold(), name.casefold()}), None)
