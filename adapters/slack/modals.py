"""The small windows of this adapter, and the buttons that open them: pure functions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from adapters.slack.outgoing import label, shown
from adapters.slack.words import Words
from bot.domain.messages import MAX_ANSWER, Form

TIME, LONG, FORM = "form:time", "form:words", "form:fields"
"""Ids of the buttons that open a window, and of the windows themselves."""
MOVE = "form:move"
"""The window that moves a planned nudge; its metadata is the nudge's id."""
HOST = "form:host"
"""The window with a workspace's settings."""
_INPUT = 3000  # Slack takes no longer text in one input


# --- buttons ----------------------------------------------------------------------------------------------------------


def open_button(which: str, token: str, words: Words) -> dict[str, Any]:
    """Return a button that opens the window for an open question."""
    text = words["talk.pick_time" if which == TIME else "talk.write_long"]
    return {"type": "button", "action_id": which, "text": label(text), "value": token}


def form_button(form: Form, words: Words) -> dict[str, Any]:
    """Return a button that opens a form of the conversation; the form itself travels in it."""
    return {
        "type": "button",
        "action_id": FORM,
        "text": label(words["talk.fill_in"]),
        "value": msgspec.json.encode(form).decode(),
    }


def form_in(value: str) -> Form | None:
    """Return the form that travelled in a button."""
    try:
        return msgspec.json.decode(value, type=Form)
    except msgspec.DecodeError:
        return None


# --- windows ----------------------------------------------------------------------------------------------------------


def time_window(token: str, words: Words, at: datetime, *, callback: str = TIME) -> dict[str, Any]:
    """Return a window for a day and an hour; `at` is what stands there first, in the person's own time."""
    date = {"type": "datepicker", "action_id": "date", "initial_date": f"{at:%Y-%m-%d}"}
    time = {"type": "timepicker", "action_id": "time", "initial_time": f"{at:%H:%M}"}
    inputs = [_input("date", words["window.date"], date), _input("time", words["window.time"], time)]
    return _window(callback, words["window.time_title"], inputs, token, words)


def long_window(token: str, words: Words, said: str) -> dict[str, Any]:
    """Return a window for a long answer; `said` is the answer given before, to be edited."""
    inputs = [_input("words", words["window.long"], _text_input("words", said, long=True))]
    return _window(LONG, words["window.long_title"], inputs, token, words)


def form_window(form: Form, words: Words) -> dict[str, Any]:
    """Return the window of a form of the conversation."""
    inputs = [_input(one.id, one.label, _text_input(one.id, one.value, long=one.long)) for one in form.fields]
    return _window(FORM, form.title, inputs, form.token, words)


def host_window(
    words: Words, now: Mapping[str, str], locales: Iterable[str], countries: Mapping[str, str]
) -> dict[str, Any]:
    """Return the window with a workspace's settings; `now` are those that hold."""
    own, *others = locales
    languages = [(own, words["host.own_language"]), *((one, one) for one in others)]
    language = _menu("locale", languages, now.get("locale", ""))
    shown_countries = [("none", words["host.no_country"]), *countries.items()]
    inputs = [
        _input("locale", words["host.language"], language),
        _input("quiet_from", words["host.quiet_from"], _clock("quiet_from", now["quiet_from"])),
        _input("quiet_until", words["host.quiet_until"], _clock("quiet_until", now["quiet_until"])),
        _input("country", words["host.country"], _menu("country", shown_countries, now.get("country") or "none")),
    ]
    return _window(HOST, words["host.window"], inputs, "", words)


def _window(callback: str, title: str, inputs: list[dict[str, Any]], metadata: str, words: Words) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": metadata,
        "title": _title(title),
        "submit": _title(words["window.send"]),
        "close": _title(words["window.close"]),
        "blocks": inputs,
    }


def _title(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": shown(text, 24), "emoji": False}


def _input(name: str, text: str, element: dict[str, Any]) -> dict[str, Any]:
    caption = {"type": "plain_text", "text": shown(text, 2000), "emoji": False}
    return {"type": "input", "block_id": name, "label": caption, "element": element}


def _text_input(name: str, value: str, *, long: bool) -> dict[str, Any]:
    most = min(MAX_ANSWER, _INPUT)
    element = {"type": "plain_text_input", "action_id": name, "multiline": long, "max_length": most}
    return {**element, "initial_value": value[:most]} if value else element


def _clock(name: str, value: str) -> dict[str, Any]:
    return {"type": "timepicker", "action_id": name, "initial_time": value}


def _menu(name: str, choices: list[tuple[str, str]], value: str) -> dict[str, Any]:
    options = [{"text": label(text), "value": key} for key, text in choices]
    chosen = next((option for option in options if option["value"] == value), options[0])
    return {"type": "static_select", "action_id": name, "options": options, "initial_option": chosen}
