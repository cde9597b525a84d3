"""People whom nothing reaches, for now or for good."""

from datetime import datetime

import pytest

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import DeliveryFailed, Event, Left, NudgeDue, Text
from bot.domain.nudge import NudgeStatus
from bot.ports import Gone, TryLater, Unreachable
from tests.fakes import ANNA, World, small_talk

DOWN = TryLater()


async def test_somebody_out_of_reach_has_their_nudge_parked_and_the_dialogue_knows() -> None:
    world = World()
    await world.say("nudge soon 60")
    world.mailbox.answers = [Unreachable(reason="messages closed")]
    await world.wait(minutes=2)
    drawer = await world.drawer()
    assert drawer.state.nudges["n0"].status is NudgeStatus.PARKED
    assert drawer.state.nudges["n0"].parked == "messages closed"
    assert drawer.state.person.unreachable == "messages closed"
    assert drawer.outbox == ()
    assert len(world.mailbox.tried) == 2


async def test_replies_to_somebody_out_of_reach_are_dropped() -> None:
    world = World()
    world.mailbox.answers = [Unreachable(reason="messages closed")]
    await world.say("hello")
    await world.wait(days=1)
    assert (await world.drawer()).outbox == ()
    assert len(world.mailbox.tried) == 1


async def test_what_the_dialogue_plans_for_somebody_out_of_reach_is_rung() -> None:
    def play(state: State, event: Event, now: datetime) -> Turn:
        if isinstance(event, DeliveryFailed):
            return small_talk(state, Text(id=event.id, text="nudge again 3600"), now)
        return small_talk(state, event, now)

    world = World(play=play)
    world.mailbox.answers = [Unreachable(reason="messages closed")]
    await world.say("hello")
    await world.wait(hours=1)
    assert world.mailbox.said_to(ANNA) == ["again"]


async def test_a_bug_in_hearing_of_somebody_out_of_reach_leaves_their_nudge_parked() -> None:
    def play(state: State, event: Event, now: datetime) -> Turn:
        if isinstance(event, DeliveryFailed):
            raise RuntimeError("a bug")  # noqa: TRY004 - it stands for any
        return small_talk(state, event, now)

    world = World(play=play)
    await world.say("nudge soon 60")
    world.mailbox.answers = [Unreachable(reason="messages closed")]
    await world.wait(minutes=2)
    assert (await world.drawer()).state.nudges["n0"].status is NudgeStatus.PARKED
    assert world.coach.unsettled() == ()


async def test_an_account_that_is_gone_is_forgotten() -> None:
    world = World()
    await world.say("nudge soon 60")
    world.mailbox.answers = [Gone()]
    await world.say("hello")
    assert await world.people.load(ANNA) is None
    assert len(world.alarm) == 0


@pytest.mark.parametrize(
    "event", [NudgeDue(id="1", nudge_id="n0"), DeliveryFailed(id="2", reason="closed"), Left(id="3")]
)
async def test_what_happens_to_a_stranger_starts_no_story(event: NudgeDue | DeliveryFailed | Left) -> None:
    world = World()
    await world.coach.handle(ANNA, event)
    assert await world.people.load(ANNA) is None
