"""Fills the drawers from the daybook when it is quiet, in a thread of its own.

Under a load that never ceases it begins all the same now and then: so the daybook stays small.
"""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

import structlog

from bot.errors import StorageError

_LONGEST = 30.0
"""Seconds after which it begins though it isn't quiet."""
_log = structlog.get_logger()


class Housekeeper:
    """Calls `put_away` once nothing was noted for `quiet` seconds. Its thread begins with the first note."""

    def __init__(self, put_away: Callable[[], None], quiet: float) -> None:
        self._put_away = put_away
        self._quiet = quiet
        self._written, self._ending = Event(), Event()
        self._thread: Thread | None = None

    def note(self) -> None:
        """Say that something was written. One thread at a time may say so."""
        self._written.set()
        if self._thread is None:
            self._thread = Thread(target=self._run, name="housekeeper", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Begin nothing more and wait for what was begun."""
        self._ending.set()
        self._written.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        again: float | None = None  # seconds after which to try once more what failed
        while True:
            self._written.wait(again)
            if not self._until_quiet():
                return
            again = None
            try:
                self._put_away()
            except Exception as error:  # noqa: BLE001 - it stands in the daybook, and its turn comes again
                reason = str(error) if isinstance(error, StorageError) else type(error).__name__
                _log.warning("daybook.not_put_away", reason=reason)
                again = _LONGEST

    def _until_quiet(self) -> bool:
        """Wait until it is quiet, and say whether it goes on."""
        begun = monotonic()
        while self._written.is_set() and monotonic() - begun < _LONGEST:
            self._written.clear()
            if self._ending.wait(self._quiet):
                return False
        self._written.clear()
        return not self._ending.is_set()
