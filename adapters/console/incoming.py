"""Reads a line somebody typed: their own words, a button, a command, or a wish that only a terminal knows."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(days=3660)
"""The clock can be moved on by so much at once."""
_SPAN = re.compile(r"(?:\d{1,6}[wdhm])+")
_PIECE = re.compile(r"(\d+)([wdhm])")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_OWN = {"time", "seed", "help", "quit"}
_QUIT = {"quit", "exit", "bye", "q"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Own words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button, by its number or its label."""

    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A command of the conversation."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """Something only a terminal knows: `time`, `seed`, `help`, `quit`."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """Let time pass, and tell the time after it where that was asked for."""

    by: timedelta
    tell: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitedUntil:
    """Let time pass until a moment, as the clock on the wall shows it there."""

    wall: datetime  # naive
    tell: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A wish that can't be read, and what to write instead."""

    hint: str


Line = Wrote | Pressed | Used | Wished | Waited | WaitedUntil | Unreadable


def read(line: str) -> Line:
    """Return what a line wants. Never fails: what is nothing else is the person's own words."""
    stripped = line.strip()
    if not stripped.startswith("/") or stripped.startswith("//"):
        return Wrote(text=line)
    name, _, argument = stripped[1:].partition(" ")
    return _command(name.lower(), argument.strip())


def _command(name: str, argument: str) -> Line:
    if name in {"wait", "time"}:
        return _time(name, argument)
    if name == "press":
        return Pressed(which=argument) if argument else Unreadable(hint="Write /press and the number of a button.")
    if name in _QUIT:
        return Wished(what="quit")
    if name in _OWN:
        return Wished(what=name)
    return Used(name=name, argument=argument)


def _time(name: str, argument: str) -> Line:
    text = argument.lower().removeprefix("until").strip().removeprefix("+")
    if not text:
        return Wished(what="time")
    hint = f"That is no time. Write it as: /{name} 3d (w, d, h or m), or /{name} 2026-12-01T09:00."
    if _SPAN.fullmatch(text):
        by = _span(text)
        return (
            Waited(by=by, tell=name == "time")
            if by <= LONGEST_WAIT
            else Unreadable(hint="That is too far. Ten years is the most.")
        )
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return Unreadable(hint=hint)
    return Unreadable(hint=hint) if wall.tzinfo else WaitedUntil(wall=wall, tell=name == "time")


def _span(text: str) -> timedelta:
    return sum((timedelta(**{_UNITS[unit]: int(many)}) for many, unit in _PIECE.findall(text)), timedelta(0))
