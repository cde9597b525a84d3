"""What the store on a disk remembers, and what is in its daybook. What every store does stands in `tests/contract`."""

import asyncio
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from bot.dialogue.state import new_state
from bot.domain.person import PersonKey
from bot.errors import StorageError
from bot.ports import Drawer
from bot.storage import daybook
from bot.storage.daybook import Daybook
from bot.storage.people import DrawerCabinet
from tests.bot.storage.on_disk import ANN, BOB, KEY, NOON, all_files, drawer_of, file_of, no_file_longer_than


@pytest.fixture
def flushes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the daybook is flushed to, each time it is."""
    noted: list[int] = []
    flush = Daybook._flush

    def noting(book: Daybook) -> None:
        noted.append(1)
        flush(book)

    monkeypatch.setattr(Daybook, "_flush", noting)
    return noted


# --- what is in memory ------------------------------------------------------------------------------------------------


async def test_who_was_just_spoken_with_is_not_read_again(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path, remembered=1) as cabinet:
        for key in (ANN, BOB):
            await cabinet.commit(drawer_of(key))
            cabinet.put_away()
            file_of(cabinet, key).unlink()
        assert await cabinet.load(BOB) == drawer_of(BOB)
        assert await cabinet.load(ANN) is None


async def test_after_a_failed_commit_the_disk_is_asked_and_not_the_memory(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(ANN, 1))
        with no_file_longer_than(100), pytest.raises(StorageError):
            await cabinet.commit(drawer_of(ANN, 2))
        assert await cabinet.load(ANN) == drawer_of(ANN, 1)
        await cabinet.commit(drawer_of(ANN, 3))
        assert await cabinet.load(ANN) == drawer_of(ANN, 3)


@pytest.mark.parametrize("remembered", [0, 10])
async def test_a_commit_nobody_waits_for_any_more_never_overtakes_a_later_one(tmp_path: Path, remembered: int) -> None:
    with DrawerCabinet(tmp_path, remembered=remembered) as cabinet:
        for number in range(1, 20):
            given_up = asyncio.create_task(cabinet.commit(drawer_of(ANN, -number)))
            await asyncio.sleep(0)
            given_up.cancel()
            await cabinet.commit(drawer_of(ANN, number))
            assert await cabinet.load(ANN) == drawer_of(ANN, number)


# --- what is not in its drawer yet ------------------------------------------------------------------------------------


def killed(folder: Path, to: Path) -> Path:
    """Return a folder as a program that was killed would have left it."""
    shutil.copytree(folder, to)
    return to


async def test_what_was_kept_is_there_though_the_program_was_killed_before_it_lay_in_its_drawer(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path / "store") as cabinet:
        await cabinet.commit(drawer_of(ANN, 1))
        cabinet.put_away()
        await cabinet.commit(drawer_of(ANN, 2))
        await cabinet.commit(drawer_of(BOB, 1), lasting=False)
        killed(tmp_path / "store", tmp_path / "left")
    with DrawerCabinet(tmp_path / "left") as cabinet:
        assert await cabinet.load(ANN) == drawer_of(ANN, 2)
        assert await cabinet.load(BOB) == drawer_of(BOB, 1)
        assert sorted(cabinet.owed()) == [(ANN, [("n1", NOON)]), (BOB, [("n1", NOON)])]


async def test_what_is_owed_is_that_of_the_newest_commit(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN))
    cabinet.put_away()
    await cabinet.commit(Drawer(state=new_state(ANN)))
    assert list(cabinet.owed()) == [(ANN, [])]


async def test_after_a_clean_end_everything_lies_in_its_drawer_and_any_tinydb_can_open_it(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(BOB))
        drawer = file_of(cabinet, BOB)
    assert not (tmp_path / "daybook").exists()
    with TinyDB(drawer) as database:
        assert database.table("person").all()[0]["key"] == list(BOB)


async def test_commits_of_many_people_share_their_flushes(cabinet: DrawerCabinet, flushes: list[int]) -> None:
    await cabinet.commit(drawer_of(ANN))
    flushes.clear()
    await asyncio.gather(*(cabinet.commit(drawer_of(PersonKey("slack", str(number)))) for number in range(50)))
    assert len(flushes) == 1


async def test_a_commit_is_told_to_be_kept_after_its_flush_only(cabinet: DrawerCabinet, flushes: list[int]) -> None:
    await cabinet.commit(drawer_of(ANN))
    flushes.clear()
    told = asyncio.ensure_future(cabinet.commit(drawer_of(ANN, 2)))
    told.add_done_callback(lambda _: flushes.append(-1))
    await told
    await asyncio.sleep(0)
    assert (len(flushes), flushes[-1]) == (2, -1)


async def test_one_whose_drawer_cant_be_kept_does_not_stop_the_others(cabinet: DrawerCabinet) -> None:
    wrong = replace(
        drawer_of(ANN), state=replace(drawer_of(ANN).state, nudges={"n2": drawer_of(ANN).state.nudges["n1"]})
    )
    others = [PersonKey("slack", str(number)) for number in range(5)]
    outcomes = await asyncio.gather(*map(cabinet.commit, (*map(drawer_of, others), wrong)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None)] * 5 + [StorageError]
    assert [await cabinet.load(key) for key in others] == [drawer_of(key) for key in others]


async def test_no_word_is_left_of_who_is_forgotten_before_it_lay_in_a_drawer(
    cabinet: DrawerCabinet, tmp_path: Path
) -> None:
    state = replace(drawer_of(ANN).state, bags={"a very secret word": 1})
    for visits in (1, 2):
        await cabinet.commit(Drawer(state=replace(state, visits=visits)))
    await cabinet.commit(drawer_of(BOB))
    assert [path.name for path in all_files(tmp_path) if b"secret word" in path.read_bytes()] == ["daybook"]
    await cabinet.forget(ANN)
    assert not [path.name for path in all_files(tmp_path) if b"secret word" in path.read_bytes()]
    with DrawerCabinet(killed(tmp_path, tmp_path / "left")) as after:
        assert await after.load(ANN) is None
        assert await after.load(BOB) == drawer_of(BOB)


async def test_in_a_sealed_folder_the_daybook_is_sealed_as_well(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path, key=KEY) as cabinet:
        await cabinet.commit(drawer_of(ANN))
        content = (tmp_path / "daybook").read_bytes()
        assert len(content.strip(b"\0")) > 100
        assert b"console" not in content


async def test_a_full_daybook_is_put_away_before_more_is_kept(
    cabinet: DrawerCabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daybook, "FULL", 1)
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    assert file_of(cabinet, ANN).exists()
    assert await cabinet.load(ANN) == drawer_of(ANN)
