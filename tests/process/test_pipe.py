"""The conversation in a pipe, as a process of its own: the same bytes each time, a sentence for whatever is wrong."""

import subprocess
from pathlib import Path

import pytest

from adapters.console.files import history_in
from adapters.console.seed import STORY
from bot.bootstrap.console import person_key
from bot.bootstrap.store import open_people
from tests.process.terminal import PROGRAM, environment, pipe

STILL = ("--now", "2026-11-23T22:40", "--zone", "Europe/Berlin")


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    typed = "i got rejected by acme\n/press 1\n/wait 1d\n"
    first, second = (
        pipe(tmp_path, "chat", "--memory", *STILL, typed=typed, PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "UTC"))
    )
    assert first.stdout == second.stdout
    assert first.stdout.startswith(b"bot> ")
    assert first.stdout.count(b"\nbot> ") >= 2
    assert (first.stderr, first.returncode) == (b"", 0)


def test_no_bytes_are_too_strange(tmp_path: Path) -> None:
    typed = b"\xff\xfe \x00\r\n\n" + b"a" * 50_000 + b"\n@everyone *x* \x1b[2J\n/nonsense\n/press 99\n/time 31 February"
    done = pipe(tmp_path, "chat", "--memory", *STILL, typed=typed)
    assert (done.stderr, done.returncode) == (b"", 0)
    assert b"\x1b" not in done.stdout
    assert b"\x00" not in done.stdout
    assert done.stdout.count(b"bot> ") >= 5


def test_the_small_example_is_played_to_its_last_answer_and_never_into_a_story_that_is_there(tmp_path: Path) -> None:
    done = pipe(tmp_path, "chat", "--memory", *STILL, typed="/seed\n/seed\n/nudges\n")
    shown = done.stdout.decode()
    assert [shown.count(f"(you: {answer}") for answer in (STORY, "thursday at nine", "That's it")] == [1, 1, 1]
    assert shown.count("There is a story here already") == 1
    planned = shown.rpartition("There is a story here already")[2]
    assert [day in planned for day in ("Tuesday 24 November, 10:00", "Thursday 26 November, 09:00")] == [True, True]


def test_the_zone_is_that_of_the_machine_where_none_is_said(tmp_path: Path) -> None:
    done = pipe(tmp_path, "chat", "--memory", "--now", "2026-11-23T22:40", typed="/time", TZ="Asia/Tokyo")
    assert done.stdout.decode() == "     (It is Monday 23 November 2026, 22:40 (Asia/Tokyo).)\n"


def test_what_was_kept_is_there_at_the_next_start_and_the_question_with_it(tmp_path: Path) -> None:
    store = ("--store", str(tmp_path / "store"))
    first = pipe(tmp_path, "chat", *store, *STILL, typed="i got rejected by acme\n")
    second = pipe(tmp_path, "chat", *store, *STILL, typed="/press 4\n")
    asked = first.stdout.decode().rsplit("     [", 1)[1]
    assert second.stdout.decode().split("     [", 1)[1].startswith(asked)
    assert second.stdout.count(b"bot> ") >= 2
    assert second.returncode == 0


def test_forgetting_in_a_pipe_removes_what_was_once_typed_in_a_terminal(tmp_path: Path) -> None:
    store = tmp_path / "store"
    typed_before = history_in(store, person_key("me"))
    store.mkdir(mode=0o700)
    typed_before.write_text("i got rejected by acme\n", encoding="utf-8")
    done = pipe(tmp_path, "chat", "--store", str(store), *STILL, typed="hello\n/forget\n/press 1\n")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert not typed_before.exists()


def test_a_second_process_on_the_same_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    with open_people(tmp_path / "store"):
        done = pipe(tmp_path, "chat", "--store", str(tmp_path / "store"), typed="hello\n")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.startswith(b"nextstep: process ")
    assert done.stderr.count(b"\n") == 1
    assert b"stop it first" in done.stderr


def test_a_folder_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = pipe(tmp_path, "chat", "--store", str(tmp_path / "file"), typed="hello\n")
    assert done.returncode == 1
    assert done.stderr.startswith(b"nextstep: the folder can't be read or written")
    assert done.stderr.count(b"\n") == 1


def test_a_damaged_drawer_is_set_aside_and_the_conversation_begins_anew(tmp_path: Path) -> None:
    store = tmp_path / "store"
    pipe(tmp_path, "chat", "--store", str(store), *STILL, typed="hello\n")
    drawer = next(store.glob("[0-9a-f][0-9a-f]/*.json"))
    drawer.write_text("{torn", encoding="utf-8")
    done = pipe(tmp_path, "chat", "--store", str(store), *STILL, typed="hello\n")
    assert b"What was kept here can't be read" in done.stderr
    assert b"set aside" in done.stderr
    assert done.stdout.startswith(b"bot> ")
    assert list((store / "damaged").iterdir())


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("chat", "--memory", "--zone", "Europe/Berln"), 2, b"did you mean Europe/Berlin?"),
        (("chat", "--memory", "--now", "tomorrow"), 2, b"2026-11-23T22:40"),
        (("run",), 2, b"nothing is set up to run"),
    ],
)
def test_what_was_mistyped_is_a_sentence_and_exit_code_2(
    tmp_path: Path, words: tuple[str, ...], code: int, told: bytes
) -> None:
    done = pipe(tmp_path, *words)
    assert (done.stdout, done.returncode) == (b"", code)
    assert told in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_an_export_that_cannot_be_written_is_told_and_the_talk_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = ("--export-dir", str(tmp_path / "file"))
    done = pipe(tmp_path, "chat", "--memory", *STILL, *out, typed="export\nwhat can you do\n")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"could not be written" in done.stderr
    assert done.stdout.count(b"bot> ") >= len(("export", "what can you do"))


def test_a_reader_who_goes_away_ends_it_without_a_word(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "chat", "--memory", *STILL],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"bot> ")
        process.stdout.close()
        process.stdin.write(b"hello\n" * 3)
        process.stdin.flush()
        told = process.stderr.read()
        process.wait(timeout=60)
    assert told == b""
