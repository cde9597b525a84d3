"""Looks at the people of a folder and touches nothing: it may be read-only, a copy, or in use by the program.

Whoever writes there exchanges drawers whole, and fills them before the daybook begins anew. So the book is read first,
at one stroke: what is not in it lies in its drawer by then.
"""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError
from bot.ports import Drawer
from bot.storage.archive import Archive
from bot.storage.daybook import newest_in
from bot.storage.files import in_plain_words
from bot.storage.folder import Places
from bot.storage.journal import whole
from bot.storage.seal import seal_of
from bot.storage.shelf import drawer_in


class Onlooker:
    """The port `Kept` on a folder that is there. Raises `StorageError` where it can't be read."""

    def __init__(self, folder: Path, *, key: bytes | None = None) -> None:
        self._seal = seal_of(key)
        self._places = Places(folder, self._seal)

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger. One that can't be read stays where it is."""
        name, drawer = self._places.name(key), self._places.drawer(key)
        with in_plain_words(self._places.path, looking=True):
            content = newest_in(_bytes_of(self._places.daybook), name) or _bytes_of(drawer)
        try:
            return drawer_in(content, key, self._seal) if content else None
        except DamagedDrawerError as error:
            raise DamagedDrawerError(f"{error}: {drawer}; docs/operating.md, Damaged drawers") from None

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""
        drawer = await self.load(key)
        with in_plain_words(self._places.path, looking=True):
            return whole(Archive(self._places.archive(key), self._seal).entries(), drawer.journal if drawer else ())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
