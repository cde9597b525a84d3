"""People who are kept as long as the program runs: for trying it out, and for tests.

Every drawer goes through the codec to bytes and back, so what works here works on a disk.
"""

from collections.abc import AsyncIterator, Iterator, Sequence

from msgspec.structs import replace

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.ports import Drawer, Owed
from bot.storage.codec import from_bytes, to_bytes
from bot.storage.journal import split, whole
from bot.storage.owed import owed_of


class MemoryPeople:
    """The port `People` without a disk."""

    def __init__(self) -> None:
        self._drawers: dict[PersonKey, bytes] = {}
        self._archives: dict[PersonKey, Sequence[JournalEntry]] = {}

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger."""
        return self._read(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        """Keep the drawer."""
        del lasting
        key = drawer.state.person.key
        older, newest = split(drawer.journal)
        kept = to_bytes(replace(drawer, journal=newest))
        if older:
            self._archives[key] = whole(self._archives.get(key, ()), older)
        self._drawers[key] = kept

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""
        drawer = self._read(key)
        return whole(self._archives.get(key, ()), drawer.journal if drawer else ())

    async def forget(self, key: PersonKey) -> None:
        """Remove every trace of a person."""
        self._drawers.pop(key, None)
        self._archives.pop(key, None)

    async def everyone(self) -> AsyncIterator[PersonKey]:
        """Go through all people."""
        for key in tuple(self._drawers):
            yield key

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed."""
        for kept in tuple(self._drawers.values()):
            yield owed_of(from_bytes(kept))

    def _read(self, key: PersonKey) -> Drawer | None:
        kept = self._drawers.get(key)
        return None if kept is None else from_bytes(kept)
