"""One event, one turn, one commit."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from bot.domain.messages import NudgeDue
from bot.domain.person import PersonKey
from bot.ports import Delivered, Drawer, TryLater
from bot.service.coach import Coach
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, BEN, StoppedClock, WanderingPeople, World, message, small_talk

DOWN = TryLater()


class OnOff(MemoryPeople):
    """A store whose power may go: what was not to last is lost then."""

    def __init__(self) -> None:
        super().__init__()
        self.lasting: dict[PersonKey, Drawer] = {}

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        await super().commit(drawer)
        if lasting:
            self.lasting[drawer.state.person.key] = drawer

    async def lose_power(self) -> None:
        for drawer in self.lasting.values():
            await super().commit(drawer)


async def test_a_repeated_event_changes_nothing() -> None:
    world = World()
    await world.say("hello", event_id="e1")
    before = await world.drawer()
    await world.say("hello", event_id="e1")
    assert await world.drawer() == before
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_an_event_that_comes_fifty_times_at_once_is_played_once() -> None:
    world = World(people=WanderingPeople(MemoryPeople()))
    await asyncio.gather(*(world.say("hello", event_id="e1") for _ in range(50)))
    assert (await world.drawer()).state.visits == 1
    assert len(world.mailbox.tried) == 3


async def test_the_same_event_id_of_two_people_is_two_events() -> None:
    world = World()
    await world.say("hello", ANNA, "e1")
    await world.say("hello", BEN, "e1")
    assert world.mailbox.said_to(ANNA) == world.mailbox.said_to(BEN)
    assert len({outgoing.id for _, outgoing in world.mailbox.taken}) == 6


async def test_what_a_loss_of_power_takes_of_a_turn_is_only_that_its_messages_arrived() -> None:
    people = OnOff()
    world = World(people=people)
    await world.say("hello", event_id="e1")
    sent = [outgoing.id for _, outgoing in world.mailbox.taken]
    await people.lose_power()
    world = World(people=people)
    await world.say("hello", event_id="e1")
    assert [outgoing.id for _, outgoing in world.mailbox.taken] == sent
    assert (await world.drawer()).state.visits == 1


async def test_a_repeated_event_sends_what_still_waits() -> None:
    world = World()
    world.mailbox.answers = [DOWN]
    await world.say("hello", event_id="e1")
    world.clock.move(timedelta(minutes=1))
    await world.say("hello", event_id="e1")
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_only_the_newest_events_are_remembered() -> None:
    world = World()
    for _ in range(230):
        await world.say("a")
    seen = (await world.drawer()).seen
    assert len(seen) == 200
    assert seen[-1] == "event-230"


async def test_two_hundred_people_with_three_quick_messages_get_every_answer_once_and_in_order() -> None:
    world = World(people=WanderingPeople(MemoryPeople()))
    people = [PersonKey("slack", f"T1:U{number}") for number in range(200)]
    await asyncio.gather(*(world.say(word, person) for word in ("one", "two", "three") for person in people))
    for person in people:
        assert world.mailbox.said_to(person) == ["1: one", "2: two", "3: three"]
    assert not any(person in world.coach._turns for person in people)


async def test_a_platform_that_hangs_for_one_person_holds_up_no_other() -> None:
    world = World()
    hanging: Mapping[PersonKey, asyncio.Event] = defaultdict(asyncio.Event)

    class HangsForAnna:
        platform = "slack"

        async def deliver(self, person: PersonKey, outgoing: object, export: object = None) -> Delivered:
            del outgoing, export
            if person == ANNA:
                await hanging[person].wait()
            return Delivered()

    world.coach = Coach(
        people=world.people,
        alarm=world.alarm,
        messengers={"slack": HangsForAnna()},
        clock=world.clock,
        play=small_talk,
        new_state=world.coach.new_state,
    )
    slow = asyncio.create_task(world.say("hello", ANNA))
    await world.say("hello", BEN)
    assert (await world.drawer(BEN)).outbox == ()
    assert not slow.done()
    hanging[ANNA].set()
    await slow


async def test_a_platform_that_hangs_is_tried_again_later() -> None:
    world = World(patience=timedelta(0))
    await world.say("hello")
    assert (await world.drawer()).outbox[0].attempts == 1


async def test_a_nudge_that_is_planned_rings_the_doorbell() -> None:
    world = World()
    await world.say("nudge soon 60")
    assert world.doorbell.rung == [world.clock.at + timedelta(seconds=60)]


async def test_a_ring_for_a_nudge_that_was_cancelled_or_moved_says_nothing() -> None:
    world = World()
    await world.say("nudge soon 60")
    await world.coach.handle(ANNA, NudgeDue(id="early", nudge_id="n0"))
    world.clock.move(timedelta(minutes=2))
    await world.say("cancel")
    await world.coach.handle(ANNA, NudgeDue(id="late", nudge_id="n0"))
    assert world.mailbox.said_to(ANNA) == ["1: nudge soon 60"]


async def test_a_nudge_that_is_cancelled_leaves_the_alarm() -> None:
    world = World()
    await world.say("nudge soon 60")
    await world.say("cancel")
    assert len(world.alarm) == 0


async def test_a_ring_that_comes_too_early_is_set_to_the_right_time() -> None:
    world = World()
    await world.say("nudge soon 60")
    due = world.clock.at + timedelta(seconds=60)
    await world.alarm.cancel("n0", ANNA)
    await world.coach.handle(ANNA, NudgeDue(id="early", nudge_id="n0"))
    assert await world.alarm.next_due() == due


async def test_the_journal_grows_with_what_is_to_be_remembered() -> None:
    world = World()
    await world.say("remember one")
    await world.say("remember two")
    assert [entry.title for entry in await world.people.journal(ANNA)] == ["one", "two"]


async def test_the_export_is_made_when_it_is_handed_over() -> None:
    world = World()
    await world.say("remember everything")
    await world.say("export")
    assert "everything" in world.mailbox.exports[0].json
    assert "everything" in world.mailbox.exports[0].markdown


def test_a_message_is_what_it_says() -> None:
    assert message("a").text == "a"
    assert StoppedClock().now() == StoppedClock().at
