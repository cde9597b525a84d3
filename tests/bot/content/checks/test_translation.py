"""A translation stays beside its original."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.check import check, mark_translated
from bot.errors import ContentError

WritePack = Callable[..., Path]

TALK = """
+++
id = "start"
save = "story"
next = "end"
+++
What happened?
+++
id = "end"
end = true
+++
Thank you.
"""
GERMAN = 'id = "de"\nversion = "1"\nlocale = "de"\nstart = "talk.start"\ntranslates = "pack"\n'


def translated(write_pack: WritePack, talk: str = TALK) -> Path:
    return write_pack({"flows/talk.md": talk, "pack.toml": GERMAN}, name="de")


def found(folder: Path) -> set[tuple[str, str]]:
    problems = [problem for problem in check(folder) if problem.code.startswith(("C0", "C6"))]
    return {(problem.code, problem.place.removeprefix(f"{folder}/")) for problem in problems}


def test_a_translation_says_what_is_missing_and_too_much(write_pack: WritePack) -> None:
    write_pack({"flows/talk.md": TALK})
    folder = translated(write_pack, TALK.replace('"end"', '"more"'))
    assert {("C601", "flows/talk.md"), ("C603", "flows/talk.md:7"), ("C604", "flows/talk.md:1")} <= found(folder)


def test_a_translation_is_stale_once_the_original_changes(write_pack: WritePack) -> None:
    write_pack({"flows/talk.md": TALK})
    folder = translated(write_pack)
    assert ("C602", "flows/talk.md:1") in found(folder)
    assert mark_translated(folder, ["talk.start", "talk.end", "talk.unknown"]) == ["talk.start", "talk.end"]
    assert found(folder) == set()
    write_pack({"flows/talk.md": TALK.replace("What happened", "What is it")})
    assert found(folder) == {("C602", "flows/talk.md:1")}


def test_a_pack_that_is_no_translation_has_nothing_to_mark(write_pack: WritePack) -> None:
    with pytest.raises(ContentError, match="this is no translation"):
        mark_translated(write_pack(), ["talk.start"])


def test_a_translation_of_a_pack_that_is_not_there_is_told(write_pack: WritePack) -> None:
    folder = translated(write_pack)
    assert ("C001", "pack.toml") in found(folder)
