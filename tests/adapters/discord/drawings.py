"""Draws the main screens from the very messages that are sent: `python -m tests.adapters.discord.drawings` writes them.

A drawing says what is where. How Discord colours and spaces it is Discord's affair.
"""

import asyncio
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import discord

from tests.adapters.discord.world import BUTTON, WORDS, World, label_of, press, running, said

DOCS = Path(__file__).parents[3] / "docs"
STORY = "i was rejected by Larch Bakery after the second interview"
_WIDTH, _LINE, _COLUMNS, _LETTER = 640, 21, 76, 8.4
_FONT = "font-family='gg sans, Noto Sans, Helvetica, Arial, sans-serif' font-size='15'"
TEXT, CONTAINER = 10, 17
Json = Mapping[str, Any]


@dataclass(slots=True)
class Drawing:
    """Lines of a picture, from the top down."""

    y: int = 18
    parts: list[str] = field(default_factory=list)

    def text(self, text: str, *, bold: bool = False, small: bool = False) -> None:
        """Write a text, broken to fit."""
        style = " font-weight='bold'" if bold else " fill='#949ba4'" if small else ""
        for line in (short for long in text.split("\n") for short in textwrap.wrap(long, _COLUMNS) or [""]):
            self.y += _LINE
            self.parts.append(f"<text x='24' y='{self.y}'{style}>{escape(line)}</text>")

    def boxes(self, labels: Iterable[str]) -> None:
        """Draw buttons side by side, in a new row where they don't fit."""
        x, self.y = 24, self.y + 10
        for label in labels:
            width = int(len(label) * _LETTER) + 28
            if x + width > _WIDTH - 24:
                x, self.y = 24, self.y + 40
            self.parts.append(f"<rect x='{x}' y='{self.y}' width='{width}' height='32' rx='8' fill='#4e5058'/>")
            self.parts.append(f"<text x='{x + 14}' y='{self.y + 21}'>{escape(label)}</text>")
            x += width + 8
        self.y += 38

    def message(self, content: str, components: Iterable[Json] = ()) -> None:
        """Draw a message with its components."""
        for line in content.split("\n"):
            self.text(_shown(line), small=line.startswith("-# "))
        self.components(components)

    def components(self, components: Iterable[Json]) -> None:
        """Draw components of any depth."""
        for one in components:
            inside = list(one.get("components", ()))
            if one["type"] == TEXT:
                self.text(_shown(one["content"]), bold=one["content"].startswith("#"))
                self.y += 6
            elif inside and all(child["type"] == BUTTON for child in inside):
                self.boxes(str(child["label"]) for child in inside)
            else:
                self.components(inside)

    def svg(self) -> str:
        """Return the picture."""
        height = self.y + 24
        frame = f"<rect width='{_WIDTH}' height='{height}' rx='10' fill='#313338'/>"
        head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{height}' {_FONT} fill='#dbdee1'>"
        return "\n".join([head, frame, *self.parts, "</svg>", ""])


def _shown(text: str) -> str:
    plain = re.sub(r"^(?:-# |#+ )", "", text)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", re.sub(r"(?<!\\)\*", "", plain))


def _of(message: discord.Message) -> tuple[str, list[Json]]:
    components: list[Json] = [dict(one.to_dict()) for one in message.components]
    return message.content, components


# --- the screens ------------------------------------------------------------------------------------------------------


async def talk() -> str:
    """Draw the beginning of a conversation, as it really goes."""
    drawing = Drawing()
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await press(anna, label_of("rejected.ways", "talk"))
        drawing.text("anna", bold=True)
        drawing.text(STORY)
        for message in said(anna):
            drawing.y += 12
            drawing.text("Next Step  APP", bold=True)
            drawing.message(*_of(message))
    return drawing.svg()


async def in_a_server() -> str:
    """Draw the private answer to a command in a server, and the form it opens."""
    drawing = Drawing()
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        anna = guild.add_member(world.env.create_user("anna"))
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        last = told.followups[-1]
        drawing.text("/nextstep rejected", small=True)
        drawing.text("Next Step  APP", bold=True)
        drawing.message(last.content, last.components)
        drawing.text("Only you can see this", small=True)
        drawing.y += 20
        shown = await anna.click(last.message, label=WORDS.buttons["write"])
        form: Json = shown.modal or {}
        drawing.text(form["title"], bold=True)
        for row in form["components"]:
            drawing.text(row["label"])
            drawing.boxes([" " * 60])
        drawing.boxes(["Cancel", "Submit"])
    return drawing.svg()


async def invitation() -> str:
    """Draw the card in a channel."""
    drawing = Drawing()
    async with running() as world:
        drawing.message(*_of(await _card(world)))
    return drawing.svg()


async def _card(world: World) -> discord.Message:
    guild = world.env.create_guild()
    channel = guild.create_text_channel("jobs")
    role = guild.create_role("hosts", permissions=discord.Permissions(manage_guild=True))
    host = guild.add_member(world.env.create_user("host"), roles=[role])
    await host.slash(channel, "nextstep invite")
    card = channel.last_message
    assert card is not None
    return card


DRAWN = {"discord-talk.svg": talk, "discord-server.svg": in_a_server, "discord-invitation.svg": invitation}
"""Each picture and who draws it."""


def draw_all(folder: Path) -> None:
    """Write all pictures."""
    for name, drawn in DRAWN.items():
        (folder / name).write_text(asyncio.run(drawn()), encoding="utf-8")


if __name__ == "__main__":
    draw_all(DOCS)
