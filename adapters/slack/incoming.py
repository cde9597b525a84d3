"""Reads what Slack sends: pure functions from payloads to events.

What isn't a person's own word to the bot gives no event: messages of bots, edits, deletions, anything in a channel.
"""

import re
from collections.abc import Collection, Iterator

from adapters.slack.ports import Json
from bot.domain.messages import Command, FormSent, Press, Text

_SAID = {None, "file_share", "thread_broadcast"}  # kinds of messages in which a person says something
_LINK = re.compile(r"<((?:https?://|mailto:|tel:|[@#!])[^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def text_of(body: Json) -> Text | None:
    """Return what a person wrote to the bot in private, if that is what an event tells."""
    event = body.get("event") or {}
    private = event.get("channel_type") == "im"
    by_a_person = event.get("user") and not event.get("bot_id") and event.get("subtype") in _SAID
    if not private or not by_a_person or event.get("hidden"):
        return None
    return Text(id=str(body.get("event_id") or event.get("ts")), text=whole_text(event))


def command_of(body: Json, known: Collection[str]) -> Command | Text:
    """Return the command behind `/nextstep`; what begins with no command's name is the person's own words."""
    said = plain(str(body.get("text") or "")).strip()
    name, _, argument = said.partition(" ")
    event_id = str(body.get("trigger_id"))
    if not said:
        return Command(id=event_id, name="help")
    if name.lower() in known:
        return Command(id=event_id, name=name.lower(), argument=argument.strip())
    return Text(id=event_id, text=said)


def press_of(body: Json, action: Json) -> Press:
    """Return the button that was pressed, or the choice that was selected."""
    selected = action.get("selected_option") or {}
    return Press(id=press_id(body, action), token=str(selected.get("value") or action.get("value") or ""))


def press_id(body: Json, action: Json) -> str:
    """Return what tells one press from another."""
    return str(body.get("trigger_id") or action.get("action_ts"))


def shortcut_of(body: Json) -> Command:
    """Return the story in a message somebody chose "Reflect on this" for."""
    return Command(id=str(body.get("trigger_id")), name="rejected", argument=whole_text(body.get("message") or {}))


def form_of(body: Json, token: str) -> FormSent:
    """Return what was filled in, by the ids of the inputs."""
    view = body.get("view") or {}
    return FormSent(id=f"view:{view.get('id')}", token=token, values=tuple(inputs_of(view)))


def inputs_of(view: Json) -> Iterator[tuple[str, str]]:
    """Go through the inputs of a view: the id of each and what stands in it."""
    for block in ((view.get("state") or {}).get("values") or {}).values():
        for name, value in block.items():
            selected = value.get("selected_option") or {}
            found = value.get("value") or value.get("selected_date") or value.get("selected_time")
            yield name, str(found or selected.get("value") or "")


def whole_text(message: Json) -> str:
    """Return the words of a message with those it forwards, without Slack's markup."""
    forwarded = [str(one.get("text") or one.get("fallback") or "") for one in message.get("attachments") or ()]
    marked = map(plain, [str(message.get("text") or ""), *forwarded])
    mails = [part for file in message.get("files") or () if file.get("filetype") == "email" for part in _mail(file)]
    return "\n\n".join(part for part in (*marked, *mails) if part.strip())


def _mail(file: Json) -> Iterator[str]:
    """Go through the subject and text of a mail that was forwarded to Slack; there is no markup in them."""
    yield str(file.get("subject") or "")
    yield str(file.get("plain_text") or file.get("preview_plain_text") or "")


def plain(text: str) -> str:
    """Return a text as it was typed: links and mentions by what they show, entities as characters."""
    text = _LINK.sub(_shown, text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _shown(link: re.Match[str]) -> str:
    target, label = link[1], link[2]
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    if target.startswith(("@", "#")):
        return f"{target[0]}{label}" if label else f"{target[0]}…"
    return label or target.removeprefix("mailto:").removeprefix("tel:")
