"""The folder people are kept in: what lies where, who holds it, what is tidied up when it is opened.

    lock  folder.json                 who holds it; the secret that file names are made with
    daybook                           what was kept last and is not in its drawer yet
    3f/3f9a….json  3f/3f9a….journal   a person's drawer, and the older part of their journal
    damaged/3f9a….1.json              a drawer that could not be read

File names are keyed hashes: without the secret nobody can tell from a name whose drawer it is. In a sealed folder the
secret is sealed as well, and tells at once whether the key is the right one.
"""

import os
import re
import secrets
from collections.abc import Container, Iterator
from hashlib import blake2b
from itertools import count
from pathlib import Path

import msgspec

from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError, StorageError
from bot.storage import files
from bot.storage.lock import FolderLock
from bot.storage.seal import Seal

_DAMAGED = "damaged"
_PRIVATE = 0o700
_ROOM = re.compile("[0-9a-f]{2}")


class _About(msgspec.Struct):
    secret: str
    version: int = 1


class Places:
    """What lies where in a folder that is only looked at. Raises `StorageError` for one that can't be read."""

    def __init__(self, path: Path, seal: Seal) -> None:
        self.path = path
        self._seal = seal
        with files.in_plain_words(path, looking=True):
            self._secret = self._read_secret() or self._new_secret()

    # --- what lies where ----------------------------------------------------------------------------------------------

    @property
    def daybook(self) -> Path:
        """Where the daybook lies."""
        return self.path / "daybook"

    def drawer(self, key: PersonKey) -> Path:
        """Return where a person's drawer lies or would lie."""
        return self.drawer_named(self.name(key))

    def drawer_named(self, name: str) -> Path:
        """Return where the drawer of a name lies or would lie."""
        return self.path / name[:2] / f"{name}{self._seal.suffix}"

    def archive(self, key: PersonKey) -> Path:
        """Return where the older part of a person's journal lies or would lie."""
        return self.drawer(key).with_suffix(".journal")

    def name(self, key: PersonKey) -> str:
        """Return the name of a person's drawer, without its ending."""
        return blake2b("\0".join(key).encode("utf-8", "surrogatepass"), digest_size=16, key=self._secret).hexdigest()

    # --- opening ------------------------------------------------------------------------------------------------------

    def _find_rooms(self) -> Iterator[str]:
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries if _ROOM.fullmatch(entry.name))

    def _read_secret(self) -> bytes | None:
        for suffix in (".json", ".sealed"):
            about = self.path / f"folder{suffix}"
            if about.exists():
                return self._secret_in(about)
        return None

    def _secret_in(self, about: Path) -> bytes:
        if about.suffix != self._seal.suffix:
            raise StorageError(_WRONG_SEAL[about.suffix].format(self.path))
        try:
            found = msgspec.json.decode(self._seal.open(about.read_bytes()), type=_About)
            return bytes.fromhex(found.secret)
        except DamagedDrawerError:
            raise StorageError(f"the key does not fit the folder {self.path}: it was sealed with another") from None
        except ValueError:
            raise StorageError(f"{about} can't be read: put it back from a copy, all file names depend on it") from None

    def _new_secret(self) -> bytes:
        if any(self._find_rooms()) or self.daybook.exists():
            raise StorageError(f"{self.path} has drawers but no folder{self._seal.suffix}: put it back from a copy")
        return secrets.token_bytes(32)


class Folder(Places):
    """An open folder. Raises `StorageError` for one that can't be used, and `FolderInUseError` for one in use."""

    def __init__(self, path: Path, seal: Seal) -> None:
        with files.in_plain_words(path):
            path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            self._lock = FolderLock(path)
        try:
            with files.in_plain_words(path):
                super().__init__(path, seal)
                self._rooms = set(self._find_rooms())
                self._sweep()
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let the next process have the folder."""
        self._lock.release()

    def drawers(self, besides: Container[str] = ()) -> Iterator[list[str]]:
        """Go through the paths of all drawers, room by room, except for files of some names."""
        for room in map(self._room, sorted(self._rooms)):
            names = [name for name in os.listdir(room) if name.endswith(self._seal.suffix)]  # noqa: PTH208 - names only
            yield [f"{room}/{name}" for name in names if name not in besides]

    def about_how_many(self) -> int:
        """Guess how many drawers there are from one room: their names spread them evenly."""
        return len(os.listdir(self._room(min(self._rooms)))) * len(self._rooms) if self._rooms else 0  # noqa: PTH208

    def make_room(self, drawer: Path) -> None:
        """Make the folder a drawer lies in, one of 256: a single folder of 100,000 files is slow to work with."""
        room = drawer.parent
        if room.name not in self._rooms:
            room.mkdir(mode=_PRIVATE, exist_ok=True)
            files.sync_folder(self.path)
            self._rooms.add(room.name)

    def set_aside(self, drawer: Path) -> Path:
        """Move a damaged drawer out of the way and return where it is now."""
        room = self.path / _DAMAGED
        room.mkdir(mode=_PRIVATE, exist_ok=True)
        free = (room / f"{drawer.stem}.{number}{drawer.suffix}" for number in count(1))
        place = next(path for path in free if not path.exists())
        drawer.rename(place)
        for folder in (room, drawer.parent, self.path):
            files.sync_folder(folder)
        return place

    def traces(self, key: PersonKey) -> Iterator[Path]:
        """Go through every file there may be of a person, the drawer last: while it is there, not all is removed."""
        drawer = self.drawer(key)
        yield from (self.path / _DAMAGED).glob(f"{drawer.stem}.*")
        yield from (self.archive(key), drawer.with_name(drawer.name + files.TEMPORARY), drawer)

    def _room(self, name: str) -> str:
        return f"{self.path}/{name}"

    def _sweep(self) -> None:
        """Remove what a crash left half-written: it was never acknowledged."""
        for room in self._rooms:
            with os.scandir(self.path / room) as entries:
                for path in [Path(entry.path) for entry in entries if entry.name.endswith(files.TEMPORARY)]:
                    path.unlink()

    def _new_secret(self) -> bytes:
        secret = super()._new_secret()
        about = msgspec.json.encode(_About(secret=secret.hex()))
        files.replace(self.path / f"folder{self._seal.suffix}", self._seal.close(about))
        return secret


_WRONG_SEAL = {
    ".json": "the folder {} is not sealed, but a key is set: choose another folder, or take the key away",
    ".sealed": "the folder {} is sealed: set its key",
}
