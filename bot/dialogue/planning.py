"""Planning nudges: when each kind comes, moving, snoozing, the regular check-in, a new zone."""

from datetime import UTC, datetime, time, timedelta

from msgspec.structs import replace

from bot.dialogue import moments
from bot.dialogue.draft import Draft
from bot.dialogue.script import NudgeKind
from bot.dialogue.state import REMINDED
from bot.domain import calendar
from bot.domain.nudge import Nudge, NudgeStatus

MORNING = time(9, 0)
"""When a nudge comes that names no hour."""


def schedule(d: Draft, kind_name: str, value: str | None = None) -> None:
    """Plan a nudge of a kind, at the moment in `value` or at the kind's own time; it replaces an earlier one."""
    kind = d.pack.nudges[kind_name]
    case = d.frame.case if d.frame else None
    about = d.slot("_note")
    for old in [n for n in d.planned() if n.kind == kind_name and n.case == case and not kind.repeats]:
        if case is not None or old.note == about:  # of no rejection: two organisations may be waited for
            unplan(d, old)
    asked = value is not None and moments.is_moment(value)
    moment = value if value is not None and asked else _own_time(d, kind)
    _plan(d, Nudge(id=d.new_id("n"), kind=kind_name, due=d.now, case=case, asked=asked), moment)


def _own_time(d: Draft, kind: NudgeKind) -> str:
    after = kind.after or timedelta(days=1)
    if after < timedelta(days=1):
        return moments.of_instant(d.now + after)
    news = d.case.told_on if d.case and kind.after_news else None
    day = (news or d.today) + after
    if day <= d.today:
        day = d.today + timedelta(days=1)
    if kind.skip_weekend:
        day = calendar.skip_weekend(day)
    return f"{moments.MARK}{datetime.combine(day, kind.at or MORNING).isoformat(timespec='minutes')}"


def _plan(d: Draft, nudge: Nudge, moment: str) -> None:
    due = moments.instant(moment, d.person.zone)
    note = _take_note(d) or nudge.note
    nudge = replace(
        nudge, due=due, wall=moments.wall(moment), note=note, status=NudgeStatus.PLANNED, sent_at=None, parked=None
    )
    d.put_nudge(nudge)
    if nudge.asked and not nudge.every:
        d.passed[REMINDED] = nudge.id
    d.passed["when"] = moment
    if d.frame is not None:
        d.save("when", moment)


def _take_note(d: Draft) -> str | None:
    if d.frame is None or "_note" not in d.frame.slots:
        return None
    slots = dict(d.frame.slots)
    note = slots.pop("_note")
    d.change_frame(slots=slots)
    return note


def unplan(d: Draft, nudge: Nudge) -> None:
    """Cancel a nudge."""
    d.end_nudge(replace(nudge, status=NudgeStatus.CANCELLED))


def move(d: Draft, nudge: Nudge, moment: str, *, asked: bool = True) -> None:
    """Let a nudge come at another moment."""
    _plan(d, replace(nudge, asked=asked, attempts=0), moment)


def snooze_days(d: Draft, nudge: Nudge, days: int) -> None:
    """Let a nudge come again in so many days, at its usual hour."""
    kind = d.pack.nudges.get(nudge.kind)
    hour = nudge.wall.time() if nudge.wall else (kind.at if kind else None) or MORNING
    day = d.today + timedelta(days=days)
    wall = datetime.combine(calendar.skip_weekend(day) if kind and kind.skip_weekend else day, hour)
    move(d, nudge, f"{moments.MARK}{wall.isoformat(timespec='minutes')}", asked=False)


def undelay(d: Draft) -> None:
    """Let nudges that a pause held back come at their own time again; what is past by now, tomorrow."""
    tomorrow = datetime.combine(d.today + timedelta(days=1), MORNING)
    for nudge in d.planned():
        if nudge.wall is not None and nudge.status is NudgeStatus.PLANNED:
            wall = nudge.wall if calendar.instant(nudge.wall, d.person.zone) > d.now else tomorrow
            due = calendar.instant(wall, d.person.zone)
            if due < nudge.due:
                d.put_nudge(replace(nudge, due=due))


def weekly(d: Draft, rule: str) -> None:
    """Plan the regular check-in; `rule` is "week:4:09:00" (weekday 0–6, local time)."""
    for old in [n for n in d.planned() if n.every]:
        unplan(d, old)
    _plan_repeat(d, Nudge(id=d.new_id("n"), kind="checkin", due=d.now, every=rule, asked=True))


def repeat(d: Draft, nudge: Nudge) -> None:
    """Plan the next one of a repeating nudge, unless it is planned."""
    if any(other.every == nudge.every and other.id != nudge.id for other in d.planned()):
        return
    _plan_repeat(d, replace(nudge, id=d.new_id("n"), visit=0, attempts=0))


def _plan_repeat(d: Draft, nudge: Nudge) -> None:
    _, weekday, hour, minute = (nudge.every or "week:4:09:00").split(":")
    due = calendar.next_weekly(d.now, d.person.zone, int(weekday), time(int(hour), int(minute)))
    _plan(d, nudge, f"{moments.MARK}{calendar.local(due, d.person.zone).isoformat(timespec='minutes')}")


def change_zone(d: Draft, zone: str) -> None:
    """Keep the person's zone; wall-clock nudges stay at their hour there. A zone that there is not changes nothing."""
    before = d.person.zone
    if (zone == before and d.person.zone_known) or not _is_zone(zone, d.now):
        return
    d.person = replace(d.person, zone=zone, zone_known=True)
    d.__dict__.pop("today", None)
    for nudge in d.planned():
        if nudge.wall is None or nudge.status is not NudgeStatus.PLANNED:
            continue
        if nudge.due == calendar.instant(nudge.wall, before):  # one that was put off keeps its new time
            due = max(calendar.instant(nudge.wall, zone), d.now.astimezone(UTC))
            d.put_nudge(replace(nudge, due=due))


def _is_zone(zone: str, now: datetime) -> bool:
    """Whether there is such a zone; a platform may name one that this machine does not know."""
    try:
        calendar.local(now, zone)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder of zones
        return False
    return True
