"""What happens on Discord, as events of the conversation: texts, presses, commands, forms."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import structlog

from adapters.discord import incoming
from adapters.discord.components import FormModal, values_of
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.incoming import Pressed, Unknown, WantsPrivate, WantsToTalk, WantsToWrite, event_id
from adapters.discord.outgoing import parts
from adapters.discord.receipts import CLOSED_CODES, Trouble
from adapters.discord.replies import Reply, is_private
from adapters.discord.servers import Servers
from adapters.discord.turns import Turns, person_of
from adapters.discord.words import Words
from bot.domain.messages import MAX_ANSWER, Command, FormSent, Press, Text

TYPING_AFTER = 0.7
"""After so many seconds without an answer somebody sees that it is being worked on."""
LARGEST_FILE = 100_000
"""Discord makes a file of a long text that is pasted; up to so many bytes it is read."""
_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True, eq=False)
class Conversation:
    """The talks with everybody. Nothing is raised out of it: what fails is said to the person."""

    core: Core
    messenger: DiscordMessenger
    words: Words
    servers: Servers
    turns: Turns = field(init=False)
    _working: set[asyncio.Task[Any]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.turns = Turns(core=self.core, messenger=self.messenger, words=self.words, servers=self.servers)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count the present task as work that should not be cut off."""
        task = asyncio.current_task()
        if task is not None:
            self._working.add(task)
        try:
            yield
        finally:
            if task is not None:
                self._working.discard(task)

    async def drain(self, within: float) -> None:
        """Wait until what has begun is done, for so many seconds at most."""
        others = self._working - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=within)

    # --- direct messages ----------------------------------------------------------------------------------------------

    async def wrote(self, message: discord.Message) -> None:
        """Take a direct message."""
        with self.at_work():
            self.messenger.direct.learn(message.author.id, message.channel.id)
            timer = asyncio.get_running_loop().call_later(TYPING_AFTER, self._type, message.channel)
            try:
                text = await _text_of(message)
                await self.core.coach.handle(person_of(message.author), Text(id=event_id(message.id), text=text))
            except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
                _log.error("discord.turn_failed", error=type(error).__name__)
                await self._say_failed(message.channel)
            finally:
                timer.cancel()

    def _type(self, channel: discord.abc.Messageable) -> None:
        task = asyncio.create_task(_typing(channel))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _say_failed(self, channel: discord.abc.Messageable) -> None:
        try:
            await channel.send(self.words.notices["failed"])
        except Trouble as error:
            _log.warning("discord.untold", error=type(error).__name__)

    # --- interactions -------------------------------------------------------------------------------------------------

    async def pressed(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Take a press of any button."""
        with self.at_work():
            match incoming.read_press(custom_id):
                case Pressed(token=token, visit=visit):
                    event = Press(id=event_id(interaction.id), token=token)
                    await self.turns.take(interaction, event, direct=is_private(interaction), visit=visit)
                case WantsToWrite(visit=visit):
                    await self._open_form(interaction, visit)
                case WantsPrivate():
                    await self._go_private(interaction)
                case WantsToTalk():
                    await self.turns.take(
                        interaction, Command(id=event_id(interaction.id), name="reflect"), direct=True
                    )
                case Unknown():
                    await self.turns.tell(interaction, self.words.notices["unknown_button"])

    async def used(self, interaction: discord.Interaction[Any], name: str, argument: str = "") -> None:
        """Take a command."""
        with self.at_work():
            event = Command(id=event_id(interaction.id), name=name, argument=argument)
            await self.turns.take(interaction, event, direct=False)

    async def used_nudges(self, interaction: discord.Interaction[Any], nudge_id: str) -> None:
        """Take the command that lists what is planned, with the one that was picked already."""
        with self.at_work():
            listing = Command(id=event_id(interaction.id), name="nudges")
            await self.turns.take(interaction, listing, direct=False)
            drawer = await self.turns.forms.drawer(person_of(interaction.user)) if nudge_id else None
            frame = drawer.state.frames[-1] if drawer and drawer.state.frames else None
            if frame is not None and any(option.id == nudge_id for option in frame.options):
                token = f"{frame.visit}.{frame.step}.{nudge_id}"
                picked = Press(id=f"{event_id(interaction.id)}-picked", token=token)
                await self.turns.take(interaction, picked, direct=False)

    async def reflect_on(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Take a message somebody wants to reflect on: the text of a rejection, as a rule."""
        if any(_is_text(file) for file in message.attachments):
            await self.turns.acknowledge(Reply(interaction=interaction, here=True))  # reading it may take a while
        text = (await _text_of(message))[:MAX_ANSWER]
        if text:
            await self.used(interaction, "rejected", text)
        else:
            await self.turns.tell(interaction, self.words.notices["empty_message"])

    async def form_sent(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Take a form, also one that was opened before a restart."""
        with self.at_work():
            token = incoming.read_form(custom_id)
            if token is None:
                await self.turns.tell(interaction, self.words.notices["unknown_form"])
                return
            event = FormSent(id=event_id(interaction.id), token=token, values=values_of(interaction))
            visit = incoming.visit_of(token)
            await self.turns.take(interaction, event, direct=False, visit=visit)

    # --- from a server to the direct messages -------------------------------------------------------------------------

    async def _open_form(self, interaction: discord.Interaction[Any], visit: int) -> None:
        """Open a form for the open question, fitting what it asks for."""
        form = await self.turns.forms.form(person_of(interaction.user), visit)
        if form is None:
            await self.turns.tell(interaction, self.words.notices["nothing_open"])
            return
        try:
            await interaction.response.send_modal(FormModal(form, self.words.forms))
        except Trouble as error:
            _log.warning("discord.no_form", error=type(error).__name__)

    async def _go_private(self, interaction: discord.Interaction[Any]) -> None:
        """Ask the open question again where it can be answered by typing."""
        user = interaction.user
        drawer = await self.turns.forms.drawer(person_of(user))
        message = self.core.open_question(drawer) if drawer else None
        if message is None:
            await self.turns.tell(interaction, self.words.notices["nothing_open"])
            return
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
            extra = await self.turns.forms.in_private(person_of(user), message.visit)
            for place, part in enumerate(parts(message, extra)):
                await self.messenger.direct.send(
                    user.id, part, nonce=f"{event_id(interaction.id)}.{place}", visit=message.visit
                )
        except Trouble as error:
            closed = getattr(error, "code", None) in CLOSED_CODES
            await self.turns.tell(interaction, self.words.notices["closed" if closed else "failed"])
        else:
            await self.turns.tell_private(interaction)


async def _typing(channel: discord.abc.Messageable) -> None:
    try:
        await channel.typing()
    except Trouble as error:
        _log.info("discord.no_typing", error=type(error).__name__)


def _own_text(message: discord.Message) -> str:
    """Return what stands in a message, or in the one it forwards."""
    forwarded = [snapshot.content for snapshot in message.message_snapshots]
    return "\n\n".join(text for text in (message.content, *forwarded) if text)


def _is_text(file: discord.Attachment) -> bool:
    return (file.content_type or "").startswith("text/plain") and file.size <= LARGEST_FILE


async def _text_of(message: discord.Message) -> str:
    text = _own_text(message)
    for file in message.attachments:
        if _is_text(file):
            try:
                text += "\n\n" + (await file.read()).decode("utf-8", "replace")
            except Trouble as error:
                _log.warning("discord.unread_file", error=type(error).__name__)
    return text.strip()
