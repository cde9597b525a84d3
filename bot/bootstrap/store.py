"""Opens the place people are kept in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.storage.memory import MemoryPeople

if TYPE_CHECKING:
    from bot.ports import People


@contextmanager
def open_people(folder: Path | None, key: str | None = None) -> Iterator["People"]:
    """Open a folder, or keep people in memory only. Raises `StorageError` where the folder can't be used."""
    if folder is None:
        yield MemoryPeople()
        return
    from bot.storage.people import DrawerCabinet

    with DrawerCabinet(folder, key=key) as people:
        yield people
