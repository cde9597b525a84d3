"""What every store of records does, wherever it keeps them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.slack.ports import Records
from bot.errors import StorageError
from bot.storage.records import FOLDER, FolderRecords, MemoryRecords

KEY = bytes(range(32))
STORES: dict[str, Callable[[Path], Records]] = {
    "memory": lambda _: MemoryRecords(),
    "folder": FolderRecords,
    "sealed folder": lambda folder: FolderRecords(folder, KEY),
}


@pytest.fixture(params=STORES)
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Records:
    return STORES[request.param](tmp_path)


async def test_what_was_never_written_is_not_there(records: Records) -> None:
    assert await records.read("a") is None
    assert list(await records.names("")) == []


async def test_what_was_written_last_is_read(records: Records) -> None:
    await records.write("workspace/T1", {"country": "US"})
    await records.write("workspace/T1", {"country": "CA", "hours": ["21:00", "08:00"]})
    assert await records.read("workspace/T1") == {"country": "CA", "hours": ["21:00", "08:00"]}


async def test_names_are_told_by_their_beginning_and_in_order(records: Records) -> None:
    for name in ("b/2", "a/1", "b/1"):
        await records.write(name, {})
    assert list(await records.names("b/")) == ["b/1", "b/2"]


async def test_what_was_removed_is_gone_and_removing_it_again_is_no_error(records: Records) -> None:
    await records.write("a", {})
    await records.remove("a")
    await records.remove("a")
    assert await records.read("a") is None


async def test_a_record_outlives_the_program(tmp_path: Path) -> None:
    await FolderRecords(tmp_path, KEY).write("a", {"token": "xoxb-1"})
    assert await FolderRecords(tmp_path, KEY).read("a") == {"token": "xoxb-1"}


async def test_a_sealed_record_shows_neither_name_nor_content(tmp_path: Path) -> None:
    await FolderRecords(tmp_path, KEY).write("installation/T1", {"token": "xoxb-1"})
    (file,) = (tmp_path / FOLDER).iterdir()
    assert b"xoxb" not in file.read_bytes()
    assert b"T1" not in file.read_bytes()


async def test_a_record_is_for_its_owner_only(tmp_path: Path) -> None:
    await FolderRecords(tmp_path).write("a", {})
    (file,) = (tmp_path / FOLDER).iterdir()
    assert file.stat().st_mode & 0o077 == 0


async def test_a_torn_record_names_its_file_and_not_what_is_in_it(tmp_path: Path) -> None:
    records = FolderRecords(tmp_path)
    await records.write("a", {"token": "xoxb-1"})
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(StorageError, match=file.name) as told:
        await records.read("a")
    assert "xoxb" not in str(told.value)


async def test_what_a_crash_left_half_written_is_swept_at_start(tmp_path: Path) -> None:
    await FolderRecords(tmp_path).write("a", {"n": 1})
    torn = tmp_path / FOLDER / "f.json.tmp"
    torn.write_text("{")
    assert await FolderRecords(tmp_path).read("a") == {"n": 1}
    assert not torn.exists()
