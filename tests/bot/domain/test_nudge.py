"""The life of a nudge: every step that can happen, and that no other can."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain import nudge as nudges
from bot.domain.nudge import OPEN, Nudge, NudgeStatus
from tests.fakes import MONDAY

LATER = MONDAY + timedelta(days=1)
P, SENDING, SENT, PARKED = NudgeStatus.PLANNED, NudgeStatus.SENDING, NudgeStatus.SENT, NudgeStatus.PARKED
STEPS: dict[str, tuple[Callable[[Nudge], Nudge], set[NudgeStatus], NudgeStatus]] = {
    "sending": (lambda one: nudges.sending(one, visit=7), {P}, SENDING),
    "retry": (nudges.retry, {SENDING}, SENDING),
    "sent": (lambda one: nudges.sent(one, LATER), {SENDING}, SENT),
    "park": (lambda one: nudges.park(one, "closed"), {P, SENDING}, PARKED),
    "unpark": (lambda one: nudges.unpark(one, LATER), {PARKED}, P),
    "cancel": (nudges.cancel, {P, SENDING, SENT, PARKED}, NudgeStatus.CANCELLED),
    "answered": (nudges.answered, {SENDING, SENT}, NudgeStatus.ANSWERED),
    "merged": (nudges.merged, {P, SENDING, PARKED}, NudgeStatus.MERGED),
}


def in_status(status: NudgeStatus) -> Nudge:
    return Nudge(id="n1", kind="day_after", due=MONDAY, note="private words", status=status)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("status", NudgeStatus)
def test_a_step_is_taken_from_where_it_can_be_and_refused_elsewhere(name: str, status: NudgeStatus) -> None:
    step, possible, end = STEPS[name]
    if status in possible:
        assert step(in_status(status)).status is end
    else:
        with pytest.raises(ValueError, match="n1") as caught:
            step(in_status(status))
        assert "private" not in str(caught.value)


@pytest.mark.parametrize("status", sorted(set(NudgeStatus) - OPEN))
def test_nothing_happens_to_a_nudge_that_has_ended(status: NudgeStatus) -> None:
    assert not any(status in possible for _, possible, _ in STEPS.values())


def test_a_nudge_on_its_way_knows_its_asking_and_how_often_it_was_tried() -> None:
    one = nudges.retry(nudges.sending(in_status(P), visit=7))
    assert (one.visit, one.attempts) == (7, 2)


def test_a_sent_nudge_knows_when() -> None:
    assert nudges.sent(in_status(SENDING), LATER).sent_at == LATER


def test_a_parked_nudge_says_why_until_it_is_planned_anew() -> None:
    parked = nudges.park(in_status(SENDING), "closed")
    assert parked.parked == "closed"
    assert (nudges.unpark(parked, LATER).parked, nudges.unpark(parked, LATER).due) == (None, LATER)
    assert nudges.unpark(parked, LATER).wall is None
