"""One process at a time: two would each write drawers the other believes it knows.

The lock is the operating system's and goes when the process goes, however it ends.
"""

import fcntl
import os
from pathlib import Path

from bot.errors import FolderInUseError

_NAME = "lock"


class FolderLock:
    """Holds a folder until released. Raises `FolderInUseError` when somebody else does."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise FolderInUseError(_in_use(folder, holder)) from None
        os.truncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Let the next process have the folder."""
        os.close(self._descriptor)


def _in_use(folder: Path, holder: str) -> str:
    who = f"process {holder}" if holder else "another process"
    return f"{who} is using the folder {folder}: stop it first, or choose another folder"
