"""Buttons and forms as Discord's library wants them. None of them is kept in memory once it was sent."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Self, runtime_checkable

import discord
import structlog

from adapters.discord.outgoing import FORM, Button, rows
from bot.domain.messages import Form

FORM_LIFE = 15 * 60
"""How many seconds the library remembers a form; one that comes later is answered all the same."""
_ROW, _BUTTON = discord.ComponentType.action_row.value, discord.ComponentType.button.value
_GREY, _LINK = discord.ButtonStyle.secondary.value, discord.ButtonStyle.link.value
_MAX_TITLE = 45
_MAX_VALUE = 4000
_MAX_FIELDS = 5
_log = structlog.get_logger()


@runtime_checkable
class Listening(Protocol):
    """The client that hears of presses."""

    async def pressed(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Deal with a press; raises nothing."""


class Choice(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?s:(?P<id>.+))"):
    """Every button there is: what it means stands in what it carries, so it works for ever and after restarts.

    The library only logs what is raised in here, and the person would wait in vain: the client raises nothing.
    """

    def __init__(self, custom_id: str, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.secondary))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again that was pressed."""
        del interaction, item
        return cls(match["id"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the client."""
        if isinstance(interaction.client, Listening):
            await interaction.client.pressed(interaction, self.custom_id)


def item_of(button: Button) -> discord.ui.Item[Any]:
    """Return a button for a layout."""
    if button.url is not None:
        return discord.ui.Button(label=button.label, url=button.url)
    return Choice(button.id, button.label)


class Rows(discord.ui.View):
    """Rows of buttons, as Discord is told them.

    The library's own objects for buttons are there to listen. Nobody listens to these, presses come to `Choice`; so
    none is made, which is most of the work of sending a question.
    """

    def __init__(self, buttons: Sequence[Button]) -> None:
        super().__init__(timeout=None)
        self._rows = [{"type": _ROW, "components": [_as_told(button) for button in row]} for row in rows(buttons)]
        self.stop()  # else the library keeps it, and under an ephemeral message a timer as well

    def to_components(self) -> list[dict[str, Any]]:
        """Return what Discord is told."""
        return self._rows


def _as_told(button: Button) -> dict[str, Any]:
    if button.url is not None:
        return {"type": _BUTTON, "style": _LINK, "label": button.label, "url": button.url}
    return {"type": _BUTTON, "style": _GREY, "label": button.label, "custom_id": button.id}


def view_of(buttons: Sequence[Button]) -> discord.ui.View | None:
    """Return the rows of buttons, or `None` where there are none."""
    return Rows(buttons) if buttons else None


class FormModal(discord.ui.Modal):
    """A form; `words` hold an example for a field, where one helps.

    What is sent with it is read by the client, which also knows forms of before a restart.
    """

    def __init__(self, form: Form, words: Mapping[str, str]) -> None:
        super().__init__(title=form.title[:_MAX_TITLE], custom_id=f"{FORM}{form.token}", timeout=FORM_LIFE)
        for field in form.fields[:_MAX_FIELDS]:
            style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
            text: discord.ui.TextInput[Any] = discord.ui.TextInput(
                custom_id=field.id,
                style=style,
                required=field is form.fields[0],
                default=field.value[:_MAX_VALUE] or None,
                placeholder=words.get(f"{field.id}_example"),
                max_length=_MAX_VALUE if field.long else 200,
            )
            self.add_item(discord.ui.Label(text=field.label[:_MAX_TITLE], component=text))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Leave it to the client."""
        del interaction
        await asyncio.sleep(0)


def values_of(interaction: discord.Interaction[Any]) -> tuple[tuple[str, str], ...]:
    """Read what was filled in, from rows or labels."""
    data: Any = interaction.data or {}
    found: list[dict[str, Any]] = []
    for row in data.get("components", ()):
        found += [*row.get("components", ()), *([row["component"]] if "component" in row else [])]
    return tuple((str(field.get("custom_id", "")), str(field.get("value") or "")) for field in found)
