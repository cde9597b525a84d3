"""An operator who is asked by e-mail removes everything of one person, and nothing of anybody else."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.console.files import history_in
from bot.bootstrap.store import open_people
from bot.cli.app import app
from bot.cli.removing import NOT_REMOVED, REMOVED
from bot.dialogue.state import new_state
from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError, FolderInUseError, NextStepError
from bot.ports import Drawer

ANNA, BEN = PersonKey("slack", "T1:U1"), PersonKey("slack", "T1:U2")
pytestmark = pytest.mark.usefixtures("logs_as_before")


def forget(store: Path, *words: str, person: PersonKey = ANNA, typed: str = "") -> Result:
    given = ["--store", str(store), "--platform", person.platform, "--person", person.id]
    clean = {"NEXTSTEP_STORE": None, "NEXTSTEP_KEY": None, "NEXTSTEP_LOG": None}
    return CliRunner().invoke(app, ["forget", *given, *words], input=typed, env=clean)


def keep(store: Path, *people: PersonKey) -> None:
    async def commit() -> None:
        with open_people(store) as opened:
            for key in people:
                await opened.commit(Drawer(state=new_state(key)))

    asyncio.run(commit())


def is_kept(store: Path, key: PersonKey) -> bool:
    with open_people(store) as opened:
        return asyncio.run(opened.load(key)) is not None


def drawers(store: Path) -> list[Path]:
    return list(store.glob("[0-9a-f][0-9a-f]/*"))


def test_after_asking_everything_of_one_person_is_removed_and_named(tmp_path: Path) -> None:
    keep(tmp_path, ANNA)
    (drawer,) = drawers(tmp_path)
    keep(tmp_path, BEN)
    done = forget(tmp_path, typed="y\n")
    assert done.exit_code == 0
    assert f"removed: {drawer}: the drawer" in done.output
    assert REMOVED in done.output
    assert not drawer.exists()
    assert (is_kept(tmp_path, ANNA), is_kept(tmp_path, BEN)) == (False, True)


@pytest.mark.parametrize("typed", ["n\n", "\n"])
def test_without_a_yes_nothing_is_removed(tmp_path: Path, typed: str) -> None:
    keep(tmp_path, ANNA)
    done = forget(tmp_path, typed=typed)
    assert done.exit_code == 1
    assert NOT_REMOVED in done.output
    assert is_kept(tmp_path, ANNA)


def test_with_yes_nothing_is_asked(tmp_path: Path) -> None:
    keep(tmp_path, ANNA)
    assert forget(tmp_path, "--yes").output.startswith("removed: ")
    assert not is_kept(tmp_path, ANNA)


def damage(store: Path) -> Path:
    (drawer,) = drawers(store)
    drawer.write_text("{torn", encoding="utf-8")
    return drawer


def test_a_drawer_that_is_damaged_and_one_set_aside_are_removed(tmp_path: Path) -> None:
    keep(tmp_path, ANNA)
    damage(tmp_path)
    with pytest.raises(DamagedDrawerError):
        is_kept(tmp_path, ANNA)
    keep(tmp_path, ANNA)
    drawer = damage(tmp_path)
    done = forget(tmp_path, "--yes")
    assert done.output.count("removed: ") == 2
    assert done.output.count("a damaged drawer") == 1
    assert not list(tmp_path.rglob(f"{drawer.stem}*"))


def test_what_was_typed_in_a_terminal_goes_as_well(tmp_path: Path) -> None:
    me = PersonKey("console", "me")
    keep(tmp_path, me)
    history_in(tmp_path, me).touch()
    assert "what was typed in a terminal" in forget(tmp_path, "--yes", person=me).output
    assert not history_in(tmp_path, me).exists()


@pytest.mark.parametrize(("folder", "hint"), [("store", "check --person"), ("nowhere", "--store")])
def test_somebody_of_whom_nothing_is_kept_is_not_said_to_be_removed(tmp_path: Path, folder: str, hint: str) -> None:
    keep(tmp_path / "store", BEN)
    failed = forget(tmp_path / folder, "--yes")
    assert isinstance(failed.exception, NextStepError)
    assert hint in str(failed.exception)
    assert not (tmp_path / "nowhere").exists()


def test_while_the_program_runs_it_is_asked_to_be_stopped(tmp_path: Path) -> None:
    keep(tmp_path, ANNA)
    with open_people(tmp_path):
        failed = forget(tmp_path, "--yes")
    assert isinstance(failed.exception, FolderInUseError)
    assert is_kept(tmp_path, ANNA)


def test_a_person_has_to_be_named() -> None:
    assert CliRunner().invoke(app, ["forget", "--yes"]).exit_code == 2
