"""What was typed before, for the arrow keys: in a file of the store, or as long as the program runs."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.domain.person import PersonKey


class KeptHistory(FileHistory):
    """Keeps lines in a file that its owner alone can read. A disk that takes nothing is no reason to stop talking."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))

    def load_history_strings(self) -> Iterable[str]:
        """Return the lines, the newest first; none where they can't be read."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Add a line, if that can be done."""
        with suppress(OSError):
            super().store_string(string)


def open_history(path: Path | None) -> History:
    """Return the history of a file, or one that is gone with the program."""
    return KeptHistory(path) if path else InMemoryHistory()


def file_name(person: PersonKey) -> str:
    """Return the name of a person's history in the folder of the store."""
    safe = "".join(sign for sign in person.id if sign.isascii() and sign.isalnum())
    return "history" if person.id == "me" else f"history-{safe}-{sum(person.id.encode()) % 997}"
