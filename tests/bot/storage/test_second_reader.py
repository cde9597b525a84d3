"""A second process reads along at the start when there are very many drawers, and nothing hangs on it."""

import os
import select
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from bot.dialogue.state import STATE_VERSION, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.errors import StorageError
from bot.ports import Drawer
from bot.storage import second_reader, survey
from bot.storage.codec import to_plain
from bot.storage.drawer import content_of
from bot.storage.people import DrawerCabinet
from bot.storage.seal import Seal, seal_of
from bot.storage.second_reader import SecondReader, is_worth_it
from bot.storage.tables import tables_of

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))
PEOPLE = sorted(PersonKey("slack", f"T1:U{number}") for number in range(60))
OWED = [(key, [("n1", NOON)]) for key in PEOPLE]

LEFT_ALONE = """
import os, signal
from bot.storage.seal import seal_of
from bot.storage.second_reader import SecondReader
print(SecondReader(seal_of(None)).pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[SecondReader]:
    """Every second reader that was started, however few drawers and processors there are."""
    started: list[SecondReader] = []

    def start(seal: Seal) -> SecondReader:
        started.append(SecondReader(seal))
        return started[-1]

    monkeypatch.setattr(survey, "SecondReader", start)
    monkeypatch.setattr(survey, "is_worth_it", lambda _: True)
    monkeypatch.setattr(survey, "_HANDFUL", 1)
    return started


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return fill(tmp_path, None)


def fill(folder: Path, key: bytes | None) -> Path:
    """Put everybody's drawer into a folder, and wait for no disk."""
    with DrawerCabinet(folder, key=key) as cabinet:
        for person in PEOPLE:
            state = replace(new_state(person), nudges={"n1": Nudge(id="n1", kind="day_after", due=NOON)})
            place = cabinet._folder.drawer(person)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content_of(tables_of(to_plain(Drawer(state=state))), seal_of(key)))
    return folder


def drawers_in(folder: Path, suffix: str = ".json") -> list[str]:
    return sorted(map(str, folder.glob(f"??/*{suffix}")))


def in_one_room(folder: Path, suffix: str = ".json") -> list[str]:
    """Put all drawers into one room, as they may lie anywhere for who only reads them."""
    room = folder / "00"
    room.mkdir(exist_ok=True)
    return sorted(str(Path(path).rename(room / Path(path).name)) for path in drawers_in(folder, suffix))


def is_gone(reader: SecondReader) -> bool:
    """Say whether its process has ended and was waited for."""
    return reader._process.returncode is not None


# --- what it answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [None, KEY])
def test_it_finds_what_everybody_is_owed(tmp_path: Path, key: bytes | None) -> None:
    paths = in_one_room(fill(tmp_path, key), seal_of(key).suffix)
    with SecondReader(seal_of(key)) as reader:
        assert reader.give(paths)
        ((given, found),) = reader.rest()
    assert given == paths
    assert found is not None
    assert sorted(found) == OWED


def test_it_takes_some_handfuls_at_a_time_and_answers_them_in_turn(filled: Path) -> None:
    paths = in_one_room(filled)
    handfuls = [paths[first : first + 10] for first in range(0, len(paths), 10)]
    with SecondReader(seal_of(None)) as reader:
        assert [reader.give(handful) for handful in handfuls] == [True] * 4 + [False] * 2
        assert [(given, len(found or ())) for given, found in reader.rest()] == [(given, 10) for given in handfuls[:4]]
        assert reader.give(handfuls[4])


@pytest.mark.parametrize("wrong", ["damaged", "gone", "sealed with another key"])
def test_it_leaves_a_handful_in_which_something_is_wrong_to_others(filled: Path, wrong: str) -> None:
    paths = in_one_room(filled)
    if wrong == "gone":
        Path(paths[3]).unlink()
    else:
        Path(paths[3]).write_bytes(b"{" if wrong == "damaged" else seal_of(KEY).close(b"{}"))
    with SecondReader(seal_of(None)) as reader:
        reader.give(paths[:5])
        reader.give(paths[5:])
        assert [found is None for _, found in reader.rest()] == [True, False]


# --- reading together -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [None, KEY])
def test_two_find_each_person_once(tmp_path: Path, readers: list[SecondReader], key: bytes | None) -> None:
    with DrawerCabinet(fill(tmp_path, key), key=key) as cabinet:
        assert sorted(cabinet.owed()) == OWED
    assert [is_gone(reader) for reader in readers] == [True]


async def test_what_stands_in_the_daybook_counts_before_what_the_other_would_read(
    filled: Path, readers: list[SecondReader]
) -> None:
    with DrawerCabinet(filled) as cabinet:
        for person in PEOPLE[:30]:
            await cabinet.commit(Drawer(state=new_state(person)))
        assert sorted(cabinet.owed()) == [(person, []) for person in PEOPLE[:30]] + OWED[30:]
    assert len(readers) == 1


@pytest.mark.usefixtures("readers")
def test_a_damaged_drawer_is_told_once_and_the_others_are_found(filled: Path) -> None:
    damaged = drawers_in(filled)[0]  # the first handful: the second reader's
    Path(damaged).write_bytes(b"{")
    with DrawerCabinet(filled) as cabinet, capture_logs() as logs:
        assert len(list(cabinet.owed())) == len(PEOPLE) - 1
    assert [entry["drawer"] for entry in logs] == [damaged]


def test_a_drawer_of_a_newer_program_stops_both(filled: Path, readers: list[SecondReader]) -> None:
    newer = Path(drawers_in(filled)[0])
    newer.write_text(newer.read_text().replace(f'"version": {STATE_VERSION}', f'"version": {STATE_VERSION + 1}'))
    with DrawerCabinet(filled) as cabinet, pytest.raises(StorageError, match="update the program"):
        list(cabinet.owed())
    assert [is_gone(reader) for reader in readers] == [True]


# --- when there is none -----------------------------------------------------------------------------------------------


def test_one_that_ends_in_the_middle_costs_nobody(filled: Path, readers: list[SecondReader]) -> None:
    with DrawerCabinet(filled) as cabinet:
        owed = cabinet.owed()
        found = [next(owed)]
        readers[0]._process.kill()
        assert sorted([*found, *owed]) == OWED


def test_one_that_falls_silent_is_not_waited_for(
    filled: Path, readers: list[SecondReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_reader, "_START", "import sys; sys.stdin.close(); import signal; signal.pause()")
    monkeypatch.setattr(second_reader, "_PATIENCE", 0)
    with DrawerCabinet(filled) as cabinet:
        assert sorted(cabinet.owed()) == OWED
    assert [is_gone(reader) for reader in readers] == [True]


def test_where_no_process_can_be_had_one_reads_everything(
    filled: Path, readers: list[SecondReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(filled / "no such program"))
    with DrawerCabinet(filled) as cabinet:
        assert sorted(cabinet.owed()) == OWED
    assert readers == []


def test_few_drawers_or_a_single_processor_are_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert not is_worth_it(1_000)
    assert is_worth_it(100_000)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not is_worth_it(100_000)


def test_how_many_drawers_there_are_is_guessed_well_enough(filled: Path) -> None:
    with DrawerCabinet(filled) as cabinet:
        assert cabinet._folder.about_how_many() in range(len(PEOPLE) // 3, len(PEOPLE) * 5)


# --- its end ----------------------------------------------------------------------------------------------------------


def test_it_ends_when_what_is_owed_is_no_longer_asked_for(filled: Path, readers: list[SecondReader]) -> None:
    with DrawerCabinet(filled) as cabinet:
        owed = cabinet.owed()
        next(owed)
        del owed
        assert [is_gone(reader) for reader in readers] == [True]


def test_ctrl_c_in_a_terminal_does_not_reach_it() -> None:
    with SecondReader(seal_of(None)) as reader:
        assert os.getpgid(reader.pid) != os.getpgid(0)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="nothing here can wait for a process that is not its own")
def test_it_does_not_outlive_a_program_that_was_killed() -> None:
    command = [sys.executable, "-c", LEFT_ALONE]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return  # it has ended already
    ended, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    assert ended
