"""What was typed before, for the arrow keys: in a file of the store, or as long as the program runs.

The file holds a person's own words, so it is theirs alone to read, and goes when they are forgotten.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from adapters.console.files import PRIVATE, remove


class KeptHistory(FileHistory):
    """Keeps lines in a file. A disk that takes nothing is no reason to stop talking."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._path = path

    def load_history_strings(self) -> Iterable[str]:
        """Return the lines, the newest first; none where they can't be read."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Add a line, if that can be done."""
        with suppress(OSError):
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, PRIVATE))
            super().store_string(string)

    def forget(self) -> None:
        """Remove every line, here and on the disk."""
        self._loaded_strings = []
        remove(self._path)


def open_history(path: Path | None) -> History:
    """Return the history of a file, or one that is gone with the program."""
    return KeptHistory(path) if path else InMemoryHistory()


def forget(history: History) -> None:
    """Empty a history."""
    if isinstance(history, KeptHistory):
        history.forget()
    else:
        history._loaded_strings = []  # noqa: SLF001 - it has no other way to be emptied
