"""Turns a message into what Discord can take: parts of at most 2,000 characters, buttons of its own, a nonce. Pure."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from adapters.discord.markdown import clean, content
from bot.domain.messages import Choice, Message

MAX_CONTENT = 2000
"""Most characters of one Discord message."""
MAX_LABEL = 80
"""Most characters on a button."""
MAX_CUSTOM_ID = 100
"""Most characters a button carries."""
MAX_BUTTONS = 25
"""Most buttons under one message: five rows of five."""
IN_A_ROW, MAX_ROWS = 5, 5
"""Most buttons side by side, and most rows."""
MAX_NONCE = 25
"""Most characters of a nonce."""
OWN = "ns:"
"""How all begins that the adapter's own buttons and forms carry; a token of the conversation begins with a number."""
WRITE, PRIVATE, TALK, FORM = f"{OWN}write:", f"{OWN}private", f"{OWN}talk", f"{OWN}form:"
"""What they carry: the way to a form, to the direct messages, of an invitation; and a form itself."""


class Button(NamedTuple):
    """One button: what it shows and what it carries, or where it leads."""

    label: str
    id: str = ""
    url: str | None = None


class Part(NamedTuple):
    """One Discord message."""

    content: str
    buttons: tuple[Button, ...] = ()


def parts(message: Message, extra: tuple[Button, ...] = ()) -> tuple[Part, ...]:
    """Return the Discord messages one message becomes; the buttons are under the last one."""
    texts = list(split(content(message))) or ["…"]
    asked = tuple(_button(choice) for choice in message.choices[:MAX_BUTTONS])
    buttons = (*asked, *extra[: MAX_BUTTONS - len(asked)])
    return (*(Part(content=text) for text in texts[:-1]), Part(content=texts[-1], buttons=buttons))


def _button(choice: Choice) -> Button:
    label = choice.label
    if not label.isprintable():
        label = " ".join(clean(label).split())
    label = label[:MAX_LABEL]
    return Button(label=label or "…", id=choice.token[:MAX_CUSTOM_ID])


def rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    """Return buttons row by row: the adapter's own in a row below those of the conversation, where there is room."""
    if not buttons[-1].id.startswith(OWN):
        return _in_rows(buttons)
    own = next(place for place, button in enumerate(buttons) if button.id.startswith(OWN))
    apart = [*_in_rows(buttons[:own]), *_in_rows(buttons[own:])]
    return apart if len(apart) <= MAX_ROWS else _in_rows(buttons)


def _in_rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[place : place + IN_A_ROW] for place in range(0, len(buttons), IN_A_ROW)]


def split(text: str, most: int = MAX_CONTENT) -> Iterator[str]:
    """Cut a text into pieces: between paragraphs where that goes, else between lines, sentences or words."""
    rest = text.strip()
    while len(rest) > most:
        place = _cut(rest, most)
        yield rest[:place].rstrip()
        rest = rest[place:].lstrip()
    if rest:
        yield rest


def _cut(text: str, most: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        place = text.rfind(mark, most // 4, most)
        if place > 0:
            return place + len(mark.rstrip())
    # Not between a backslash and the mark it guards.
    backslashes = len(text[:most]) - len(text[:most].rstrip("\\"))
    return most - backslashes % 2


def nonce(outgoing_id: str, part: int) -> str:
    """Return what Discord recognises a repeated message by: the same at every attempt, at most 25 characters."""
    name = f"{outgoing_id}.{part}"
    return name if len(name) <= MAX_NONCE else blake2b(name.encode(), digest_size=12).hexdigest()
