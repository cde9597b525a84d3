"""Each pitfall of Slack and of its library that was met or measured, by its number in the design."""

import asyncio
import json
import logging
from datetime import timedelta

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block

from adapters.slack import desk
from adapters.slack.api import Api, handlers
from adapters.slack.home import home_view
from adapters.slack.manifest import EVENTS, SCOPES
from adapters.slack.outgoing import MOST_BUTTONS, body, label, post_of
from adapters.slack.routes import quiet_libraries
from bot.domain.messages import MAX_CHOICES, MAX_LABEL, MAX_TOKEN, Choice, Message, Paragraph, Span, SpanKind
from tests.adapters.slack.blocks import buttons_in, problems_of, text_in
from tests.adapters.slack.harness import Program, running, settings, words
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack, Fault
from tests.fakes import MONDAY, message
from tests.shipped import english


async def test_1_a_listener_that_fails_at_once_is_still_acknowledged_at_once(
    slack: FakeSlack, program: Program, anna: Member
) -> None:
    slack.fail("views.open", Fault(error="expired_trigger_id"))
    await anna.uses("pause")
    press = anna.press_on(anna.dm[-1], "Pick day and time")
    async with asyncio.timeout(1):
        assert await program.interaction(press) == 200
        del press["trigger_id"]
        assert await program.interaction(press) == 200


async def test_1_a_command_that_fails_is_acknowledged(program: Program, anna: Member) -> None:
    async with asyncio.timeout(1):
        response = await program.command({"command": "/nextstep", "team_id": "T01", "user_id": "U1"})
    assert response.status == 200
    assert anna.dm is not None


@pytest.mark.parametrize("method", ["chat.postMessage", "users.info", "views.publish"])
async def test_1_slack_has_its_answer_in_time_whatever_hangs(
    slack: FakeSlack, program: Program, anna: Member, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    slack.users["U1"] = {"is_admin": True}
    await anna.says("i got rejected by Acme Foundation, program director")
    await anna.opens_home()
    monkeypatch.setattr(desk, "ACK_WITHIN", 0.05)
    slack.until[method] = asyncio.Event()
    async with asyncio.timeout(1.5):
        for name in ("pause", "export"):
            assert await anna.presses_at_home(f"home:command:{name}", name) == 200
        assert await anna.says("help") == 200
        assert (await anna.uses("invite")).status == 200
        assert await anna.opens_home() == 200
    slack.until[method].set()
    await program.settled()


async def test_2_an_event_with_a_retry_number_is_still_heard(anna: Member) -> None:
    # A first attempt that never arrived must not be lost because this one says that it is the second.
    anna.program.session.headers.update({"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})
    await anna.says("help")
    assert anna.dm


async def test_3_events_of_one_person_wait_for_each_other(slack: FakeSlack, anna: Member) -> None:
    slack.slow["users.info"] = 0.05
    first = asyncio.create_task(anna.says("about"))
    await asyncio.wait_for(slack.asked["users.info"].wait(), timeout=10)
    second = asyncio.create_task(anna.says("help"))
    await asyncio.gather(first, second)
    assert "Jenn Raley Miller" in anna.texts()[1]
    assert "Jenn Raley Miller" not in anna.texts()[2]
    assert len(slack.sent("users.info")) == 1


async def test_4_slack_is_not_asked_about_the_token_at_every_event(slack: FakeSlack, anna: Member) -> None:
    for text in ("help", "about", "privacy"):
        await anna.says(text)
    assert len(slack.sent("auth.test")) == 1


# 5, the lock around one-use tokens and their fresh use by nudges, stands in test_oauth.py.


async def test_6_clients_of_bolt_keep_our_way_of_trying_again(slack: FakeSlack) -> None:
    api = Api(f"{slack.url}/api/")
    try:
        app = AsyncApp(client=api.client("xoxb-01"), signing_secret="x")
        copies: list[object] = []

        @app.event("message")
        async def note(client: object) -> None:
            copies.extend(type(one) for one in client.retry_handlers)  # type: ignore[attr-defined]

        assert [type(one) for one in app.client.retry_handlers] == [type(one) for one in handlers()]
    finally:
        await api.close()


async def test_6_an_outage_of_slack_is_met_in_every_call(slack: FakeSlack, anna: Member) -> None:
    slack.fail("users.info", Fault(status=503))
    slack.fail("chat.postMessage", Fault(status=503))
    assert await anna.says("help") == 200
    assert anna.dm == []
    await anna.program.wait(minutes=1)
    assert len(anna.dm) == 2


async def test_7_a_bad_signature_is_logged_without_the_request(
    program: Program, anna: Member, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    quiet_libraries()
    await program.post(json.dumps(anna.message("my private words")), "application/json", secret="other")
    assert "my private words" not in caplog.text


async def test_8_what_nobody_listens_to_is_acknowledged(program: Program, anna: Member) -> None:
    assert await program.event(anna.event({"type": "team_join", "user": {"id": "U1"}})) == 200
    for kind, more in (
        ("block_actions", {"actions": [{"action_id": "old", "type": "button", "value": "x", "action_ts": "1"}]}),
        ("view_submission", {"view": {"id": "V1", "type": "modal", "callback_id": "old"}}),
        ("view_closed", {"view": {"id": "V1", "type": "modal", "callback_id": "old"}}),
        ("message_action", {"callback_id": "old", "message": {}}),
        ("shortcut", {"callback_id": "old"}),
    ):
        assert await program.interaction(anna.interaction(kind, **more)) == 200


def test_8_little_is_subscribed_to_and_nothing_of_channels() -> None:
    assert sorted(EVENTS) == ["app_home_opened", "app_uninstalled", "message.im", "tokens_revoked"]
    assert not [scope for scope in SCOPES if scope.startswith(("channels", "groups", "mpim", "chat:write."))]


async def test_9_history_is_not_needed(slack: FakeSlack, anna: Member) -> None:
    slack.fail("conversations.history", *[Fault(error="missing_scope")] * 9)
    await anna.says("i got rejected by Acme Foundation, program director")
    slack.fail("chat.postMessage", Fault(status=503))
    await anna.presses("Not now")
    await anna.program.wait(minutes=1)
    assert "Not now" not in buttons_in(anna.dm[1]["blocks"])
    assert len(anna.dm) == 3


async def test_9_slack_schedules_no_message_for_us(slack: FakeSlack, anna: Member) -> None:
    await anna.says("i got rejected by Acme Foundation, program director")
    await anna.presses("Not now")
    await anna.presses("Yes, look in tomorrow")
    assert not slack.sent("chat.scheduleMessage")


def test_10_what_a_person_typed_comes_out_as_text() -> None:
    typed = "<!here> @channel *Acme* & <https://x.org|Sons> ~x~ :tada:\n- not a list"
    said = Message(paragraphs=(Paragraph(spans=(Span(text="At "), Span(text=typed, kind=SpanKind.SAID))),))
    post = post_of(said, words())
    assert text_in(post["blocks"]) == [f"At {typed}"]
    (section,) = post["blocks"][0]["elements"]  # one section and no list
    elements = section["elements"]
    assert all("style" not in element and element["type"] == "text" for element in elements)
    assert post["text"].startswith("At &lt;!here&gt; @channel *Acme* &amp; ")


def test_10_only_a_coach_emphasises() -> None:
    spans = (
        Span(text="Call *988*, "),
        Span(text="*not this*", kind=SpanKind.SAID),
        Span(text=" and [this](https://x.org)."),
    )
    elements = body(Message(paragraphs=(Paragraph(spans=spans),)))[0]["elements"][0]["elements"]
    assert [element["text"] for element in elements if element.get("style") == {"bold": True}] == ["988"]
    assert [element["url"] for element in elements if element["type"] == "link"] == ["https://x.org"]


def test_11_every_step_of_the_content_fits_as_it_is() -> None:
    for step in english().steps.values():
        for choice in step.choices:
            assert len(choice.label) <= MAX_LABEL


def test_11_the_most_and_longest_choices_are_taken() -> None:
    many = tuple(Choice(label="x" * MAX_LABEL, token=f"{number:0{MAX_TOKEN}}") for number in range(MAX_CHOICES))
    for count in (1, MOST_BUTTONS, MOST_BUTTONS + 1, MAX_CHOICES):
        said = Message(paragraphs=message("?").paragraphs, choices=many[:count], visit=999_999_999)
        post = post_of(said, words())
        assert problems_of(post["blocks"]) == []
        for block in post["blocks"]:
            parsed = Block.parse(block)
            assert parsed is not None
            parsed.validate_json()


def test_11_a_label_that_is_too_long_is_cut() -> None:
    assert len(label("x" * 100)["text"]) == 75


async def test_11_a_window_opens_before_anything_slow(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("pause")
    await anna.program.app.tokens.client("T01")
    slack.slow["users.info"] = 5
    before = len(slack.calls)
    async with asyncio.timeout(1):
        await anna.presses("Pick day and time")
    assert [call.method for call in slack.calls[before:]] == ["views.open"]


async def test_11_home_is_taken_with_everything_in_it(program: Program, anna: Member) -> None:
    for number in range(6):
        await anna.says(f"i got rejected by Acme {'Foundation ' * 20}{number}, program director")
    drawer = await program.drawer("U1")
    view = home_view(drawer, script=program.script, words=words(), now=MONDAY, host=True)
    assert problems_of(view["blocks"], "home") == []


async def test_12_a_pressed_button_is_replaced_even_after_a_restart(slack: FakeSlack) -> None:
    async with running(slack) as first:
        await Member(first).says("i got rejected by Acme Foundation, program director")
        people, records, clock = first.people, first.records, first.clock
    async with running(slack, people=people, records=records, clock=clock) as second:
        anna = Member(second)
        await anna.presses("Not now")
        assert not buttons_in(anna.dm[1]["blocks"])
        assert anna.dm[1]["blocks"][-1]["elements"][0]["text"] == "You chose: Not now"


# 13, what follows a removal, stands in test_oauth.py; here is the workspace with a token of its own.


async def test_13_a_removed_app_parks_what_was_planned(slack: FakeSlack) -> None:
    async with running(slack, chosen=settings(slack)) as program:
        anna = Member(program)
        await anna.says("i got rejected by Acme Foundation, program director")
        await anna.presses("Not now")
        await anna.presses("Yes, look in tomorrow")
        anna.heard()
        await program.event(anna.event({"type": "app_uninstalled"}))
        program.clock.move(timedelta(days=2))
        await program.nudges.sweep()
        assert anna.heard() == []
        assert {nudge.status for nudge in (await program.drawer("U1")).state.nudges.values()} == {"parked"}
