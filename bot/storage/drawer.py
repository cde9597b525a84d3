"""A drawer as a file: a small TinyDB database of its own, written at one stroke.

As TinyDB comes, a kill during a write tears the file. This storage never leaves a file half-written. Any TinyDB can
open the file, and so can a person.
"""

from pathlib import Path
from typing import Any

import msgspec
from tinydb import Storage

from bot.errors import DamagedDrawerError
from bot.storage import files
from bot.storage.codec import Plain, as_json, from_json
from bot.storage.seal import Seal, Unsealed

Tables = dict[str, dict[str, Any]]


class DrawerStorage(Storage):
    """Where TinyDB keeps one drawer: `TinyDB(path, storage=DrawerStorage)`. Raises what the operating system raises."""

    def __init__(self, path: Path | str, seal: Seal | None = None) -> None:
        self._path = Path(path)
        self._seal = seal or Unsealed()

    def read(self) -> Tables | None:
        """Return all tables, or `None` if there is no file. Raises `DamagedDrawerError` for what is none."""
        try:
            return from_json(self._seal.open(self._path.read_bytes()))
        except FileNotFoundError:
            return None

    def write(self, data: Tables) -> None:
        """Keep all tables; when that fails, the old ones still stand."""
        files.replace(self._path, self._seal.close(readable(data)))


def readable(tables: Tables) -> bytes:
    """Return tables as JSON for people and programs."""
    return msgspec.json.format(as_json(tables), indent=1)


def tables_of(plain: Plain) -> Tables:
    """Lay the sections of a drawer out as tables, whose rows have numbers; empty ones are left out."""
    return {name: _rows(section) for name, section in plain.items() if section}


def plain_of(tables: Tables) -> Plain:
    """Return the sections that `tables_of` laid out. Raises `DamagedDrawerError` for what are no tables."""
    try:
        return {name: _section(name, list(rows.values())) for name, rows in tables.items()}
    except AttributeError:
        raise DamagedDrawerError("a drawer can't be read: its tables are not as they should be") from None


_SINGLE = frozenset({"drawer", "person", "talk", "seen"})
"""Sections that are one record and not a list of them."""


def _rows(section: Any) -> dict[str, Any]:  # noqa: ANN401 - one record or a list
    records = [section] if isinstance(section, dict) else section
    return {str(number): record for number, record in enumerate(records, start=1)}


def _section(name: str, records: list[Any]) -> Any:  # noqa: ANN401 - one record or a list
    return records[0] if name in _SINGLE and records else records
