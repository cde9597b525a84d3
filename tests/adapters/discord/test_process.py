"""`nextstep` as a process, on Discord and beside Slack."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.loopback import TOKEN, SmallDiscord, small_discord
from tests.adapters.slack import server as slack_server
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack
from tests.adapters.slack.test_socket_mode import acknowledged, give

ANNA = 1456074443980900000
STORY = "i got rejected by Acme Foundation, program director"
Process = asyncio.subprocess.Process


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[SmallDiscord]:
    async with small_discord(tmp_path) as discord:
        yield discord


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().running() as server:
        yield server


async def started(there: SmallDiscord, slack: FakeSlack | None, *arguments: str) -> Process:
    """Start the program on both platforms, or on Discord alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEXTSTEP_")}
    environment |= {"NEXTSTEP_DISCORD_TOKEN": TOKEN, "NEXTSTEP_STORE": str(there.certificate.parent / "store")}
    if slack:
        environment |= {
            "NEXTSTEP_SLACK_BOT_TOKEN": slack_server.TOKEN,
            "NEXTSTEP_SLACK_APP_TOKEN": "xapp-1",
            "NEXTSTEP_SLACK_API_URL": f"{slack.url}/api/",
        }
    launch = (sys.executable, "-m", "tests.adapters.discord.launch", str(there.port), str(there.certificate))
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*launch, *arguments, env=environment, stdout=pipe, stderr=pipe)


async def ended(process: Process, *, by: signal.Signals | None = signal.SIGTERM) -> tuple[int | None, str, str]:
    """End it, and return its code and what it wrote."""
    if by:
        process.send_signal(by)
    async with asyncio.timeout(60):
        told, errors = await process.communicate()
    assert b"Acme" not in told + errors
    return process.returncode, told.decode(), errors.decode()


async def test_both_platforms_are_served_and_sigterm_lets_both_finish_what_they_have_begun(
    there: SmallDiscord, slack: FakeSlack
) -> None:
    process = await started(there, slack, "run")
    async with asyncio.timeout(60):
        socket = await slack.sockets.get()
        await there.opening.wait()
    slack.slow["chat.postMessage"] = there.slow = 0.5
    await give(socket, "e1", "events_api", Member(None).message(STORY))  # type: ignore[arg-type]
    await there.write(ANNA, STORY)
    async with asyncio.timeout(60):
        await slack.asked["chat.postMessage"].wait()
        await there.asked.wait()
    code, _, errors = await ended(process)
    assert code == 0, errors
    assert "library=discord" not in errors  # such as that there can be no sound, which there isn't to be
    assert len(slack.dm("U1")) == 2
    assert len(there.messages) == 2


async def test_discord_is_served_while_slack_refuses_its_token_and_that_is_told_in_the_end(
    there: SmallDiscord, slack: FakeSlack
) -> None:
    slack.teams.clear()
    process = await started(there, slack, "run")
    async with asyncio.timeout(60):
        await there.opening.wait()
        await there.write(ANNA, STORY)
        await there.seen(2)
    code, _, errors = await ended(process)
    assert code == 2
    assert "nextstep slack check" in errors


async def test_slack_is_served_while_discord_refuses_its_token_and_that_is_told_in_the_end(
    there: SmallDiscord, slack: FakeSlack
) -> None:
    there.token = "another"  # noqa: S105 - made up
    process = await started(there, slack, "run")
    async with asyncio.timeout(60):
        socket = await slack.sockets.get()
        await give(socket, "e1", "events_api", Member(None).message(STORY))  # type: ignore[arg-type]
        await acknowledged(slack, "e1")
    code, _, errors = await ended(process)
    assert code == 2
    assert "NEXTSTEP_DISCORD_TOKEN" in errors
    assert TOKEN not in errors
    assert len(slack.dm("U1")) == 2


async def test_operators_sync_and_check_from_the_command_line(there: SmallDiscord) -> None:
    code, told, _ = await ended(await started(there, None, "discord", "check"), by=None)
    assert code == 1
    assert "nextstep discord sync" in told
    code, told, _ = await ended(await started(there, None, "discord", "sync"), by=None)
    assert (code, told) == (0, "Discord knows the commands now: 2 of them\n")
    code, told, _ = await ended(await started(there, None, "discord", "check"), by=None)
    assert (code, told) == (0, "Discord is set up: nextstep run\n")
