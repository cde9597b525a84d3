"""The outbox as a value: what turns and receipts make of it, whatever comes in whatever order."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain import nudge as nudges
from bot.domain.messages import NudgeDue, Say, Schedule, Text
from bot.domain.nudge import Nudge, NudgeStatus
from bot.ports import Drawer, Outgoing
from bot.service import outbox
from tests.fakes import ANNA, MONDAY, message, with_nudge

HOUR = timedelta(hours=1)
attempts = st.integers(1, 200)
ids = st.text(max_size=30)


def nudge(number: int, status: NudgeStatus = NudgeStatus.SENDING) -> Nudge:
    return Nudge(id=f"n{number}", kind="day_after", due=MONDAY, status=status)


def drawer_of(*nudge_ids: str | None, state: State | None = None) -> Drawer:
    entries = [
        Outgoing(id=f"o{number}", created_at=MONDAY, nudge_id=nudge_id, message=message("a"))
        for number, nudge_id in enumerate(nudge_ids)
    ]
    state = state or new_state(ANNA)
    for number in range(3):
        state = with_nudge(state, nudge(number)) if f"n{number}" in nudge_ids else state
    return Drawer(state=state, outbox=tuple(entries))


def statuses(drawer: Drawer) -> dict[str, str]:
    return {key: one.status.value for key, one in drawer.state.nudges.items()}


# --- waiting ----------------------------------------------------------------------------------------------------------


@given(ids, attempts, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_wait_is_never_shorter_than_the_platform_asked_for(key: str, times: int, after: timedelta) -> None:
    assert outbox.wait(key, times, after) >= after


@given(ids, attempts)
def test_a_wait_of_ours_has_its_limits_and_is_always_the_same(key: str, times: int) -> None:
    assert timedelta(seconds=1) <= outbox.wait(key, times) <= HOUR
    assert outbox.wait(key, times) == outbox.wait(key, times)


@given(ids, st.integers(1, 8))
def test_each_wait_is_longer_than_the_one_before(key: str, times: int) -> None:
    assert outbox.wait(key, times + 1) > outbox.wait(key, times)


def test_a_thousand_people_do_not_come_back_at_the_same_moment() -> None:
    assert len({outbox.wait(f"o{number}", 5) for number in range(1000)}) > 900


def test_what_waits_is_ready_when_its_time_has_come_and_not_before() -> None:
    waiting = outbox.postponed(drawer_of(None), HOUR, MONDAY)
    assert not outbox.is_ready(waiting, MONDAY + HOUR - timedelta(seconds=1))
    assert outbox.is_ready(waiting, MONDAY + HOUR)
    assert outbox.is_ready(outbox.hurried(waiting), MONDAY)


def test_an_empty_outbox_is_never_ready() -> None:
    assert not outbox.is_ready(drawer_of(), MONDAY)
    assert outbox.hurried(drawer_of()) == drawer_of()


def test_something_tried_too_often_is_given_up_however_young() -> None:
    drawer = drawer_of("n0", None)
    for _ in range(outbox.MAX_ATTEMPTS):
        drawer = outbox.postponed(drawer, None, MONDAY)
    assert statuses(drawer) == {"n0": "parked"}
    assert [entry.id for entry in drawer.outbox] == ["o1"]


def test_a_nudge_that_is_given_up_takes_no_other_with_it() -> None:
    drawer = outbox.postponed(drawer_of("n0", "n0", "n1"), None, MONDAY + outbox.GIVE_UP_AFTER)
    assert statuses(drawer) == {"n0": "parked", "n1": "sending"}
    assert ids_of(drawer) == ["o2"]


# --- nudges and their messages ----------------------------------------------------------------------------------------


def test_a_nudge_of_two_messages_has_arrived_with_the_second() -> None:
    once = outbox.delivered(drawer_of("n0", "n0"), MONDAY)
    assert statuses(once) == {"n0": "sending"}
    assert statuses(outbox.delivered(once, MONDAY)) == {"n0": "sent"}


def test_nudges_told_in_one_message_arrive_with_it_and_are_parked_with_it() -> None:
    state = with_nudge(new_state(ANNA), nudge(2))
    told_together = drawer_of("n0", state=state)
    assert statuses(outbox.delivered(told_together, MONDAY)) == {"n2": "sent", "n0": "sent"}
    assert statuses(outbox.unreachable(told_together, "closed")) == {"n2": "parked", "n0": "parked"}


def test_a_reply_that_arrives_says_nothing_about_a_nudge() -> None:
    assert statuses(outbox.delivered(drawer_of(None, "n0"), MONDAY)) == {"n0": "sending"}


def test_each_further_attempt_is_counted_on_the_nudge() -> None:
    assert outbox.postponed(drawer_of("n0"), None, MONDAY).state.nudges["n0"].attempts == 1


def test_a_due_nudge_that_is_said_is_on_its_way_even_if_the_dialogue_left_it_planned() -> None:
    state = with_nudge(new_state(ANNA), nudge(0, NudgeStatus.PLANNED))
    event = NudgeDue(id="e", nudge_id="n0")
    turn = Turn(state=state, effects=(Say(message=message("a"), nudge_id="n0"),))
    sent = outbox.outgoing_of(ANNA, event, turn.effects, MONDAY, None)
    assert statuses(outbox.turned(drawer_of(state=state), event, turn, sent)) == {"n0": "sending"}


def test_a_nudge_set_to_the_time_it_rang_before_may_ring_again() -> None:
    planned = nudge(0, NudgeStatus.PLANNED)
    rung = outbox.due_event_id("n0", planned.due)
    drawer = replace(drawer_of(), seen=(rung, "e0"))
    turn = Turn(state=drawer.state, effects=(Schedule(nudge=planned),))
    assert outbox.turned(drawer, Text(id="e1", text=""), turn, ()).seen == ("e0", "e1")


# --- whatever happens -------------------------------------------------------------------------------------------------

RECEIPTS = st.sampled_from(["delivered", "later", "unreachable"])
ENTRIES = st.lists(st.sampled_from([None, "n0", "n1", "n2"]), max_size=6)
COURSES = st.lists(st.tuples(RECEIPTS, st.integers(0, 72)))


def ids_of(drawer: Drawer) -> list[str]:
    return [entry.id for entry in drawer.outbox]


def play(drawer: Drawer, receipt: str, now: datetime) -> Drawer:
    match receipt:
        case "delivered":
            return outbox.delivered(drawer, now)
        case "later":
            return outbox.postponed(drawer, None, now)
        case _:
            return outbox.unreachable(drawer, "closed")


@given(ENTRIES, COURSES)
def test_no_nudge_is_on_its_way_without_a_message_and_none_is_lost(
    entries: list[str | None], course: list[tuple[str, int]]
) -> None:
    drawer, now = drawer_of(*entries), MONDAY
    for receipt, hours in course:
        now += timedelta(hours=hours)
        before = ids_of(drawer)
        drawer = play(drawer, receipt, now) if drawer.outbox else drawer
        assert ids_of(drawer) == [one for one in before if one in ids_of(drawer)]  # in order
    waiting = {entry.nudge_id for entry in drawer.outbox}
    for key, one in drawer.state.nudges.items():
        assert (one.status is NudgeStatus.SENDING) == (key in waiting)
        assert one.status in {NudgeStatus.SENDING, NudgeStatus.SENT, NudgeStatus.PARKED}


def test_what_is_owed_is_every_planned_nudge_and_the_outbox_once() -> None:
    drawer = drawer_of("n0", None, state=with_nudge(new_state(ANNA), nudge(5, NudgeStatus.PLANNED)))
    assert sorted(outbox.owed(drawer)) == [("", MONDAY), ("n5", MONDAY)]


@pytest.mark.parametrize("status", [one for one in NudgeStatus if one is not NudgeStatus.PLANNED])
def test_a_nudge_that_is_not_planned_rings_no_more(status: NudgeStatus) -> None:
    drawer = Drawer(state=with_nudge(new_state(ANNA), nudge(0, status)))
    assert list(outbox.owed(drawer)) == []


def test_a_cancelled_nudge_leaves_the_outbox_and_all_else_stays() -> None:
    drawer = drawer_of("n0", "n1", None)
    state = with_nudge(drawer.state, nudges.cancel(drawer.state.nudges["n0"]))
    after = outbox.turned(drawer, Text(id="e", text=""), Turn(state=state), ())
    assert [entry.id for entry in after.outbox] == ["o1", "o2"]
