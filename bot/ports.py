"""What the service needs from the outside, each as a small protocol.

Every implementation of a port passes the same contract suite (`tests/contract/`).
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.dialogue.state import State
from bot.domain.messages import Form, Message
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.domain.values import Value


class Outgoing(Value, frozen=True, kw_only=True):
    """One thing on its way to a person. `id` is ours and stays the same at every attempt."""

    id: str
    created_at: datetime
    message: Message | None = None
    form: Form | None = None
    retire: int | None = None  # visit whose buttons are to go
    chosen: str | None = None  # what stands in their place
    export: bool = False  # hand over the export file
    nudge_id: str | None = None  # it comes unasked, for this nudge
    reply_to: str | None = None  # the event it answers, while that can still be answered directly
    attempts: int = 0
    not_before: datetime | None = None


class Drawer(Value, frozen=True, kw_only=True):
    """All that is kept about one person."""

    state: State
    seen: tuple[str, ...] = ()  # ids of the newest events, oldest first, bounded
    outbox: tuple[Outgoing, ...] = ()
    journal: tuple[JournalEntry, ...] = ()  # the newest entries; `People.journal` gives all


Owed = tuple[PersonKey, list[tuple[str, datetime]]]
"""A person and all their rings: nudge id and time, as `Ring` has them."""


class Kept(Protocol):
    """What is kept about people, to look at."""

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger. Raises `DamagedDrawerError` where it can't be read."""

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""


class People(Kept, Protocol):
    """Where people are kept. One `commit` is atomic: after a crash it is there whole or not at all.

    A drawer that can't be read is set aside before `DamagedDrawerError` is raised, and its person is a stranger then.
    """

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        """Keep the drawer. Raises `StorageError` when it could not be kept; then the old one still stands.

        What is not `lasting` outlives the end of the program at once, but a loss of power only a moment later.
        """

    async def forget(self, key: PersonKey) -> None:
        """Remove every trace of a person. Forgetting a stranger is no error."""

    def everyone(self) -> AsyncIterator[PersonKey]:
        """Go through all people, in no order."""

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed, in no order. Blocks while it reads, in whichever thread."""


@dataclass(frozen=True, slots=True, order=True)
class Ring:
    """One ring of the alarm clock: for a nudge, or (`nudge_id` empty) for an outbox that waits for another attempt."""

    due: datetime
    person: PersonKey
    nudge_id: str = ""


class AlarmClock(Protocol):
    """Which nudge is due when. It may lose everything at a crash: it is wound again from the drawers."""

    async def schedule(self, nudge_id: str, person: PersonKey, due: datetime) -> None:
        """Ring for a nudge at `due`; setting it again moves it."""

    async def cancel(self, nudge_id: str, person: PersonKey) -> None:
        """Don't ring for a nudge. Unknown ones are no error."""

    async def next_due(self) -> datetime | None:
        """Return when the next ring is due, leased ones left out."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Ring]:
        """Take up to `limit` due rings, earliest first; nobody else gets them before the lease runs out."""

    async def done(self, ring: Ring) -> None:
        """Say that a claimed ring was dealt with. A ring scheduled anew in the meantime stays."""

    async def fail(self, ring: Ring, retry_at: datetime) -> None:
        """Ring again at `retry_at`."""


class Delivered(Value, frozen=True, kw_only=True):
    """The platform took the message."""


class TryLater(Value, frozen=True, kw_only=True):
    """The platform could not take it now; `after` is how long it asked us to wait, if it did."""

    after: timedelta | None = None


class Unreachable(Value, frozen=True, kw_only=True):
    """The person can't be written to now (messages closed, bot removed): park, don't retry."""

    reason: str


class Gone(Value, frozen=True, kw_only=True):
    """The account does not exist any more."""


Receipt = Delivered | TryLater | Unreachable | Gone


class ExportFiles(Value, frozen=True, kw_only=True):
    """What `export` hands over: the same facts for machines and for people."""

    json: str
    markdown: str
    name: str = "next-step"  # file name without its ending


class Messenger(Protocol):
    """Brings messages to the people of one platform."""

    platform: str

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Bring one thing to a person. Never raises for what a platform may answer; every answer is a receipt."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Return the present as an aware UTC time."""


class Doorbell(Protocol):
    """Something that wants to know when the next ring has changed."""

    def wake_at(self, due: datetime | None) -> None:
        """The earliest ring is now due at `due`. May be called from any place, often, cheaply."""
