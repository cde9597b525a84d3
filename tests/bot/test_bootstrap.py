"""The program put together: a whole conversation over the shipped words, in memory and in a folder."""

import asyncio
import json
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from adapters.console.clock import ConsoleClock
from adapters.console.delivery import ConsoleMessenger
from adapters.console.session import Session
from bot.bootstrap.console import person_key, session_of
from bot.bootstrap.export import export_person
from bot.bootstrap.program import Program, assemble, store_folder
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.domain.nudge import NudgeStatus
from bot.errors import ContentError, FolderInUseError, NextStepError
from bot.ports import People
from tests.adapters.console.world import NOW, NotedScreen
from tests.shipped import english, playbook

NEWS = "got the call from Brook Museum, they took somebody else for archivist after the final round"


def sit_down(
    people: People, screen: NotedScreen, run: str, clock: ConsoleClock | None = None
) -> tuple[Session, Program[ConsoleClock]]:
    messenger = ConsoleMessenger(person_key("me"), screen, writes_to=None)
    program = assemble(english(), people, clock or ConsoleClock(NOW), {"console": messenger}, zone="Europe/Berlin")
    return session_of(program, messenger, (f"{run}{number}" for number in count(1))), program


async def test_the_open_question_is_asked_again_in_the_same_words_with_the_same_buttons(tmp_path: Path) -> None:
    first, second = NotedScreen(), NotedScreen()
    with open_people(tmp_path) as people:
        session, _ = sit_down(people, first, "a")
        await session.begin()
        await session.line(NEWS)
        buttons = session.messenger.buttons.open
    with open_people(tmp_path) as people:
        session, _ = sit_down(people, second, "b", ConsoleClock(NOW + timedelta(hours=1)))
        await session.begin()
        assert session.messenger.buttons.open == buttons
        assert first.said[-1].endswith(second.said[0])
        assert len(second.said) == 1
        before = len(second.said)
        await session.line("1")
        assert len(second.said) > before
        assert not second.failures


async def test_the_example_story_leaves_something_to_look_at() -> None:
    screen = NotedScreen()
    with open_people(None) as people:
        session, _ = sit_down(people, screen, "a")
        await session.line("/seed")
        drawer = await people.load(person_key("me"))
        assert drawer is not None
        assert len(drawer.state.cases) == 1
        assert drawer.state.lessons
        assert [one.status for one in drawer.state.nudges.values()].count(NudgeStatus.PLANNED) >= 2
        await session.line("/seed")
        assert "There is a story here already" in screen.remarks[-1]
        assert "nextstep chat --memory" in screen.remarks[-1]


async def test_a_nudge_comes_by_itself_while_the_program_runs() -> None:
    screen, clock = NotedScreen(), ConsoleClock()
    with open_people(None) as people:
        session, program = sit_down(people, screen, "a", clock)
        await session.line("/seed")
        due = await program.alarm.next_due()
        assert due is not None
        clock.move_to(due - timedelta(milliseconds=200))
        async with program.on_time(), asyncio.timeout(10):
            await screen.something_came.wait()
    assert screen.unasked[0][0] >= due


async def test_a_folder_in_use_refuses_a_second_program(tmp_path: Path) -> None:
    with open_people(tmp_path), pytest.raises(FolderInUseError, match="stop it first"), open_people(tmp_path):
        pass


def test_an_operator_can_export_somebody_while_the_program_runs(tmp_path: Path) -> None:
    async def tell() -> None:
        with open_people(tmp_path / "store") as people:
            session, _ = sit_down(people, NotedScreen(), "a")
            await session.line(NEWS)
            paths.extend(await asyncio.to_thread(export_person, settings, "console", "me", tmp_path / "out"))

    settings, paths = Settings(store=tmp_path / "store"), list[Path]()
    asyncio.run(tell())
    as_json, as_markdown = paths
    assert json.loads(as_json.read_text(encoding="utf-8"))["format"] == "next-step-export"
    assert as_markdown.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(("folder", "hint"), [("store", "check --person"), ("nowhere", "--store")])
def test_an_export_of_nobody_says_what_to_check(tmp_path: Path, folder: str, hint: str) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(NextStepError, match=hint):
        export_person(Settings(store=tmp_path / folder), "console", "me", tmp_path)
    assert not (tmp_path / "nowhere").exists()


def test_the_store_lies_with_the_users_own_data_unless_it_is_named(tmp_path: Path) -> None:
    assert store_folder(Settings(store=tmp_path)) == tmp_path
    assert store_folder(Settings()).name == "next-step"


# --- transcripts ------------------------------------------------------------------------------------------------------


def transcript(folder: Path, *lines: str) -> Path:
    path = folder / "a.txt"
    path.write_text("\n".join(["# a talk", "at 2026-11-23T22:40 Europe/Berlin", *lines, ""]), encoding="utf-8")
    return path


def test_a_transcript_plays_every_happening_and_keeps_its_notes(tmp_path: Path) -> None:
    happenings = [f"you> {NEWS}", "you> (Not now)", "# so far", "restart", "you> (Yes, look in tomorrow)", "down 60h"]
    path = transcript(tmp_path, *happenings, "you> /nudges", "wait until 2026-12-01T09:00", "wait 2h")
    _, out = playbook().play(path)
    kept = [line for line in out.splitlines() if not line.startswith(("bot>", " ")) and line]
    assert kept == path.read_text(encoding="utf-8").splitlines()
    after_the_break = out.split("down 60h\n")[1]
    assert after_the_break.startswith("bot> ")  # what came due while it was off is said when it starts again
    asked_again = out.split("restart\n")[1].split("you>")[0]
    assert "[Yes, look in tomorrow]" in asked_again


def test_what_comes_out_holds_when_it_is_played_again(tmp_path: Path) -> None:
    _, out = playbook().play(transcript(tmp_path, f"you> {NEWS}", "you> help", "wait 40d"))
    (tmp_path / "b.txt").write_text(out, encoding="utf-8")
    assert playbook().play(tmp_path / "b.txt") == (out, out)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("wait until 2026-11-01T09:00", "a.txt:4: this moment is over already"),
        ("you> (Nonsense)", r"a.txt:4: there is no button \(Nonsense\)"),
        ("dance", "a.txt:4: "),
    ],
)
def test_a_transcript_that_cannot_be_played_names_its_line(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        playbook().play(transcript(tmp_path, "you> help", line))


def test_a_transcript_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read"):
        playbook().play(tmp_path / "nowhere.txt")
