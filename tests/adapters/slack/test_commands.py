"""`/nextstep`, and the shortcut on a message."""

import json

import pytest

from tests.adapters.slack.harness import Program
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack
from tests.shipped import english


@pytest.mark.parametrize("name", [spec.name for spec in english().commands.values() if not spec.interrupt])
async def test_every_command_of_the_table_is_answered_in_private(slack: FakeSlack, anna: Member, name: str) -> None:
    response = await anna.uses(name)
    note = json.loads(await response.text())
    assert note["response_type"] == "ephemeral"
    assert anna.dm
    assert not [channel for channel in slack.messages if not channel.startswith("D")]


async def test_in_the_direct_messages_a_command_needs_no_note(anna: Member) -> None:
    response = await anna.uses("help", channel="DU1")
    assert await response.text() == ""
    assert len(anna.dm) == 2


async def test_in_somebody_elses_direct_messages_only_a_note_is_shown(slack: FakeSlack, anna: Member) -> None:
    await anna.says("hello")
    response = await anna.uses("lessons", channel="DSOMEBODY")
    assert json.loads(await response.text())["response_type"] == "ephemeral"
    assert set(slack.messages) == {"DU1"}


async def test_nothing_behind_it_is_help(anna: Member) -> None:
    await anna.uses("")
    with_help = anna.texts()[-1]
    await anna.uses("help")
    assert "lessons" in with_help


async def test_what_is_no_command_is_what_happened(anna: Member) -> None:
    await anna.uses("got rejected by Acme Foundation &amp; friends")
    assert "Acme Foundation" in anna.texts()[-1]


async def test_a_command_sent_again_is_answered_once(anna: Member) -> None:
    form = {"team_id": "T01", "channel_id": "DU1", "user_id": "U1", "command": "/nextstep", "text": "about"}
    for _ in range(3):
        await anna.program.command({**form, "trigger_id": "1.1.x"})
    assert len(anna.dm) == 2


async def test_a_message_can_be_reflected_on(slack: FakeSlack, anna: Member) -> None:
    shortcut = anna.interaction(
        "message_action",
        callback_id="reflect_on_this",
        channel={"id": "C0GENERAL", "name": "general"},
        message={
            "type": "message",
            "text": "look at this",
            "attachments": [{"text": "We regret to tell you that Acme Foundation has chosen another candidate."}],
        },
        response_url=f"{slack.url}/response/3",
    )
    assert await anna.program.interaction(shortcut) == 200
    assert (await anna.program.drawer("U1")).state.cases
    (note,) = slack.notes
    assert note["response_type"] == "ephemeral"
    assert set(slack.messages) == {"DU1"}


async def test_a_message_without_words_gets_a_note(slack: FakeSlack, anna: Member, program: Program) -> None:
    shortcut = anna.interaction(
        "message_action",
        callback_id="reflect_on_this",
        channel={"id": "C0GENERAL"},
        message={"type": "message", "text": ""},
        response_url=f"{slack.url}/response/3",
    )
    await program.interaction(shortcut)
    assert "nothing to read" in slack.notes[0]["text"]
    assert not slack.messages
