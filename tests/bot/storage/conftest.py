"""Cabinets for tests of the store on a disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import people
from bot.storage.people import DrawerCabinet


@pytest.fixture(autouse=True)
def _never_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let drawers be filled when a test says so, however slow the machine is."""
    monkeypatch.setattr(people, "_QUIET", 600)


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[DrawerCabinet]:
    """A cabinet that remembers nothing, so that every load is from the disk."""
    with DrawerCabinet(tmp_path, remembered=0) as opened:
        yield opened
