import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.dialogue.state import STATE_VERSION, Frame, Undo, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import Rejection
from bot.errors import DamagedDrawerError, StorageError
from bot.ports import Drawer
from bot.storage.codec import Plain, from_bytes, from_plain, to_bytes, to_plain, upgraded
from tests.strategies import drawers

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DRAWER = Drawer(state=new_state(PersonKey("slack", "T1:U2"), zone="Europe/Berlin"))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(drawers())
def test_a_drawer_comes_back_as_it_was(drawer: Drawer) -> None:
    assert from_bytes(to_bytes(drawer)) == drawer


@given(drawers())
def test_what_comes_back_is_written_as_before(drawer: Drawer) -> None:
    assert to_bytes(from_bytes(to_bytes(drawer))) == to_bytes(drawer)


@given(drawers())
def test_the_plain_form_is_what_json_keeps(drawer: Drawer) -> None:
    assert json.loads(json.dumps(to_plain(drawer))) == json.loads(to_bytes(drawer))


def test_types_come_back_as_they_were() -> None:
    nudge = Nudge(id="n1", kind="day_after", due=NOON, wall=NOON.replace(tzinfo=None))
    state = replace(DRAWER.state, nudges={"n1": nudge})
    back = from_bytes(to_bytes(replace(DRAWER, state=state))).state
    assert isinstance(back.person.key, PersonKey)
    assert back.nudges["n1"].due.tzinfo is UTC
    assert back.nudges["n1"].wall == datetime(2026, 11, 23, 12)  # noqa: DTZ001 - a wall clock's
    assert back.nudges["n1"].status is nudge.status


def test_what_is_as_always_is_not_written() -> None:
    plain = to_plain(DRAWER)
    assert plain["person"] == {
        "key": ("slack", "T1:U2"),
        "zone": "Europe/Berlin",
        "zone_known": True,
        "locale": "en",
        "quiet": {"start": "21:00:00", "end": "08:00:00"},
    }
    assert plain["talk"] == {}


def test_nothing_said_and_not_there_are_told_apart() -> None:
    undo = Undo(step="ask", slots={"who": None})
    state = replace(DRAWER.state, frames=(Frame(step="ask", visit=1, asked_at=NOON, trail=(undo,)),))
    drawer = replace(DRAWER, state=state)
    assert from_bytes(to_bytes(drawer)).state.frames[0].trail[0].slots == {"who": None}


def test_half_a_surrogate_is_replaced_and_the_rest_kept() -> None:
    case = Rejection(id="r1", opened_at=NOON, gist="so \ud83d tired")
    drawer = replace(DRAWER, state=replace(DRAWER.state, cases={"r1": case}))
    assert from_bytes(to_bytes(drawer)).state.cases["r1"].gist == "so ? tired"


def test_an_entry_under_a_foreign_id_is_refused() -> None:
    case = Rejection(id="r1", opened_at=NOON)
    drawer = replace(DRAWER, state=replace(DRAWER.state, cases={"r2": case}))
    with pytest.raises(StorageError, match="cases"):
        to_plain(drawer)


# --- other versions ---------------------------------------------------------------------------------------------------


def called_talk_chat_before(plain: Plain) -> Plain:
    renamed = {name: section for name, section in plain.items() if name != "chat"}
    return {**renamed, "talk": plain["chat"]}


def test_an_older_drawer_is_upgraded_version_by_version() -> None:
    old = {**to_plain(DRAWER), "drawer": {"version": STATE_VERSION - 2}, "seen": {"list": ["e1"]}}
    old["chat"] = old.pop("talk")
    upgrades = {
        STATE_VERSION - 2: called_talk_chat_before,
        STATE_VERSION - 1: lambda plain: {**plain, "seen": {"events": plain["seen"]["list"]}},
    }
    assert from_plain(upgraded(old, upgrades)) == replace(DRAWER, seen=("e1",))


def test_a_version_without_an_upgrade_is_refused() -> None:
    with pytest.raises(DamagedDrawerError, match="version 0 is not known"):
        upgraded({"drawer": {"version": 0}}, {}, newest=1)


def test_a_drawer_of_a_newer_program_is_not_damaged_but_needs_the_newer_program() -> None:
    newer = {**to_plain(DRAWER), "drawer": {"version": STATE_VERSION + 1}}
    with pytest.raises(StorageError, match="update the program") as caught:
        from_plain(newer)
    assert not isinstance(caught.value, DamagedDrawerError)


# --- what is no drawer ------------------------------------------------------------------------------------------------


def put(plain: Any, path: list[Any], value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return plain data with something else at one place."""
    if not path or not isinstance(plain, dict | list) or not plain:
        return value
    if isinstance(plain, dict):
        key = sorted(plain)[path[0] % len(plain)]
        return {**plain, key: put(plain[key], path[1:], value)}
    at = path[0] % len(plain)
    return [*plain[:at], put(plain[at], path[1:], value), *plain[at + 1 :]]


@given(drawers(), st.lists(st.integers(0, 20), max_size=5), json_values)
def test_anything_else_in_its_place_is_read_or_refused(drawer: Drawer, path: list[int], value: object) -> None:
    try:
        back = from_plain(put(to_plain(drawer), path, value))
    except StorageError:
        return
    assert isinstance(back, Drawer)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"a": "\xff"}', b"[" * 100_000, b"{}", b"\x00" * 500])
def test_bytes_that_are_no_drawer_are_refused(data: bytes) -> None:
    with pytest.raises(DamagedDrawerError):
        from_bytes(data)


def test_a_refusal_says_where_and_never_what() -> None:
    plain = to_plain(DRAWER)
    plain["nudges"] = [{"id": "n1", "kind": "x", "due": "2026-11-23T12:00:00Z", "status": "i feel awful"}]
    with pytest.raises(DamagedDrawerError) as caught:
        from_plain(plain)
    assert "nudges" in str(caught.value)
    assert "awful" not in str(caught.value)
    assert caught.value.__context__ is None
