"""What is the embedded store's own: files, locks, damage. What every store does stands in `tests/contract`."""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs
from tinydb import TinyDB

from bot.dialogue.state import STATE_VERSION, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError, FolderInUseError, StorageError
from bot.ports import Drawer
from bot.storage import daybook, people
from bot.storage.archive import Archive
from bot.storage.daybook import Daybook
from bot.storage.people import DrawerCabinet
from bot.storage.seal import Unsealed

HOLDER = """
import sys
from bot.storage.people import DrawerCabinet
with DrawerCabinet(sys.argv[1]):
    print("holding", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
ANN, BOB = PersonKey("console", "ann"), PersonKey("slack", "T1:U2")
NOBODY = 65534


@pytest.fixture(autouse=True)
def _never_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let drawers be filled when a test says so, however slow the machine is."""
    monkeypatch.setattr(people, "_QUIET", 600)


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[DrawerCabinet]:
    """A cabinet that remembers nothing, so that every load is from the disk."""
    with DrawerCabinet(tmp_path, remembered=0) as opened:
        yield opened


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


# --- damage -----------------------------------------------------------------------------------------------------------

DAMAGE = [b"", b"{", b"[]", b"\xff\xfe", b"{}", b'{"drawer": {"1": {"version": 1}}, "person": {"1": {"key": ["x"]}}}']


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_drawer_is_set_aside_and_its_person_counts_as_new(
    cabinet: DrawerCabinet, tmp_path: Path, damage: bytes
) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(damage)
    with capture_logs() as logs, pytest.raises(DamagedDrawerError, match=r"set aside as .*damaged.*nobody else"):
        await cabinet.load(ANN)
    (aside,) = (tmp_path / "damaged").iterdir()
    assert [(entry["drawer"], entry["now_at"]) for entry in logs] == [(str(file_of(cabinet, ANN)), str(aside))]
    assert "Damaged drawers" in logs[0]["to_do"]
    assert await cabinet.load(ANN) is None
    assert await cabinet.load(BOB) == drawer_of(BOB)
    assert aside.read_bytes() == damage


async def test_a_second_damage_does_not_overwrite_the_first(cabinet: DrawerCabinet, tmp_path: Path) -> None:
    for damage in (b"one", b"two"):
        await cabinet.commit(drawer_of(ANN))
        cabinet.put_away()
        file_of(cabinet, ANN).write_bytes(damage)
        with pytest.raises(DamagedDrawerError):
            await cabinet.load(ANN)
    assert sorted(path.read_bytes() for path in (tmp_path / "damaged").iterdir()) == [b"one", b"two"]


async def test_a_drawer_in_the_wrong_place_is_not_handed_to_somebody_else(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(file_of(cabinet, BOB).read_bytes())
    with pytest.raises(DamagedDrawerError):
        await cabinet.load(ANN)


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_drawer_is_passed_over_at_the_start_and_told_in_the_log(
    cabinet: DrawerCabinet, damage: bytes
) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(damage)
    with capture_logs() as logs:
        assert list(cabinet.owed()) == [(BOB, [("n1", NOON)])]
    assert [(entry["event"], entry["drawer"]) for entry in logs] == [("drawer.damaged", str(file_of(cabinet, ANN)))]
    assert file_of(cabinet, ANN).exists()


async def test_a_drawer_of_a_newer_program_is_left_alone(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN))
    cabinet.put_away()
    path = file_of(cabinet, ANN)
    newer = path.read_text().replace(f'"version": {STATE_VERSION}', f'"version": {STATE_VERSION + 1}')
    path.write_text(newer)
    with pytest.raises(StorageError, match="update the program"):
        await cabinet.load(ANN)
    with pytest.raises(StorageError, match="update the program"):
        list(cabinet.owed())
    assert path.read_text() == newer


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


# --- folders that can't be used ---------------------------------------------------------------------------------------


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
