"""Socket Mode, against the other end of the socket."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import web

from adapters.slack import socket as socket_mode
from adapters.slack.settings import Mode, SlackSettings
from tests.adapters.slack.harness import Program, running, settings
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack, Fault


def over_a_socket(slack: FakeSlack) -> SlackSettings:
    return settings(slack, mode=Mode.SOCKET, app_token="xapp-1", signing_secret="")


@pytest.fixture
async def program(slack: FakeSlack) -> AsyncIterator[Program]:
    async with running(slack, chosen=over_a_socket(slack)) as started:
        yield started


async def give(socket: web.WebSocketResponse, envelope: str, kind: str, payload: Mapping[str, Any]) -> None:
    """Send something over a socket."""
    await socket.send_json(
        {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
    )


async def acknowledged(slack: FakeSlack, *envelopes: str) -> None:
    """Wait until envelopes are acknowledged."""
    async with asyncio.timeout(10):
        while not set(envelopes) <= set(slack.acks):
            slack.acked.clear()
            await slack.acked.wait()


async def test_a_message_over_the_socket_is_answered_and_acknowledged(slack: FakeSlack, program: Program) -> None:
    anna, socket = Member(program), await slack.sockets.get()
    await give(socket, "e1", "events_api", anna.message("i got rejected by Acme Foundation"))
    await acknowledged(slack, "e1")
    assert "Acme Foundation" in anna.texts()[-1]


async def test_commands_and_presses_come_over_the_socket(slack: FakeSlack, program: Program) -> None:
    anna, socket = Member(program), await slack.sockets.get()
    form = {"team_id": "T01", "channel_id": "C1", "user_id": "U1", "command": "/nextstep", "text": "pause"}
    await give(socket, "e1", "slash_commands", {**form, "trigger_id": "1.1"})
    await acknowledged(slack, "e1")
    assert slack.acks["e1"]["response_type"] == "ephemeral"
    await give(socket, "e2", "interactive", anna.press_on(anna.dm[-1], "Pick day and time"))
    await acknowledged(slack, "e2")
    assert slack.views


async def test_a_disconnect_is_followed_by_a_new_connection(slack: FakeSlack, program: Program) -> None:
    anna, first = Member(program), await slack.sockets.get()
    await first.send_json({"type": "disconnect", "reason": "refresh_requested"})
    async with asyncio.timeout(10):
        second = await slack.sockets.get()
    await give(second, "e1", "events_api", anna.message("help"))
    await acknowledged(slack, "e1")
    assert len(anna.dm) == 2


async def test_a_connection_that_breaks_is_made_anew_once_slack_is_back(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "PING", 0.1)
    async with running(slack, chosen=over_a_socket(slack)) as program:
        anna, first = Member(program), await slack.sockets.get()
        slack.fail("apps.connections.open", Fault(status=503), Fault(error="internal_error"))
        await first.close(drain=False)
        async with asyncio.timeout(30):
            second = await slack.sockets.get()
        await give(second, "e1", "events_api", anna.message("help"))
        await acknowledged(slack, "e1")
        assert len(anna.dm) == 2


async def test_slack_being_out_of_reach_at_the_start_is_waited_out(slack: FakeSlack) -> None:
    slack.fail("auth.test", Fault(status=503), Fault(error="internal_error"))
    slack.fail("apps.connections.open", Fault(status=503))
    async with running(slack, chosen=over_a_socket(slack)), asyncio.timeout(30):
        await slack.sockets.get()


async def test_an_event_sent_again_over_the_next_connection_is_answered_once(
    slack: FakeSlack, program: Program
) -> None:
    anna, first = Member(program), await slack.sockets.get()
    message = anna.message("help")
    await give(first, "e1", "events_api", message)
    await acknowledged(slack, "e1")
    await first.send_json({"type": "disconnect", "reason": "warning"})
    async with asyncio.timeout(10):
        second = await slack.sockets.get()
    await give(second, "e2", "events_api", message)
    await acknowledged(slack, "e2")
    assert len(anna.dm) == 2


async def test_quick_messages_over_the_socket_are_answered_in_their_order(slack: FakeSlack, program: Program) -> None:
    anna, socket = Member(program), await slack.sockets.get()
    await give(socket, "e0", "events_api", anna.message("help"))
    await acknowledged(slack, "e0")
    anna.heard()
    for number, name in enumerate(("about", "privacy", "lessons"), start=1):
        await give(socket, f"e{number}", "events_api", anna.message(name))
    await acknowledged(slack, "e1", "e2", "e3")
    first, second, third = (said[0][0] for said in anna.heard())
    assert "Jenn Raley Miller" in str(anna.texts()[-3])
    assert len({first, second, third}) == 3


async def test_nothing_listens_on_a_port(program: Program) -> None:
    assert program.url.endswith(":0")
