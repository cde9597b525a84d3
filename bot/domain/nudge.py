"""A nudge and its state machine: planned, sending, sent, and the ways it ends.

Every nudge lives in the person's state. The scheduler only knows when to ring; whether anything is said is decided
here and in the dialogue, from the state, when it rings.
"""

from datetime import datetime
from enum import StrEnum

from msgspec.structs import replace

from bot.domain.values import Value


class NudgeStatus(StrEnum):
    """Where a nudge is in its life."""

    PLANNED = "planned"  # waits for its time (snoozed ones too)
    SENDING = "sending"  # committed to the outbox, not yet confirmed by the platform
    SENT = "sent"  # arrived; may still be answered
    PARKED = "parked"  # can't be delivered now; `parked` says why
    ANSWERED = "answered"  # ended: the person answered
    CANCELLED = "cancelled"  # ended: taken back
    MERGED = "merged"  # ended: told inside another, late message


OPEN = frozenset({NudgeStatus.PLANNED, NudgeStatus.SENDING, NudgeStatus.SENT, NudgeStatus.PARKED})
"""Statuses in which something may still happen."""


class Nudge(Value, frozen=True, kw_only=True):
    """One message to come. Its time is a wall-clock time in the person's zone unless `floating` is off."""

    id: str
    kind: str  # a name in the pack's nudges.toml
    due: datetime  # UTC; follows from `wall` and the person's zone
    wall: datetime | None = None  # naive local time the person was told; None: `due` is an instant of its own
    case: str | None = None  # the rejection it belongs to
    note: str | None = None  # the person's words it comes back to: the plan, the thing to send
    status: NudgeStatus = NudgeStatus.PLANNED
    asked: bool = False  # set by the person to this very time: not held back by the one-a-day rule
    attempts: int = 0
    visit: int = 0  # the asking it was sent with, so that an answer weeks later finds it
    sent_at: datetime | None = None  # UTC
    parked: str | None = None
    every: str | None = None  # repeats: "week:4:09:00" (weekday 0–6, local time)


# --- transitions: each refuses with ValueError what can't happen ------------------------------------------------------


def sending(nudge: Nudge, *, visit: int = 0) -> Nudge:
    """Put a planned nudge on its way, as the given asking."""
    _expect(nudge, NudgeStatus.PLANNED)
    return replace(nudge, status=NudgeStatus.SENDING, visit=visit or nudge.visit, attempts=nudge.attempts + 1)


def retry(nudge: Nudge) -> Nudge:
    """Count one more attempt to send a nudge."""
    _expect(nudge, NudgeStatus.SENDING)
    return replace(nudge, attempts=nudge.attempts + 1)


def sent(nudge: Nudge, at: datetime) -> Nudge:
    """Say that the platform took a nudge."""
    _expect(nudge, NudgeStatus.SENDING)
    return replace(nudge, status=NudgeStatus.SENT, sent_at=at)


def park(nudge: Nudge, reason: str) -> Nudge:
    """Set a nudge aside that can't be delivered."""
    _expect(nudge, NudgeStatus.PLANNED, NudgeStatus.SENDING)
    return replace(nudge, status=NudgeStatus.PARKED, parked=reason)


def unpark(nudge: Nudge, due: datetime, *, wall: datetime | None = None) -> Nudge:
    """Plan a parked nudge anew."""
    _expect(nudge, NudgeStatus.PARKED)
    return replace(nudge, status=NudgeStatus.PLANNED, parked=None, attempts=0, due=due, wall=wall)


def cancel(nudge: Nudge) -> Nudge:
    """Take a nudge back."""
    _expect(nudge, *OPEN)
    return replace(nudge, status=NudgeStatus.CANCELLED, parked=None)


def answered(nudge: Nudge) -> Nudge:
    """Close a nudge the person answered; they may be quicker than the platform's confirmation."""
    _expect(nudge, NudgeStatus.SENDING, NudgeStatus.SENT)
    return replace(nudge, status=NudgeStatus.ANSWERED)


def merged(nudge: Nudge) -> Nudge:
    """Close a nudge that is told inside another message."""
    _expect(nudge, NudgeStatus.PLANNED, NudgeStatus.SENDING, NudgeStatus.PARKED)
    return replace(nudge, status=NudgeStatus.MERGED, parked=None)


def _expect(nudge: Nudge, *statuses: NudgeStatus) -> None:
    if nudge.status not in statuses:
        message = f"nudge {nudge.id} is {nudge.status}, not {' or '.join(sorted(statuses))}"
        raise ValueError(message)
