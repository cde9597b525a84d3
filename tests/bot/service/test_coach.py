"""One event, one turn, one commit."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import DeliveryFailed, Event, Left, NudgeDue, Text
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import DamagedDrawerError, NextStepError, StorageError
from bot.ports import Delivered, Drawer, Gone, TryLater, Unreachable
from bot.service.coach import Coach
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, BEN, FullDisk, StoppedClock, WanderingPeople, World, message, small_talk

DOWN = TryLater()


class DamagedOnce(MemoryPeople):
    """A store in which one drawer can't be read, and is gone after that."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged = {ANNA}

    async def load(self, key: PersonKey) -> Drawer | None:
        if key in self.damaged:
            self.damaged.discard(key)
            raise DamagedDrawerError("set aside")
        return await super().load(key)


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


# --- repeats ----------------------------------------------------------------------------------------------------------


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


# --- many at once -----------------------------------------------------------------------------------------------------


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


# --- the outbox -------------------------------------------------------------------------------------------------------


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


# --- out of reach -----------------------------------------------------------------------------------------------------


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


# --- forget -----------------------------------------------------------------------------------------------------------


async def test_forget_says_goodbye_and_leaves_nothing() -> None:
    world = World()
    await world.say("nudge soon 60")
    await world.say("forget")
    assert world.mailbox.said_to(ANNA)[-1] == "gone"
    assert await world.people.load(ANNA) is None
    assert len(world.alarm) == 0
    await world.wait(days=1)
    assert world.mailbox.said_to(ANNA)[-1] == "gone"


async def test_an_event_that_comes_again_after_forget_starts_no_new_story() -> None:
    world = World()
    await world.say("hello", event_id="e1")
    await world.say("forget", event_id="e2")
    await world.say("hello", event_id="e1")
    await world.say("forget", event_id="e2")
    assert await world.people.load(ANNA) is None
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?", "gone"]


async def test_somebody_who_was_forgotten_can_begin_anew() -> None:
    world = World()
    await world.say("hello")
    await world.say("forget")
    await world.say("hello")
    assert (await world.drawer()).state.visits == 1


async def test_a_goodbye_that_does_not_arrive_is_not_kept_for_later() -> None:
    world = World()
    await world.say("hello")
    world.mailbox.answers = [DOWN]
    with capture_logs() as logs:
        await world.say("forget")
    assert await world.people.load(ANNA) is None
    assert [entry["event"] for entry in logs] == ["goodbye.undelivered"]


async def test_somebody_is_forgotten_even_if_the_alarm_is_not_told() -> None:
    class DeafAlarm(DueHeap):
        async def cancel(self, nudge_id: str, person: PersonKey) -> None:
            del nudge_id, person
            raise StorageError("no connection")

    world = World(alarm=DeafAlarm())
    await world.say("hello")
    await world.say("forget")
    assert await world.people.load(ANNA) is None
    assert world.mailbox.said_to(ANNA)[-1] == "gone"


async def test_an_export_that_cannot_be_made_now_is_made_later() -> None:
    class TornJournal(MemoryPeople):
        torn = True

        async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
            if self.torn:
                raise StorageError("the journal can't be read")
            return await super().journal(key)

    people = TornJournal()
    world = World(people=people)
    await world.say("export")
    assert world.mailbox.exports == []
    people.torn = False
    await world.wait(seconds=5)
    assert len(world.mailbox.exports) == 1


async def test_forget_that_fails_says_nothing_of_having_forgotten() -> None:
    disk = FullDisk(MemoryPeople(), full=False)
    world = World(people=disk)
    await world.say("hello")
    disk.full = True
    disk.free_commits = 0
    with pytest.raises(StorageError):
        await world.say("forget")
    assert "gone" not in world.mailbox.said_to(ANNA)
    disk.full = False
    await world.say("forget")
    assert world.mailbox.said_to(ANNA)[-1] == "gone"


# --- what fails -------------------------------------------------------------------------------------------------------


async def test_a_turn_that_cannot_be_kept_sends_nothing_and_is_told_to_the_adapter() -> None:
    disk = FullDisk(MemoryPeople())
    world = World(people=disk)
    with pytest.raises(StorageError):
        await world.say("hello", event_id="e1")
    assert world.mailbox.tried == []
    disk.full = False
    await world.say("hello", event_id="e1")
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_a_disk_that_is_full_after_the_turn_was_kept_sends_nothing_twice() -> None:
    disk = FullDisk(MemoryPeople(), free_commits=1)
    world = World(people=disk)
    await world.say("hello", event_id="e1")
    await world.wait(minutes=1)
    await world.say("hello", event_id="e1")
    disk.full = False
    await world.wait(minutes=1)
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]
    assert (await world.drawer()).outbox == ()
    assert world.coach.unsettled() == ()


async def test_a_bug_leaves_the_person_where_they_stood_and_no_word_of_theirs_in_the_log() -> None:
    world = World()
    await world.say("hello")
    before = await world.drawer()
    with capture_logs() as logs, pytest.raises(NextStepError) as caught:
        await world.say("bug secret-organisation")
    assert await world.drawer() == before
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r} {logs}"
    assert [(entry["error"], entry["place"].split(":")[0]) for entry in logs] == [("RuntimeError", "fakes.py")]


async def test_somebody_whose_drawer_was_damaged_is_told_once_and_counts_as_new() -> None:
    world = World(people=DamagedOnce())
    await world.say("hello")
    await world.say("again")
    assert world.mailbox.said_to(ANNA) == ["your notes were damaged", "1: hello", "how are you?", "2: again"]


async def test_somebody_whose_drawer_was_damaged_is_told_when_they_write_and_not_by_the_alarm() -> None:
    world = World(people=DamagedOnce())
    await world.coach.handle(ANNA, NudgeDue(id="due", nudge_id="n0"))
    assert world.mailbox.tried == []
    await world.say("hello")
    assert world.mailbox.said_to(ANNA)[0] == "your notes were damaged"


async def test_a_damaged_drawer_needs_no_message() -> None:
    world = World(people=DamagedOnce(), on_damaged=lambda _person: None)
    await world.say("hello")
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


# --- the alarm and the rest -------------------------------------------------------------------------------------------


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
