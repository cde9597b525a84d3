"""Files that are there whole or not at all, also after the power went.

Everything here blocks and may run in any thread. What goes wrong is told as a `StorageError` an operator can act on.
"""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bot.errors import StorageError

Sync = Callable[[int], None]
"""Waits until what was written to an open file, or to a folder, is on the disk."""
sync_content: Sync = getattr(os, "fdatasync", os.fsync)
"""The same for what stands in a file, where the system can leave out what it notes about it."""
TEMPORARY = ".tmp"
"""How the name of a file ends that is not yet the real one."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_AT_ONCE = 1 << 13
_NOBODY_ELSE = 0o600
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_MAY_NOT_LOOK = "this user may not read the folder"


@contextmanager
def in_plain_words(folder: Path, *, looking: bool = False) -> Iterator[None]:
    """Turn what the operating system says about a folder, that may only be looked at, into a `StorageError`."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{_words(error, looking=looking)}: {folder}") from error


def _words(error: OSError, *, looking: bool) -> str:
    if error.errno in _FULL:
        return "the disk is full, make some room; nothing that was kept is lost. The folder"
    if error.errno in _FORBIDDEN:
        return _MAY_NOT_LOOK if looking else "this user may not read and write the folder, or it is read-only"
    return f"the folder can't be read or written ({error.strerror or 'unknown reason'})"


def read(path: str) -> bytes:
    """Return what stands in a file: as fast as can be, because at start there may be 100,000 of them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        found = os.read(descriptor, _AT_ONCE)
        if len(found) < _AT_ONCE:
            return found
        parts = [found]
        while part := os.read(descriptor, _AT_ONCE):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def replace(path: Path, data: bytes, sync: Sync = os.fsync) -> None:
    """Give a file new content at one stroke. When this fails, the old content still stands."""
    replace_all({path: data}, sync)


def replace_all(contents: Mapping[Path, bytes], sync: Sync = os.fsync) -> None:
    """Give files new content, each at one stroke; those that share a folder share its flush.

    When this fails, each of them has its old content or its new one.
    """
    for path, data in contents.items():
        temporary = path.with_name(path.name + TEMPORARY)
        try:
            _write_new(temporary, data, sync)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise
    for folder in dict.fromkeys(path.parent for path in contents):
        sync_folder(folder, sync)


def write_at(descriptor: int, data: bytes, start: int) -> None:
    """Write all of `data` at a place of an open file."""
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, start)
        view, start = view[written:], start + written


def append_line(path: Path, line: bytes, sync: Sync = os.fsync) -> None:
    """Add a line to a file that may not be there yet. A line torn by a crash is cut off first."""
    with open(path, "ab+", opener=_private) as file:
        end = _end_of_lines(file)
        file.truncate(end)
        try:
            file.write(line + b"\n")
            file.flush()
            sync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.truncate(path, end)
            raise
    sync_folder(path.parent, sync)


def whole_lines(path: Path) -> list[bytes]:
    """Return the lines of a file, without one that was torn at its end; none if there is no file."""
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def remove(paths: Iterator[Path], sync: Sync = os.fsync) -> None:
    """Remove files for good; ones that are not there are no error."""
    folders = set()
    for path in paths:
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    for folder in folders:
        if folder.exists():
            sync_folder(folder, sync)


def sync_folder(folder: Path, sync: Sync = os.fsync) -> None:
    """Make names that were added to or taken from a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, data: bytes, sync: Sync) -> None:
    descriptor = os.open(path, _NEW, _NOBODY_ELSE)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        sync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, _NOBODY_ELSE)


def _end_of_lines(file: BinaryIO) -> int:
    size = file.seek(0, os.SEEK_END)
    if size:
        file.seek(size - 1)
        if file.read(1) != b"\n":
            file.seek(0)
            return file.read().rfind(b"\n") + 1
    return size
