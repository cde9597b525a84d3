import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace
from tinydb import Query, TinyDB
from tinydb.middlewares import CachingMiddleware

from bot.dialogue.state import new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import Rejection
from bot.errors import DamagedDrawerError
from bot.ports import Drawer
from bot.storage.codec import from_plain, to_plain
from bot.storage.drawer import DrawerStorage
from bot.storage.tables import plain_of, tables_of
from tests.strategies import drawers, tried

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CASE = Rejection(id="r1", opened_at=NOON, organisation="Acme Foundation")
NUDGE = Nudge(id="n1", kind="day_after", due=NOON)
STATE = replace(new_state(PersonKey("console", "ann")), cases={"r1": CASE}, nudges={"n1": NUDGE})
DRAWER = Drawer(state=STATE, seen=("e1", "e2"))


@given(drawers())
def test_tables_lose_nothing(drawer: Drawer) -> None:
    assert from_plain(plain_of(tables_of(to_plain(drawer)))) == drawer


@given(drawer=drawers())
@tried(0.4)
def test_what_is_written_is_read(tmp_path: Path, drawer: Drawer) -> None:
    storage = DrawerStorage(tmp_path / "a.json")
    storage.write(tables_of(to_plain(drawer)))
    assert from_plain(plain_of(storage.read() or {})) == drawer


def test_any_tinydb_opens_a_drawer(tmp_path: Path) -> None:
    DrawerStorage(tmp_path / "a.json").write(tables_of(to_plain(DRAWER)))
    with TinyDB(tmp_path / "a.json") as database:
        assert {"person", "cases", "nudges", "seen"} <= database.tables()
        assert database.table("cases").search(Query().organisation == "Acme Foundation") == [
            {"id": "r1", "opened_at": "2026-11-23T12:00:00Z", "organisation": "Acme Foundation"}
        ]


def test_what_tinydb_changes_in_a_drawer_is_read(tmp_path: Path) -> None:
    DrawerStorage(tmp_path / "a.json").write(tables_of(to_plain(DRAWER)))
    with TinyDB(tmp_path / "a.json") as database:
        database.table("person").update({"zone": "Europe/Berlin"})
        database.table("nudges").truncate()
    back = from_plain(plain_of(DrawerStorage(tmp_path / "a.json").read() or {}))
    assert back.state == replace(STATE, person=replace(STATE.person, zone="Europe/Berlin"), nudges={})


def test_a_tinydb_can_keep_its_tables_in_a_drawer(tmp_path: Path) -> None:
    caching = CachingMiddleware(DrawerStorage)  # type: ignore[no-untyped-call] # TinyDB's
    with TinyDB(tmp_path / "a.json", storage=caching) as database:
        database.table("cases").insert({"id": "r1"})
        database.table("nudges").insert({"id": "n1"})
        assert not (tmp_path / "a.json").exists()
    assert json.loads((tmp_path / "a.json").read_text()) == {
        "cases": {"1": {"id": "r1"}},
        "nudges": {"1": {"id": "n1"}},
    }


def test_there_is_nothing_to_read_before_the_first_write(tmp_path: Path) -> None:
    assert DrawerStorage(tmp_path / "a.json").read() is None


def test_only_the_drawer_is_left_after_a_write_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    DrawerStorage(tmp_path / "a.json").write({})
    (only,) = tmp_path.iterdir()
    assert only.stat().st_mode & 0o777 == 0o600


def test_a_person_can_read_a_drawer(tmp_path: Path) -> None:
    DrawerStorage(tmp_path / "a.json").write(tables_of(to_plain(DRAWER)))
    assert '    "organisation"' not in (text := (tmp_path / "a.json").read_text())
    assert '   "organisation": "Acme Foundation"\n' in text


@pytest.mark.parametrize("tables", ['{"person": []}', '{"person": 1}', '{"drawer": {"1": {"version": 1}}}', "{}"])
def test_tables_of_something_else_are_refused(tmp_path: Path, tables: str) -> None:
    (tmp_path / "a.json").write_text(tables)
    with pytest.raises(DamagedDrawerError):
        from_plain(plain_of(DrawerStorage(tmp_path / "a.json").read() or {}))
