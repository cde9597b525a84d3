"""Turns a message into what a terminal can show.

A person's own words never reach a terminal as they are: an escape sequence in them could move the cursor, change
colours or hide what stands there. Only what the coach wrote may be emphasised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.messages import Choice, Message, Paragraph, SpanKind

INDENT = " " * len("bot> ")
"""What stands before every line of a message but the first."""
_SEQUENCE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x1b\\|\x07|\x9c|$)|\x1b.", re.DOTALL)
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_MARK = re.compile(r"(?<!\\)\*+")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph that looks the same all through."""

    text: str
    emphasis: bool = False


def clean(text: str) -> str:
    """Return a text without anything a terminal would obey."""
    return _UNSHOWN.sub("", _SEQUENCE.sub("", _BREAK.sub("\n", text))).replace("\t", "    ")


def runs(paragraph: Paragraph) -> Iterator[Run]:
    """Go through a paragraph; a mark of emphasis without its partner stays as it is written."""
    marks = sum(len(_MARK.findall(span.text)) for span in paragraph.spans if span.kind is SpanKind.WRITTEN)
    emphasis = False
    for span in paragraph.spans:
        if span.kind is not SpanKind.WRITTEN:
            yield Run(clean(span.text), emphasis)
            continue
        text = _LINK.sub(r"\1 (\2)", span.text)
        pieces = _MARK.split(text) if marks % 2 == 0 else [text]
        for place, piece in enumerate(pieces):
            emphasis = emphasis ^ (place > 0)
            if piece:
                yield Run(clean(piece).replace("\\*", "*"), emphasis)


def paragraphs(message: Message) -> tuple[str, ...]:
    """Return the paragraphs of a message as plain text."""
    return tuple("".join(run.text for run in runs(paragraph)) for paragraph in message.paragraphs)


def label(choice: Choice) -> str:
    """Return what stands on a button."""
    return " ".join(clean(choice.label).split())


def plain(message: Message) -> str:
    """Return a message as a pipe shows it: `bot> …`, its other lines indented, its buttons in one line."""
    first, *others = "\n\n".join(paragraphs(message)).split("\n")
    lines = [f"bot> {first}", *(f"{INDENT}{line}" for line in others)]
    if message.choices:
        lines.append(INDENT + " ".join(f"[{label(choice)}]" for choice in message.choices))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def remark(text: str) -> str:
    """Return a remark of the terminal's own as a pipe shows it."""
    return f"{INDENT}({clean(text)})\n"
