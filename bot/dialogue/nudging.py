"""The alarm clock rang: whether a nudge is said now, moved, told with others, or replaced by one honest question.

Never more than one unasked-for message a day, none in quiet hours or during a pause, none into a talk that is going
on. After three without an answer one question, then silence. After downtime one message for all that came due.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from bot.dialogue import planning
from bot.dialogue.draft import Draft
from bot.dialogue.matching import exactly, offered
from bot.dialogue.options import options_for
from bot.dialogue.script import Step
from bot.dialogue.walk import go, say
from bot.domain import calendar
from bot.domain.messages import Schedule
from bot.domain.nudge import Nudge, NudgeStatus

SILENCES = 3
"""After so many nudges in a row without an answer, the bot asks once whether to go on, and is quiet then."""
TALKING = timedelta(minutes=20)
"""So long after their last word somebody is taken to be in the middle of a talk."""
TOGETHER = "nudge_late.open"
"""The step that tells several nudges in one message."""
MAX_WAITING = 12
"""So many nudges may wait for an answer; older ones can't be answered any more."""
LATE = timedelta(hours=6)
"""A nudge later than this is told as late."""


def due(d: Draft, nudge_id: str) -> None:
    """Deal with one ring."""
    nudge = d.nudges.get(nudge_id)
    if nudge is None or nudge.status is not NudgeStatus.PLANNED:
        return
    if d.person.unreachable:
        _park(d, nudge, d.person.unreachable)
    elif d.person.stopped or _talk_of(d, nudge) is None:
        planning.unplan(d, nudge)
    else:
        later = _better_time(d, nudge)
        if later is not None:
            _delay(d, nudge, later)
        elif d.person.silences > SILENCES:
            _park(d, nudge, "silence")
        elif d.person.silences == SILENCES:
            _last_question(d, nudge)
        else:
            _tell(d, nudge)


def _better_time(d: Draft, nudge: Nudge) -> datetime | None:
    """Return when it should come instead, or `None` for now."""
    person = d.person
    if nudge.due > d.now:
        return nudge.due
    if person.paused_until is not None and person.paused_until > d.now:
        return calendar.after_quiet(person.paused_until, person.zone, person.quiet)
    punctual = nudge.asked and d.now - nudge.due < LATE
    if not punctual and calendar.is_quiet(d.now, person.zone, person.quiet):
        return calendar.after_quiet(d.now, person.zone, person.quiet)
    if d.listening and person.seen_at is not None and d.now - person.seen_at < TALKING:
        return person.seen_at + TALKING
    if not punctual and person.unasked_on == d.today:
        return _tomorrow(d, nudge)
    return None


def hold_today(d: Draft) -> None:
    """Let nothing come any more today, also what was set for today."""
    midnight = calendar.instant(datetime.combine(d.today + timedelta(days=1), time()), d.person.zone)
    d.person = replace(d.person, unasked_on=d.today)
    for nudge in d.planned():
        if nudge.status is NudgeStatus.PLANNED and nudge.due < midnight:
            _delay(d, nudge, _tomorrow(d, nudge))


def _tomorrow(d: Draft, nudge: Nudge) -> datetime:
    hour = nudge.wall.time() if nudge.wall else planning.MORNING
    quiet = d.person.quiet
    wall = datetime.combine(d.today + timedelta(days=1), hour)
    return calendar.after_quiet(calendar.instant(wall, d.person.zone), d.person.zone, quiet)


def _delay(d: Draft, nudge: Nudge, until: datetime) -> None:
    """Ring again later; the time the person was told stays, so that lateness can be said."""
    if until == nudge.due:
        d.effects.append(Schedule(nudge=nudge))
        return
    d.put_nudge(replace(nudge, due=until))


def _park(d: Draft, nudge: Nudge, why: str) -> None:
    d.put_nudge(replace(nudge, status=NudgeStatus.PARKED, parked=why), ring=False)


def wake_parked(d: Draft) -> None:
    """Plan again what was parked, now that the person can be reached and has written."""
    for nudge in [nudge for nudge in d.nudges.values() if nudge.status is NudgeStatus.PARKED]:
        later = max(nudge.due, _soon(d))
        d.put_nudge(replace(nudge, status=NudgeStatus.PLANNED, parked=None, due=later, attempts=0))


def _soon(d: Draft) -> datetime:
    """The next morning, so that coming back isn't met with a burst."""
    wall = datetime.combine(d.today + timedelta(days=1), time(10, 0))
    return calendar.instant(wall, d.person.zone)


def _last_question(d: Draft, nudge: Nudge) -> None:
    """Ask once: stay, ask later, or stop. All that is planned waits for the answer."""
    _park(d, nudge, "silence")
    d.person = replace(d.person, silences=SILENCES + 1, unasked_on=d.today)
    d.nudge_told = nudge.id
    _open(d, "nudge_silence.open", (), None)


def _tell(d: Draft, nudge: Nudge) -> None:
    """Say a nudge, and with it all that is due; the regular check-in only once."""
    owed = sorted(_owed(d), key=lambda n: (_rank(d, n), n.due, n.id))
    many = len(owed) > 1
    first = owed[0] if many else nudge
    d.person = replace(d.person, silences=d.person.silences + 1, unasked_on=d.today)
    d.nudge_told = first.id
    if many or d.now - first.due >= LATE:
        d.late = tuple(n.id for n in sorted(owed, key=lambda n: (n.due, n.id)))
    for other in owed:
        _sending(d, other)
    told = tuple(other.id for other in owed)
    if many:
        _open(d, TOGETHER, told, None)
    else:
        if d.late:
            say(d, "nudge_late.one", lead=True)
        _open(d, d.pack.nudges[first.kind].step, told, first.case)
    _make_room(d)


def _owed(d: Draft) -> list[Nudge]:
    """Return everything that is due by now and that the content can still speak about."""
    due_by_now = [n for n in d.nudges.values() if n.status is NudgeStatus.PLANNED and n.due <= d.now]
    return [nudge for nudge in due_by_now if _talk_of(d, nudge) is not None]


def unanswered(d: Draft) -> Iterator[tuple[Nudge, Step]]:
    """Yield nudges told and not answered, beside the open talk, the latest first, with what they ask."""
    told = [n for n in d.nudges.values() if n.status is NudgeStatus.SENT and n.visit and n.sent_at]
    for nudge in sorted(told, key=lambda nudge: (nudge.sent_at or nudge.due, nudge.id), reverse=True):
        step = _talk_of(d, nudge)
        if step is not None and all(frame.nudge != nudge.id for frame in d.frames):
            yield nudge, step


def _talk_of(d: Draft, nudge: Nudge) -> Step | None:
    """Return the step a nudge opens, unless the content has dropped its kind."""
    kind = d.pack.nudges.get(nudge.kind)
    return d.step(kind.step) if kind else None


def _rank(d: Draft, nudge: Nudge) -> int:
    return d.pack.nudges[nudge.kind].rank


def _sending(d: Draft, nudge: Nudge) -> None:
    """Put a nudge on its way; those told inside another's message share its fate."""
    if nudge.every:
        planning.repeat(d, nudge)
    d.put_nudge(replace(nudge, status=NudgeStatus.SENDING), ring=False)


def _open(d: Draft, step_id: str, told: tuple[str, ...], case: str | None) -> None:
    """Open the nudges' own talk above whatever lies open; unanswered older nudges make room."""
    for old in [frame for frame in d.frames if frame.nudge and not frame.trail]:
        d.drop(old)
    d.push(step_id, case=case if case in d.cases else None, nudge=d.nudge_told, detour=True)
    talk = d.frames[-1].id
    if len(told) > 1:
        d.save_here("_late", " ".join(d.late))
    go(d, step_id)
    if d.frames and d.frames[-1].id == talk:
        for nudge_id in told:
            d.put_nudge(replace(d.nudges[nudge_id], visit=d.frames[-1].visit), ring=False)


def _make_room(d: Draft) -> None:
    """Give up waiting for an answer to the oldest nudges, when very many have none."""
    silent = [n for n in d.nudges.values() if n.status is NudgeStatus.SENT]
    for nudge in sorted(silent, key=lambda n: (n.due, n.id))[:-MAX_WAITING]:
        d.end_nudge(nudge)


def take_back_unsent(d: Draft, text: str) -> None:
    """Take a nudge back that is still on its way when the person writes: they can't be answering it."""
    frame = d.frame
    nudge = d.nudges.get(frame.nudge or "") if frame else None
    if frame is None or nudge is None or nudge.status is not NudgeStatus.SENDING or frame.trail:
        return
    step = d.step(frame.step)
    if step is not None and exactly(d.folded(text), offered(d, step)) is not None:
        return
    d.drop(frame)
    for other in [n for n in d.nudges.values() if n.status is NudgeStatus.SENDING and n.visit == nudge.visit]:
        d.put_nudge(replace(other, status=NudgeStatus.PLANNED, due=d.now + TALKING))


def reopen(d: Draft, visit: int, step_id: str) -> bool:
    """Open a nudge's talk again whose message is answered after its place was taken; whether there was one."""
    told = [n for n in d.nudges.values() if visit and n.visit == visit and n.sent_at]
    step = d.step(step_id)
    asked = {frame.nudge for frame in d.frames}
    if step is None or not told or any(nudge.id in asked for nudge in told):
        return False
    together = step.id == TOGETHER
    if not together and step not in [_talk_of(d, nudge) for nudge in told]:
        return False
    case = told[0].case if not together and told[0].case in d.cases else None
    d.push(step.id, case=case, nudge=told[0].id, detour=True)
    if together:
        d.save_here("_late", " ".join(nudge.id for nudge in told))
    d.change_frame(visit=visit, options=tuple(options_for(d, step)))
    return True
