"""`nextstep run` on Slack, as a process."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from tests.adapters.slack.harness import signed
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import SECRET, TOKEN, FakeSlack
from tests.adapters.slack.test_socket_mode import acknowledged, give


async def started(slack: FakeSlack, store: Path, **more: str) -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEXTSTEP_")}
    given = {
        "NEXTSTEP_SLACK_BOT_TOKEN": TOKEN,
        "NEXTSTEP_SLACK_APP_TOKEN": "xapp-1",
        "NEXTSTEP_SLACK_API_URL": f"{slack.url}/api/",
        "NEXTSTEP_STORE": str(store),
        **more,
    }
    return await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("nextstep"),
        "run",
        env={**environment, **given},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_answers_over_a_socket_ends_politely_and_remembers(slack: FakeSlack, tmp_path: Path) -> None:
    message = Member.message(_nobody(), "i got rejected by Acme Foundation, program director")
    for number in (1, 2):
        process = await started(slack, tmp_path)
        async with asyncio.timeout(60):
            link = await slack.sockets.get()
            await give(link, f"e{number}", "events_api", message)
            await acknowledged(slack, f"e{number}")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        assert b"Acme" not in errors
        assert len(slack.dm("U1")) == 2


async def test_over_http_it_listens_where_the_host_says(slack: FakeSlack, tmp_path: Path) -> None:
    port = free_port()
    given = {"NEXTSTEP_SLACK_SIGNING_SECRET": SECRET, "NEXTSTEP_SLACK_APP_TOKEN": "", "HOST": "127.0.0.1"}
    process = await started(slack, tmp_path, **given, PORT=str(port))
    body = json.dumps(Member.message(_nobody(), "i got rejected by Acme Foundation, program director"))
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        assert process.stderr is not None
        while b"slack.serving" not in (line := await process.stderr.readline()):
            assert line
        headers = signed(body, SECRET)
        async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response:
            assert response.status == 200
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert process.returncode == 0
    assert len(slack.dm("U1")) == 2


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_token_slack_does_not_take_ends_it_with_a_sentence(slack: FakeSlack, tmp_path: Path) -> None:
    process = await started(slack, tmp_path, NEXTSTEP_SLACK_BOT_TOKEN="xoxb-other")
    async with asyncio.timeout(60):
        _, errors = await process.communicate()
    assert process.returncode != 0
    assert b"nextstep slack check" in errors
    assert b"xoxb-other" not in errors


def _nobody() -> Member:
    return Member(None)  # type: ignore[arg-type]
