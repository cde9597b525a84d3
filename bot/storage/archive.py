"""The older part of a journal: a file beside the drawer that only grows.

Every line is a batch of entries, so that adding to it costs the same however long it is.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import structlog

from bot.dialogue.state import STATE_VERSION
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError
from bot.storage import files
from bot.storage.codec import as_json
from bot.storage.journal import Entries
from bot.storage.seal import Seal

_TO_DO = "put the line back from a copy, or leave it: the others are read"
_log = structlog.get_logger()


class _Batch(msgspec.Struct):
    entries: Entries
    version: int = STATE_VERSION  # for the day on which an entry gets another shape


class Archive:
    """The archive file of one person. Raises what the operating system raises."""

    def __init__(self, path: Path, seal: Seal) -> None:
        self._path = path
        self._seal = seal

    def add(self, entries: Entries) -> None:
        """Keep a batch of entries. After a crash the same ones may be added again: readers count each id once."""
        batch = as_json({"version": STATE_VERSION, "entries": entries})
        files.append_line(self._path, self._seal.close(batch))

    def entries(self) -> Iterator[JournalEntry]:
        """Go through all entries, oldest first; a line that can't be read is passed over, and the log says which."""
        for number, line in enumerate(files.whole_lines(self._path), start=1):
            try:
                yield from msgspec.json.decode(self._seal.open(line), type=_Batch).entries
            except (DamagedDrawerError, msgspec.DecodeError, UnicodeDecodeError):
                _log.warning("journal.line_damaged", journal=str(self._path), line=number, to_do=_TO_DO)
