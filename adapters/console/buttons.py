"""Remembers which buttons were shown, so that a number or a label becomes a press."""

from collections import deque

from adapters.console.outgoing import label
from bot.domain.messages import Choice, Message

_KEPT = 30  # messages with buttons


class Buttons:
    """The buttons of one conversation. A terminal can't take them away, so old ones may still be named."""

    def __init__(self) -> None:
        self._shown: deque[Message] = deque(maxlen=_KEPT)
        self._open = False

    def show(self, message: Message) -> None:
        """Note the buttons of a message."""
        if message.choices:
            self._shown.append(message)
            self._open = True

    def retire(self, visit: int) -> None:
        """Note that the buttons of one asking are over."""
        if self._shown and self._shown[-1].visit == visit:
            self._open = False

    def clear(self) -> None:
        """Forget all buttons."""
        self._shown.clear()
        self._open = False

    @property
    def open(self) -> tuple[Choice, ...]:
        """The buttons that wait to be pressed."""
        return self._shown[-1].choices if self._open else ()

    def named(self, which: str) -> Choice | None:
        """Return a button by its number in the newest row, or by its label in any, also one that is over."""
        if which.isdecimal() and self._shown:
            return _numbered(self._shown[-1].choices, which)
        return next((found for message in reversed(self._shown) if (found := _labelled(message.choices, which))), None)

    def meant(self, text: str) -> Choice | None:
        """Return the open button that a whole text names by number or label."""
        text = text.strip()
        return _numbered(self.open, text) if text.isdecimal() else _labelled(self.open, text)


def _numbered(choices: tuple[Choice, ...], number: str) -> Choice | None:
    place = int(number[:4])
    return choices[place - 1] if 1 <= place <= len(choices) else None


def _labelled(choices: tuple[Choice, ...], text: str) -> Choice | None:
    wanted = " ".join(text.casefold().split())
    return next((choice for choice in choices if wanted and label(choice).casefold() == wanted), None)
