"""A drawer as a file: a small TinyDB database of its own, written at one stroke.

As TinyDB comes, a kill during a write tears the file. This storage never leaves a file half-written. Any TinyDB can
open the file, and so can a person.
"""

from pathlib import Path

import msgspec
from tinydb import Storage

from bot.storage import files
from bot.storage.codec import as_json, from_json
from bot.storage.seal import Seal, Unsealed
from bot.storage.tables import Tables


class DrawerStorage(Storage):
    """Where TinyDB keeps one drawer: `TinyDB(path, storage=DrawerStorage)`. Raises what the operating system raises."""

    def __init__(self, path: Path | str, seal: Seal | None = None) -> None:
        self._path = Path(path)
        self._seal = seal or Unsealed()

    def read(self) -> Tables | None:
        """Return all tables, or `None` if there is no file. Raises `DamagedDrawerError` for what is none."""
        try:
            return tables_in(self._path.read_bytes(), self._seal)
        except FileNotFoundError:
            return None

    def write(self, data: Tables) -> None:
        """Keep all tables; when that fails, the old ones still stand."""
        files.replace(self._path, content_of(data, self._seal))


def content_of(tables: Tables, seal: Seal) -> bytes:
    """Return what a drawer's file holds."""
    return seal.close(readable(tables))


def tables_in(content: bytes, seal: Seal) -> Tables:
    """Return the tables in what a drawer's file holds. Raises `DamagedDrawerError` for what is none."""
    return from_json(seal.open(content))


def readable(tables: Tables) -> bytes:
    """Return tables as JSON for people and programs."""
    return msgspec.json.format(as_json(tables), indent=1)
