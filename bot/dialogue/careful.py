"""What happens when the care check answers: help in view at once, coaching rests, nothing of it is kept."""

import re

from msgspec.structs import replace

from bot.dialogue.draft import Draft
from bot.dialogue.facts import holds
from bot.dialogue.nudging import hold_today
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.typed import country_of
from bot.dialogue.walk import aside, go
from bot.understanding.meaning import Care

_I_AM_IN = re.compile(r"^(?:(?:i am|i'?m|we are|we'?re|living|i live) )?(?:in|from) (?:the )?")
TELLING = 5
"""From this many words on, news that is surely read counts as coming back to the talk by oneself."""
STEPS = {
    Care.CRISIS: "care.crisis",
    Care.CHECK: "care.check",
    Care.OTHER_PERSON: "care.other_person",
    Care.HARM_TO_OTHERS: "care.harm_to_others",
}


def answer(d: Draft, care: Care) -> None:
    """Answer what was heard. Coaching rests until the person comes back to it, and no nudge comes today.

    Both happen after other turns too (a talk that ends, a nudge that was sent): the state does not tell why.
    """
    d.rest()
    _help(d, STEPS[care])


def _help(d: Draft, step_id: str) -> None:
    before, d.parts = d.parts, []
    aside(d, step_id)
    if "_first" in d.passed:  # nothing stands beside help: they are a stranger still, and told of it at their next word
        d.person = replace(d.person, introduced=False, seen_at=None)
    else:
        hold_today(d)
        d.parts += before


def press(d: Draft, step_id: str, choice_id: str) -> bool:
    """Take a button of something said outside of any talk; whether there is such a button."""
    step = d.step(step_id)
    choice = next((c for c in step.choices if c.id == choice_id), None) if step and step.detached else None
    if choice is None or choice.to is None:
        return False
    _note_country(d, choice)
    target = d.step(choice.to)
    if target is not None and target.detached:
        aside(d, choice.to)
    else:
        d.push(choice.to, detour=True)
        go(d, choice.to)
    return True


def typed(d: Draft, text: str, *, asked: bool, beside: str | None = None) -> bool:
    """Take words as a button of the help messages, which no state remembers; whether they are one.

    A label is one wherever it may be an answer to them; words as short as "yes" only on a day that is quiet since.
    """
    words = d.folded(text) if asked else ""
    if not words:
        return False
    quiet_since = d.person.unasked_on == d.today and not d.listening
    for step in d.pack.helping:
        for choice in step.choices:
            label, *cues = d.pack.folded((choice.label, *choice.cues))
            meant = words == label or (quiet_since and words in cues)
            if meant and holds(d, choice.when):
                return press(d, step.id, choice.id)
    unknown = beside is None and (quiet_since or "_first" in d.passed)
    if unknown and words in d.pack.short_yes and d.step("care.short_answer") is not None:
        _help(d, "care.short_answer")  # what was asked is kept nowhere, so it is asked what the "yes" belongs to
        return True
    return False


def follow_up(d: Draft, text: str, beside: str) -> bool:
    """Hear what somebody writes to the help they were just shown; whether it stays with that."""
    step = d.step(beside)
    if step is None or step not in d.pack.helping or d.step("care.heard") is None:
        return False
    words = d.folded(text)
    country = named_country(d, _I_AM_IN.sub("", words))
    if country is not None:
        d.person = replace(d.person, country=country)
        _help(d, "care.lines")
    elif d.look(text).sure and len(words.split()) >= TELLING:
        return False
    else:
        _help(d, _said_shortly(d, step, words))
    return True


def _said_shortly(d: Draft, step: Step, words: str) -> str:
    """Where a word or two lead: a yes or a no to what was asked, where it asked; else what was written was heard."""
    leads = {choice.id: choice.to for choice in step.choices}
    if words in d.pack.short_yes and leads.get("yes"):
        return leads["yes"] or ""
    if words in d.pack.short_no and leads.get("strong"):
        return leads["strong"] or ""
    return "care.heard"


def _note_country(d: Draft, choice: StepChoice) -> None:
    country = choice.set.get("country")
    if country:
        d.person = replace(d.person, country=country)


def named_country(d: Draft, text: str) -> str | None:
    """Return the country when a text is the name of one and nothing else."""
    return country_of(d, text) if len(d.folded(text).split()) <= 4 else None  # noqa: PLR2004 - "bosnia and herzegovina"
