"""What content can do with nudges: plan them, move them, cancel them, call them answered."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.dialogue import moments, planning
from bot.dialogue.draft import Draft
from bot.domain.nudge import NudgeStatus

WAITING = frozenset({"waiting", "promised", "interview"})
"""The nudges that come while an answer is waited for; their note says whose."""
WAITED_FOR = "_waited_for"
"""Whose answer was waited for; should it turn into a no, it is known whose."""


def _schedule(d: Draft, kind: str, slot: str = "") -> None:
    value = d.slot(slot) if slot else d.passed.pop("_at", None)  # a moment said in place of the kind's own
    case = d.case
    if kind == "plan" and case and case.plan:
        if value and moments.is_moment(value):
            d.change_case(plan=replace(case.plan, at=moments.instant(value, d.person.zone)))
        d.change_frame(slots={**d.frames[-1].slots, "_note": case.plan.action})
    planning.schedule(d, kind, value)


def _awaited(d: Draft) -> None:
    """Keep whose answer is waited for: "they" may be told of later, in another talk."""
    d.awaited = d.slot("organisation") or d.awaited


def _note(d: Draft, slot: str) -> None:
    words = d.slot(slot)
    if words and d.frame is not None:
        d.change_frame(slots={**d.frame.slots, "_note": words})


def _unschedule(d: Draft, kind: str) -> None:
    case = d.frame.case if d.frame else None
    for nudge in [n for n in d.planned() if n.kind == kind and (n.case == case or n.every)]:
        planning.unplan(d, nudge)


def _cancel_case(d: Draft) -> None:
    if d.frame and d.frame.case:
        for nudge in d.planned(d.frame.case):
            planning.unplan(d, nudge)


def cancel_all(d: Draft) -> None:
    """Cancel everything that is planned."""
    for nudge in d.planned():
        planning.unplan(d, nudge)


def _answered(d: Draft) -> None:
    frame = d.frame
    told = [frame.nudge or "", *frame.slots.get("_late", "").split()] if frame else []
    for nudge in [d.nudges[nudge_id] for nudge_id in dict.fromkeys(told) if nudge_id in d.nudges]:
        if nudge.kind in WAITING and nudge.note:
            d.save_here(WAITED_FOR, nudge.note)
            d.save_here("organisation", nudge.note)
        d.end_nudge(replace(nudge, status=NudgeStatus.ANSWERED))


def _snooze(d: Draft, slot: str) -> None:
    value = d.slot(slot)
    nudge = d.nudges.get((d.frame.nudge if d.frame else None) or "")
    if nudge and value and moments.is_moment(value):
        planning.move(d, nudge, value)


def _snooze_for(d: Draft, days: str) -> None:
    nudge = d.nudges.get((d.frame.nudge if d.frame else None) or "")
    if nudge:
        planning.snooze_days(d, nudge, int(days))


def _move_nudge(d: Draft) -> None:
    value, nudge = d.slot("time"), d.nudges.get(d.slot("nudge") or "")
    if nudge and value and moments.is_moment(value):
        planning.move(d, nudge, value)


def _cancel_nudge(d: Draft) -> None:
    nudge = d.nudges.get(d.slot("nudge") or "")
    if nudge:
        planning.unplan(d, nudge)


def _weekly(d: Draft) -> None:
    rule = d.slot("weekly")
    if rule:
        planning.weekly(d, rule)


def _late_pick(d: Draft) -> str | None:
    nudge = d.nudges.get(d.slot("late") or "")
    kind = d.pack.nudges.get(nudge.kind) if nudge else None
    if nudge is None or kind is None:
        return None
    slots = {name: value for name, value in d.frames[-1].slots.items() if name != "_late"}
    d.change_frame(nudge=nudge.id, case=nudge.case if nudge.case in d.cases else None, slots=slots)
    return kind.step


NUDGE_ACTIONS: dict[str, Callable[..., str | None]] = {
    "schedule": _schedule,
    "note": _note,
    "awaited": _awaited,
    "unschedule": _unschedule,
    "answered": _answered,
    "snooze": _snooze,
    "snooze_for": _snooze_for,
    "move_nudge": _move_nudge,
    "cancel_nudge": _cancel_nudge,
    "weekly": _weekly,
    "late_pick": _late_pick,
    "cancel_case": _cancel_case,
    "cancel_all": cancel_all,
}
"""These actions by their names."""
