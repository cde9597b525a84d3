"""What conditions can ask: facts about the person, the rejection and the talk, each a short text or nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

from bot.dialogue.draft import Draft
from bot.dialogue.script import Condition, Step
from bot.domain.rejection import Lesson, Rejection, Stage, Told

INTERVIEWED = frozenset({Stage.INTERVIEW, Stage.FINAL, Stage.OFFER})
"""Stages at which people have met."""
OLD_NEWS = timedelta(days=14)
"""After so long, "a short word after the news" comes too late."""
YES = "yes"
MID_TALK = "_mid_talk"
"""The mark of a talk that broke into another one, which is gone back to."""

_ASKING = re.compile(
    r"(?:(?:why|how|who|what|where|when|which)\s+)?(?:should|could|would|will|can|do|does|did|is|are|was|were|am|have|has)"
    r"\s+(?:i|you|he|she|they|we|it|that|this|there|anyone|someone)\b|(?:why|how come|who|what|which)\b",
    re.IGNORECASE,
)
"""How a question begins, also where its mark was left out: nothing to give back as an answer."""


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+|!+")


def asks(words: str) -> bool:
    """Whether words are a question, also where its mark was left out."""
    return "?" in words or _ASKING.match(words) is not None


def asks_inside(story: str) -> bool:
    """Whether one of the sentences of a longer text is a question."""
    return any(asks(sentence.strip()) for sentence in _SENTENCE_END.split(story) if sentence.strip())


def fact(d: Draft, name: str) -> str | None:
    """Return what is known under a name, or `None`."""
    known = _FACTS.get(name)
    if known is not None:
        return known(d)
    if name.startswith("done."):
        return _yes(d.case is not None and name.removeprefix("done.") in d.case.themes_done)
    return d.slot(name)


def holds(d: Draft, condition: Condition | None) -> bool:
    """Whether all terms of a condition hold."""
    if condition is not None:
        for name, negated, accepted in condition.terms:
            value = fact(d, name)
            if (value in accepted if accepted else bool(value)) is negated:
                return False
    return True


def route_of(d: Draft, step: Step) -> str | None:
    """Return where a step leads instead of being said, if one of its conditions holds."""
    for route in step.routes:
        if holds(d, route.when):
            return route.to
    return None


def earlier_lesson(d: Draft) -> Lesson | None:
    """Return the newest lesson from another rejection than the one spoken about."""
    case = d.frame.case if d.frame else None
    return next((lesson for lesson in reversed(d.lessons) if case is None or lesson.case != case), None)


def _yes(holding: object) -> str | None:
    return YES if holding else None


def _of_case(read: Callable[[Rejection], str | None]) -> Callable[[Draft], str | None]:
    return lambda d: read(case) if (case := d.case) else None


def _told_or_slot(name: str) -> Callable[[Draft], str | None]:
    """A fact of the rejection, or of a talk about none (waiting, good news) that saved it itself."""
    return lambda d: (getattr(case, name) if (case := d.case) else None) or d.slot(name)


def _mark(name: str) -> Callable[[Draft], str | None]:
    return _of_case(lambda case: _yes(name in case.marks))


_FACTS: dict[str, Callable[[Draft], str | None]] = {
    "organisation": _told_or_slot("organisation"),
    "role": _told_or_slot("role"),
    "stage": _told_or_slot("stage"),
    "stage_words": _told_or_slot("stage_words"),
    "told": _told_or_slot("told"),
    "fate": _told_or_slot("fate"),
    "theme": _told_or_slot("theme"),
    "invited": lambda d: d.slot("invited"),
    "answer_due": lambda d: d.slot("answer_due"),
    "look_in": lambda d: d.slot("look_in"),
    "plan": _of_case(lambda case: case.plan.action if case.plan else None),
    "interviewed": _of_case(lambda case: _yes(case.stage in INTERVIEWED)),
    "old_news": lambda d: _yes(d.case and d.case.told_on and d.today - d.case.told_on > OLD_NEWS),
    "ghosted": _of_case(lambda case: _yes(case.told is Told.SILENCE)),
    "email": _mark("email"),
    "internal": _mark("internal"),
    "no_reply": _mark("no_reply"),
    "keep_in_touch": _mark("keep_in_touch"),
    "feedback_refused": _mark("feedback_refused"),
    "feedback_offered": _mark("feedback_offered"),
    "theme_sure": _mark("theme_sure"),
    "case": lambda d: d.frame.case if d.frame else None,
    "cases": lambda d: _yes(len(d.open_cases) > 1),
    "open_case": lambda d: _yes(d.open_cases),
    "nudges": lambda d: _yes(d.planned()),
    "lessons": lambda d: _yes(d.lessons),
    "earlier_lesson": lambda d: _yes(earlier_lesson(d)),
    "open_talk": lambda d: _yes(d.left_open()),
    "more_asks": lambda d: _yes(asks((d.slot("more") or "").rpartition("\n")[2])),
    "story_asks": lambda d: d.slot("story_asks"),
    "mid_talk": lambda d: _yes(d.frame is not None and MID_TALK in d.frame.slots),
    "zone": lambda d: d.person.zone if d.person.zone_known else None,
    "country": lambda d: d.person.country,
    "paused": lambda d: _yes(d.person.paused_until is not None and d.person.paused_until > d.now),
    "stopped": lambda d: _yes(d.person.stopped),
    "introduced": lambda d: _yes(d.person.introduced),
    "platform": lambda d: d.person.key.platform,
    "asked_gently": lambda d: d.passed.get("asked_gently"),
    "late": lambda d: _yes(d.late),
}

NAMES = frozenset(_FACTS)
"""Every fact the program knows; all others are slots that the content saves."""
