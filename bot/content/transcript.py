"""Reads and writes transcripts: conversations a coach can read, which run as tests.

# the news, a teaching, a plan
at 2026-11-23T22:40 Europe/Berlin
you> i got rejected by acme
bot> I'm sorry. …
     [Talk it through] [Not now]
you> (talk it through)
wait 3d
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class You:
    """The person writes a text."""

    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The person presses the button with this label."""

    label: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """The person uses a command."""

    command: str
    argument: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The bot says something: paragraphs, and the labels of the buttons under them."""

    paragraphs: tuple[str, ...]
    choices: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Time passes; what comes due is said. Either for a while, or until a local wall-clock time."""

    span: timedelta | None = None
    until: datetime | None = None  # naive
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """The program is stopped and started again."""

    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Down:
    """The program is off for a while and started again."""

    span: timedelta
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark for readers."""

    text: str
    line: int = field(default=0, compare=False)


Entry = You | Pressed | Used | Bot | Wait | Restart | Down | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A conversation: when and where it begins, and what happens."""

    title: str  # every line of it
    at: datetime  # naive: local time in `zone`
    zone: str
    entries: tuple[Entry, ...]


class TranscriptError(Exception):
    """A line of a transcript can't be read."""

    def __init__(self, line: int, what: str, todo: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.todo = todo


_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_SPAN = re.compile(r"(\d{1,4})([wdhm])")
_CHOICES = re.compile(r"(?:\[(?:\\.|[^\[\]\\])*\]\s*)+")
_CHOICE = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")
_FORMS = "write you> …, bot> …, wait 3d, wait until 2026-12-01T09:00, restart, down 5d or # a note"


def parse(text: str) -> Transcript:
    """Read a transcript. Raises `TranscriptError`."""
    lines = list(enumerate(text.replace("\r\n", "\n").split("\n"), start=1))
    told = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not told:
        raise TranscriptError(1, "nothing happens here", "begin with: at 2026-11-23T22:40 Europe/Berlin")
    first, beginning = told[0]
    title = "\n".join(line.removeprefix("#").strip() for _, line in lines[: first - 1] if line.startswith("#"))
    at, zone = _beginning(first, beginning)
    return Transcript(title=title, at=at, zone=zone, entries=tuple(_entries(lines[first:])))


def _beginning(number: int, line: str) -> tuple[datetime, str]:
    words = line.split()
    if len(words) != 3 or words[0] != "at":  # noqa: PLR2004 - at, when, where
        raise TranscriptError(number, "it does not say when it begins", "write: at 2026-11-23T22:40 Europe/Berlin")
    try:
        ZoneInfo(words[2])
    except (ValueError, KeyError, OSError):
        raise TranscriptError(number, f"there is no zone {words[2]!r}", "write one as Europe/Berlin") from None
    return _wall(number, words[1]), words[2]


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[Entry]:
    begun: list[tuple[int, str]] = []
    for number, line in lines:
        if line.startswith((" ", "\t")) or not line.strip():
            if line.strip() and not begun:
                raise TranscriptError(number, "this line belongs to nothing", "take the spaces before it out")
            if begun:
                begun.append((number, line.strip()))
        else:
            if begun:
                yield _entry(begun)
            begun = [(number, line.rstrip())]
    if begun:
        yield _entry(begun)


def _entry(lines: list[tuple[int, str]]) -> Entry:
    number, first = lines[0]
    if first.startswith("bot>"):
        return _bot(number, [first.removeprefix("bot>").strip(), *(line for _, line in lines[1:])])
    if first.startswith("you>"):
        rest = "\n".join(line for _, line in lines[1:]).rstrip("\n")
        return _you(number, f"{first.removeprefix('you>').strip()}\n{rest}".strip())
    for extra, line in lines[1:]:
        if line:
            raise TranscriptError(extra, "this line belongs to nothing", "take the spaces before it out")
    if first.startswith("#"):
        return Note(text=first.removeprefix("#").strip(), line=number)
    return _happening(number, first.split())


def _happening(number: int, words: list[str]) -> Entry:
    match words:
        case ["restart"]:
            return Restart(line=number)
        case ["down", span]:
            return Down(span=_span(number, span), line=number)
        case ["wait", "until", moment]:
            return Wait(until=_wall(number, moment), line=number)
        case ["wait", span]:
            return Wait(span=_span(number, span), line=number)
        case _:
            raise TranscriptError(number, f"{' '.join(words)!r} can't be read", _FORMS)


def _you(number: int, text: str) -> Entry:
    if text.startswith("(") and text.endswith(")") and len(text) > len("()"):
        return Pressed(label=text[1:-1], line=number)
    if text.startswith("/"):
        command, _, argument = text[1:].partition(" ")
        return Used(command=command, argument=argument.strip(), line=number)
    return You(text=text.removeprefix("\\"), line=number)


def _bot(number: int, lines: list[str]) -> Bot:
    while lines and not lines[-1]:
        lines.pop()
    choices: list[str] = []
    while len(lines) > 1 and _CHOICES.fullmatch(lines[-1]):
        choices = [re.sub(r"\\(.)", r"\1", label) for label in _CHOICE.findall(lines.pop())] + choices
    paragraphs = "\n".join(line.removeprefix("\\") for line in lines).strip("\n").split("\n\n")
    return Bot(paragraphs=tuple(one for one in paragraphs if one), choices=tuple(choices), line=number)


def _span(number: int, text: str) -> timedelta:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise TranscriptError(number, f"{text!r} is no span of time", "write 3d, 2h, 30m or 1w")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _wall(number: int, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise TranscriptError(number, f"{text!r} is no time", "write it as 2026-12-01T09:00") from None
    if moment.tzinfo is not None:
        raise TranscriptError(number, f"{text!r} names a zone", "write the local time only")
    return moment
