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
from bot.ports import Drawer, Ring
from bot.service.outbox import owed
from bot.storage.codec import from_json, from_plain
from bot.storage.drawer import plain_of


class Owing(Protocol):
    """A store that can say what it owes its people."""

    def owed(self) -> Iterator[Ring]:
        """Go through everything that is to ring, in no order. Blocks while it reads, and may run in any thread."""


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

    @property
    def key(self) -> PersonKey:
        """Whose drawer it is."""
        return self.person["1"].key

    def rings(self) -> Iterator[Ring]:
        """Go through what the drawer owes."""
        key = self.key
        for nudge in self.nudges.values():
            if nudge.status is NudgeStatus.PLANNED:
                yield Ring(nudge.due, key, intern(nudge.id))  # many people have an "n1": one of it is enough
        for first in self.outbox.values():
            yield Ring(first.not_before or first.created_at, key)
            break  # what stands behind it waits its turn


_decoder = msgspec.json.Decoder(Glance)


def look(data: bytes) -> tuple[PersonKey, Iterator[Ring]]:
    """Say whose drawer it is and what it owes. Raises as `from_plain` does, as far as it looks."""
    try:
        glance = _decoder.decode(data)
        if glance.is_current:
            return glance.key, glance.rings()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        raise DamagedDrawerError("a drawer can't be read") from None
    drawer = from_plain(plain_of(from_json(data)))
    return drawer.state.person.key, rings_of(drawer)


def rings_of(drawer: Drawer) -> Iterator[Ring]:
    """Go through what a drawer owes, as `Glance.rings` does from its bytes."""
    return (Ring(due, drawer.state.person.key, nudge_id) for nudge_id, due in owed(drawer))
