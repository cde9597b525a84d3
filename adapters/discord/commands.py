"""The commands as Discord shows them: one group made from the core's table, and "Reflect on this message"."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from adapters.discord.community import Community
from adapters.discord.conversation import Conversation
from adapters.discord.core import Core, Spec
from adapters.discord.turns import person_of
from adapters.discord.words import Words
from bot.domain.messages import MAX_ANSWER

GROUP = "nextstep"
"""What stands before every command."""
PICKED_FROM_LISTS = "nudges"
"""The command whose argument is one of the person's own things."""
_MOST_CHOICES = 25
_MAX_NAME = 100
Inter = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Run = Callable[[Inter, str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Builds the tree of commands."""

    core: Core
    words: Words
    conversation: Conversation
    community: Community

    def add_to(self, tree: app_commands.CommandTree[Any]) -> None:
        """Put all commands into a tree; where they may be used is the tree's own setting."""
        group = app_commands.Group(name=GROUP, description=self.words.commands["root"])
        for spec in self.core.commands:
            if not spec.interrupt:
                group.add_command(self._command(spec))
        group.add_command(self._invite())
        group.add_command(self._server())
        tree.add_command(group)
        tree.add_command(self._menu())

    def _command(self, spec: Spec) -> app_commands.Command[Any, ..., None]:
        if spec.name == PICKED_FROM_LISTS:
            return self._with_option(spec, self.conversation.used_nudges, self._own_nudges)
        run = self._run(spec.name)
        if spec.argument is None:
            return self._plain(spec, run)
        return self._with_option(spec, run, self._cities if spec.name == "timezone" else None)

    def _run(self, name: str) -> Run:
        async def run(interaction: Inter, argument: str) -> None:
            await self.conversation.used(interaction, name, argument)

        return run

    def _plain(self, spec: Spec, run: Run) -> app_commands.Command[Any, ..., None]:
        async def callback(interaction: Inter) -> None:
            await run(interaction, "")

        return app_commands.Command(name=spec.name, description=_short(spec.summary), callback=callback)

    def _with_option(
        self, spec: Spec, run: Run, offered: Callable[[Inter, str], Coroutine[Any, Any, Choices]] | None
    ) -> app_commands.Command[Any, ..., None]:
        @app_commands.rename(given=self.words.options.get(spec.name, self.words.options["default"]))
        @app_commands.describe(given=_short(self.words.describe.get(spec.name) or spec.argument or spec.summary))
        async def callback(interaction: Inter, given: app_commands.Range[str, 1, MAX_ANSWER] | None = None) -> None:
            await run(interaction, given or "")

        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=spec.name, description=_short(spec.summary), callback=callback
        )
        if offered is not None:
            command.autocomplete("given")(offered)
        return command

    async def _cities(self, _interaction: Inter, begun: str) -> Choices:
        return _choices((name, name) for name in self.core.cities(begun))

    async def _own_nudges(self, interaction: Inter, begun: str) -> Choices:
        drawer = await self.conversation.turns.forms.drawer(person_of(interaction.user))
        planned = self.core.planned(drawer) if drawer else ()
        return _choices((label, key) for key, label in planned if begun.casefold() in label.casefold())

    # --- of the adapter's own -----------------------------------------------------------------------------------------

    def _invite(self) -> app_commands.Command[Any, ..., None]:
        async def callback(interaction: Inter) -> None:
            await self.community.invite(interaction)

        return app_commands.Command(name="invite", description=_short(self.words.commands["invite"]), callback=callback)

    def _server(self) -> app_commands.Command[Any, ..., None]:
        words = self.words.commands

        @app_commands.describe(language=_short(words["language"]), country=_short(words["country"]))
        async def callback(
            interaction: Inter,
            language: app_commands.Range[str, 1, _MAX_NAME] | None = None,
            country: app_commands.Range[str, 1, _MAX_NAME] | None = None,
        ) -> None:
            await self.community.server(interaction, language, country)

        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="server", description=_short(words["server"]), callback=callback
        )
        command.autocomplete("language")(self._languages)
        command.autocomplete("country")(self._countries)
        return command

    async def _languages(self, _interaction: Inter, begun: str) -> Choices:
        return _choices((name, key) for key, name in self.core.languages.items() if _begins(name, begun))

    async def _countries(self, _interaction: Inter, begun: str) -> Choices:
        names: Sequence[str] = (*self.core.help_lines, self.words.server["no_country"])
        return _choices((name, name) for name in names if _begins(name, begun))

    def _menu(self) -> app_commands.ContextMenu:
        async def callback(interaction: Inter, message: discord.Message) -> None:
            await self.conversation.reflect_on(interaction, message)

        return app_commands.ContextMenu(name=self.words.menu["reflect"], callback=callback)


def _begins(name: str, begun: str) -> bool:
    return name.casefold().startswith(begun.strip().casefold())


def _short(text: str) -> str:
    return text if len(text) <= _MAX_NAME else text[: _MAX_NAME - 1].rstrip() + "…"


def _choices(pairs: Any) -> Choices:  # noqa: ANN401 - any pairs of strings
    return [app_commands.Choice(name=_short(name), value=value[:_MAX_NAME]) for name, value in pairs][:_MOST_CHOICES]
