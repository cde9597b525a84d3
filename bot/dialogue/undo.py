"""What `back` needs: what one answer changed, written down when it is given and taken away again on request."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from bot.dialogue.draft import Draft
from bot.dialogue.state import MAX_TRAIL, Frame, Undo
from bot.domain.messages import Cancel, Schedule
from bot.domain.nudge import Nudge, NudgeStatus
from bot.domain.rejection import Rejection

T = TypeVar("T")


class Before:
    """How things stood before an answer. Values are immutable, so references are enough."""

    def __init__(self, d: Draft) -> None:
        """Look at the open talk; one must be open."""
        self.place = len(d.frames) - 1
        self.frame: Frame = d.frames[-1]
        self.case: Rejection | None = d.case
        self.cases = set(d.cases)
        self.nudges = dict(d.nudges)
        self.lessons = {lesson.id for lesson in d.lessons}

    def remember(self, d: Draft) -> None:
        """Write the answer's undo into its talk, if the talk is still open."""
        if len(d.frames) <= self.place or d.frames[self.place].trail is not self.frame.trail:
            return
        frame = d.frames[self.place]
        opened = next((case for case in d.cases if case not in self.cases), None)
        now = d.cases.get(self.case.id) if self.case else None
        undo = Undo(
            step=self.frame.step,
            slots=_delta(self.frame.slots, frame.slots),
            answers=_delta(self.case.answers, now.answers) if self.case and now else {},
            case_id=self.frame.case,
            opened=opened,
            case=replace(self.case, answers={}) if self.case else None,
            nudges=_delta(self.nudges, d.nudges),
            lessons=tuple(lesson.id for lesson in d.lessons if lesson.id not in self.lessons),
            options=self.frame.options,
        )
        d.frames[self.place] = replace(frame, trail=(*frame.trail, undo)[-MAX_TRAIL:])


def rewind(d: Draft) -> None:
    """Take exactly one answer of the open talk away; its trail must not be empty."""
    frame = d.frames[-1]
    undo = frame.trail[-1]
    if undo.opened:
        d.cases.pop(undo.opened, None)
    if undo.case is not None and undo.case.id in d.cases:
        answers = _restored(d.cases[undo.case.id].answers, undo.answers)
        d.cases[undo.case.id] = replace(undo.case, answers=answers)
    for nudge_id, nudge in undo.nudges.items():
        _restore_nudge(d, nudge_id, nudge)
    d.lessons = [lesson for lesson in d.lessons if lesson.id not in undo.lessons]
    d.frames[-1] = replace(
        frame,
        step=undo.step,
        case=undo.case_id,
        slots=_restored(frame.slots, undo.slots),
        options=undo.options,
        trail=frame.trail[:-1],
    )


def _restore_nudge(d: Draft, nudge_id: str, nudge: Nudge | None) -> None:
    present = d.nudges.get(nudge_id)
    if nudge is None:
        if present is not None and present.status is NudgeStatus.PLANNED:
            del d.nudges[nudge_id]
            d.effects.append(Cancel(nudge_id=nudge_id))
    else:
        d.nudges[nudge_id] = nudge
        if nudge.status is NudgeStatus.PLANNED:
            d.effects.append(Schedule(nudge=nudge))


def _delta(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, T | None]:
    """Return the values that changed, as they were; `None` for keys that were not there."""
    changed: dict[str, T | None] = {key: before.get(key) for key in after if after[key] is not before.get(key)}
    return changed | {key: value for key, value in before.items() if key not in after}


def _restored(now: Mapping[str, str], delta: Mapping[str, str | None]) -> dict[str, str]:
    kept = {key: value for key, value in now.items() if key not in delta}
    return kept | {key: value for key, value in delta.items() if value is not None}
