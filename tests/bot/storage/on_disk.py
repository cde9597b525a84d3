"""What tests of the store on a disk share: two people, their drawers, a look into the folder."""

import resource
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
def no_file_longer_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
