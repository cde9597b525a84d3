"""What tests of the store on a disk share: two people, their drawers, a look into the folder."""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from bot.dialogue.state import new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.ports import Drawer
from bot.storage.people import DrawerCabinet

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))
NOBODY = 65534
ANN, BOB = PersonKey("console", "ann"), PersonKey("slack", "T1:U2")


def drawer_of(key: PersonKey, visits: int = 1) -> Drawer:
    nudge = Nudge(id="n1", kind="day_after", due=NOON)
    return Drawer(state=replace(new_state(key), visits=visits, nudges={"n1": nudge}))


def file_of(cabinet: DrawerCabinet, key: PersonKey) -> Path:
    return cabinet._folder.drawer(key)


def everything_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def all_files(folder: Path) -> list[Path]:
    return [path for path in everything_in(folder) if path.is_file()]


@contextmanager
def a_mere_user() -> Iterator[Path]:
    """Be somebody whom the operating system may refuse, and have a folder they own."""
    with tempfile.TemporaryDirectory() as name:
        folder, was = Path(name), os.geteuid()
        if was == 0:
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(was)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write into a folder and what is in it."""
    paths = [folder, *everything_in(folder)]
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o700)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
