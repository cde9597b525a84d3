"""Published steps stay, or say where they went."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.check import check, write_steps
from bot.errors import ContentError

WritePack = Callable[..., Path]


def test_new_steps_are_listed_once_they_are_written_down(write_pack: WritePack) -> None:
    folder = write_pack({"steps.txt": "# published\n"})
    assert [problem.what for problem in check(folder) if problem.code == "C502"] == [
        "2 steps are not listed yet: talk.start, talk.thanks"
    ]
    assert write_steps(folder) == ["talk.start", "talk.thanks"]
    assert not [problem for problem in check(folder) if problem.code == "C502"]
    assert write_steps(folder) == []


def test_before_there_is_a_list_nothing_was_published(write_pack: WritePack) -> None:
    folder = write_pack()
    assert not [problem for problem in check(folder) if problem.code == "C502"]
    write_steps(folder)
    assert (folder / "steps.txt").read_text(encoding="utf-8").splitlines()[1:] == ["talk.start", "talk.thanks"]


def test_writing_keeps_steps_that_are_gone(write_pack: WritePack) -> None:
    folder = write_pack({"steps.txt": "talk.gone\n"})
    write_steps(folder)
    gone = [problem for problem in check(folder) if problem.code == "C501"]
    assert [(problem.place, problem.what) for problem in gone] == [
        (f"{folder}/steps.txt:2", "talk.gone was published and is gone; somebody may stand there")
    ]


def test_a_list_that_cannot_be_written_is_told(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "steps.txt").mkdir()
    with pytest.raises(ContentError, match=r"this can't be written"):
        write_steps(folder)
