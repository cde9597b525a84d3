"""Brings messages to people on Slack, always in their direct messages."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.channels import Channels
from adapters.slack.failures import APP_REMOVED, CLOSED, NO_TALK, TROUBLE, name_of, receipt_of
from adapters.slack.modals import form_button
from adapters.slack.open_questions import Asked, OpenQuestions
from adapters.slack.outgoing import Blocks, answered, parts, post_of
from adapters.slack.pace import Pace
from adapters.slack.ports import PLATFORM, Json
from adapters.slack.tokens import NotInstalledError, Tokens
from adapters.slack.whom import Who, who_is
from adapters.slack.words import Words
from bot.domain.messages import Message, Paragraph, Span, SpanKind
from bot.domain.person import PersonKey
from bot.ports import Clock, Delivered, ExportFiles, Gone, Outgoing, Receipt, TryLater, Unreachable

QUIET = "quiet"
"""What stands in `reply_to` of events whose questions are answered by the program itself and need not be shown."""
EVENT_TYPE = "next_step"
"""The name of our metadata on a message; in it stands the id of what was sent."""
_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
_OLD = timedelta(seconds=20)
_LOOK_BACK = 20
_log = structlog.get_logger()
Extra = Callable[[PersonKey, Message], Awaitable[list[Json]]]


async def no_extra(_person: PersonKey, _message: Message) -> list[Json]:
    """Put nothing beside the choices of a message."""
    return []


class SlackMessenger:
    """The port `Messenger` for Slack."""

    platform = PLATFORM

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        tokens: Tokens,
        channels: Channels,
        questions: OpenQuestions,
        words: Words,
        clock: Clock,
        *,
        extra: Extra = no_extra,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens = tokens
        self._channels = channels
        self._questions = questions
        self._words = words
        self._clock = clock
        self._extra = extra
        self._sleep = sleep
        self._monotonic = monotonic
        self._pace = Pace()

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Bring one thing to a person; whatever Slack answers becomes a receipt."""
        who, token = who_is(person), None
        try:
            client = await self._tokens.client(who.installation)
            token = client.token
            return await self._bring(client, who, outgoing, export)
        except NotInstalledError:
            return Unreachable(reason=APP_REMOVED)
        except TROUBLE as error:
            _log.warning("slack.undelivered", error=name_of(error) or type(error).__name__)
            receipt = receipt_of(error)
            if receipt == Unreachable(reason=APP_REMOVED) and self._tokens.has_changed(who.installation, token):
                return TryLater()
            return await self._sure(who, receipt, name_of(error))

    async def _bring(self, client: AsyncWebClient, who: Who, outgoing: Outgoing, export: ExportFiles | None) -> Receipt:
        if outgoing.retire is not None:
            return await self._retire(client, who, outgoing.retire, outgoing.chosen)
        if outgoing.message is None and outgoing.form is None and export is None:
            return Delivered()
        if outgoing.reply_to == QUIET and outgoing.message is not None and outgoing.message.visit:
            return Delivered()
        channel = await self._channels.of(client, who)
        if not channel.startswith("D"):
            return Unreachable(reason=NO_TALK)  # never anywhere but in private
        if export is not None:
            return await self._hand_over(client, channel, export)
        return await self._say(client, who, channel, outgoing)

    # --- messages -----------------------------------------------------------------------------------------------------

    async def _say(self, client: AsyncWebClient, who: Who, channel: str, outgoing: Outgoing) -> Receipt:
        arrived = await self._arrived_before(client, channel, outgoing)
        for number, (message, post) in enumerate([part async for part in self._posts(who, outgoing)]):
            sent_as = f"{outgoing.id}.{number}" if number else outgoing.id
            if sent_as in arrived:
                continue
            await self._sleep_until_free(channel, unasked=outgoing.nudge_id is not None)
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": sent_as}}
            answer = await _posted(client, channel, post, thread_ts=_thread(outgoing, channel), metadata=metadata)
            if message.visit:
                asked = Asked(channel=channel, ts=str(answer["ts"]), text=post["text"], blocks=tuple(post["blocks"]))
                self._questions.note(who.key, message.visit, asked)
        return Delivered()

    async def _posts(self, who: Who, outgoing: Outgoing) -> AsyncIterator[tuple[Message, dict[str, Any]]]:
        if outgoing.form is not None:
            message = Message(paragraphs=(Paragraph(spans=(Span(text=outgoing.form.title, kind=SpanKind.SAID),)),))
            yield message, post_of(message, self._words, [form_button(outgoing.form, self._words)])
        for message in parts(outgoing.message) if outgoing.message else ():
            extra = await self._extra(who.key, message) if message.visit else []
            yield message, post_of(message, self._words, extra)

    async def _sleep_until_free(self, channel: str, *, unasked: bool) -> None:
        seconds = self._pace.wait(channel, self._monotonic(), unasked=unasked)
        if seconds > 0:
            await self._sleep(seconds)

    async def _arrived_before(self, client: AsyncWebClient, channel: str, outgoing: Outgoing) -> set[str]:
        """Look what of an earlier attempt arrived whose answer got lost; what can't be seen didn't."""
        if not outgoing.attempts and self._clock.now() - outgoing.created_at < _OLD:
            return set()
        try:
            found = await client.conversations_history(channel=channel, limit=_LOOK_BACK, include_all_metadata=True)
        except TROUBLE:
            return set()
        metadata = [one.get("metadata") or {} for one in found.get("messages") or ()]
        return {str((one.get("event_payload") or {}).get("id")) for one in metadata}

    # --- buttons that are over ----------------------------------------------------------------------------------------

    async def _retire(self, client: AsyncWebClient, who: Who, visit: int, chosen: str | None) -> Receipt:
        """Put what was chosen in the place of a question's buttons. Its words stay; so failing here loses nothing."""
        asked = self._questions.take(who.key, visit)
        if asked is None:
            return Delivered()
        blocks: Blocks = [dict(block) for block in answered(asked.blocks, chosen, self._words)]
        try:
            await client.chat_update(channel=asked.channel, ts=asked.ts, text=asked.text, blocks=blocks)
        except SlackApiError as error:
            if isinstance(receipt := receipt_of(error), TryLater) and receipt.after:
                self._questions.note(who.key, visit, asked)
                return receipt
            _log.info("slack.buttons_left", error=name_of(error))
        return Delivered()

    # --- the export ---------------------------------------------------------------------------------------------------

    async def _hand_over(self, client: AsyncWebClient, channel: str, export: ExportFiles) -> Receipt:
        uploads: list[dict[str, Any]] = [
            {"filename": f"{export.name}.md", "title": f"{export.name}.md", "content": export.markdown},
            {"filename": f"{export.name}.json", "title": f"{export.name}.json", "content": export.json},
        ]
        await client.files_upload_v2(channel=channel, file_uploads=uploads, initial_comment=self._words["talk.export"])
        return Delivered()

    # --- who is gone --------------------------------------------------------------------------------------------------

    async def _sure(self, who: Who, receipt: Receipt, name: str) -> Receipt:
        """Forget nobody on doubt: an account is gone only if Slack does not know it when asked about it."""
        if name in {"channel_not_found", "is_archived"}:
            self._channels.forget(who)
        if receipt != Unreachable(reason=CLOSED) or name == "user_disabled":
            return receipt
        try:
            client = await self._tokens.client(who.installation)
            await client.users_info(user=who.user)
        except TROUBLE as error:
            if name_of(error) == "user_not_found":
                self._questions.forget(who.key)
                return Gone()
        return receipt


async def _posted(client: AsyncWebClient, channel: str, post: Json, **more: Any) -> AsyncSlackResponse:  # noqa: ANN401 - what Slack takes
    """Post a message; where Slack refuses its blocks, the words alone, for else they would never arrive."""
    more = {"channel": channel, "unfurl_links": False, "unfurl_media": False, **more}
    try:
        return await client.chat_postMessage(**post, **more)
    except SlackApiError as error:
        if name_of(error) not in _BLOCKS_REFUSED:
            raise
        _log.error("slack.blocks_refused", error=name_of(error))
        return await client.chat_postMessage(text=post["text"], **more)


def _thread(outgoing: Outgoing, channel: str) -> str | None:
    """Return the thread the person wrote in, if this answers it."""
    kind, _, rest = (outgoing.reply_to or "").partition(":")
    place, _, ts = rest.partition(":")
    return ts if kind == "thread" and place == channel else None
