"""What every listener needs: who it is from, a private word to them, and that no error ever leaves a listener.

An error that left one would be answered with a 404 by Bolt after three seconds, or not at all over a socket.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond

from adapters.slack.channels import Channels
from adapters.slack.desk import Desk
from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.installations import Installation, Installations
from adapters.slack.outgoing import escaped
from adapters.slack.ports import Json
from adapters.slack.tokens import Tokens
from adapters.slack.whom import Who, installations_of, user_of
from adapters.slack.words import Words
from bot.service.bugs import place_of

_log = structlog.get_logger()
_HERE = "next_step_installation"
P = ParamSpec("P")


class HasDesk(Protocol):
    """Somebody with listeners."""

    _desk: Desk


S = TypeVar("S", bound=HasDesk)


def guarded(listener: Callable[Concatenate[S, P], Awaitable[None]]) -> Callable[Concatenate[S, P], Awaitable[None]]:
    """Keep a listener's errors inside, and let Slack have its answer in time whatever a listener still waits for."""

    async def inside(self: S, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await listener(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - nothing may leave a listener; told is where it comes from
            _log.error("slack.listener_failed", error=name_of(error) or type(error).__name__, place=place_of(error))

    @wraps(listener)
    async def safe(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        await self._desk.in_time(inside(self, *args, **kwargs))

    return safe


class Front:
    """Who is there, and a word to them that is not part of the conversation."""

    def __init__(self, installations: Installations, tokens: Tokens, channels: Channels, words: Words) -> None:
        self._installations = installations
        self._tokens = tokens
        self._channels = channels
        self._words = words

    async def authorize(self, context: AsyncBoltContext, body: Json) -> AuthorizeResult | None:
        """Find the installation an event belongs to, without asking Slack."""
        found = self._installations.first_of(installations_of(body))
        if found is None:
            return None
        fresh = await self._tokens.fresh(found.id)
        context[_HERE] = fresh
        return AuthorizeResult(
            enterprise_id=fresh.enterprise,
            team_id=fresh.team,
            bot_token=fresh.token,
            bot_id=fresh.bot_id,
            bot_user_id=fresh.bot_user,
            user_id=user_of(body),
        )

    def who(self, body: Json, context: Mapping[str, Any]) -> Who | None:
        """Return who an event is from; nobody where that is the bot itself or can't be said."""
        installation, user = context.get(_HERE), user_of(body)
        if not isinstance(installation, Installation) or not user or user == installation.bot_user:
            return None
        return Who(installation.id, user)

    async def tell(self, who: Who, text: str) -> None:
        """Say something in private, outside of the conversation; where that fails, nothing is said."""
        try:
            client = await self._tokens.client(who.installation)
            channel = await self._channels.of(client, who)
            if channel.startswith("D"):
                await client.chat_postMessage(channel=channel, text=escaped(text))
        except TROUBLE as error:
            _log.info("slack.untold", error=name_of(error) or type(error).__name__)

    async def note(self, respond: AsyncRespond, text: str) -> None:
        """Show somebody a note that only they can see, where they are."""
        try:
            await respond(text=escaped(text), response_type="ephemeral", replace_original=False)
        except TROUBLE as error:
            _log.info("slack.unnoted", error=type(error).__name__)
