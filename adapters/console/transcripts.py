"""Plays written conversations: a terminal without a screen, with a clock that only goes when told to.

What is done here goes the way of every typed line, so a conversation that holds here holds in the terminal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adapters.console.outgoing import label, paragraphs
from adapters.console.session import Session
from bot.domain.messages import Command, Message
from bot.errors import NextStepError

Heard = tuple[tuple[str, ...], tuple[str, ...]]
"""One thing the bot said: its paragraphs and the labels of its buttons."""


class NoSuchButtonError(NextStepError):
    """A button is pressed that was never shown."""


@dataclass(slots=True)
class Listener:
    """The port `Screen` that writes down what is said."""

    said: list[Message] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def say(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        """Write down what the bot says."""
        del unasked_at
        self.said.append(message)

    def remark(self, text: str) -> None:
        """Pass over what only a terminal says."""

    def fail(self, text: str) -> None:
        """Write down what went wrong."""
        self.failures.append(text)


class Stage:
    """A conversation that is played."""

    def __init__(self, session: Session, listener: Listener) -> None:
        self._session = session
        self._listener = listener

    async def begin(self) -> None:
        """Start the program, also after a break."""
        await self._session.begin()

    async def write(self, text: str) -> None:
        """Write a text of one or many lines."""
        await self._session.write(text)

    async def press(self, wanted: str) -> None:
        """Press a button by its label; also one that is over. Raises `NoSuchButtonError`."""
        choice = self._session.messenger.buttons.named(wanted)
        if choice is None:
            there_are = [f"({label(one)})" for one in self._session.messenger.buttons.open]
            raise NoSuchButtonError(f"there is no button ({wanted}); there are: {_listed(there_are)}")
        await self._session.press(choice)

    async def use(self, name: str, argument: str) -> None:
        """Use a command of the conversation."""
        await self._session.handle(Command(id=next(self._session.event_ids), name=name, argument=argument))

    async def pass_time(self, until: datetime) -> None:
        """Let time pass; what comes due on the way is said."""
        await self._session.pass_time(until)

    def heard(self) -> list[Heard]:
        """Return what was said since the last time. Raises `NextStepError` when something went wrong."""
        if self._listener.failures:
            raise NextStepError(" ".join(self._listener.failures))
        said, self._listener.said = self._listener.said, []
        return [(paragraphs(message), tuple(label(choice) for choice in message.choices)) for message in said]


def _listed(labels: Sequence[str]) -> str:
    return " ".join(labels) or "none"
