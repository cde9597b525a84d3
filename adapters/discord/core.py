"""What the adapter needs of the program, handed in by whoever starts it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.domain.messages import Message
from bot.ports import Drawer, People
from bot.service.coach import Coach


class Spec(Protocol):
    """A command of the core's table."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def summary(self) -> str:
        """What it does, in a few words."""

    @property
    def argument(self) -> str | None:
        """What may stand behind it, in words."""

    @property
    def interrupt(self) -> bool:
        """Whether it is only a word in the conversation."""


class Records(Protocol):
    """Small records that belong to nobody: a server's settings, the hash of the commands."""

    async def read(self, name: str) -> Mapping[str, Any] | None:
        """Return a record, or `None`."""

    async def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record in place of the one before."""

    async def remove(self, name: str) -> None:
        """Remove a record; an unknown one is no error."""


def _nothing_said(_drawer: Drawer, _visit: int) -> str:
    return ""


def _nothing_planned(_drawer: Drawer) -> Sequence[tuple[str, str]]:
    return ()


def _no_cities(_prefix: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The conversation, and what can be asked about it."""

    coach: Coach
    people: People
    commands: Sequence[Spec]
    open_question: Callable[[Drawer], Message | None]  # asked again as it was asked
    expects: Callable[[str], str | None]  # what the answer to a step is read as: "time", …
    said_before: Callable[[Drawer, int], str] = _nothing_said  # an earlier answer to an asking, to be changed
    planned: Callable[[Drawer], Sequence[tuple[str, str]]] = _nothing_planned  # nudges: id and label
    cities: Callable[[str], Sequence[str]] = _no_cities  # names that begin so
    help_lines: Mapping[str, str] = field(default_factory=dict)  # country letters → lines, checked ones only
    languages: Mapping[str, str] = field(default_factory=lambda: {"en": "English"})
