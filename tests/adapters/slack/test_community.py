"""The Home tab, invitations, hosts' settings."""

from datetime import time
from typing import Any

import pytest

from adapters.slack.api import Api
from adapters.slack.profiles import Profiles
from adapters.slack.whom import Who
from tests.adapters.slack.blocks import buttons_in
from tests.adapters.slack.harness import Program, running
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import TOKEN, FakeSlack, Fault
from tests.shipped import english

STORY = "i got rejected by Acme Foundation, program director"


def label_of(kind: str) -> str:
    return english().nudges[kind].label


async def with_a_nudge(anna: Member) -> str:
    """Let somebody have one reminder and return its id."""
    await anna.says(STORY)
    await anna.presses("Not now")
    await anna.presses("Yes, look in tomorrow")
    await anna.opens_home()
    (nudge,) = (await anna.program.drawer(anna.user)).state.nudges.values()
    anna.heard()
    return nudge.id


async def test_home_of_a_stranger_keeps_nothing(program: Program, anna: Member) -> None:
    await anna.opens_home()
    assert anna.home["type"] == "home"
    assert [key async for key in program.people.everyone()] == []


async def test_home_shows_what_is_open_and_what_comes_when(anna: Member) -> None:
    await with_a_nudge(anna)
    shown = anna.home_text()
    assert "program director at Acme Foundation" in shown
    assert label_of("day_after") in shown
    assert "2026-11-24 10:00" in shown  # Slack shows its reader's own time; this is the fallback


async def test_a_nudge_is_cancelled_at_home_with_one_word_about_it(anna: Member) -> None:
    nudge_id = await with_a_nudge(anna)
    assert await anna.presses_at_home("home:cancel") == 200
    nudge = (await anna.program.drawer("U1")).state.nudges.get(nudge_id)
    assert nudge is None or nudge.status == "cancelled"
    assert len(anna.heard()) == 1
    assert label_of("day_after") not in anna.home_text()


async def test_a_nudge_is_moved_at_home_in_a_window(slack: FakeSlack, anna: Member) -> None:
    nudge_id = await with_a_nudge(anna)
    await anna.presses_at_home("home:change")
    (window,) = slack.views
    assert window["blocks"][0]["element"]["initial_date"] == "2026-11-24"
    await anna.sends(window, {"date": {"selected_date": "2026-12-03"}, "time": {"selected_time": "17:30"}})
    nudge = (await anna.program.drawer("U1")).state.nudges[nudge_id]
    assert nudge.wall is not None
    assert nudge.wall.isoformat() == "2026-12-03T17:30:00"
    (said,) = anna.heard()
    assert "3 December" in said[0][0]


async def test_cancelling_what_is_gone_shows_the_list(anna: Member) -> None:
    await with_a_nudge(anna)
    shown = anna.home
    await anna.uses("stop", channel="DU1")
    anna.heard()
    await anna.presses_at_home("home:cancel", shown=shown)
    assert len(anna.heard()) >= 1


async def test_pause_export_and_forget_are_at_home(slack: FakeSlack, anna: Member) -> None:
    await with_a_nudge(anna)
    for name in ("pause", "export", "forget"):
        assert await anna.presses_at_home(f"home:command:{name}", name) == 200
    assert sorted(slack.files) == ["next-step.json", "next-step.md"]
    assert "Shall I?" in anna.texts()[-1] or "remove everything" in anna.texts()[-1]


async def test_home_follows_the_talk_while_it_is_in_view(anna: Member) -> None:
    await anna.opens_home()
    await anna.says(STORY)
    for _ in range(50):
        await anna.program.session.get(f"{anna.program.url}/healthz")
    assert "Acme Foundation" in anna.home_text()


async def test_what_somebody_wrote_is_plain_text_at_home(anna: Member) -> None:
    await anna.says("i got rejected by *<!here>* Foundation, program director")
    await anna.opens_home()
    for block in anna.home["blocks"]:
        assert block.get("text", {}).get("type") != "mrkdwn" or "here" not in block["text"]["text"]


async def invited(slack: FakeSlack, host: Member) -> dict[str, object]:
    """Let a host post an invitation and return its card."""
    slack.users[host.user] = {"is_admin": True}
    await host.uses("invite")
    return slack.notes[-1]


async def test_a_host_posts_an_invitation(slack: FakeSlack, anna: Member) -> None:
    card = await invited(slack, anna)
    assert card["response_type"] == "in_channel"
    assert list(buttons_in(card["blocks"])) == ["Talk privately"]  # type: ignore[arg-type]


async def test_who_is_no_host_cannot(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("invite")
    (note,) = slack.notes
    assert note["response_type"] == "ephemeral"
    assert "blocks" not in note


async def test_an_invitation_belongs_in_a_channel(slack: FakeSlack, anna: Member) -> None:
    slack.users["U1"] = {"is_owner": True}
    await anna.uses("invite", channel="DU1")
    assert slack.notes[0]["response_type"] == "ephemeral"


def pressed_card(member: Member) -> dict[str, object]:
    """Return the press on an invitation in a channel."""
    return member.interaction(
        "block_actions",
        channel={"id": "C0GENERAL", "name": "general"},
        container={"type": "message", "message_ts": "1.1", "channel_id": "C0GENERAL", "is_ephemeral": False},
        message={"ts": "1.1", "text": "x", "blocks": [], "team": "T01"},
        response_url=f"{member.program.slack.url}/response/4",
        actions=[{"type": "button", "action_id": "invite:talk", "value": "talk", "action_ts": "1.2"}],
    )


async def test_the_card_works_for_everybody_and_shows_nobody(slack: FakeSlack, program: Program) -> None:
    for user in ("U1", "U2", "U3"):
        assert await program.interaction(pressed_card(Member(program, user))) == 200
    assert set(slack.messages) == {"DU1", "DU2", "DU3"}
    assert {note["response_type"] for note in slack.notes} == {"ephemeral"}
    assert not any(user in str(note) for note in slack.notes for user in ("U1", "U2", "U3"))


async def test_the_card_works_after_a_restart(slack: FakeSlack) -> None:
    async with running(slack) as first:
        await invited(slack, Member(first))
    async with running(slack) as second:
        await second.interaction(pressed_card(Member(second, "U2")))
    assert slack.messages["DU2"]


async def test_who_cannot_be_written_to_is_told_so_where_they_pressed(slack: FakeSlack, program: Program) -> None:
    slack.fail("conversations.open", Fault(error="user_not_visible"))
    await program.interaction(pressed_card(Member(program, "U5")))
    assert "can't write to you" in slack.notes[0]["text"]
    assert not slack.messages


async def test_hosts_set_what_holds_for_new_members(slack: FakeSlack, program: Program, anna: Member) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.opens_home()
    await anna.presses_at_home("home:host")
    values: dict[str, dict[str, Any]] = {
        "locale": {"selected_option": {"value": "en"}},
        "quiet_from": {"selected_time": "19:00"},
        "quiet_until": {"selected_time": "10:30"},
        "country": {"selected_option": {"value": "CA"}},
    }
    await anna.sends(slack.views[0], values)
    ben = Member(program, "U2")
    await ben.says("help")
    person = (await program.drawer("U2")).state.person
    assert (person.quiet.start, person.quiet.end, person.country) == (time(19), time(10, 30), "CA")


async def test_settings_of_hosts_outlive_the_program(slack: FakeSlack, program: Program, anna: Member) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.opens_home()
    await anna.presses_at_home("home:host")
    await anna.sends(slack.views[0], {"quiet_from": {"selected_time": "19:00"}})
    async with running(slack, records=program.records) as again:
        await Member(again, "U2").says("help")
        assert (await again.drawer("U2")).state.person.quiet.start == time(19)


async def test_the_window_names_languages_and_countries(slack: FakeSlack, anna: Member) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.opens_home()
    await anna.presses_at_home("home:host")
    menus = [one["element"]["options"] for one in slack.views[0]["blocks"] if "options" in one["element"]]
    shown = {option["text"]["text"] for options in menus for option in options}
    assert {"English", "Canada", "I ask each person"} <= shown


async def test_who_was_a_host_this_morning_is_asked_about_again(
    slack: FakeSlack, program: Program, anna: Member
) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.opens_home()
    await anna.presses_at_home("home:host")
    slack.users["U1"] = {}
    await anna.sends(slack.views[0], {"quiet_from": {"selected_time": "19:00"}})
    await anna.uses("invite")
    assert program.app.workspaces.of("T01").quiet_from == "21:00"
    assert {note["response_type"] for note in slack.notes} == {"ephemeral"}


async def test_who_cannot_be_asked_about_again_is_no_host(slack: FakeSlack, program: Program, anna: Member) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.opens_home()
    await anna.presses_at_home("home:host")
    slack.fail("users.info", *2 * [Fault(error="internal_error")])
    await anna.sends(slack.views[0], {"quiet_from": {"selected_time": "19:00"}})
    await anna.uses("invite")
    assert program.app.workspaces.of("T01").quiet_from == "21:00"
    assert {note["response_type"] for note in slack.notes} == {"ephemeral"}


@pytest.mark.parametrize(
    ("user", "installation", "host"),
    [
        ({"is_admin": True}, "T1", True),
        ({"is_owner": True, "team_id": "T1"}, "T1", True),
        ({"is_admin": True, "team_id": "T2"}, "T1", False),  # of the other side of a shared channel
        ({"is_admin": True, "team_id": "E1", "enterprise_user": {"is_admin": False}}, "T1", True),
        ({"is_admin": True, "enterprise_user": {"is_admin": False}}, "E1", False),  # of one workspace of many
        ({"enterprise_user": {"is_admin": True}}, "E1", True),
        ({}, "T1", False),
    ],
)
async def test_only_who_looks_after_all_of_an_installation_speaks_for_it(
    slack: FakeSlack, user: dict[str, Any], installation: str, host: bool
) -> None:
    slack.users["U1"] = user
    api = Api(f"{slack.url}/api/")
    try:
        profile = await Profiles(lambda: 0).of(api.client(TOKEN), Who(installation, "U1"))
    finally:
        await api.close()
    assert profile.host is host


async def test_who_is_no_host_sees_no_settings_and_can_send_none(
    slack: FakeSlack, program: Program, anna: Member
) -> None:
    await anna.opens_home()
    assert "For hosts" not in anna.home_text()
    forged: dict[str, Any] = {"id": "V9", "type": "modal", "callback_id": "form:host"}
    await anna.sends(forged, {"quiet_from": {"selected_time": "19:00"}})
    assert program.app.workspaces.of("T01").quiet_from == "21:00"
    assert not slack.views
