"""What comes unasked, and what happens when Slack cannot take it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.failures import APP_REMOVED, CLOSED, NO_TALK
from bot.domain.messages import Field as FormField
from bot.domain.messages import Form, Message, Paragraph, Span
from bot.domain.person import PersonKey
from bot.ports import Delivered, Gone, Outgoing, Receipt, TryLater, Unreachable
from tests.adapters.slack.blocks import buttons_in
from tests.adapters.slack.harness import Program, running, settings
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import TOKEN, FakeSlack, Fault
from tests.fakes import MONDAY, message

U1 = PersonKey("slack", "T01:U1")


def outgoing(number: int = 1, **more: Any) -> Outgoing:  # noqa: ANN401 - any field of it
    return Outgoing(**{"id": f"out-{number}", "created_at": MONDAY, "message": message(f"word {number}"), **more})


async def deliver(program: Program, **more: Any) -> Receipt:  # noqa: ANN401 - any field of it
    return await program.app.messenger.deliver(U1, outgoing(**more))


async def with_a_nudge(anna: Member) -> None:
    await anna.says("i got rejected by Acme Foundation, program director")
    await anna.presses("Not now")
    await anna.presses("Yes, look in tomorrow")
    anna.heard()


async def test_a_nudge_comes_to_the_direct_messages_with_our_id_on_it(slack: FakeSlack, anna: Member) -> None:
    await with_a_nudge(anna)
    await anna.program.wait(hours=26)
    (said,) = anna.heard()
    assert said[1]
    metadata = anna.dm[-1]["metadata"]
    assert metadata["event_type"] == "next_step"
    assert metadata["event_payload"]["id"]
    assert set(slack.messages) == {"DU1"}


async def test_links_are_not_unfurled(anna: Member) -> None:
    await anna.says("about you")
    assert {str(one["unfurl_links"]).lower() for one in anna.dm} <= {"false", "0"}
    assert {str(one["unfurl_media"]).lower() for one in anna.dm} <= {"false", "0"}


@pytest.mark.parametrize(
    ("fault", "receipt"),
    [
        (Fault(status=429, error="ratelimited", retry_after="30"), TryLater(after=timedelta(seconds=30))),
        (Fault(status=503, error="service_unavailable"), TryLater()),
        (Fault(status=500, error="internal_error"), TryLater()),
        (Fault(error="fatal_error"), TryLater()),
        (Fault(error="something_new"), TryLater()),
        (Fault(error="channel_not_found"), Unreachable(reason=NO_TALK)),
        (Fault(error="messages_tab_disabled"), Unreachable(reason=NO_TALK)),
        (Fault(error="token_revoked"), Unreachable(reason=APP_REMOVED)),
        (Fault(error="account_inactive"), Unreachable(reason=APP_REMOVED)),
    ],
    ids=lambda one: one.error if isinstance(one, Fault) else "",
)
async def test_what_slack_answers_becomes_a_receipt(
    slack: FakeSlack, program: Program, fault: Fault, receipt: Receipt
) -> None:
    slack.fail("chat.postMessage", fault)
    assert await deliver(program) == receipt


async def test_a_rate_limit_that_is_over_in_a_moment_is_waited_out(slack: FakeSlack, program: Program) -> None:
    slack.fail("chat.postMessage", Fault(status=429, error="ratelimited", retry_after="0"))
    assert await deliver(program) == Delivered()
    assert len(slack.sent("chat.postMessage")) == 2


async def test_a_deactivated_account_is_parked_and_not_forgotten(slack: FakeSlack, anna: Member) -> None:
    await with_a_nudge(anna)
    slack.users["U1"] = {"deleted": True}
    async with running(slack, people=anna.program.people, clock=anna.program.clock) as later:
        await later.wait(hours=26)
        state = (await later.drawer("U1")).state
    assert {nudge.status for nudge in state.nudges.values()} == {"parked"}
    assert state.person.unreachable == CLOSED


async def test_an_account_slack_does_not_know_is_forgotten_only_when_it_says_so_twice(
    slack: FakeSlack, program: Program
) -> None:
    slack.fail("conversations.open", Fault(error="user_not_found"), Fault(error="user_not_found"))
    assert await deliver(program) == Unreachable(reason=CLOSED)
    slack.fail("users.info", Fault(error="user_not_found"))
    assert await deliver(program) == Gone()


async def test_a_network_that_is_down_is_tried_again(slack: FakeSlack) -> None:
    async with running(slack) as program:
        program.app.tokens._api.url = "http://127.0.0.1:9/"
        assert await deliver(program) == TryLater()


async def test_a_message_whose_answer_got_lost_is_not_said_twice(slack: FakeSlack, anna: Member) -> None:
    await with_a_nudge(anna)
    slack.fail("chat.postMessage", Fault(late=True))
    await anna.program.wait(hours=26)
    assert len(anna.heard()) == 1
    assert {nudge.status for nudge in (await anna.program.drawer("U1")).state.nudges.values()} == {"sent"}


async def test_an_outage_delays_a_nudge_and_loses_none(slack: FakeSlack, anna: Member) -> None:
    await with_a_nudge(anna)
    slack.fail("chat.postMessage", *[Fault(status=503)] * 6)
    await anna.program.wait(hours=26)
    assert len(anna.heard()) == 1


async def test_one_who_is_limited_holds_up_nobody(slack: FakeSlack, program: Program) -> None:
    slack.fail("chat.postMessage", Fault(status=429, error="ratelimited", retry_after="600"))
    receipts = [await deliver(program, number=number) for number in (1, 2)]
    assert [type(one) for one in receipts] == [TryLater, Delivered]


async def test_unasked_messages_keep_a_second_apart_in_a_channel(slack: FakeSlack) -> None:
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)
        await asyncio.sleep(0)

    async with running(slack, sleep=nap) as program:
        for number in range(3):
            await deliver(program, number=number, nudge_id=f"n{number}")
    assert naps == [1.0, 2.0]


async def test_a_nudge_never_comes_anywhere_but_in_private(slack: FakeSlack, program: Program) -> None:
    slack.opens["U1"] = "C0GENERAL"
    assert await deliver(program) == Unreachable(reason=NO_TALK)
    assert not slack.messages


async def test_a_long_message_is_split_and_each_part_arrives_once(slack: FakeSlack, program: Program) -> None:
    long = Message(paragraphs=tuple(Paragraph(spans=(Span(text=f"{number} " + "word " * 300),)) for number in range(4)))
    slack.fail("chat.postMessage", Fault(status=200, late=True), Fault(status=503))
    first = await deliver(program, message=long)
    assert isinstance(first, TryLater)
    program.clock.move(timedelta(minutes=1))
    slack.faults.clear()
    assert await deliver(program, message=long, attempts=1) == Delivered()
    assert [len(one["text"]) < 3000 for one in slack.dm("U1")] == [True, True, True, True][: len(slack.dm("U1"))]
    assert sum(one["text"].count("word") for one in slack.dm("U1")) == 1200


@pytest.mark.parametrize("refused", ["invalid_blocks", "msg_blocks_too_long"])
async def test_where_slack_refuses_the_blocks_the_words_arrive_alone(
    slack: FakeSlack, program: Program, refused: str
) -> None:
    slack.fail("chat.postMessage", Fault(error=refused))
    assert await deliver(program) == Delivered()
    (said,) = slack.dm("U1")
    assert said["text"] == "word 1"
    assert "blocks" not in said
    assert said["metadata"]["event_payload"]["id"] == "out-1"


async def test_a_form_of_the_conversation_is_opened_by_a_button(slack: FakeSlack, program: Program) -> None:
    form = Form(
        token="1.a.form",
        title="Your reply",
        fields=(FormField(id="words", label="Reply", value="Dear all", long=True),),
    )
    await program.app.messenger.deliver(U1, Outgoing(id="f", created_at=MONDAY, form=form))
    anna = Member(program)
    assert list(buttons_in(anna.dm[0]["blocks"])) == ["Fill it in"]
    await anna.presses("Fill it in")
    assert slack.views[0]["blocks"][0]["element"]["initial_value"] == "Dear all"


async def test_a_token_that_changes_while_the_program_runs_is_used_at_once(slack: FakeSlack) -> None:
    async with running(slack, chosen=settings(slack)) as program:
        del slack.teams[TOKEN]
        assert await deliver(program) == Unreachable(reason=APP_REMOVED)
