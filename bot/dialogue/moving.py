"""The reminder that was just set is put right in plain words: "not 9, 8 o'clock", "9.30 not 9", "move it to friday"."""

import re
from datetime import datetime

from bot.dialogue import moments, planning, timely
from bot.dialogue.draft import Draft
from bot.dialogue.state import REMINDED
from bot.dialogue.walk import say
from bot.dialogue.written import behind, past_asides
from bot.domain import calendar
from bot.domain.nudge import Nudge, NudgeStatus
from bot.understanding import times

_MOST_WORDS = 12
"""Longer texts tell something."""
_KEPT, _PAST = "remind.kept", "errors.time_past"


def hear(d: Draft, text: str) -> bool:
    """Move the reminder that the text before this one set; whether this one says when it is to come instead."""
    nudge = d.nudges.get(d.reminded)
    words = _instead(d, text) if nudge and len(text.split()) <= _MOST_WORDS else None
    if nudge is None or nudge.status is not NudgeStatus.PLANNED or words is None or d.step(_KEPT) is None:
        return False
    when = _when(d, nudge, words)
    if when is None:
        return False
    if isinstance(when, times.Past) or when.instant <= d.now:
        d.passed[REMINDED] = nudge.id
        say(d, _PAST, apart=True)
        return True
    planning.move(d, nudge, moments.of(when))
    d.passed["reminder"] = nudge.note or ""
    say(d, _KEPT, apart=True)
    return True


def _instead(d: Draft, text: str) -> str | None:
    """Return the words for the new time: what is set against another, or stands behind "make it"."""
    no, but = d.pack.any_of("denying"), d.pack.any_of("setting_against")
    said = past_asides(d, text)
    rest, led = behind(d, said, d.pack.moving), False
    while rest is not None:
        said, led, rest = rest, True, behind(d, rest, d.pack.moving)
    words = " ".join(d.folded(said).split())
    for pattern in (
        rf"(?:{no}) (?:at |on )?[^ ,;]+(?: [^ ,;]+)?\s*(?:[,;.-]+\s*|\s+)(?:(?:{but}) )?(?P<right>.+)",
        rf"(?P<right>.+?),? (?:and )?(?:{no}) (?:at |on )?.+",
    ):
        found = re.fullmatch(pattern, words)
        if found:
            return found["right"]
    return said if led else None


def _when(d: Draft, nudge: Nudge, words: str) -> times.At | times.Past | None:
    """Read the new time: an hour alone is one of the day it was set for, a day alone has its hour."""
    wall = nudge.wall or calendar.local(nudge.due, d.person.zone).replace(tzinfo=None)
    said = f"{wall:%Y-%m-%d} at {_bare(words)}" if times.is_clock(words) else words
    found = times.find_when(said, d.now, d.person.zone, default_time=wall.time())
    return _at(found.when, wall) if found and timely.says_only(d, said, found) else None


def _bare(words: str) -> str:
    return re.sub(r"^(?:at|around|about|by) ", "", words.strip(" .,;:!?"))


def _at(when: times.When, near: datetime) -> times.At | times.Past | None:
    """Return the moment, also one that is past, or of several the one nearest to the time it was set for."""
    match when:
        case times.At() | times.Past():
            return when
        case times.Ambiguous():
            options = [option for option in when.options if isinstance(option, times.At)]
            return min(options, key=lambda at: abs(at.wall - near), default=None)
        case _:
            return None
