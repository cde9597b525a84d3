"""What Discord may answer instead of taking a message, and what then becomes of it."""

import pytest

from adapters.discord.receipts import CLOSED
from bot.domain.nudge import NudgeStatus
from tests.adapters.discord.world import (
    WORDS,
    Someone,
    World,
    answers,
    buttons_under,
    command,
    in_a_server,
    key_of,
    newest,
    plan_nudge,
    running,
    said,
    start,
)

STORY = "i was rejected by Larch Bakery after the second interview"
MESSAGES = "/channels/*/messages"
CALLBACK = "/interactions/*/callback"
COMMAND = 2


async def nudge_status(world: World, user: Someone) -> NudgeStatus | None:
    """What became of the one nudge somebody planned; `None` where nothing is kept of them."""
    drawer = await world.people.load(key_of(user))
    return drawer.state.nudges["n9"].status if drawer else None


@pytest.mark.parametrize("code", [50007, 50278, 50001])
async def test_with_direct_messages_closed_a_nudge_is_parked_and_told_in_the_next_private_answer_in_a_server(
    code: int,
) -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        await user.send_dm(STORY)
        await plan_nudge(world, user, hours=14)
        world.env.inject_error("POST", MESSAGES, status=403, code=code, message="Cannot send messages to this user")
        await world.wait(hours=15)
        assert await nudge_status(world, user) is NudgeStatus.PARKED
        drawer = await world.people.load(key_of(user))
        assert drawer is not None
        assert drawer.state.person.unreachable == CLOSED
        assert channel.history() == []

        told = await anna.slash(channel, "nextstep help")
        assert told.ephemeral
        assert [text for text in answers(told) if text == WORDS.notices["closed"]]
        assert await nudge_status(world, user) is NudgeStatus.PLANNED
        again = await anna.slash(channel, "nextstep help")
        assert WORDS.notices["closed"] not in answers(again)
        assert channel.history() == []


@pytest.mark.parametrize(("status", "code"), [(429, 0), (500, 0), (503, 0), (404, 10003), (403, 40003), (403, 0)])
async def test_what_will_pass_is_tried_again_until_it_arrives_once(status: int, code: int) -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await plan_nudge(world, anna, hours=14)
        before = len(said(anna))
        world.env.inject_error("POST", MESSAGES, status=status, code=code, times=2)
        await world.wait(hours=14)
        assert len(said(anna)) == before
        await world.wait(hours=3)
        assert len(said(anna)) == before + 1
        assert await nudge_status(world, anna) is NudgeStatus.SENT


async def test_who_is_gone_from_discord_is_forgotten() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await plan_nudge(world, anna, hours=14)
        await world.env.restart_bot(world.client())
        await world.program.alarm.wind(world.people)
        world.env.inject_error("POST", "/users/@me/channels", status=404, code=10013, message="Unknown User")
        await world.wait(hours=15)
        assert await nudge_status(world, anna) is None


async def test_a_refused_message_is_sent_again_without_anything_that_could_be_refused() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        world.env.inject_error("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
        await anna.send_dm(STORY)
        assert len(said(anna)) == 2
        assert "program" in said(anna)[0].content


async def test_an_answer_that_comes_too_late_for_its_interaction_goes_to_the_direct_messages() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        world.env.inject_error("POST", CALLBACK, status=404, code=10062, message="Unknown interaction")
        await anna.slash(channel, "nextstep about")
        assert len(said(user)) == 2
        assert channel.history() == []


async def test_an_interaction_that_cannot_be_answered_now_is_answered_later_and_only_there() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        world.env.inject_error("POST", CALLBACK, status=503)
        late = await anna.slash(channel, "nextstep about")
        await world.wait(minutes=1)
        assert late.acknowledged
        assert late.ephemeral
        assert len(answers(late)) == 2
        assert said(user) == []


async def test_a_turn_that_is_not_kept_is_said_so_in_private() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        world.people.full = True
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        assert answers(told) == [WORDS.notices["failed"]]
        assert told.ephemeral
        await user.send_dm(STORY)
        assert [message.content for message in said(user)] == [WORDS.notices["failed"]]
        world.people.full = False
        await user.send_dm(STORY)
        assert newest(user).content != WORDS.notices["failed"]


async def test_whatever_breaks_inside_the_person_is_told_and_nothing_is_left_without_an_answer() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        asked = told.followups[-1].message
        shown = await anna.click(asked, label=WORDS.buttons["write"])
        world.people.broken = True
        sent = await anna.submit_modal(shown, {"words": "talk it through"})
        label = next(iter(buttons_under(asked)))
        for result in (sent, await anna.click(asked, label=label), await anna.slash(channel, "nextstep help")):
            assert result.acknowledged
            assert answers(result)[-1] == WORDS.notices["failed"]
            assert result.ephemeral
        await user.send_dm(STORY)
        assert [message.content for message in said(user)] == [WORDS.notices["failed"]]
        assert [type(error).__name__ for error in world.env.errors] == ["CommandInvokeError"]


async def test_without_a_connection_everything_waits() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await plan_nudge(world, anna, hours=14)
        before = len(said(anna))
        connected, world.messenger.direct.client = world.messenger.direct.client, None
        await world.wait(hours=14)
        assert len(said(anna)) == before
        world.messenger.direct.client = connected
        await world.wait(hours=1)
        assert len(said(anna)) == before + 1


async def test_somebody_who_waits_sees_that_it_is_worked_on() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        world.people.slow = 5
        world.env.backend.create_message(anna.dm_channel.id, anna.id, STORY)
        await world.env.advance_time(1)
        assert any(one.path.endswith("/typing") for one in world.env.http_requests)
        assert said(anna) == []
        await world.env.advance_time(10)
        assert len(said(anna)) == 2


async def test_a_slow_answer_to_a_command_is_announced_in_time_and_comes_privately() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = world.env.create_user("anna")
        guild.add_member(anna)
        world.people.slow = 1
        told = start(world, anna, command("about"), kind=COMMAND, place=(channel.id, guild.id))
        await world.env.advance_time(1.6)
        assert told.deferred
        assert told.ephemeral
        await world.env.advance_time(1)
        assert len(answers(told)) == 2
