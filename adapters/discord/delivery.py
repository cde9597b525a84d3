"""Brings messages to people on Discord, and turns every answer of Discord into a receipt.

What answers an interaction goes back to it while that is possible; everything else, and everything unasked, goes to
the direct messages of the person. Nothing personal ever becomes a message of a channel.
"""

from dataclasses import dataclass
from io import BytesIO

import discord
import structlog

from adapters.discord.direct import Direct
from adapters.discord.forms import Forms
from adapters.discord.markdown import clean, escaped
from adapters.discord.newest import Newest
from adapters.discord.outgoing import MAX_CONTENT, Button, Part, nonce, parts
from adapters.discord.pace import Pace
from adapters.discord.receipts import CLOSED_CODES, Trouble, is_refused, receipt_for
from adapters.discord.replies import GONE_CODES, Replies, Reply
from adapters.discord.words import Words
from bot.domain.messages import Form
from bot.domain.person import PersonKey
from bot.ports import Delivered, ExportFiles, Outgoing, Receipt, TryLater

PLATFORM = "discord"
"""The name of this platform in a `PersonKey`."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One Discord message on its way: `id` is the same at every attempt."""

    id: str
    part: Part
    visit: int = 0
    files: tuple[tuple[str, str], ...] = ()

    def attached(self) -> list[discord.File]:
        """Return the files, anew for each attempt."""
        return [discord.File(BytesIO(text.encode()), filename=name) for name, text in self.files]


class DiscordMessenger:
    """The port `Messenger`. The client comes and goes under it; without one everything waits."""

    platform = PLATFORM

    def __init__(self, words: Words, *, pace: Pace | None = None) -> None:
        self.direct = Direct()
        self.replies = Replies()
        self.forms: Forms | None = None  # of the client
        self._words = words
        self._pace = pace or Pace()
        self._arrived: Newest[str, bool] = Newest(5_000)  # pieces of things that have not arrived as a whole

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Bring one thing to a person."""
        if not self.direct.ready:
            return TryLater()
        if outgoing.nudge_id is not None and (later := await self._pace.turn()) is not None:
            return TryLater(after=later)
        reply = self.replies.find(outgoing.reply_to)
        try:
            await self._bring(int(person.id), outgoing, export, reply)
        except Trouble as error:
            _log.warning("discord.undelivered", error=type(error).__name__, code=getattr(error, "code", None))
            receipt = receipt_for(error)
            if reply is not None:
                reply.owed = isinstance(receipt, TryLater)
            return receipt
        if reply is not None:
            reply.owed = False
        return Delivered()

    async def _bring(self, user: int, outgoing: Outgoing, export: ExportFiles | None, reply: Reply | None) -> None:
        if outgoing.retire is not None:
            await self._retire(user, outgoing.retire, outgoing.chosen, reply)
        if outgoing.form is not None:
            await self._form(user, outgoing, outgoing.form, reply)
        for piece in await self._pieces(user, outgoing, export, reply):
            if self._arrived.get(piece.id):
                continue
            await self._send(user, piece, reply)
            self._arrived.put(piece.id, value=True)

    async def _pieces(
        self, user: int, outgoing: Outgoing, export: ExportFiles | None, reply: Reply | None
    ) -> list[_Piece]:
        pieces: list[_Piece] = []
        if outgoing.message is not None:
            visit = outgoing.message.visit
            for part in parts(outgoing.message, await self._extra(user, visit, reply)):
                pieces.append(_Piece(id=nonce(outgoing.id, len(pieces)), part=part, visit=visit))
        if export is not None:
            files = (f"{export.name}.json", export.json), (f"{export.name}.md", export.markdown)
            pieces.append(_Piece(id=nonce(outgoing.id, len(pieces)), part=Part(content=""), files=files))
        return pieces

    async def _extra(self, user: int, visit: int, reply: Reply | None) -> tuple[Button, ...]:
        """Return the buttons that lead to a form for an asking."""
        if not visit or self.forms is None:
            return ()
        if reply is None or not reply.here or not reply.ephemeral:
            return await self.forms.in_private(PersonKey(PLATFORM, str(user)), visit)
        return self.forms.where_nobody_can_type(visit)

    # --- where to -----------------------------------------------------------------------------------------------------

    async def _send(self, user: int, piece: _Piece, reply: Reply | None) -> None:
        if reply is not None and (reply.here or reply.closed) and await self._answer(user, piece, reply):
            return
        try:
            await self._send_direct(user, piece)
        except discord.HTTPException as error:
            if error.code not in CLOSED_CODES or reply is None or not reply.usable:
                raise
            reply.closed = True
            if not await self._answer(user, piece, reply):
                raise
        else:
            if reply is not None:
                reply.wrote = True

    async def _send_direct(self, user: int, piece: _Piece) -> None:
        try:
            await self.direct.send(user, piece.part, nonce=piece.id, visit=piece.visit, files=piece.attached())
        except discord.HTTPException as error:
            if not is_refused(error):
                raise
            _log.error("discord.refused", code=error.code)
            await self.direct.send(user, _plainest(piece.part), nonce=piece.id, files=piece.attached())

    async def _answer(self, user: int, piece: _Piece, reply: Reply) -> bool:
        """Answer an interaction; `False` where it can't be answered any more."""
        try:
            sent = await reply.send(piece.part, name=piece.id, files=piece.attached())
        except discord.HTTPException as error:
            if error.code in GONE_CODES:
                reply.expired = True
                return False
            if not is_refused(error):
                raise
            _log.error("discord.refused", code=error.code)
            await reply.send(_plainest(piece.part), name=piece.id, files=piece.attached())
        else:
            if sent is not None and piece.visit and not reply.ephemeral:
                self.direct.asked(user, piece.visit, sent)
        return True

    async def _retire(self, user: int, visit: int, chosen: str | None, reply: Reply | None) -> None:
        if reply is None or reply.visit != visit or reply.interaction.message is None:
            await self.direct.retire(user, visit)
            return
        content = _with_chosen(reply.interaction.message.content, self._words.notices["chosen"], chosen)
        try:
            await reply.retire(content)
        except discord.HTTPException as error:
            reply.expired = reply.expired or error.code in GONE_CODES
            _log.warning("discord.buttons_left", code=error.code)

    async def _form(self, user: int, outgoing: Outgoing, form: Form, reply: Reply | None) -> None:
        """Open a form, or ask for its fields as text."""
        if reply is not None and await reply.open_form(form, self._words.forms):
            return
        lines = "\n".join(f"• {escaped(field.label)}" for field in form.fields)
        text = f"**{escaped(form.title)}**\n{lines}"[:MAX_CONTENT]
        await self._send(user, _Piece(id=nonce(outgoing.id, 0), part=Part(content=text)), reply)


def _plainest(part: Part) -> Part:
    """Return a message with nothing in it that Discord could refuse."""
    return Part(content=clean(part.content).strip()[:MAX_CONTENT] or "…")


def _with_chosen(content: str, words: str, chosen: str | None) -> str:
    if chosen is None:
        return content
    line = words.format(label=escaped(" ".join(chosen.split())))
    whole = f"{content}\n-# {line}"
    return whole if len(whole) <= MAX_CONTENT else content
