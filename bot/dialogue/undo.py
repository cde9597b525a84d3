"""What `back` needs: what one answer changed, written down when it is given and taken away again on request."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import astuple, replace

from bot.dialogue.draft import Draft
from bot.dialogue.state import MAX_TRAIL, Frame, Undo
from bot.domain.messages import Cancel
from bot.domain.nudge import Nudge, NudgeStatus
from bot.domain.rejection import Rejection

T = TypeVar("T")


class Before:
    """How things stood before an answer. Values are immutable, so references are enough."""

    __slots__ = ("cases", "frame", "lessons", "nudges")

    def __init__(self, d: Draft) -> None:
        """Look at the open talk; one must be open."""
        self.frame: Frame = d.frames[-1]
        self.cases = d.cases
        self.nudges = d.nudges
        self.lessons = d.lessons

    def remember(self, d: Draft) -> None:
        """Write the answer's undo into its talk, if the talk is still open and was not itself taken back."""
        place = next((i for i, frame in enumerate(d.frames) if frame.id == self.frame.id), None)
        if place is None or d.frames[place].trail is not self.frame.trail:
            return
        frame = d.frames[place]
        before = self.cases.get(frame.case or self.frame.case or "")
        now = (d.cases.get(before.id) or before) if before else None
        changed = _changed(before, now) if before and now else ()
        nudges = _delta(self.nudges, d.nudges)
        undo = Undo(
            step=self.frame.step,
            slots=_delta(self.frame.slots, frame.slots),
            answers=_delta(before.answers, now.answers) if before and now else {},
            case_id=self.frame.case,
            about=before.id if before and before.id != self.frame.case else None,
            opened=self._opened(d),
            case=replace(before, answers={}) if before and changed else None,
            changed=changed,
            closed=self._closed(d),
            nudges=nudges,
            ended=tuple(nudge for nudge in nudges if nudge not in d.nudges),
            lessons=self._learned(d),
            options=self.frame.options,
        )
        d.frames[place] = replace(frame, trail=(*frame.trail, undo)[-MAX_TRAIL:])

    def _opened(self, d: Draft) -> str | None:
        """Return the id of the rejection that was opened, if one was."""
        if d.cases is self.cases or d.cases.keys() <= self.cases.keys():
            return None
        return next(case for case in d.cases if case not in self.cases)

    def _closed(self, d: Draft) -> tuple[str, ...]:
        """Return the ids of the rejections that were open before and are closed now."""
        if d.cases is self.cases:
            return ()
        were_open = [case for case, before in self.cases.items() if not before.closed]
        return tuple([case for case in were_open if case in d.cases and d.cases[case].closed])

    def _learned(self, d: Draft) -> tuple[str, ...]:
        """Return the ids of the lessons that were not there before."""
        if d.lessons is self.lessons:
            return ()
        known = {lesson.id for lesson in self.lessons}
        return tuple(lesson.id for lesson in d.lessons if lesson.id not in known)


def rewind(d: Draft) -> None:
    """Take exactly one answer of the open talk away; its trail must not be empty."""
    frame = d.frames[-1]
    undo = frame.trail[-1]
    if undo.opened:
        d.drop_case(undo.opened)
    _restore_case(d, undo)
    for case in undo.closed:
        if case in d.cases:
            d.put_case(replace(d.cases[case], closed=False))
    for nudge_id, nudge in undo.nudges.items():
        _restore_nudge(d, nudge_id, nudge, ended=nudge_id in undo.ended)
    d.lessons = [lesson for lesson in d.lessons if lesson.id not in undo.lessons]
    d.frames[-1] = replace(
        frame,
        step=undo.step,
        case=undo.case_id,
        slots=_restored(frame.slots, undo.slots),
        options=undo.options,
        trail=frame.trail[:-1],
    )


def _restore_case(d: Draft, undo: Undo) -> None:
    """Put back what the answer changed in its rejection, and nothing that was said elsewhere since."""
    now = d.cases.get(undo.about or undo.case_id or "")
    if now is None:
        return
    before = {name: getattr(undo.case, name) for name in undo.changed} if undo.case else {}
    d.put_case(replace(now, answers=_restored(now.answers, undo.answers), **before))


def _restore_nudge(d: Draft, nudge_id: str, before: Nudge | None, *, ended: bool) -> None:
    """Put a nudge back, unless it has come, ended or been changed in another talk since."""
    present = d.nudges.get(nudge_id)
    as_left = present is None if ended else present is not None and present.status is NudgeStatus.PLANNED
    if not as_left:
        return
    if before is None:
        d.drop_nudge(nudge_id)
    else:
        d.put_nudge(before, ring=before.status is NudgeStatus.PLANNED)
    if before is None or before.status is not NudgeStatus.PLANNED:
        d.effects.append(Cancel(nudge_id=nudge_id))


def _changed(before: Rejection, now: Rejection) -> tuple[str, ...]:
    """Return the names of what differs between two states of a rejection, but for its answers."""
    if now is before:
        return ()
    fields = zip(Rejection.__struct_fields__, astuple(before), astuple(now), strict=True)
    return tuple(name for name, old, new in fields if new != old and name != "answers")


def _delta(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, T | None]:
    """Return the values that changed, as they were; `None` for keys that were not there."""
    if before is after or before == after:
        return {}
    changed: dict[str, T | None] = {key: before.get(key) for key, value in after.items() if value != before.get(key)}
    changed.update((key, value) for key, value in before.items() if key not in after)
    return changed


def _restored(now: Mapping[str, str], delta: Mapping[str, str | None]) -> dict[str, str]:
    kept = {key: value for key, value in now.items() if key not in delta}
    return kept | {key: value for key, value in delta.items() if value is not None}
