"""What this adapter needs from the outside, and the facts of the content it is told by `bootstrap`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

PLATFORM = "slack"
"""The name of this platform in a `PersonKey`."""
Json = Mapping[str, Any]
"""A JSON object, as Slack sends and takes them."""


class Records(Protocol):
    """Where installations, open invitations to install and hosts' settings are kept: small objects by name."""

    async def read(self, name: str) -> Json | None:
        """Return a record, or `None`. Raises `StorageError`."""

    async def write(self, name: str, record: Json) -> None:
        """Keep a record, whole or not at all. Raises `StorageError`."""

    async def remove(self, name: str) -> None:
        """Remove a record; one that is not there is no error. Raises `StorageError`."""

    async def names(self, prefix: str) -> Sequence[str]:
        """Return the names of all records that begin with `prefix`, sorted. Raises `StorageError`."""


class Spec(Protocol):
    """A command, as the command table of the content describes it."""

    @property
    def name(self) -> str:
        """What is typed."""

    @property
    def summary(self) -> str:
        """What it does, in a line."""

    @property
    def argument(self) -> str | None:
        """What may stand behind it, in words."""

    @property
    def interrupt(self) -> bool:
        """Whether it is only a word in the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What of the content this adapter has to know."""

    commands: tuple[Spec, ...] = ()
    nudge_labels: Mapping[str, str] = field(default_factory=dict)  # kind of nudge → its label in lists
    asks_time: frozenset[str] = frozenset()  # steps that wait for a day and hour
    asks_words: Mapping[str, str] = field(default_factory=dict)  # steps that wait for words → name they are kept under
    countries: Mapping[str, str] = field(default_factory=dict)  # with help lines: ISO letters → name
    locales: tuple[str, ...] = ("en",)  # the pack's own first
