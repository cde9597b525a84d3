"""What every store of people does, wherever it keeps them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from bot.dialogue.state import new_state
from bot.domain.nudge import Nudge, NudgeStatus
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.ports import Drawer, Outgoing, People, Ring
from bot.service.outbox import owed
from bot.storage.journal import MOST
from bot.storage.memory import MemoryPeople
from bot.storage.people import DrawerCabinet
from tests.strategies import drawers, tried

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))
ANN, BOB = PersonKey("console", "ann"), PersonKey("slack", "T1:U2")


@asynccontextmanager
async def in_memory(_: Path) -> AsyncIterator[People]:
    yield MemoryPeople()


@asynccontextmanager
async def in_drawers(folder: Path) -> AsyncIterator[People]:
    with DrawerCabinet(folder) as cabinet:
        yield cabinet


@asynccontextmanager
async def in_drawers_nothing_is_remembered_of(folder: Path) -> AsyncIterator[People]:
    with DrawerCabinet(folder, remembered=0) as cabinet:
        yield cabinet


@asynccontextmanager
async def in_sealed_drawers(folder: Path) -> AsyncIterator[People]:
    with DrawerCabinet(folder, key=KEY, remembered=0) as cabinet:
        yield cabinet


STORES: dict[str, Callable[[Path], AbstractAsyncContextManager[People]]] = {
    "memory": in_memory,
    "drawers": in_drawers,
    "drawers, none remembered": in_drawers_nothing_is_remembered_of,
    "sealed drawers": in_sealed_drawers,
}


@pytest.fixture(params=STORES)
async def people(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[People]:
    async with STORES[request.param](tmp_path) as store:
        yield store


def drawer_of(key: PersonKey, *, visits: int = 0) -> Drawer:
    return Drawer(state=replace(new_state(key), visits=visits))


def entry(number: int, title: str = "A lesson") -> JournalEntry:
    return JournalEntry(id=f"j{number}", at=NOON + timedelta(minutes=number), kind="lesson", title=title)


def rings(people: People) -> list[Ring]:
    return sorted(Ring(due, key, nudge_id) for key, owed in people.owed() for nudge_id, due in owed)


async def everyone(people: People) -> list[PersonKey]:
    return sorted([key async for key in people.everyone()])


# --- one drawer a person ----------------------------------------------------------------------------------------------


async def test_a_stranger_has_no_drawer(people: People) -> None:
    assert await people.load(ANN) is None
    assert await people.journal(ANN) == ()


async def test_what_was_committed_is_there(people: People) -> None:
    await people.commit(drawer_of(ANN, visits=3))
    assert await people.load(ANN) == drawer_of(ANN, visits=3)


async def test_the_newest_commit_counts(people: People) -> None:
    for visits in (1, 2):
        await people.commit(drawer_of(ANN, visits=visits))
    assert await people.load(ANN) == drawer_of(ANN, visits=2)


async def test_everyone_has_their_own_drawer(people: People) -> None:
    await people.commit(drawer_of(ANN, visits=1))
    await people.commit(drawer_of(BOB, visits=2))
    assert await people.load(ANN) == drawer_of(ANN, visits=1)
    assert await people.load(BOB) == drawer_of(BOB, visits=2)


async def test_the_same_id_on_two_platforms_is_two_people(people: People) -> None:
    await people.commit(drawer_of(PersonKey("slack", "7")))
    assert await people.load(PersonKey("discord", "7")) is None


async def test_ids_may_be_any_text(people: People) -> None:
    odd = [PersonKey("console", "../../etc"), PersonKey("console", "a/b"), PersonKey("console", "🙂" * 100)]
    for number, key in enumerate(odd):
        await people.commit(drawer_of(key, visits=number))
    assert [drawer.state.visits for key in odd if (drawer := await people.load(key))] == [0, 1, 2]


@pytest.mark.parametrize("kind", STORES)
@given(drawer=drawers())
@tried(0.4)
async def test_any_drawer_is_kept_whole(kind: str, tmp_path: Path, drawer: Drawer) -> None:
    key = drawer.state.person.key
    async with STORES[kind](tmp_path) as store:
        await store.forget(key)
        await store.commit(drawer)
    async with STORES[kind](tmp_path) as again:
        assert await again.load(key) == (None if kind == "memory" else drawer)


async def test_a_drawer_that_contradicts_itself_is_refused_and_the_old_one_stands(people: People) -> None:
    await people.commit(drawer_of(ANN, visits=1))
    nudge = Nudge(id="n1", kind="day_after", due=NOON)
    wrong = replace(drawer_of(ANN), state=replace(new_state(ANN), nudges={"n2": nudge}))
    with pytest.raises(StorageError):
        await people.commit(wrong)
    assert await people.load(ANN) == drawer_of(ANN, visits=1)


async def test_people_at_once_keep_apart(people: People) -> None:
    keys = [PersonKey("slack", str(number)) for number in range(50)]
    await asyncio.gather(*(people.commit(drawer_of(key, visits=n)) for n, key in enumerate(keys)))
    loaded = await asyncio.gather(*map(people.load, keys))
    assert [drawer and drawer.state.visits for drawer in loaded] == list(range(50))


async def test_commits_of_one_person_are_kept_in_their_order(people: People) -> None:
    await asyncio.gather(*(people.commit(drawer_of(ANN, visits=number)) for number in range(20)))
    assert await people.load(ANN) == drawer_of(ANN, visits=19)


async def given_up(work: Coroutine[object, object, None]) -> None:
    """Begin something and wait for its end no longer, as when a platform's tasks are cancelled."""
    doing = asyncio.create_task(work)
    await asyncio.sleep(0)
    doing.cancel()


async def test_what_nobody_waits_for_any_more_is_done_before_a_drawer_is_shown(people: People) -> None:
    await people.commit(drawer_of(ANN, visits=1))
    await given_up(people.commit(drawer_of(ANN, visits=2)))
    assert await people.load(ANN) == drawer_of(ANN, visits=2)
    await given_up(people.forget(ANN))
    assert await people.load(ANN) is None


# --- the journal ------------------------------------------------------------------------------------------------------


async def keep_entries(people: People, count: int) -> None:
    for number in range(count):
        drawer = await people.load(ANN) or drawer_of(ANN)
        await people.commit(replace(drawer, journal=(*drawer.journal, entry(number))))


async def test_the_journal_gives_everything_oldest_first(people: People) -> None:
    await keep_entries(people, 130)
    assert [found.id for found in await people.journal(ANN)] == [f"j{number}" for number in range(130)]


async def test_a_drawer_holds_the_newest_entries_only(people: People) -> None:
    await keep_entries(people, 130)
    drawer = await people.load(ANN)
    assert drawer is not None
    assert 0 < len(drawer.journal) <= MOST
    assert drawer.journal[-1] == entry(129)


async def test_an_entry_kept_twice_is_there_once(people: People) -> None:
    long = replace(drawer_of(ANN), journal=tuple(map(entry, range(60))))
    await people.commit(long)
    await people.commit(long)
    assert [found.id for found in await people.journal(ANN)] == [f"j{number}" for number in range(60)]


# --- forgetting -------------------------------------------------------------------------------------------------------


async def test_forgetting_leaves_nothing_and_concerns_nobody_else(people: People) -> None:
    await keep_entries(people, 60)
    await people.commit(drawer_of(BOB))
    await people.forget(ANN)
    assert await people.load(ANN) is None
    assert await people.journal(ANN) == ()
    assert await everyone(people) == [BOB]
    assert await people.load(BOB) == drawer_of(BOB)


async def test_forgetting_a_stranger_is_no_error(people: People) -> None:
    await people.forget(ANN)
    assert await everyone(people) == []


async def test_whoever_comes_back_starts_anew(people: People) -> None:
    await keep_entries(people, 60)
    await people.forget(ANN)
    await people.commit(drawer_of(ANN, visits=1))
    assert await people.load(ANN) == drawer_of(ANN, visits=1)
    assert await people.journal(ANN) == ()


# --- everybody --------------------------------------------------------------------------------------------------------


async def test_everyone_is_gone_through_once(people: People) -> None:
    keys = sorted(PersonKey("slack", f"T1:U{number}") for number in range(300))
    for key in keys:
        await people.commit(drawer_of(key))
    assert await everyone(people) == keys


async def test_what_is_owed_is_what_rings(people: People) -> None:
    planned = Nudge(id="n1", kind="day_after", due=NOON)
    cancelled = replace(planned, id="n2", status=NudgeStatus.CANCELLED)
    state = replace(new_state(ANN), nudges={"n1": planned, "n2": cancelled})
    waiting = Outgoing(id="o1", created_at=NOON, not_before=NOON + timedelta(minutes=1))
    behind = Outgoing(id="o2", created_at=NOON)
    await people.commit(Drawer(state=state, outbox=(waiting, behind)))
    await people.commit(Drawer(state=new_state(BOB), outbox=(behind,)))
    assert rings(people) == [Ring(NOON, ANN, "n1"), Ring(NOON, BOB), Ring(NOON + timedelta(minutes=1), ANN)]


@pytest.mark.parametrize("kind", STORES)
@given(drawer=drawers())
@tried(0.4)
async def test_what_is_owed_follows_the_rule_of_the_service(kind: str, tmp_path: Path, drawer: Drawer) -> None:
    key = drawer.state.person.key
    async with STORES[kind](tmp_path) as store:
        await store.commit(drawer)
        found = [ring for ring in rings(store) if ring.person == key]
    assert found == sorted(Ring(due, key, nudge_id) for nudge_id, due in owed(drawer))
