"""The folder of the store: who holds it, what lies in it, and what of it can be read with a key only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError, FolderInUseError, StorageError
from bot.storage.archive import Archive
from bot.storage.people import DrawerCabinet
from bot.storage.seal import Unsealed
from tests.bot.storage.on_disk import ANN, BOB, KEY, NOON, all_files, drawer_of, everything_in, file_of

HOLDER = """
import sys
from bot.storage.people import DrawerCabinet
with DrawerCabinet(sys.argv[1]):
    print("holding", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[3]
OTHER_KEY = bytes(range(1, 33))


# --- who holds the folder ---------------------------------------------------------------------------------------------


def test_a_second_process_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(FolderInUseError, match=rf"process {holder.pid} is using .*{tmp_path.name}"):
            DrawerCabinet(tmp_path)
        holder.kill()
    DrawerCabinet(tmp_path).close()


@pytest.mark.usefixtures("cabinet")
def test_who_is_refused_does_not_free_the_folder(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(FolderInUseError, match=f"process {os.getpid()} "):
            DrawerCabinet(tmp_path)


def test_a_folder_that_could_not_be_opened_is_free_again(tmp_path: Path) -> None:
    DrawerCabinet(tmp_path).close()
    with pytest.raises(StorageError, match="not sealed"):
        DrawerCabinet(tmp_path, key=KEY)
    DrawerCabinet(tmp_path).close()


# --- what lies in the folder ------------------------------------------------------------------------------------------


async def test_no_name_of_a_file_tells_whose_it_is_and_no_two_folders_name_alike(tmp_path: Path) -> None:
    names = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        with DrawerCabinet(folder) as cabinet:
            await cabinet.commit(drawer_of(BOB))
            names.append(file_of(cabinet, BOB).name)
    assert names[0] != names[1]
    assert not [name for name in names if "U2" in name]


async def test_only_its_owner_may_look_into_the_folder(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path / "store") as cabinet:
        await cabinet.commit(drawer_of(ANN))
    for path in (tmp_path / "store", *(tmp_path / "store").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


async def test_asking_for_a_stranger_leaves_no_trace(cabinet: DrawerCabinet, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    await cabinet.load(ANN)
    await cabinet.journal(ANN)
    await cabinet.forget(ANN)
    assert everything_in(tmp_path) == before


async def test_what_a_crash_left_half_written_is_swept(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path) as cabinet:
        await cabinet.commit(drawer_of(ANN))
        stray = file_of(cabinet, ANN).with_suffix(".json.tmp")
    stray.write_bytes(b'{"half')
    with DrawerCabinet(tmp_path) as cabinet:
        assert not stray.exists()
        assert await cabinet.load(ANN) == drawer_of(ANN)


async def test_forgetting_removes_every_file(cabinet: DrawerCabinet, tmp_path: Path) -> None:
    empty = {path.name for path in all_files(tmp_path)}
    journal = tuple(JournalEntry(id=f"j{n}", at=NOON, kind="lesson", title="x") for n in range(60))
    await cabinet.commit(replace(drawer_of(ANN), journal=journal))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(b"damaged")
    with pytest.raises(DamagedDrawerError):
        await cabinet.load(ANN)
    await cabinet.commit(drawer_of(ANN))
    cabinet.put_away()
    assert len(all_files(tmp_path)) == len(empty | {"daybook"}) + 3
    await cabinet.forget(ANN)
    assert {path.name for path in all_files(tmp_path)} == empty | {"daybook"}


async def test_a_crash_between_archive_and_drawer_doubles_no_entry(cabinet: DrawerCabinet) -> None:
    entries = tuple(JournalEntry(id=f"j{n}", at=NOON, kind="lesson", title="x") for n in range(60))
    await cabinet.commit(replace(drawer_of(ANN), journal=entries[:50]))
    cabinet.put_away()
    Archive(cabinet._folder.archive(ANN), Unsealed()).add(entries[:40])
    await cabinet.commit(replace(drawer_of(ANN), journal=entries))
    assert await cabinet.journal(ANN) == entries


async def test_a_line_of_the_archive_that_cant_be_read_costs_only_itself(
    cabinet: DrawerCabinet,
) -> None:
    entries = tuple(JournalEntry(id=f"j{n}", at=NOON, kind="lesson", title="secret") for n in range(60))
    await cabinet.commit(replace(drawer_of(ANN), journal=entries))
    archive = cabinet._folder.archive(ANN)
    archive.write_bytes(b'{"entries": [{"id": "secret"\n' + archive.read_bytes())
    with capture_logs() as logs:
        assert await cabinet.journal(ANN) == entries
    assert [(entry["event"], entry["journal"], entry["line"]) for entry in logs] == [
        ("journal.line_damaged", str(archive), 1)
    ]
    assert "secret" not in str(logs)


# --- a sealed folder --------------------------------------------------------------------------------------------------


async def test_a_sealed_folder_can_be_read_with_its_key_only(tmp_path: Path) -> None:
    with DrawerCabinet(tmp_path, key=KEY) as cabinet:
        await cabinet.commit(drawer_of(ANN))
    assert not [path for path in all_files(tmp_path) if b"console" in path.read_bytes()]
    with pytest.raises(StorageError, match="the key does not fit"):
        DrawerCabinet(tmp_path, key=OTHER_KEY)
    with pytest.raises(StorageError, match="is sealed: set its key"):
        DrawerCabinet(tmp_path)
    with DrawerCabinet(tmp_path, key=KEY) as cabinet:
        assert await cabinet.load(ANN) == drawer_of(ANN)


@pytest.mark.parametrize("key", [None, KEY])
async def test_without_its_secret_a_folder_is_not_taken_for_an_empty_one(tmp_path: Path, key: bytes | None) -> None:
    with DrawerCabinet(tmp_path, key=key) as cabinet:
        await cabinet.commit(drawer_of(ANN))
    (tmp_path / ("folder.sealed" if key else "folder.json")).unlink()
    with pytest.raises(StorageError, match="put it back from a copy"):
        DrawerCabinet(tmp_path, key=key)


@pytest.mark.parametrize("about", ["", "{}", '{"secret": "not hex"}', '{"secret": 1}'])
def test_a_secret_that_cant_be_read_is_told(tmp_path: Path, about: str) -> None:
    (tmp_path / "folder.json").write_text(about)
    with pytest.raises(StorageError, match=r"folder.json can't be read"):
        DrawerCabinet(tmp_path)
