"""One person at one terminal: lines become events, time passes, nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.messages import Message
from bot.ports import Drawer
from bot.storage.memory import MemoryPeople
from tests.adapters.console.world import ME, NOW, Sitting, asking
from tests.fakes import FullDisk


@pytest.fixture
def sitting() -> Sitting:
    return Sitting()


# --- lines ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["1", "yes", "/press 1", "/press Yes"])
async def test_a_button_is_pressed_by_number_or_label(sitting: Sitting, line: str) -> None:
    assert await sitting.types("ask", line) == ["question 100", "pressed 100.step.Yes"]


async def test_a_number_without_buttons_is_a_text(sitting: Sitting) -> None:
    assert await sitting.types("7") == ["1: 7"]


async def test_an_unknown_button_gets_a_remark_and_no_turn(sitting: Sitting) -> None:
    assert await sitting.types("/press 1", "ask", "/press 9", "/press Perhaps") == ["question 100"]
    assert sitting.screen.remarks == ["There is no button now.", *["There is no such button."] * 2]


async def test_any_other_command_is_the_conversations(sitting: Sitting) -> None:
    assert await sitting.types("/nudges", "/pause until friday") == ["command nudges", "command pause until friday"]


async def test_help_tells_what_only_a_terminal_knows_and_then_lets_the_bot_speak(sitting: Sitting) -> None:
    assert await sitting.types("/help") == ["command help"]
    assert any("/wait 3d" in remark for remark in sitting.screen.remarks)


async def test_quit_ends_it(sitting: Sitting) -> None:
    assert await sitting.types("/quit") == []
    assert sitting.session.over


async def test_a_full_disk_is_told_and_the_same_line_works_once_there_is_room() -> None:
    disk = FullDisk(MemoryPeople())
    sitting = Sitting(people=disk)
    assert await sitting.types("remember this") == []
    assert len(sitting.screen.failures) == 1
    assert "the disk is full" in sitting.screen.failures[0]
    assert sitting.session.failed
    disk.full = False
    assert await sitting.types("remember this") == ["1: remember this"]


# --- time -------------------------------------------------------------------------------------------------------------


async def test_what_comes_due_on_the_way_is_said_in_order_each_at_its_own_time(sitting: Sitting) -> None:
    assert await sitting.types("nudge second 7200", "nudge first 3600", "nudge third 900000") != []
    assert await sitting.types("/wait 1d") == ["first", "second"]
    hour = timedelta(hours=1)
    assert sitting.screen.unasked == [(NOW + hour, "first"), (NOW + 2 * hour, "second")]
    assert sitting.clock.now() == NOW + timedelta(days=1)


async def test_waiting_until_a_moment_goes_by_the_clock_on_the_persons_wall(sitting: Sitting) -> None:
    sitting.session.zone = "Europe/Berlin"
    await sitting.session.begin()
    await sitting.types("/time 2026-11-24T09:00")
    assert sitting.screen.remarks == ["It is Tuesday 24 November 2026, 09:00 (Europe/Berlin)."]


async def test_the_clock_does_not_go_back(sitting: Sitting) -> None:
    await sitting.types("/time 2026-11-01")
    assert sitting.clock.now() == NOW
    assert "only goes forward" in sitting.screen.remarks[0]


# --- the next start ---------------------------------------------------------------------------------------------------


async def test_a_stranger_is_not_spoken_to_at_the_start(sitting: Sitting) -> None:
    assert await sitting.session.begin() is False
    assert sitting.screen.said == []


async def test_the_next_start_asks_the_open_question_again_with_its_buttons() -> None:
    people = MemoryPeople()
    await Sitting(people=people).types("ask")

    def question(_drawer: Drawer) -> Message | None:
        return asking(100, "Yes", "Not now")

    second = Sitting(people=people, run="b", question=question)
    assert await second.session.begin() is True
    assert second.screen.said == ["question 100"]
    assert await second.types("2") == ["pressed 100.step.Not now"]


async def test_the_next_start_says_what_came_due_meanwhile() -> None:
    people = MemoryPeople()
    await Sitting(people=people).types("nudge late 60")
    second = Sitting(people=people, run="b")
    second.clock.move_to(NOW + timedelta(days=5))
    await second.session.begin()
    assert second.screen.said == ["late"]


async def test_the_zone_of_the_system_is_told_only_where_none_is_known() -> None:
    people = MemoryPeople()
    await Sitting(people=people).types("hello")
    second = Sitting(people=people, run="b")
    second.session.zone = "Asia/Tokyo"
    await second.session.begin()
    assert second.screen.said == ["zone Asia/Tokyo"]


# --- their own data ---------------------------------------------------------------------------------------------------


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_forgetting_takes_the_buttons_and_the_history_along(sitting: Sitting) -> None:
    told: list[str] = []
    sitting.session.on_forgotten = lambda: told.append("forgotten")
    await sitting.types("ask", "forget")
    assert await sitting.people.load(ME) is None
    assert told == ["forgotten"]
    assert sitting.session.messenger.buttons.named("Yes") is None


async def test_an_export_is_two_files_that_only_their_owner_can_read(tmp_path: Path) -> None:
    sitting = Sitting(writes_to=tmp_path)
    await sitting.types("remember something", "export")
    files = files_in(tmp_path)
    assert [file.name for file in files] == ["next-step.json", "next-step.md"]
    assert all("something" in file.read_text(encoding="utf-8") for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert str(tmp_path) in sitting.screen.remarks[-1]


async def test_an_export_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "next-step.md").write_text("mine", encoding="utf-8")
    await Sitting(writes_to=tmp_path).types("export")
    assert (tmp_path / "next-step.md").read_text(encoding="utf-8") == "mine"
    assert {file.name for file in files_in(tmp_path)} == {"next-step.md", "next-step-2.json", "next-step-2.md"}


async def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    sitting = Sitting(writes_to=tmp_path / "file")
    await sitting.types("export")
    assert "could not be written" in sitting.screen.failures[0]
