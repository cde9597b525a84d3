"""What the alarm clock has to ring for, read from the drawers at start.

The rule is `bot.service.outbox.owed`. Here it is read off the bytes of a drawer. What a ring needs stands at their
beginning, so the rest is cut off unread: that lets 100,000 drawers be looked through in two or three seconds.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec import UNSET, UnsetType

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
    nudges: dict[str, _Nudge] | UnsetType = UNSET
    outbox: dict[str, _Outgoing] | UnsetType = UNSET

    @property
    def is_current(self) -> bool:
        """Whether the drawer has the shape this program writes; if not, it must be read whole to be upgraded."""
        return self.drawer["1"].version == STATE_VERSION

    def owed(self) -> Owed:
        """Return what the drawer owes, by the rule of the service."""
        nudges = self.nudges.values() if self.nudges else ()
        rings = [(nudge.id, nudge.due) for nudge in nudges if nudge.status is NudgeStatus.PLANNED]
        if self.outbox:
            first = next(iter(self.outbox.values()))  # what stands behind it waits its turn
            rings.append(("", first.not_before or first.created_at))
        return self.person["1"].key, rings


_decoder = msgspec.json.Decoder(Glance)
_REST = re.compile(rb',\n "(?!drawer"|person"|nudges"|outbox")')
"""Where the first table begins that a ring doesn't need; a line break stands between tables and in no text."""


def look(data: bytes) -> Owed:
    """Return what a drawer owes, from the bytes of its tables. Raises as `from_plain` does, as far as it looks."""
    try:
        rest = _REST.search(data)
        glance = _decoder.decode(data[: rest.start()] + b"}" if rest else data)
        if glance.nudges is UNSET or glance.outbox is UNSET:  # they may stand behind others: somebody else wrote it
            glance = _decoder.decode(data)
        if glance.is_current:
            return glance.owed()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        raise DamagedDrawerError("a drawer can't be read") from None
    return owed_of(from_plain(plain_of(from_json(data))))


def owed_of(drawer: Drawer) -> Owed:
    """Return what a drawer owes, as `look` does from its bytes."""
    return drawer.state.person.key, list(owed(drawer))
