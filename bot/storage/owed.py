"""What the alarm clock has to ring for, read from the drawers at start.

The rule is `bot.service.outbox.owed`. Here it is read off the bytes of a drawer: msgspec skips what a ring does not
need without building it, which is what lets 100,000 drawers be looked through in a second or two.
"""

from collections.abc import Iterator
from datetime import datetime
from sys import intern
from typing import Protocol

import msgspec

from bot.dialogue.state import STATE_VERSION
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError
from bot.ports import Drawer, Owed
from bot.service.outbox import owed
from bot.storage.codec import from_json, from_plain
from bot.storage.tables import plain_of


class Owing(Protocol):
    """What an alarm clock is wound from: this much of the port `People`."""

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed, in no order. Blocks while it reads, in whichever thread."""


class _Version(msgspec.Struct, gc=False):
    version: int


class _Whose(msgspec.Struct, gc=False):
    key: PersonKey


class _Nudge(msgspec.Struct, gc=False):
    id: str
    due: datetime
    status: NudgeStatus = NudgeStatus.PLANNED


class _Outgoing(msgspec.Struct, gc=False):
    created_at: datetime
    not_before: datetime | None = None


class Glance(msgspec.Struct, gc=False):
    """What a look at a drawer's tables tells; a table maps row numbers to rows."""

    drawer: dict[str, _Version]
    person: dict[str, _Whose]
    nudges: dict[str, _Nudge] = {}
    outbox: dict[str, _Outgoing] = {}

    @property
    def is_current(self) -> bool:
        """Whether the drawer has the shape this program writes; if not, it must be read whole to be upgraded."""
        return self.drawer["1"].version == STATE_VERSION

    def owed(self) -> Owed:
        """Return what the drawer owes, by the rule of the service."""
        planned = (nudge for nudge in self.nudges.values() if nudge.status is NudgeStatus.PLANNED)
        # Many people have an "n1": one of it is enough.
        rings = [(intern(nudge.id), nudge.due) for nudge in planned]
        first = next(iter(self.outbox.values()), None)  # what stands behind it waits its turn
        if first is not None:
            rings.append(("", first.not_before or first.created_at))
        return self.person["1"].key, rings


_decoder = msgspec.json.Decoder(Glance)


def look(data: bytes) -> Owed:
    """Return what a drawer owes, from the bytes of its tables. Raises as `from_plain` does, as far as it looks."""
    try:
        glance = _decoder.decode(data)
        if glance.is_current:
            return glance.owed()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        raise DamagedDrawerError("a drawer can't be read") from None
    return owed_of(from_plain(plain_of(from_json(data))))


def owed_of(drawer: Drawer) -> Owed:
    """Return what a drawer owes, as `look` does from its bytes."""
    return drawer.state.person.key, list(owed(drawer))
