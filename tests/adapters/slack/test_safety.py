"""Who may send what, and what must never be seen anywhere."""

import json
import logging
import time
from typing import Any

import pytest
import structlog

from adapters.slack.whom import installations_of
from bot.domain.person import PersonKey
from tests.adapters.slack.blocks import buttons_in
from tests.adapters.slack.harness import Program, running, settings
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack

SAID_IN_PRIVATE = "they said i was too old for Acme Foundation"


async def everyone(program: Program) -> list[PersonKey]:
    return [key async for key in program.people.everyone()]


async def test_a_request_signed_with_another_secret_is_refused(program: Program, anna: Member) -> None:
    response = await program.post(json.dumps(anna.message("hello")), "application/json", secret="another")
    assert response.status == 401
    assert await everyone(program) == []


async def test_an_old_request_is_refused(program: Program, anna: Member) -> None:
    body = json.dumps(anna.message("hello"))
    assert (await program.post(body, "application/json", at=time.time() - 301)).status == 401
    assert await everyone(program) == []


async def test_an_unsigned_request_is_refused(program: Program, anna: Member) -> None:
    async with program.session.post(f"{program.url}/slack/events", json=anna.message("hello")) as response:
        assert response.status == 401


async def test_slack_is_told_that_the_address_is_ours(program: Program) -> None:
    response = await program.post(json.dumps({"type": "url_verification", "challenge": "c1"}), "application/json")
    assert json.loads(await response.text())["challenge"] == "c1"


async def test_a_port_that_is_taken_is_named_in_the_log(slack: FakeSlack, program: Program) -> None:
    port = int(program.url.rpartition(":")[2])
    with structlog.testing.capture_logs() as events, pytest.raises(OSError, match="in use"):
        async with running(slack, chosen=settings(slack, port=port)):
            pass
    (told,) = [event for event in events if event["event"] == "slack.cannot_listen"]
    assert (told["port"], told["reason"]) == (port, "EADDRINUSE")


async def test_healthz_says_that_the_program_is_up(program: Program) -> None:
    async with program.session.get(f"{program.url}/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok\n")


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
async def test_no_word_of_a_person_reaches_a_log(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    with caplog.at_level(level), structlog.testing.capture_logs() as events:
        async with running(slack) as program:
            anna = Member(program)
            await anna.says("i got rejected by Acme Foundation, program director")
            assert "Acme" in anna.texts()[-1]  # so it was in what was sent as well
            await anna.says(SAID_IN_PRIVATE)
            await anna.uses(f"rejected {SAID_IN_PRIVATE}")
            await program.post(json.dumps(anna.message(SAID_IN_PRIVATE)), "application/json", secret="another")
            await program.interaction(anna.interaction("view_submission", view={"state": SAID_IN_PRIVATE}))
            await program.event(anna.event({"type": "reaction_added", "user": "U1", "item": SAID_IN_PRIVATE}))
    logged = "\n".join([*(record.getMessage() + str(record.exc_text) for record in caplog.records), *map(str, events)])
    assert "too old" not in logged
    assert "Acme" not in logged
    assert "xoxb" not in logged


@pytest.mark.parametrize(
    "more",
    [
        {"channel_type": "channel", "channel": "C1"},
        {"channel_type": "group", "channel": "G1"},
        {"channel_type": "mpim", "channel": "G2"},
        {"subtype": "message_changed", "hidden": True, "message": {"text": "x", "user": "U1"}},
        {"subtype": "message_deleted", "hidden": True, "previous_message": {"text": "x"}},
        {"subtype": "bot_message", "bot_id": "B2"},
        {"bot_id": "B3", "user": "U0OTHERBOT"},
        {"subtype": "assistant_app_thread"},
        {"subtype": "channel_join"},
    ],
    ids=str,
)
async def test_what_is_not_said_to_the_bot_in_private_is_not_heard(
    program: Program, anna: Member, more: dict[str, Any]
) -> None:
    assert await program.event(anna.message("i got rejected", **more)) == 200
    assert await everyone(program) == []


async def test_what_a_person_typed_pings_nobody_and_formats_nothing(anna: Member) -> None:
    await anna.says("i got rejected by <!here> *@channel* & Sons <https://x.org|x>, program director")
    for message in anna.dm:
        assert "<!" not in message["text"]
        assert "<http" not in message["text"]
        assert all(block["type"] in {"rich_text", "actions", "context"} for block in message["blocks"])


async def test_a_file_with_a_word_beside_it_is_heard(anna: Member) -> None:
    await anna.program.event(anna.message("help", subtype="file_share", files=[{"id": "F1"}]))
    assert anna.dm


async def test_people_of_two_workspaces_are_two_people(slack: FakeSlack) -> None:
    slack.teams = {"xoxb-01": "T01"}
    async with running(slack) as program:
        await Member(program, "U1").says("help")
        stranger = Member(program, "U1", team="T99")
        assert await program.event(stranger.message("help")) == 200
        assert await everyone(program) == [PersonKey("slack", "T01:U1")]


def test_an_installation_for_a_whole_organisation_is_found_by_the_organisation() -> None:
    body = {
        "team_id": "T1",
        "enterprise_id": "E1",
        "authorizations": [{"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}],
    }
    assert installations_of(body)[0] == "E1"


def test_an_installation_in_one_workspace_of_an_organisation_is_found_by_the_workspace() -> None:
    body = {
        "team_id": "T1",
        "authorizations": [{"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False}],
    }
    assert installations_of(body)[0] == "T1"


def test_an_event_of_a_shared_channel_belongs_to_whom_it_was_delivered_for() -> None:
    body = {
        "team_id": "TTHEIRS",
        "is_ext_shared_channel": True,
        "authorizations": [{"team_id": "TOURS", "enterprise_id": None, "is_enterprise_install": False}],
        "event": {"user": "U1", "user_team": "TTHEIRS"},
    }
    assert installations_of(body)[0] == "TOURS"


def test_a_command_in_an_organisation_says_it_in_words() -> None:
    assert installations_of({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"})[0] == "E1"
    assert installations_of({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "false"})[0] == "T1"


def test_a_window_says_where_its_app_is_installed() -> None:
    body = {"team": {"id": "TTHEIRS"}, "view": {"app_installed_team_id": "TOURS"}, "user": {"team_id": "TTHEIRS"}}
    assert installations_of(body)[0] == "TOURS"


async def test_somebody_of_another_organisation_may_press_a_card_in_a_shared_channel(
    slack: FakeSlack, program: Program
) -> None:
    guest = Member(program, "U7", team="TTHEIRS")
    press = guest.interaction(
        "block_actions",
        channel={"id": "C0SHARED"},
        container={"type": "message", "message_ts": "1.1", "channel_id": "C0SHARED"},
        message={"ts": "1.1", "text": "x", "blocks": [], "team": "T01"},
        response_url=f"{slack.url}/response/4",
        actions=[{"type": "button", "action_id": "invite:talk", "value": "talk", "action_ts": "1.2"}],
    )
    await program.interaction(press)
    assert await everyone(program) == [PersonKey("slack", "T01:U7")]
    assert buttons_in(slack.dm("U7")[-1]["blocks"]) is not None


def test_settings_show_no_secret(slack: FakeSlack) -> None:
    shown = repr(settings(slack, client_secret="s3cret", app_token="xapp-1"))
    assert "xoxb" not in shown
    assert "xapp" not in shown
    assert "s3cret" not in shown
