"""The sweep: every ring is dealt with, and nobody holds up anybody."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import Event, NudgeDue
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.errors import StorageError
from bot.ports import Delivered, Outgoing, TryLater
from bot.service.nudges import Nudges
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, BEN, FullDisk, WanderingPeople, World, small_talk

STEPS = st.tuples(st.integers(1, 7200), st.integers(0, 3600), st.booleans(), st.booleans())


def people(count: int) -> list[PersonKey]:
    return [PersonKey("slack", f"T1:U{number}") for number in range(count)]


async def test_a_nudge_is_said_when_it_is_due_and_not_before() -> None:
    world = World()
    await world.say("nudge soon 60")
    await world.wait(seconds=59)
    assert world.mailbox.said_to(ANNA) == ["1: nudge soon 60"]
    await world.wait(seconds=1)
    assert world.mailbox.said_to(ANNA)[-1] == "soon"
    nudge = (await world.drawer()).state.nudges["n0"]
    assert (nudge.status, nudge.sent_at) == (NudgeStatus.SENT, world.clock.at)


async def test_a_nudge_is_said_once_however_often_it_is_swept() -> None:
    world = World()
    await world.say("nudge soon 60")
    world.clock.move(timedelta(minutes=2))
    await asyncio.gather(*(world.nudges.sweep() for _ in range(20)))
    await world.wait(days=1)
    assert world.mailbox.said_to(ANNA).count("soon") == 1


async def test_a_thousand_people_each_get_their_nudge_once() -> None:
    world = World(people=WanderingPeople(MemoryPeople()))
    for person in people(1000):
        await world.say("nudge soon 60", person)
    await world.wait(minutes=2)
    assert all(world.mailbox.said_to(person)[1:] == ["soon"] for person in people(1000)[::50])
    assert len(world.mailbox.taken) == 2000
    assert len(world.alarm) == 0


async def test_no_more_people_are_written_to_at_once_than_there_are_workers() -> None:
    world = World()
    for person in people(40):
        await world.say("nudge soon 60", person)

    @dataclass
    class Counting:
        platform: str = "slack"
        now: int = 0
        most: int = 0
        waves: list[int] = field(default_factory=list)

        async def deliver(self, person: PersonKey, outgoing: Outgoing, export: object = None) -> Delivered:
            del person, outgoing, export
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return Delivered()

    counting = Counting()
    world.coach._courier._messengers = {"slack": counting}
    world.nudges = Nudges(coach=world.coach, alarm=world.alarm, clock=world.clock, workers=5)
    await world.wait(minutes=2)
    assert counting.most == 5


async def test_somebody_whose_turn_fails_holds_up_nobody_and_is_tried_again() -> None:
    broken = {ANNA}

    def play(state: State, event: Event, now: datetime) -> Turn:
        if isinstance(event, NudgeDue) and state.person.key in broken:
            raise RuntimeError("private words")
        return small_talk(state, event, now)

    world = World(play=play)
    await world.say("nudge soon 60", ANNA)
    await world.say("nudge soon 60", BEN)
    with capture_logs() as logs:
        await world.wait(minutes=2)
    assert world.mailbox.said_to(BEN)[-1] == "soon"
    assert "private" not in str(logs)
    broken.clear()
    await world.wait(hours=1)
    assert world.mailbox.said_to(ANNA)[-1] == "soon"
    assert world.nudges._failures == {}


async def test_somebody_whose_turn_keeps_failing_is_tried_ever_more_rarely() -> None:
    tries: list[datetime] = []

    def play(state: State, event: Event, now: datetime) -> Turn:
        if isinstance(event, NudgeDue):
            tries.append(now)
            raise RuntimeError("a bug")  # noqa: TRY004 - it stands for any
        return small_talk(state, event, now)

    world = World(play=play)
    await world.say("nudge soon 60")
    for _ in range(24 * 60):
        await world.wait(minutes=1)
    assert 20 <= len(tries) <= 45
    assert tries[-1] - tries[-2] > timedelta(minutes=40)


async def test_a_full_disk_says_no_nudge_and_loses_none() -> None:
    disk = FullDisk(MemoryPeople(), full=False)
    world = World(people=disk)
    for person in people(20):
        await world.say("nudge soon 60", person)
    disk.full, disk.free_commits = True, 0
    await world.wait(minutes=2)
    assert len(world.mailbox.taken) == 20
    disk.full = False
    await world.wait(hours=2)
    assert len(world.mailbox.taken) == 40


async def test_an_outbox_that_waits_is_tried_again_without_the_person_writing() -> None:
    world = World()
    world.mailbox.answers = [TryLater(), TryLater(), TryLater()]
    await world.say("hello")
    for _ in range(20):
        await world.wait(seconds=1)
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_what_a_disk_failed_at_is_done_by_the_next_sweep() -> None:
    disk = FullDisk(MemoryPeople(), free_commits=1)
    world = World(people=disk)
    await world.say("hello")
    assert world.coach.unsettled() == (ANNA,)
    await world.wait(seconds=1)
    assert world.coach.unsettled() == (ANNA,)
    disk.full = False
    await world.wait(seconds=1)
    assert world.coach.unsettled() == ()
    assert world.mailbox.said_to(ANNA) == ["1: hello", "how are you?"]


async def test_after_a_restart_everything_owed_is_wound() -> None:
    world = World()
    await world.say("nudge soon 60", ANNA)
    world.mailbox.answers = [TryLater()]
    await world.say("hello", BEN)
    await world.restart()
    assert len(world.alarm) == 2
    await world.wait(minutes=2)
    assert world.mailbox.said_to(ANNA)[-1] == "soon"
    assert world.mailbox.said_to(BEN) == ["1: hello", "how are you?"]


async def test_an_alarm_that_cannot_be_told_leaves_the_ring_to_its_lease() -> None:
    world = World()
    await world.say("nudge soon 60")

    class Forgetful:
        async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[object]:
            return await world.alarm.claim(now, limit, lease)

        async def done(self, ring: object) -> None:
            del ring
            raise StorageError("no connection")

    with capture_logs() as logs:
        await Nudges(coach=world.coach, alarm=Forgetful(), clock=world.clock).sweep()  # type: ignore[arg-type]
        world.clock.move(timedelta(minutes=2))
        await Nudges(coach=world.coach, alarm=Forgetful(), clock=world.clock).sweep()  # type: ignore[arg-type]
    assert [entry["event"] for entry in logs] == ["ring.left"]
    await world.wait(minutes=20)
    assert world.mailbox.said_to(ANNA).count("soon") == 1


@given(
    st.lists(
        st.tuples(st.integers(1, 7200), st.integers(0, 3600), st.booleans(), st.booleans()), min_size=1, max_size=8
    )
)
async def test_whatever_is_planned_is_said_once_and_never_early(plan: list[tuple[int, int, bool, bool]]) -> None:
    world = World()
    due: dict[str, datetime] = {}
    for number, (seconds, pause, crash, outage) in enumerate(plan):
        world.mailbox.answers = [TryLater()] if outage else []
        await world.say(f"nudge k{number} {seconds}")
        due[f"k{number}"] = world.clock.at + timedelta(seconds=seconds)
        await world.wait(seconds=pause)
        said = [text for text in world.mailbox.said_to(ANNA) if text in due]
        assert all(due[text] <= world.clock.at for text in said)
        if crash:
            await world.restart()
    for _ in range(6):
        await world.wait(hours=1)
    said = [text for text in world.mailbox.said_to(ANNA) if text in due]
    assert sorted(said) == sorted(due)
