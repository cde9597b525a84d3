"""Small records by name beside the drawers, for adapters: where they are installed, and what hosts have set.

    records/3f9a….json   one record; its name stands inside, the file's name is a hash of it

Each is written at one stroke, and sealed where the drawers are.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.errors import DamagedDrawerError, StorageError
from bot.storage import files
from bot.storage.seal import seal_of

FOLDER = "records"
"""Where records lie in the store's folder."""


class MemoryRecords:
    """Records that are kept as long as the program runs."""

    def __init__(self) -> None:
        self._records: dict[str, str] = {}

    async def read(self, name: str) -> Mapping[str, Any] | None:
        """Return a record, or `None`."""
        found = self._records.get(name)
        return None if found is None else _object(found)

    async def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record."""
        self._records[name] = json.dumps(record)

    async def remove(self, name: str) -> None:
        """Remove a record; one that is not there is no error."""
        self._records.pop(name, None)

    async def names(self, prefix: str) -> Sequence[str]:
        """Return the names of all records that begin with `prefix`, sorted."""
        return sorted(name for name in self._records if name.startswith(prefix))


class FolderRecords:
    """Records in a folder, which the lock of the store's folder guards as well. Everything raises `StorageError`."""

    def __init__(self, store: Path, key: bytes | None = None) -> None:
        self._folder = store / FOLDER
        self._seal = seal_of(key)
        with files.in_plain_words(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for torn in self._folder.glob(f"*{files.TEMPORARY}"):
                torn.unlink()

    async def read(self, name: str) -> Mapping[str, Any] | None:
        """Return a record, or `None`."""
        found = await asyncio.to_thread(self._read, self._place(name))
        return None if found is None else found[1]

    async def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record, whole or not at all."""
        data = json.dumps({"name": name, "record": record}).encode()
        await asyncio.to_thread(self._write, self._place(name), self._seal.close(data))

    async def remove(self, name: str) -> None:
        """Remove a record; one that is not there is no error."""
        await asyncio.to_thread(self._remove, self._place(name))

    async def names(self, prefix: str) -> Sequence[str]:
        """Return the names of all records that begin with `prefix`, sorted."""
        return await asyncio.to_thread(self._names, prefix)

    def _place(self, name: str) -> Path:
        return self._folder / f"{blake2b(name.encode(), digest_size=16).hexdigest()}{self._seal.suffix}"

    def _read(self, place: Path) -> tuple[str, Mapping[str, Any]] | None:
        with files.in_plain_words(self._folder):
            try:
                data = place.read_bytes()
            except FileNotFoundError:
                return None
        try:
            found = _object(self._seal.open(data))
            return str(found["name"]), found["record"]
        except (DamagedDrawerError, ValueError, KeyError):
            raise StorageError(f"a record can't be read: put it back from a copy, or remove it: {place}") from None

    def _write(self, place: Path, data: bytes) -> None:
        with files.in_plain_words(self._folder):
            files.replace(place, data)

    def _remove(self, place: Path) -> None:
        with files.in_plain_words(self._folder):
            files.remove(iter([place]))

    def _names(self, prefix: str) -> Sequence[str]:
        with files.in_plain_words(self._folder):
            places = [place for place in self._folder.iterdir() if place.suffix == self._seal.suffix]
        found = [record[0] for place in places if (record := self._read(place))]
        return sorted(name for name in found if name.startswith(prefix))


def _object(text: str | bytes) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("a record is no object")  # written by somebody else
    return found
