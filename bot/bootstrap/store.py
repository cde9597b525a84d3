"""Opens the place people are kept in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import NextStepError
from bot.storage.memory import MemoryPeople

if TYPE_CHECKING:
    from bot.ports import People


@contextmanager
def open_people(folder: Path | None, key: bytes | None = None) -> Iterator["People"]:
    """Open a folder, or keep people in memory only. Raises `StorageError` where the folder can't be used."""
    if folder is None:
        yield MemoryPeople()
        return
    from bot.storage.people import DrawerCabinet

    with DrawerCabinet(folder, key=key) as people:
        yield people


def existing(folder: Path) -> Path:
    """Return a folder that is there: a mistyped name must not make a new one. Raises `NextStepError`."""
    if not folder.is_dir():
        raise NextStepError(f"there is no folder {folder}: name the one things are kept in (--store)")
    return folder


def nobody(folder: Path, platform: str) -> NextStepError:
    """Return what an operator is told who named somebody of whom nothing is kept."""
    return NextStepError(f"nothing is kept in {folder} about this person on {platform}; check --person and --platform")
