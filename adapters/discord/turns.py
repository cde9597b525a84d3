"""One interaction, one turn: in time for Discord, answered in any case, and never heard by anybody else."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import discord
import structlog

from adapters.discord.components import view_of
from adapters.discord.core import Core
from adapters.discord.delivery import PLATFORM, DiscordMessenger
from adapters.discord.forms import Forms
from adapters.discord.incoming import event_id
from adapters.discord.outgoing import Button
from adapters.discord.receipts import CLOSED, Trouble
from adapters.discord.replies import ANSWER_WITHIN, Reply, is_private
from adapters.discord.servers import Servers
from adapters.discord.words import Words
from bot.domain.messages import Event
from bot.domain.person import PersonKey
from bot.errors import NextStepError

_log = structlog.get_logger()


def person_of(user: discord.abc.User) -> PersonKey:
    """Return whose conversation it is."""
    return PersonKey(PLATFORM, str(user.id))


@dataclass(slots=True, kw_only=True, eq=False)
class Turns:
    """Gives interactions their turn and sees to it that each is acknowledged."""

    core: Core
    messenger: DiscordMessenger
    words: Words
    servers: Servers
    forms: Forms = field(init=False)
    _pending: set[asyncio.Task[None]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.forms = Forms(core=self.core, words=self.words)

    async def take(self, interaction: discord.Interaction[Any], event: Event, *, direct: bool, visit: int = 0) -> None:
        """Let an event have its turn. `direct`: its answers belong into the direct messages, if they are open."""
        person = person_of(interaction.user)
        reply = Reply(interaction=interaction, here=not direct, visit=visit)
        self.messenger.replies.open(event.id, reply)
        if is_private(interaction) and interaction.channel_id is not None:
            self.messenger.direct.learn(interaction.user.id, interaction.channel_id)
        timer = asyncio.get_running_loop().call_later(ANSWER_WITHIN, self._in_time, reply)
        try:
            told = reply.ephemeral and await self._meet(person, interaction.guild_id)
            await self.core.coach.handle(person, event, reply_to=event.id)
            await self._finish(reply, told_closed=told)
            if reply.ephemeral:
                await self._get_ready_to_remind(person)
        except NextStepError as error:
            _log.error("discord.turn_failed", error=type(error).__name__)
            await self.tell(interaction, self.words.notices["failed"])
        finally:
            timer.cancel()
            if not reply.owed:
                self.messenger.replies.close(event.id)

    def _in_time(self, reply: Reply) -> None:
        task = asyncio.create_task(self.acknowledge(reply))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def acknowledge(self, reply: Reply) -> None:
        """Tell Discord that an answer is coming; trouble on the way is only logged."""
        try:
            await reply.acknowledge()
        except Trouble as error:
            _log.warning("discord.late", error=type(error).__name__)

    async def _meet(self, person: PersonKey, guild: int | None) -> bool:
        """Look at who it is, and say whether direct messages to them were found closed."""
        drawer = await self.forms.drawer(person)
        if drawer is None and guild is not None:
            await self.servers.meet(person.id, guild)
        return drawer is not None and drawer.state.person.unreachable == CLOSED

    async def _finish(self, reply: Reply, *, told_closed: bool) -> None:
        """Say where it goes on, or how to open direct messages, and leave no interaction without an answer."""
        if reply.owed:
            await self.acknowledge(reply)
        elif reply.ephemeral and (reply.closed or told_closed):
            await self.tell(reply.interaction, self.words.notices["closed"])
        elif reply.wrote and not reply.here and reply.ephemeral:
            await self.tell_private(reply.interaction)
        elif not reply.interaction.response.is_done() and reply.is_press:
            await self.acknowledge(reply)
        elif not reply.answered and not reply.is_press:
            await self.tell(reply.interaction, self.words.notices["too_old"])

    async def _get_ready_to_remind(self, person: PersonKey) -> None:
        """Open the direct messages of somebody who agreed to be written to, for Discord lets few be opened at once."""
        direct = self.messenger.direct
        drawer = None if direct.knows(int(person.id)) else await self.forms.drawer(person)
        if drawer is None or not drawer.state.nudges or not self.core.planned(drawer):
            return
        try:
            await direct.channel_of(int(person.id))
        except Trouble as error:
            _log.info("discord.not_opened", error=type(error).__name__)

    # --- notices of the adapter's own ---------------------------------------------------------------------------------

    async def tell_private(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it goes on in the direct messages, with the way there."""
        channel = await self.messenger.direct.channel_of(interaction.user.id)
        url = f"https://discord.com/channels/@me/{channel.id}"
        button = Button(label=self.words.notices["open_private"], url=url)
        await self.tell(interaction, self.words.notices["in_private"], button)

    async def tell(self, interaction: discord.Interaction[Any], text: str, *buttons: Button) -> None:
        """Say something to the one person who acted; trouble on the way is only logged."""
        given: dict[str, Any] = {"content": text, "ephemeral": not is_private(interaction)}
        if view := view_of(buttons):
            given["view"] = view
        reply = self.messenger.replies.find(event_id(interaction.id)) or Reply(interaction=interaction, here=True)
        try:
            await reply.tell(given)
        except Trouble as error:
            _log.warning("discord.untold", error=type(error).__name__, code=getattr(error, "code", None))
