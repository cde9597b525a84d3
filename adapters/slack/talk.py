"""Listeners of the conversation: messages, commands, buttons, the shortcut, windows that answer a question."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incoming
from adapters.slack.answers import Answers
from adapters.slack.channels import Channels
from adapters.slack.desk import Desk
from adapters.slack.front import Front, guarded
from adapters.slack.open_questions import Asked, OpenQuestions
from adapters.slack.ports import Json, Script
from adapters.slack.whom import Who
from adapters.slack.words import Words
from bot.domain.messages import Event
from bot.errors import StorageError


class Talk:
    """What people say and press."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a part of its own
        self,
        front: Front,
        desk: Desk,
        answers: Answers,
        channels: Channels,
        questions: OpenQuestions,
        script: Script,
        words: Words,
    ) -> None:
        self._front = front
        self._desk = desk
        self._answers = answers
        self._channels = channels
        self._questions = questions
        self._words = words
        self._names = {spec.name for spec in script.commands if not spec.interrupt}

    # --- messages -----------------------------------------------------------------------------------------------------

    async def message(self, body: Json, context: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Take what somebody wrote in private. What can't be kept is not acknowledged, so that it comes again."""
        said, who = incoming.text_of(body), self._front.who(body, context)
        if said is None or who is None:
            return
        event = body["event"]
        channel, thread = str(event["channel"]), event.get("thread_ts")
        self._channels.learn(who, channel)

        async def show(status: str) -> None:
            ts = str(thread or event["ts"])
            await client.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status=status)

        await self._desk.take(who, said, reply_to=f"thread:{channel}:{thread}" if thread else None, show=show)

    # --- commands and the shortcut ------------------------------------------------------------------------------------

    @guarded
    async def command(self, ack: AsyncAck, body: Json, context: Mapping[str, Any]) -> None:
        """Take `/nextstep …`. In a channel only a note is shown, to that person; the answer is in private."""
        who = self._front.who(body, context)
        here = str(body.get("channel_id"))
        if who is None:
            await ack()
        elif here.startswith("D") and self._channels.known(who) in {None, here}:
            await ack()
            await self._take(who, incoming.command_of(body, self._names))
        else:
            await ack(text=self._words["talk.in_private"], response_type="ephemeral")
            await self._take(who, incoming.command_of(body, self._names))

    @guarded
    async def shortcut(self, ack: AsyncAck, body: Json, context: Mapping[str, Any], respond: AsyncRespond) -> None:
        """Take a message somebody chose "Reflect on this" for."""
        await ack()
        who, told = self._front.who(body, context), incoming.shortcut_of(body)
        if who is None:
            return
        if not told.argument:
            await self._front.note(respond, self._words["talk.nothing_there"])
            return
        await self._take(who, told)
        if (body.get("channel") or {}).get("id") != self._channels.known(who):
            await self._front.note(respond, self._words["talk.in_private"])

    async def _take(self, who: Who, event: Event, *, reply_to: str | None = None) -> None:
        try:
            await self._desk.take(who, event, reply_to=reply_to)
        except StorageError:  # Slack sends these never again: so the person has to
            await self._front.tell(who, self._words["talk.failed"])

    # --- buttons and windows ------------------------------------------------------------------------------------------

    @guarded
    async def press(self, ack: AsyncAck, body: Json, action: Json, context: Mapping[str, Any]) -> None:
        """Take a pressed choice. The press brings its message along, so its buttons can go even after a restart."""
        await ack()
        who, press = self._front.who(body, context), incoming.press_of(body, action)
        if who is None:
            return
        asked, visit = _asked_in(body), press.token.partition(".")[0]
        if asked is not None and visit.isdecimal():
            self._questions.note(who.key, int(visit), asked)
        thread = (body.get("message") or {}).get("thread_ts")
        await self._take(who, press, reply_to=f"thread:{asked.channel}:{thread}" if asked and thread else None)

    @guarded
    async def open_window(
        self, ack: AsyncAck, body: Json, action: Json, context: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Open a window at once: Slack's permission to do so lasts for three seconds."""
        await ack()
        who = self._front.who(body, context)
        if who is None:
            return
        drawer = await self._desk.people.load(who.key)
        view = self._answers.window(str(action["action_id"]), str(action.get("value") or ""), drawer)
        if view is not None:
            await client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    @guarded
    async def sent(self, ack: AsyncAck, body: Json, context: Mapping[str, Any]) -> None:
        """Take a window that answers an open question."""
        await ack()
        who = self._front.who(body, context)
        if who is not None:
            await self._take(who, incoming.form_of(body, str(body["view"].get("private_metadata") or "")))


def _asked_in(body: Json) -> Asked | None:
    message, container = body.get("message") or {}, body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    if not channel or not message.get("ts") or container.get("is_ephemeral"):
        return None
    blocks = tuple(message.get("blocks") or ())
    return Asked(channel=channel, ts=str(message["ts"]), text=str(message.get("text") or "…"), blocks=blocks)
