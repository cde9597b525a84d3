"""A drawer that can't be read: its person is told once, everybody else is served, the log names the file."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap.discord_platform import DiscordPlatform
from bot.bootstrap.onlookers import Onlookers
from bot.bootstrap.platforms import given_to_platforms, run_side_by_side
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.dialogue.state import new_state
from bot.domain.person import PersonKey
from bot.logs import set_up
from bot.ports import Drawer
from tests.adapters.discord.loopback import TOKEN, SmallDiscord, small_discord

ANNA, BEN = 1456074443980900000, 1456074443980910000
NOTICE, CREDIT = "can't be read any more", "Jenn Raley Miller"


def key(user: int) -> PersonKey:
    return PersonKey("discord", str(user))


def files_in(folder: Path) -> list[Path]:
    return list(folder.glob("[0-9a-f][0-9a-f]/*.json"))


async def damaged_folder(folder: Path) -> Path:
    """Keep Anna and Ben in a folder and return the file of Anna's, which is damaged then."""
    with open_people(folder) as people:
        await people.commit(Drawer(state=new_state(key(ANNA))))
    (drawer,) = files_in(folder)
    with open_people(folder) as people:
        await people.commit(Drawer(state=new_state(key(BEN))))
    drawer.write_text("{torn", encoding="utf-8")
    return drawer


@asynccontextmanager
async def running(folder: Path, certificates: Path) -> AsyncIterator[SmallDiscord]:
    stop = asyncio.Event()
    with open_people(folder) as people:
        async with small_discord(certificates) as there:
            given = given_to_platforms(Settings(), {"NEXTSTEP_DISCORD_TOKEN": TOKEN}, folder, people)
            platform = DiscordPlatform(given, connector=there.connector)
            program = asyncio.create_task(run_side_by_side(given, [platform], stop))
            await asyncio.wait_for(there.opening.wait(), timeout=10)
            yield there
            stop.set()
            await asyncio.wait_for(program, timeout=10)


def seen_by(there: SmallDiscord, user: int, words: str) -> int:
    """Count the messages to somebody with these words in them."""
    return sum(words in json.dumps(one) for one in there.messages if one["channel_id"] == str(user + 1))


async def talk(there: SmallDiscord, user: int, text: str) -> None:
    """Let somebody write, and wait for the answer to what they write after it."""
    answered = seen_by(there, user, CREDIT)
    for one in (text, "/about"):
        await there.write(user, one)
    async with there.written, asyncio.timeout(10):
        await there.written.wait_for(lambda: seen_by(there, user, CREDIT) > answered)


@pytest.mark.usefixtures("logs_as_before")
async def test_its_person_is_told_once_the_others_are_served_and_the_log_names_the_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    drawer = await damaged_folder(store)
    set_up("warning")
    async with running(store, tmp_path) as there:
        assert f"event=drawer.damaged drawer={drawer}" in capfd.readouterr().err
        await talk(there, ANNA, "no from Acme after the final round")
        assert seen_by(there, ANNA, NOTICE) == 1
        await talk(there, BEN, "no from Acme after the final round")
        await talk(there, ANNA, "they took somebody else")
        assert [seen_by(there, user, NOTICE) for user in (ANNA, BEN)] == [1, 0]
    log = capfd.readouterr().err
    (aside,) = (store / "damaged").iterdir()
    assert f"event=drawer.set_aside drawer={drawer} now_at={aside}" in log
    assert "Damaged drawers" in log
    assert str(ANNA) not in log
    assert "Acme" not in log


async def test_an_onlooker_sees_a_stranger_and_notes_who_is_to_be_told(tmp_path: Path) -> None:
    drawer = await damaged_folder(tmp_path)
    noted: set[PersonKey] = set()
    with open_people(tmp_path) as people:
        onlookers = Onlookers(people, noted)
        assert await onlookers.load(key(BEN)) is not None
        assert noted == set()
        assert await onlookers.load(key(ANNA)) is None
        assert [one async for one in onlookers.everyone()] == [key(BEN)]
        assert list(onlookers.owed()) == list(people.owed()) != []
    assert noted == {key(ANNA)}
    assert not drawer.exists()
