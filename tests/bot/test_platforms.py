"""Platforms side by side on one program: one that fails does not stop the other, and a stop drains both."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.bootstrap.discord_platform import DiscordPlatform
from bot.bootstrap.platforms import Given, Running, SystemClock, run_platforms, run_side_by_side
from bot.bootstrap.wanted import wanted
from bot.cli.app import app
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.state import State, new_state
from bot.domain.person import PersonKey
from bot.errors import SettingsError
from bot.storage.memory import MemoryPeople
from tests.adapters.discord.loopback import APP, TOKEN, small_discord
from tests.adapters.discord.world import PACK

ANNA = 1456074443980900000
DISCORD = {"NEXTSTEP_DISCORD_TOKEN": TOKEN}


class Broken:
    """A platform that can't be run."""

    name = "broken"

    def stranger(self, key: PersonKey) -> State:
        return new_state(key)

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        del running, stop
        raise SettingsError("the other platform is set up wrongly")


async def test_discord_serves_on_while_another_platform_fails_and_a_stop_drains_it(tmp_path: Path) -> None:
    people, stop = MemoryPeople(), asyncio.Event()
    given = Given(
        settings=Settings(),
        environment=DISCORD,
        store=tmp_path,
        pack=PACK,
        words=content_folder("en"),
        people=people,
        clock=SystemClock(),
    )
    async with small_discord(tmp_path) as there:
        discord = DiscordPlatform(given, connector=there.connector)
        running = asyncio.create_task(run_side_by_side(given, [Broken(), discord], stop))
        await asyncio.wait_for(there.opening.wait(), timeout=10)
        await there.write(ANNA, "i was rejected by Larch Bakery after the second interview")
        await there.seen(2)
        stop.set()
        with pytest.raises(SettingsError, match="the other platform"):
            await asyncio.wait_for(running, timeout=10)
    drawer = await people.load(PersonKey("discord", str(ANNA)))
    assert drawer is not None
    assert drawer.outbox == ()
    assert [file.suffix for file in (tmp_path / "records").iterdir()] == [".json"]  # the commands were told, once


def test_what_is_wrong_with_all_platforms_is_told_at_once(tmp_path: Path) -> None:
    environment = {"NEXTSTEP_DISCORD_TOKEN": "no", "NEXTSTEP_SLACK_BOT_TOKEN": "no"}
    assert wanted(environment)
    with pytest.raises(SettingsError) as caught:
        run_platforms(Settings(store=tmp_path), environment)
    assert "NEXTSTEP_DISCORD_TOKEN" in str(caught.value)
    assert "NEXTSTEP_SLACK" in str(caught.value)
    assert not wanted({"NEXTSTEP_STORE": "x", "NEXTSTEP_DISCORD_TOKEN": " "})


def test_the_links_are_shown_without_asking_discord() -> None:
    shown = CliRunner().invoke(app, ["discord", "invite-link"], env=DISCORD)
    assert shown.exit_code == 0
    assert shown.output.count(f"client_id={APP}") == 2


@pytest.mark.parametrize("command", ["invite-link", "sync", "check"])
def test_commands_of_operators_say_what_is_not_set(command: str) -> None:
    failed = CliRunner().invoke(app, ["discord", command], env={"NEXTSTEP_DISCORD_TOKEN": ""})
    assert isinstance(failed.exception, SettingsError)
    assert "NEXTSTEP_DISCORD_TOKEN" in str(failed.exception)
