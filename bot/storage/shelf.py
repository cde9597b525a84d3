"""People's files in a folder: reading, writing and removing them. Everything here blocks.

What is kept stands in the daybook first and lies in its drawer from `put_away` on. Whoever reads need not know which.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

import structlog
from msgspec.structs import replace

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError, StorageError
from bot.ports import Drawer, Owed
from bot.storage.archive import Archive
from bot.storage.codec import from_plain, to_sections
from bot.storage.daybook import Daybook, Entry
from bot.storage.drawer import content_of, tables_in
from bot.storage.files import in_plain_words, read, remove, replace_all
from bot.storage.folder import Folder
from bot.storage.journal import split, whole
from bot.storage.owed import look
from bot.storage.seal import Seal
from bot.storage.survey import second_reader, survey
from bot.storage.tables import plain_of, tables_of

_NOT_READ_YET = "it is set aside when its person writes next; docs/operating.md, Damaged drawers"
_SET_ASIDE = "mend it or remove it; docs/operating.md, Damaged drawers"
_NOT_FILLED = "it stands in the daybook until this is mended; docs/operating.md, When something is wrong"
_HANDFUL = 64
"""How many drawers are filled at one go: whoever is to be forgotten waits no longer than that takes."""
_log = structlog.get_logger()


class Shelf:
    """The drawers of a folder, and the journals beside them. What goes wrong is a `StorageError`."""

    def __init__(self, folder: Folder, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal
        self._filling = Lock()  # of drawers, which must not go on while one is removed
        with in_plain_words(folder.path):
            self._daybook = Daybook(folder.daybook)

    def read(self, key: PersonKey) -> Drawer | None:
        """Return a drawer; one that can't be read is set aside before `DamagedDrawerError` is raised."""
        with in_plain_words(self._folder.path):
            try:
                return self._read(key)
            except DamagedDrawerError as error:
                drawer = self._folder.drawer(key)
                self._put_away([drawer.stem])
                place = self._folder.set_aside(drawer)
                _log.warning("drawer.set_aside", drawer=str(drawer), now_at=str(place), to_do=_SET_ASIDE)
                raise DamagedDrawerError(f"{error}; it was set aside as {place}, nobody else is concerned") from None

    def write(self, drawers: Sequence[tuple[Drawer, bool]]) -> list[Drawer | Exception]:
        """Keep drawers with one flush for all that are to last, which is said of each.

        Returns each as it stands now, with only the newest of its journal, or why this one can't be kept.
        """
        prepared = [self._prepared(drawer, lasting=lasting) for drawer, lasting in drawers]
        with in_plain_words(self._folder.path):
            if self._daybook.is_full:
                self.put_away()
            if self._daybook.is_full:
                raise StorageError("the daybook is full and can't be put away into the drawers: the log says why")
            self._daybook.write([one[0] for one in prepared if not isinstance(one, Exception)])
        return [one if isinstance(one, Exception) else one[1] for one in prepared]

    def put_away(self) -> None:
        """Fill the drawers with what stands in the daybook. One that can't be filled keeps no other from it."""
        names = sorted(self._daybook.names())  # those of a room together: they share its flush
        failed: StorageError | None = None
        for first in range(0, len(names), _HANDFUL):
            try:
                with in_plain_words(self._folder.path):
                    self._put_away(names[first : first + _HANDFUL])
            except StorageError as error:
                failed = error
        if failed:
            raise failed

    def close(self) -> None:
        """Put everything away. What can't be stands in the daybook when the folder is opened next."""
        try:
            self.put_away()
        except StorageError as error:
            _log.warning("daybook.left", reason=str(error))
        with in_plain_words(self._folder.path):
            self._daybook.close()

    def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return all entries of a person's journal, oldest first."""
        drawer = self.read(key)
        with in_plain_words(self._folder.path):
            return whole(self._archive(key).entries(), drawer.journal if drawer else ())

    def traces(self, key: PersonKey) -> Sequence[Path]:
        """Return every file there is of a person."""
        with in_plain_words(self._folder.path):
            self._put_away([self._folder.name(key)])
            return [path for path in self._folder.traces(key) if path.exists()]

    def remove(self, key: PersonKey) -> None:
        """Remove every file there is of a person, and what stands of them in the daybook."""
        with in_plain_words(self._folder.path), self._filling:
            remove(self._folder.traces(key))
            self._daybook.blot_out(
                self._folder.name(key)
            )  # where that fails, the person is still there, to be forgotten

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed. A drawer that can't be read is passed over and logged."""
        written = {self._folder.drawer_named(name): name for name in self._daybook.names()}
        with in_plain_words(self._folder.path), second_reader(self._seal, self._folder.about_how_many()) as reader:
            for path, name in written.items():
                yield from self._owed(str(path), self._daybook.read(name))
            yield from survey(self._folder.drawers(besides={path.name for path in written}), self._all_owed, reader)

    def _prepared(self, drawer: Drawer, *, lasting: bool) -> tuple[Entry, Drawer] | Exception:
        """Keep the older part of a journal beside its drawer, and return what the daybook is to hold of the rest."""
        key = drawer.state.person.key
        older, newest = split(drawer.journal)
        kept = replace(drawer, journal=newest) if older else drawer
        try:
            content = content_of(tables_of(to_sections(kept)), self._seal)
            with in_plain_words(self._folder.path):
                if older:
                    self._folder.make_room(self._folder.drawer(key))
                    self._archive(key).add(older)
        except Exception as error:  # noqa: BLE001 - it concerns this one person, and the others wait for their flush
            return error
        return Entry(self._folder.name(key), content, lasting), kept

    def _all_owed(self, paths: Sequence[str]) -> list[Owed]:
        return [owed for path in paths for owed in self._owed(path)]

    def _owed(self, path: str, content: bytes | None = None) -> list[Owed]:
        try:
            return [look(self._seal.open(content or read(path)))]
        except FileNotFoundError:  # forgotten since the folder was listed
            return []
        except DamagedDrawerError:
            _log.warning("drawer.damaged", drawer=path, to_do=_NOT_READ_YET)
            return []

    def _read(self, key: PersonKey) -> Drawer | None:
        try:
            content = self._daybook.read(self._folder.name(key)) or read(str(self._folder.drawer(key)))
        except FileNotFoundError:
            return None
        return drawer_in(content, key, self._seal)

    def _put_away(self, names: Sequence[str]) -> None:
        with self._filling:
            written = self._daybook.look(names)
            filled = self._fill({name: data for name, (_, data) in written.items()})
            self._daybook.put_away({name: written[name][0] for name in filled})

    def _fill(self, contents: Mapping[str, bytes]) -> list[str]:
        """Fill drawers and return the names of those that could be. Raises `OSError` where none could."""
        try:
            self._fill_all(contents)
        except OSError as error:
            filled = [name for name, data in contents.items() if self._is_filled(name, data)]
            if not filled:
                raise error from None
            return filled
        return list(contents)

    def _fill_all(self, contents: Mapping[str, bytes]) -> None:
        drawers = {self._folder.drawer_named(name): data for name, data in contents.items()}
        for drawer in drawers:
            self._folder.make_room(drawer)
        replace_all(drawers)

    def _is_filled(self, name: str, data: bytes) -> bool:
        """Fill one drawer, and say whether that was possible."""
        try:
            self._fill_all({name: data})
        except OSError as error:
            drawer = str(self._folder.drawer_named(name))
            _log.warning("drawer.not_filled", drawer=drawer, reason=error.strerror, to_do=_NOT_FILLED)
            return False
        return True

    def _archive(self, key: PersonKey) -> Archive:
        return Archive(self._folder.archive(key), self._seal)


def drawer_in(content: bytes, key: PersonKey, seal: Seal) -> Drawer:
    """Return the drawer of a person that a content is. Raises `DamagedDrawerError` for what is none, or not theirs."""
    drawer = from_plain(plain_of(tables_in(content, seal)))
    if drawer.state.person.key != key:
        raise DamagedDrawerError("a drawer is somebody else's")
    return drawer
