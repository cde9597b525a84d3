"""Reads what a button or form carries. Pure."""

import re
from dataclasses import dataclass

from adapters.discord.outgoing import FORM, PRIVATE, TALK, WRITE

_TOKEN = re.compile(r"([0-9]{1,9})\..+", re.DOTALL)
_VISIT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button of the conversation."""

    token: str
    visit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsToWrite:
    """The button that opens a form for the answer to one asking."""

    visit: int


@dataclass(frozen=True, slots=True)
class WantsPrivate:
    """The button that leads from a server to the direct messages."""


@dataclass(frozen=True, slots=True)
class WantsToTalk:
    """The button of an invitation."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing this version knows."""


Press = Pressed | WantsToWrite | WantsPrivate | WantsToTalk | Unknown


def read_press(custom_id: str) -> Press:
    """Read what a button carries."""
    if custom_id == TALK:
        return WantsToTalk()
    if custom_id == PRIVATE:
        return WantsPrivate()
    if custom_id.startswith(WRITE) and _VISIT.fullmatch(custom_id.removeprefix(WRITE)):
        return WantsToWrite(visit=int(custom_id.removeprefix(WRITE)))
    if found := _TOKEN.fullmatch(custom_id):
        return Pressed(token=custom_id, visit=int(found[1]))
    return Unknown()


def read_form(custom_id: str) -> str | None:
    """Return the token of one of our forms, or `None`."""
    return custom_id.removeprefix(FORM) if custom_id.startswith(FORM) else None


def visit_of(token: str) -> int:
    """Return the asking a token belongs to, or 0."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else 0


def event_id(snowflake: int) -> str:
    """Return the id of what Discord delivered under a number; it stays the same if it is delivered again."""
    return f"d{snowflake}"
