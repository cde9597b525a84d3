"""What was kept last, in one file that only grows, until it is put away into the drawers.

A new file costs the disk far more than the bytes in it: a name, a place, two flushes. So what is kept goes to the end
of this file first, into room that was made beforehand, and everybody's share of a moment needs one flush together.
Drawers are filled from it a little later, many at once, and it begins anew. After a crash the book is read, and whoever
asks finds what stands in it before what lies in a drawer.

An entry is a line that says how long it is, its checksum and whose it is, and then what is to lie in that drawer. No
such line can stand inside of a drawer's content. So one that was torn, or has rotted, costs only itself: it does not
fit its checksum, is passed over to the next such line, and wiped out when the book is opened. What was forgotten leaves
a gap of zeros behind, as long as it was, until the book begins anew; whose it was can't be told from that.
"""

import mmap
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple
from zlib import crc32

import structlog

from bot.storage import files

STEP: Final = 1 << 18
"""By how many bytes room is made: with it there already, a flush has only the entries to wait for."""
FULL: Final = 1 << 28
"""From how many bytes on it must be put away before anything else is kept."""
_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{32})\n")
_HEAD_BYTES = 8 + 1 + 8 + 1 + 32 + 1
_MOST_LEFT = 4
"""A book of which no more than one such part is not put away is begun anew with that part."""
_log = structlog.get_logger()


class Entry(NamedTuple):
    """What is to lie in somebody's drawer. `name` is that of the drawer, without its ending."""

    name: str
    data: bytes
    lasting: bool = True  # wait until it is on the disk


class _Place(NamedTuple):
    start: int
    length: int


class Daybook:
    """The book of a folder, which the folder's lock guards as well. Blocks; may be used from several threads.

    Raises what the operating system raises.
    """

    def __init__(self, path: Path, sync: files.Sync = files.sync_content) -> None:
        self._path = path
        self._sync = sync
        self._writing = Lock()
        self._looking = Lock()  # while the file is exchanged for a shorter one
        self._file = -1
        self._room = 0
        self._newest: dict[str, _Place] = {}
        self._end = 0
        if path.exists():
            self._open()

    @property
    def is_full(self) -> bool:
        """Whether it has to be put away before more is written."""
        return self._end >= FULL

    def names(self) -> list[str]:
        """Return whose drawers are to be filled."""
        return list(self._newest)

    def write(self, entries: Sequence[Entry]) -> None:
        """Keep entries, all or none; a flush for all of them if any is to last."""
        if not entries:
            return
        record = b"".join(map(_record, entries))
        with self._writing:
            start = self._end
            self._make_room(len(record))
            try:
                files.write_at(self._file, record, start)
                if any(entry.lasting for entry in entries):
                    self._flush()
            except OSError:
                self._take_back(start, len(record))
                raise
            for entry in entries:
                self._newest[entry.name] = _Place(self._end, _HEAD_BYTES + len(entry.data))
                self._end += _HEAD_BYTES + len(entry.data)

    def read(self, name: str) -> bytes | None:
        """Return what stands in the book for a drawer, if anything does that was not put away."""
        with self._looking:
            place = self._newest.get(name)
            if place is None:
                return None
            found = os.pread(self._file, place.length, place.start)
        # It may just have been put away, and the book begun anew.
        return found[_HEAD_BYTES:] if found and _is_whole(found, name.encode()) else None

    def look(self, names: Sequence[str]) -> dict[str, tuple[object, bytes]]:
        """Return what stands in the book for drawers, each with a mark for `put_away`."""
        found = {name: (self._newest.get(name), self.read(name)) for name in names}
        return {name: (mark, data) for name, (mark, data) in found.items() if data is not None}

    def put_away(self, marks: dict[str, object]) -> None:
        """Strike out what lies in its drawer now, unless something newer was written; with little left, begin anew."""
        with self._writing:
            for name, mark in marks.items():
                if self._newest.get(name) is mark:
                    del self._newest[name]
            left = sum(place.length for place in self._newest.values())
            if self._end and left * _MOST_LEFT <= self._end:
                self._begin_anew()

    def blot_out(self, name: str) -> None:
        """Make everything that stands in the book for a drawer unreadable, for good."""
        with self._writing:
            if self._file < 0:
                return
            own = [place for place, whose, _ in self._entries() if whose == name.encode()]
            for place in own:
                files.write_at(self._file, bytes(place.length), place.start)
            if own:
                self._flush()
            self._newest.pop(name, None)  # only now: what could not be blotted out still counts

    def close(self) -> None:
        """Close the book, and remove it if everything in it was put away."""
        with self._writing:
            if self._file < 0:
                return
            os.close(self._file)
            self._file = -1
            if not self._newest:
                files.remove(iter([self._path]))

    # --- its file -----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        self._room = os.fstat(self._file).st_size
        for place, whose, is_whole in self._entries():
            if is_whole:
                self._wipe(self._end, place.start)
                self._newest[whose.decode()] = place
                self._end = place.start + place.length
        self._wipe(self._end, self._room)
        self._flush()

    def _wipe(self, start: int, end: int) -> None:
        """Let nothing stand where no entry is whole: nobody could say whose it is, or whether something is newer."""
        if os.pread(self._file, end - start, start).strip(b"\0"):
            _log.warning("daybook.entry_passed_over", daybook=str(self._path), at=start)
            files.write_at(self._file, bytes(end - start), start)

    def _flush(self) -> None:
        self._sync(self._file)

    def _make_room(self, needed: int) -> None:
        if self._file < 0:
            self._open()
            try:
                files.sync_folder(self._path.parent)
            except OSError:  # its name may not last yet, so nothing may be kept in it
                os.close(self._file)
                self._file = -1
                raise
        if self._end + needed <= self._room:
            return
        room = -(-(self._end + needed) // STEP) * STEP
        files.write_at(self._file, bytes(room - self._room), self._room)
        self._flush()
        self._room = room

    def _begin_anew(self) -> None:
        """Start with what is left, or with nothing; whoever keeps something new waits no longer than that takes."""
        if self._newest:
            self._exchange()
        else:
            self._empty()

    def _exchange(self) -> None:
        """Put a book in its place that holds only what was not put away."""
        records: list[bytes] = []
        places: dict[str, _Place] = {}
        end = 0
        for name, place in self._newest.items():
            record = os.pread(self._file, place.length, place.start)
            if not _is_whole(record, name.encode()):
                _log.warning("daybook.entry_passed_over", daybook=str(self._path), at=place.start)
                continue
            records.append(record)
            places[name] = _Place(end, len(record))
            end += len(record)
        room = -(-(end + 1) // STEP) * STEP
        files.replace(self._path, b"".join(records) + bytes(room - end))
        file = os.open(self._path, os.O_RDWR)
        with self._looking:
            before, self._file = self._file, file
            self._newest, self._end, self._room = places, end, room
        os.close(before)

    def _empty(self) -> None:
        os.ftruncate(self._file, 0)
        self._room = self._end = 0
        self._flush()
        with suppress(OSError):  # then whoever writes next is told
            self._make_room(1)

    def _take_back(self, start: int, length: int) -> None:
        """Wipe out what could not be kept; where that fails too, leave it there, and let what comes stand behind it."""
        try:
            files.write_at(self._file, bytes(length), start)
        except OSError:
            self._end = start + length

    def _entries(self) -> Iterator[tuple[_Place, bytes, bool]]:
        """Go through all entries: where, whose, and whether they fit their checksum. Others reach up to the next."""
        if not self._room:
            return
        with mmap.mmap(self._file, self._room, access=mmap.ACCESS_READ) as book:
            yield from _entries_in(book)


def newest_in(book: bytes, name: str) -> bytes | None:
    """Return what stands last for a drawer in a book that was read at one stroke, which needs no lock."""
    own = [place for place, whose, is_whole in _entries_in(book) if is_whole and whose == name.encode()]
    return book[own[-1].start + _HEAD_BYTES : own[-1].start + own[-1].length] if own else None


def _entries_in(book: mmap.mmap | bytes) -> Iterator[tuple[_Place, bytes, bool]]:
    start = _next_head(book, 0)
    while start < len(book):
        length, whose = _told_by(book[start : start + _HEAD_BYTES])
        is_whole = _is_whole(book[start : start + length], whose)
        end = start + length if is_whole else _next_head(book, start + _HEAD_BYTES)
        yield _Place(start, end - start), whose, is_whole
        start = _next_head(book, end)


def _next_head(book: mmap.mmap | bytes, start: int) -> int:
    """Return where the next entry begins, or where the book ends."""
    head = _HEAD.search(book, start)
    return head.start() if head else len(book)


def _told_by(head: bytes) -> tuple[int, bytes]:
    """Return how long an entry says it is, and whose."""
    return _HEAD_BYTES + int(head[:8], 16), head[-33:-1]


def _record(entry: Entry) -> bytes:
    whose = entry.name.encode()
    return b"%08x %08x %b\n%b" % (len(entry.data), _checksum(whose, entry.data), whose, entry.data)


def _is_whole(record: bytes, whose: bytes) -> bool:
    head = _HEAD.match(record)
    return (
        head is not None
        and head[3] == whose
        and len(record) == _HEAD_BYTES + int(head[1], 16)
        and int(head[2], 16) == _checksum(whose, record[_HEAD_BYTES:])
    )


def _checksum(whose: bytes, data: bytes) -> int:
    return crc32(data, crc32(whose))
