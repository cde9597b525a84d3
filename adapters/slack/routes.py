"""Ties listeners to a Bolt app.

Bolt runs each listener before it answers (`process_before_response`): so an event is acknowledged when it is kept, and
no listener can miss its acknowledgement. What nobody listens to is acknowledged as well, for Slack sends a 404 again
and in the end switches events off.
"""

import logging
import re
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack import invitation, modals
from adapters.slack.api import Api
from adapters.slack.community import Community
from adapters.slack.front import Front
from adapters.slack.incoming import plain
from adapters.slack.manifest import COMMAND, SHORTCUT
from adapters.slack.ports import Json
from adapters.slack.talk import Talk

ANYTHING = re.compile(".*")
_BODY = "next_step_body"


def quiet_libraries() -> None:
    """Keep Slack's libraries from logging below WARNING: there they write whole requests, with what was said."""
    # The last one asks only for its own level, not for that of its parents, before it lays out a request to be logged.
    for name in ("slack_bolt", "slack_sdk", "slack_sdk.web.async_base_client"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _quiet_logger() -> logging.Logger:
    """Return the logger every part of Bolt takes its level from."""
    logger = logging.getLogger("slack_bolt.app")
    logger.setLevel(logging.WARNING)
    return logger


class _NoteBody(AsyncMiddleware):
    """Put a request's body where the finding of an installation sees it, which is not given the body itself."""

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - named by Bolt
    ) -> BoltResponse:
        """Go on to the next part of Bolt."""
        del resp
        req.context[_BODY] = req.body
        return await next()


class _Installed(AsyncAuthorize):  # a function in its place would be given all that Bolt has, made anew at each event
    """Finds installations as `front` does."""

    def __init__(self, front: Front) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._front = front

    async def __call__(self, *, context: AsyncBoltContext, **_more: object) -> AuthorizeResult | None:
        """Return whose event it is."""
        return await self._front.authorize(context, context[_BODY])


def bolt_app(api: Api, signing_secret: str, front: Front) -> AsyncApp:
    """Return a Bolt app without listeners that finds installations as `front` does."""
    return AsyncApp(
        name="next-step",
        logger=_quiet_logger(),
        client=api.client(),
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
        before_authorize=_NoteBody(),
        authorize=_Installed(front),  # type: ignore[arg-type] # `None` is allowed: nobody installed the app there
        process_before_response=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


def listen(app: AsyncApp, talk: Talk, community: Community) -> None:
    """Register everything."""
    app.event("message")(talk.message)
    app.event("app_home_opened")(community.opened)
    app.event("app_uninstalled")(community.uninstalled)
    app.event("tokens_revoked")(community.revoked)
    app.event(ANYTHING)(_nothing)

    app.command(COMMAND, matchers=[_is_invitation])(community.invite)
    app.command(ANYTHING)(talk.command)
    app.shortcut(SHORTCUT)(talk.shortcut)
    app.shortcut(ANYTHING)(_acknowledge)

    app.action(re.compile("^choice:"))(talk.press)
    app.action(re.compile("^form:"))(talk.open_window)
    app.action(re.compile("^home:"))(community.pressed_at_home)
    app.action(invitation.TALK)(community.talk_privately)
    app.action(ANYTHING)(_acknowledge)

    app.view(modals.MOVE)(community.moved)
    app.view(modals.HOST)(community.settings_sent)
    app.view(re.compile("^form:"))(talk.sent)
    app.view(ANYTHING)(_acknowledge)
    app.view_closed(ANYTHING)(_acknowledge)
    app.options(ANYTHING)(_acknowledge)


async def _is_invitation(body: Json) -> bool:
    return plain(str(body.get("text") or "")).strip().lower() == invitation.COMMAND


async def _nothing() -> None:
    """Hear an event that is of no use here."""


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()
