"""Whoever only looks at a folder sees what was kept, and leaves no trace in it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError, StorageError
from bot.storage.onlooker import Onlooker
from bot.storage.people import DrawerCabinet
from tests.bot.storage.on_disk import ANN, BOB, KEY, NOON, a_mere_user, all_files, drawer_of, file_of, read_only

JOURNAL = tuple(JournalEntry(id=f"j{number}", at=NOON, kind="lesson", title="A lesson") for number in range(120))


@pytest.mark.parametrize("key", [None, KEY])
async def test_a_folder_nobody_may_write_to_is_read_with_its_whole_journal(key: bytes | None) -> None:
    with a_mere_user() as folder:
        with DrawerCabinet(folder, key=key) as cabinet:
            await cabinet.commit(replace(drawer_of(ANN), journal=JOURNAL))
        (folder / "lock").unlink()
        with read_only(folder):
            onlooker = Onlooker(folder, key=key)
            found = await onlooker.load(ANN)
            assert found is not None
            assert found.state == drawer_of(ANN).state
            assert await onlooker.journal(ANN) == JOURNAL
            assert await onlooker.load(BOB) is None
        assert not (folder / "lock").exists()


async def test_a_folder_in_use_is_read_as_it_stands_and_stays_as_it_is(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(ANN, 1))
        cabinet.put_away()
        await cabinet.commit(drawer_of(ANN, 2))
        await cabinet.commit(drawer_of(BOB, 1))
        await cabinet.commit(drawer_of(BOB, 2))
        before = all_files(tmp_path)
        assert await Onlooker(tmp_path).load(ANN) == drawer_of(ANN, 2)
        assert await Onlooker(tmp_path).load(BOB) == drawer_of(BOB, 2)
        assert all_files(tmp_path) == before
        assert await cabinet.load(BOB) == drawer_of(BOB, 2)


async def test_what_was_forgotten_is_not_seen(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(ANN))
        await cabinet.forget(ANN)
        assert await Onlooker(tmp_path).load(ANN) is None


async def test_a_damaged_drawer_is_told_and_stays_where_it_is(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(ANN))
        drawer = file_of(cabinet, ANN)
    drawer.write_text("{torn", encoding="utf-8")
    with pytest.raises(DamagedDrawerError, match=drawer.name):
        await Onlooker(tmp_path).load(ANN)
    assert drawer.read_text(encoding="utf-8") == "{torn"


def test_a_folder_one_may_not_look_into_is_told() -> None:
    with a_mere_user() as folder:
        folder.chmod(0o000)
        with pytest.raises(StorageError, match="may not read the folder") as caught:
            Onlooker(folder)
        folder.chmod(0o700)
    assert str(folder) in str(caught.value)


def test_the_key_must_be_the_one_of_the_folder(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path, key=KEY):
        pass
    with pytest.raises(StorageError, match="is sealed: set its key"):
        Onlooker(tmp_path)


async def test_an_empty_folder_has_nobody_and_stays_empty(tmp_path: Path) -> None:
    assert await Onlooker(tmp_path).load(ANN) is None
    assert all_files(tmp_path) == []
