"""What the outbox sends, tries again and gives up."""

from datetime import timedelta

from structlog.testing import capture_logs

from bot.domain.messages import Text
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.ports import Delivered, TryLater
from tests.fakes import ANNA, World

DOWN = TryLater()


async def test_what_a_platform_cannot_take_now_keeps_its_id_and_its_place() -> None:
    world = World()
    world.mailbox.answers = [Delivered(), DOWN]
    await world.say("hello")
    waiting = (await world.drawer()).outbox
    assert [out.message.text if out.message else "" for out in waiting] == ["1: hello", "how are you?"]
    assert waiting[0].not_before is not None
    await world.wait(seconds=3)
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]
    assert len({outgoing.id for _, outgoing in world.mailbox.tried}) == 3


async def test_a_new_message_of_the_person_tries_at_once_and_in_order() -> None:
    world = World()
    world.mailbox.answers = [DOWN]
    await world.say("one")
    await world.say("two")
    assert world.mailbox.said_to(ANNA) == ["1: one", "2: two"]


async def test_nothing_is_tried_before_the_platform_wants_it() -> None:
    world = World()
    world.mailbox.answers = [TryLater(after=timedelta(hours=3))]
    await world.say("one")
    await world.wait(hours=2, minutes=59)
    assert len(world.mailbox.tried) == 1
    await world.wait(minutes=1)
    assert world.mailbox.said_to(ANNA) == ["1: one"]


async def test_a_platform_without_messenger_is_tried_again_later() -> None:
    world = World()
    await world.say("hello", PersonKey("discord", "1"))
    assert (await world.drawer(PersonKey("discord", "1"))).outbox[0].attempts == 1


async def test_a_messenger_that_breaks_is_tried_again_and_its_words_stay_out_of_the_log() -> None:
    world = World()
    world.mailbox.answers = [RuntimeError("private words")]
    with capture_logs() as logs:
        await world.say("hello")
    assert (await world.drawer()).outbox[0].attempts == 1
    assert [entry["error"] for entry in logs] == ["RuntimeError"]
    assert "private" not in str(logs)


async def test_a_reply_nobody_takes_for_two_days_is_dropped() -> None:
    world = World()
    world.mailbox.answer = lambda _person, _outgoing: DOWN
    await world.say("hello")
    for _ in range(50):
        await world.wait(hours=1)
    assert (await world.drawer()).outbox == ()
    assert len(world.alarm) == 0


async def test_a_nudge_nobody_takes_for_two_days_is_parked_and_says_why() -> None:
    world = World()
    await world.say("nudge soon 60")
    world.mailbox.answer = lambda _person, _outgoing: DOWN
    for _ in range(50):
        await world.wait(hours=1)
    nudge = (await world.drawer()).state.nudges["n0"]
    assert (nudge.status, nudge.parked) == (NudgeStatus.PARKED, "no answer from platform")
    assert (await world.drawer()).outbox == ()


async def test_a_nudge_cancelled_while_it_waits_to_be_sent_is_not_sent() -> None:
    world = World()
    await world.say("nudge soon 60")
    world.mailbox.answers = [DOWN, DOWN]
    await world.wait(minutes=2)
    await world.say("cancel")
    assert world.mailbox.said_to(ANNA) == ["1: nudge soon 60"]
    assert (await world.drawer()).outbox == ()


async def test_ids_are_short_enough_for_every_platform() -> None:
    world = World()
    await world.say("hello", event_id="x" * 500)
    assert all(len(outgoing.id) <= 25 for _, outgoing in world.mailbox.taken)


async def test_what_a_turn_sends_knows_the_event_it_answers() -> None:
    world = World()
    await world.coach.handle(ANNA, Text(id="e1", text="hello"), reply_to="interaction-7")
    assert {outgoing.reply_to for _, outgoing in world.mailbox.taken} == {"interaction-7"}
