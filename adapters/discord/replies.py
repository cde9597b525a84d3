"""Interactions that can still be answered, and answering them.

Discord waits three seconds for the first answer and takes further ones for fifteen minutes. Outside the conversation
with the bot every answer is ephemeral: only who pressed or typed sees it, and it never becomes a message of a channel.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import discord

from adapters.discord.components import FormModal, view_of
from adapters.discord.outgoing import Part
from bot.domain.messages import Form

LIFE = 14 * 60
"""For so many seconds an interaction can be answered, with a minute to spare."""
ANSWER_WITHIN = 1.5
"""After so many seconds without an answer Discord is told that one is coming."""
GONE_CODES = frozenset({10015, 10062, 50027})
"""Unknown webhook, unknown interaction, invalid token: this interaction can't be answered any more."""
ALREADY_ANSWERED = 40060
SERVER_ERROR = 500
"""From this status on nobody knows what became of a request."""
_MOST = 10_000


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Say whether this happens in the person's own conversation with the bot."""
    return interaction.context.dm_channel


@dataclass(slots=True, kw_only=True, eq=False)
class Reply:
    """One interaction. `here` says whether answers belong to it, or to the conversation with the bot."""

    interaction: discord.Interaction[Any]
    here: bool
    visit: int = 0  # the asking whose button was pressed
    since: float = field(default_factory=monotonic)
    expired: bool = False
    closed: bool = False  # direct messages turned out to be closed
    wrote: bool = False  # something was sent as a direct message
    owed: bool = False  # something could not be sent yet
    answered: bool = False  # something was said here
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _answered_before: bool = False  # Discord says so; the library does not know
    _unsure: str = ""  # what was being sent as the first answer when the connection broke

    @property
    def ephemeral(self) -> bool:
        """Whether answers must be for this person's eyes only."""
        return not is_private(self.interaction)

    @property
    def usable(self) -> bool:
        """Whether it can still be answered."""
        return not self.expired and monotonic() - self.since < LIFE

    async def send(self, part: Part, *, name: str, files: Sequence[discord.File] = ()) -> int | None:
        """Answer with one message and return its id, if it is known. `name` is the same at every attempt at it."""
        async with self._lock:
            given: dict[str, Any] = {"content": part.content} if part.content else {}
            if view := view_of(part.buttons):
                given["view"] = view
            if files:
                given["files"] = list(files)
            sent = await self._send(given, name)
            self.answered = True
            return sent

    async def tell(self, given: Mapping[str, Any]) -> None:
        """Say a notice, after whatever is being said in this moment."""
        async with self._lock:
            if self._taken:
                await self.interaction.followup.send(**given)
            else:
                await self.interaction.response.send_message(**given)

    async def _send(self, given: dict[str, Any], name: str) -> int | None:
        given |= {"ephemeral": self.ephemeral, "suppress_embeds": True}
        before, self._unsure = self._unsure, name
        if not self._taken:
            try:
                first = await self.interaction.response.send_message(**given)
            except discord.HTTPException as error:
                if error.status < SERVER_ERROR:
                    self._unsure = ""
                if error.code != ALREADY_ANSWERED:
                    raise
                self._answered_before = True
            else:
                self._unsure = ""
                return first.message_id
        self._unsure = ""
        if before == name:
            return None  # an earlier attempt had arrived after all
        return (await self.interaction.followup.send(**given, wait=True)).id

    @property
    def _taken(self) -> bool:
        """Whether the first answer was given, as far as the library or Discord know."""
        return self._answered_before or self.interaction.response.is_done()

    async def acknowledge(self) -> None:
        """Tell Discord that the answer is coming, unless it came."""
        async with self._lock:
            if self._taken or not self.usable:
                return
            try:
                await self._defer()
            except discord.HTTPException as error:
                if error.code != ALREADY_ANSWERED:
                    raise
                self._answered_before = True
            else:
                self._unsure = ""  # so what was being sent had not arrived

    async def _defer(self) -> None:
        if self.is_press:
            await self.interaction.response.defer()
        else:
            await self.interaction.response.defer(ephemeral=self.ephemeral, thinking=True)

    async def retire(self, content: str) -> None:
        """Take the buttons of the pressed message away."""
        async with self._lock:
            if self.interaction.response.is_done():
                await self.interaction.edit_original_response(content=content, view=None)
            else:
                await self.interaction.response.edit_message(content=content, view=None)

    async def open_form(self, form: Form, words: Mapping[str, str]) -> bool:
        """Open a form, if this interaction was not answered yet."""
        async with self._lock:
            if self.interaction.response.is_done() or self.interaction.type is discord.InteractionType.modal_submit:
                return False
            await self.interaction.response.send_modal(FormModal(form, words))
            return True

    @property
    def is_press(self) -> bool:
        """Whether a button was pressed: then nothing has to be said."""
        return self.interaction.type is discord.InteractionType.component


class Replies:
    """Interactions by the id of their event. What is answered or too old is let go."""

    def __init__(self) -> None:
        self._open: dict[str, Reply] = {}

    def __len__(self) -> int:
        return len(self._open)

    def open(self, event_id: str, reply: Reply) -> None:
        """Remember an interaction."""
        for old in [key for key, one in self._open.items() if not one.usable]:
            del self._open[old]
        if len(self._open) >= _MOST:
            del self._open[next(iter(self._open))]
        self._open[event_id] = reply

    def find(self, event_id: str | None) -> Reply | None:
        """Return an interaction that can still be answered."""
        reply = self._open.get(event_id or "")
        return reply if reply is not None and reply.usable else None

    def close(self, event_id: str) -> None:
        """Let go of an interaction."""
        self._open.pop(event_id, None)
