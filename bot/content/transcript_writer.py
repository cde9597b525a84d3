"""Writes transcripts as `bot.content.transcript` reads them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from bot.content.transcript import Bot, Down, Entry, Note, Pressed, Restart, Transcript, Used, Wait, You

WIDTH = 100
"""Characters after which a row of buttons goes on in the next line."""
_INDENT = " " * len("bot> ")


def render(transcript: Transcript) -> str:
    """Write a transcript. Spaces around lines are lost."""
    lines = [f"# {line}".rstrip() for line in transcript.title.split("\n")]
    lines.append(f"at {transcript.at:%Y-%m-%dT%H:%M} {transcript.zone}")
    lines += [_entry(entry) for entry in transcript.entries]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> str:
    match entry:
        case You(text=text):
            mark = "\\" if text.startswith(("(", "/", "\\")) else ""
            return _indented("you> ", mark + text)
        case Pressed(label=label):
            return f"you> ({label})"
        case Used(command=command, argument=argument):
            return f"you> /{command} {argument}".rstrip()
        case Bot():
            return _bot(entry)
        case Wait(span=None, until=until):
            return f"wait until {until:%Y-%m-%dT%H:%M}"
        case Wait(span=span):
            return f"wait {_span(span or timedelta())}"
        case Restart():
            return "restart"
        case Down(span=span):
            return f"down {_span(span)}"
        case Note(text=text):
            return f"# {text}".rstrip()
        case _:
            assert_never(entry)


def _indented(mark: str, text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([f"{mark}{first}".rstrip(), *(f"{_INDENT}{line}".rstrip() for line in others)])


def _bot(entry: Bot) -> str:
    lines = "\n\n".join(entry.paragraphs).split("\n")
    text = "\n".join(f"\\{line}" if line.startswith(("[", "\\")) else line for line in lines)
    return "\n".join([_indented("bot> ", text), *_rows(entry.choices)])


def _rows(labels: tuple[str, ...]) -> Iterator[str]:
    row = _INDENT
    for label in labels:
        button = "[" + "".join(f"\\{sign}" if sign in "[]\\" else sign for sign in label) + "]"
        if row != _INDENT and len(row) + len(button) > WIDTH:
            yield row.rstrip()
            row = _INDENT
        row += f"{button} "
    if row != _INDENT:
        yield row.rstrip()


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"
