"""People's files in a folder: reading, writing and removing them. Everything here blocks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import structlog
from msgspec.structs import replace

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError
from bot.ports import Drawer, Owed
from bot.storage.archive import Archive
from bot.storage.codec import from_plain, to_plain
from bot.storage.drawer import DrawerStorage
from bot.storage.files import in_plain_words, read, remove
from bot.storage.folder import Folder
from bot.storage.journal import split, whole
from bot.storage.owed import look
from bot.storage.seal import Seal
from bot.storage.tables import plain_of, tables_of

_NOT_READ_YET = "it is set aside when its person writes next; docs/operating.md, Damaged drawers"
_SET_ASIDE = "mend it or remove it; docs/operating.md, Damaged drawers"
_log = structlog.get_logger()


class Shelf:
    """The drawers of a folder, and the journals beside them. What goes wrong is a `StorageError`."""

    def __init__(self, folder: Folder, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def read(self, key: PersonKey) -> Drawer | None:
        """Return a drawer; one that can't be read is set aside before `DamagedDrawerError` is raised."""
        with in_plain_words(self._folder.path):
            try:
                return self._read(key)
            except DamagedDrawerError as error:
                drawer = self._folder.drawer(key)
                place = self._folder.set_aside(drawer)
                _log.warning("drawer.set_aside", drawer=str(drawer), now_at=str(place), to_do=_SET_ASIDE)
                raise DamagedDrawerError(f"{error}; it was set aside as {place}, nobody else is concerned") from None

    def write(self, drawer: Drawer) -> Drawer:
        """Keep a drawer and return it as it stands now, with only the newest of its journal."""
        key = drawer.state.person.key
        older, newest = split(drawer.journal)
        kept = replace(drawer, journal=newest) if older else drawer
        tables = tables_of(to_plain(kept))
        with in_plain_words(self._folder.path):
            self._folder.make_room(self._folder.drawer(key))
            if older:
                self._archive(key).add(older)
            self._storage(key).write(tables)
        return kept

    def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return all entries of a person's journal, oldest first."""
        drawer = self.read(key)
        with in_plain_words(self._folder.path):
            return whole(self._archive(key).entries(), drawer.journal if drawer else ())

    def traces(self, key: PersonKey) -> Sequence[Path]:
        """Return every file there is of a person."""
        with in_plain_words(self._folder.path):
            return [path for path in self._folder.traces(key) if path.exists()]

    def remove(self, key: PersonKey) -> None:
        """Remove every file there is of a person."""
        with in_plain_words(self._folder.path):
            remove(self._folder.traces(key))

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed. A drawer that can't be read is passed over and logged."""
        with in_plain_words(self._folder.path):
            for path in self._folder.drawers():
                try:
                    yield look(self._seal.open(read(path)))
                except FileNotFoundError:
                    continue  # forgotten since the folder was listed
                except DamagedDrawerError:
                    _log.warning("drawer.damaged", drawer=path, to_do=_NOT_READ_YET)

    def _read(self, key: PersonKey) -> Drawer | None:
        tables = self._storage(key).read()
        if tables is None:
            return None
        drawer = from_plain(plain_of(tables))
        if drawer.state.person.key != key:
            raise DamagedDrawerError("a drawer is somebody else's")
        return drawer

    def _storage(self, key: PersonKey) -> DrawerStorage:
        return DrawerStorage(self._folder.drawer(key), self._seal)

    def _archive(self, key: PersonKey) -> Archive:
        return Archive(self._folder.archive(key), self._seal)
