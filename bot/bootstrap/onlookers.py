"""Who looks somebody up before the coach does must not swallow the news that what was kept of them is damaged.

A store says once that a drawer could not be read. An adapter that happens to ask first sees a stranger, and the coach,
who shares the set, tells the person when they next write.
"""

from collections.abc import AsyncIterator, Iterator, Sequence

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError
from bot.ports import Drawer, Owed, People


class Onlookers:
    """The port `People`, with a damaged drawer read as none and its person added to `damaged`."""

    def __init__(self, people: People, damaged: set[PersonKey]) -> None:
        self._people = people
        self._damaged = damaged

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger and where it can't be read."""
        try:
            return await self._people.load(key)
        except DamagedDrawerError:  # logged where it was set aside
            self._damaged.add(key)
            return None

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        """Keep the drawer."""
        await self._people.commit(drawer, lasting=lasting)

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""
        return await self._people.journal(key)

    async def forget(self, key: PersonKey) -> None:
        """Remove every trace of a person."""
        await self._people.forget(key)

    def everyone(self) -> AsyncIterator[PersonKey]:
        """Go through all people, in no order."""
        return self._people.everyone()

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed, in no order. Blocks while it reads, in whichever thread."""
        return self._people.owed()
