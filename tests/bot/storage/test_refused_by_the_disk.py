"""Folders that can't be used, and a disk that refuses in the middle of something."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.storage.people import DrawerCabinet
from tests.bot.storage.on_disk import ANN, BOB, NOON, a_mere_user, all_files, drawer_of, file_of, no_file_longer_than

# --- folders that can't be used ---------------------------------------------------------------------------------------


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="can't be read or written"):
        DrawerCabinet(tmp_path / "file")


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o500])
def test_a_folder_one_may_not_use_is_told(mode: int) -> None:
    with a_mere_user() as folder:
        folder.chmod(mode)
        with pytest.raises(StorageError, match="may not read and write") as caught:
            DrawerCabinet(folder)
        folder.chmod(0o700)
    assert str(folder) in str(caught.value)


async def test_a_room_that_becomes_read_only_loses_nothing() -> None:
    with a_mere_user() as folder, DrawerCabinet(folder, remembered=0) as cabinet:
        await cabinet.commit(drawer_of(ANN, 1))
        cabinet.put_away()
        room = file_of(cabinet, ANN).parent
        room.chmod(0o500)
        await cabinet.commit(drawer_of(ANN, 2))
        with pytest.raises(StorageError, match="read-only"):
            cabinet.put_away()
        with pytest.raises(StorageError, match="read-only"):
            await cabinet.forget(ANN)
        assert await cabinet.load(ANN) == drawer_of(ANN, 2)
        room.chmod(0o700)
        cabinet.put_away()
        room.chmod(0o000)
        with pytest.raises(StorageError, match="may not read"):
            await cabinet.load(ANN)
        room.chmod(0o700)
        assert await cabinet.load(ANN) == drawer_of(ANN, 2)


async def test_a_disk_that_gives_out_in_the_middle_of_a_write_loses_nothing(
    cabinet: DrawerCabinet, tmp_path: Path
) -> None:
    def entries(first: int, last: int) -> tuple[JournalEntry, ...]:
        return tuple(JournalEntry(id=f"j{n}", at=NOON, kind="lesson", title="x" * 50) for n in range(first, last))

    await cabinet.commit(replace(drawer_of(ANN, 1), journal=entries(0, 60)))
    cabinet.put_away()
    before = {path: path.read_bytes() for path in all_files(tmp_path)}
    kept = await cabinet.load(ANN)
    assert kept is not None
    for journal in (kept.journal + entries(60, 70), kept.journal + entries(60, 130)):
        with no_file_longer_than(4_000), pytest.raises(StorageError):
            await cabinet.commit(replace(kept, journal=journal))
        assert {path: path.read_bytes() for path in all_files(tmp_path)} == before
    await cabinet.commit(replace(kept, journal=kept.journal + entries(60, 130)))
    assert await cabinet.journal(ANN) == entries(0, 130)


async def test_a_drawer_that_cannot_be_filled_keeps_no_other_from_it(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN, 1))
    await cabinet.commit(drawer_of(BOB, 1))
    in_its_place = file_of(cabinet, ANN)
    in_its_place.parent.mkdir(exist_ok=True)
    in_its_place.mkdir()
    cabinet.put_away()
    assert file_of(cabinet, BOB).is_file()
    assert await cabinet.load(ANN) == drawer_of(ANN, 1)
    in_its_place.rmdir()
    cabinet.put_away()
    assert in_its_place.is_file()
