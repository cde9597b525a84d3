"""Direct messages: which channel belongs to whom, sending with a nonce, taking buttons away."""

from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.components import view_of
from adapters.discord.newest import Newest
from adapters.discord.outgoing import Part
from adapters.discord.receipts import Trouble

MOST_KNOWN = 20_000
"""How many channels and open questions are known at a time; what is not known is asked for, or left as it is."""


class Direct:
    """Everybody's conversation with the bot. Its methods raise what a request to Discord may raise (`Trouble`)."""

    def __init__(self) -> None:
        self.client: discord.Client | None = None
        self._channels: Newest[int, int] = Newest(MOST_KNOWN)
        self._asked: Newest[tuple[int, int], int] = Newest(MOST_KNOWN)

    @property
    def ready(self) -> bool:
        """Whether anything can be sent now."""
        return self.client is not None and not self.client.is_closed()

    def learn(self, user: int, channel: int) -> None:
        """Remember which channel is somebody's."""
        self._channels.put(user, channel)

    def knows(self, user: int) -> bool:
        """Say whether somebody's channel is known."""
        return self._channels.get(user) is not None

    async def channel_of(self, user: int) -> discord.PartialMessageable:
        """Return somebody's channel, opened if need be."""
        if self.client is None:
            raise ConnectionResetError
        known = self._channels.get(user)
        if known is None:
            known = (await self.client.create_dm(discord.Object(user))).id
            self._channels.put(user, known)
        return self.client.get_partial_messageable(known, type=discord.ChannelType.private)

    async def send(
        self, user: int, part: Part, *, nonce: str, visit: int = 0, files: Sequence[discord.File] = ()
    ) -> None:
        """Send one message; `visit` where its buttons may have to go later."""
        given: dict[str, Any] = {"nonce": nonce, "suppress_embeds": True}
        if part.content:
            given["content"] = part.content
        if view := view_of(part.buttons):
            given["view"] = view
        if files:
            given["files"] = list(files)
        channel = await self.channel_of(user)
        try:
            sent = await channel.send(**given)
        except discord.NotFound:
            self._channels.drop(user)
            raise
        if visit and part.buttons:
            self.asked(user, visit, sent.id)

    def asked(self, user: int, visit: int, message: int) -> None:
        """Remember under which message the buttons of one asking are."""
        self._asked.put((user, visit), message)

    async def retire(self, user: int, visit: int) -> None:
        """Take the buttons of one asking away, if it is known where they are.

        A button that stays does no harm, its press is answered kindly; so nobody waits for this to succeed.
        """
        message = self._asked.drop((user, visit))
        if message is None:
            return
        try:
            channel = await self.channel_of(user)
            await channel.get_partial_message(message).edit(view=None)
        except Trouble:
            return
