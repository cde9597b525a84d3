"""What happens when the care check answers: help in view at once, coaching rests, nothing of it is kept."""

import re

from msgspec.structs import replace

from bot.dialogue import helping
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES, holds
from bot.dialogue.nudging import hold_today
from bot.dialogue.script import StepChoice
from bot.dialogue.typed import country_of
from bot.dialogue.walk import aside, go, reask, say
from bot.domain.messages import Shown
from bot.understanding.meaning import Care
from bot.understanding.places import country_of_city

_I_AM_IN = re.compile(r"^(?:(?:i am|i'?m|we are|we'?re|living|i live) )?(?:in|from) (?:the )?")
TAKEN_BACK = "care.put_strongly"
"""What is said to whoever denies what the gentle question was asked for, where there is no talk to go on with."""
_IN_A_CITY = re.compile(
    r"^(?:(?:i am|i'?m|we are|we'?re|living|i live) )?(?:in|from) (?!the |my |a |an )(\S+(?: \S+){0,2})$"
)
WAY_BACK = "resuming.gently"
"""Where the button leads that goes back to the talk."""


def answer(d: Draft, care: Care, text: str, shown: Shown | None = None) -> None:
    """Answer what was heard. Coaching rests until the person comes back to it, and no nudge comes today.

    Both happen after other turns too (a talk that ends, a nudge that was sent): the state does not tell why.
    """
    step_id = helping.step_for(d, care, text, shown)
    d.rest()
    _help(d, step_id)


def _help(d: Draft, step_id: str) -> None:
    before, d.parts = d.parts, []
    aside(d, step_id)
    if "_first" in d.passed:  # nothing stands beside help: they are a stranger still, and told of it at their next word
        d.person = replace(d.person, introduced=False, seen_at=None)
    else:
        hold_today(d)
        d.parts += before


def takes_back(d: Draft, step_id: str, choice_id: str, shown: Shown | None) -> bool:
    """Whether a button says that the gentle question was not needed."""
    step = d.step(step_id)
    to = next((choice.to for choice in step.choices if choice.id == choice_id), None) if step else None
    return to == TAKEN_BACK and helping.gently_asked(shown)


def goes_back(d: Draft, step_id: str, choice_id: str, shown: Shown) -> bool:
    """Whether a button goes back to a talk that never began, because help came before the story that was told."""
    step = d.step(step_id)
    to = next((choice.to for choice in step.choices if choice.id == choice_id), None) if step else None
    return to == WAY_BACK and _story_waits(d, shown)


def wishes_back(d: Draft, text: str, shown: Shown) -> bool:
    """Whether a text goes back to the talk: in own words, or by the label of a button that `goes_back`."""
    step = d.step(shown.steps[-1])
    words = d.folded(text)
    if step and any(words == d.folded(choice.label) for choice in step.choices if choice.to == WAY_BACK):
        return _story_waits(d, shown)
    return helping.wishes_back(d, text)


def _story_waits(d: Draft, shown: Shown) -> bool:
    return not _is_open(d, shown) and bool(helping.story_in(d, shown))


def _is_open(d: Draft, shown: Shown) -> bool:
    """Whether the question is still there that was open when help came."""
    return d.frame is not None and d.frame.visit == shown.visit


def go_back(d: Draft, shown: Shown) -> str:
    """Go back to the talk as it stood, help in view; return the story that is to be heard now, if one was told."""
    say(d, "care.going_on", lead=True)
    if _story_waits(d, shown):
        return helping.story_in(d, shown)
    if d.frame is None:
        d.push(d.pack.start)
        go(d, d.pack.start)
    else:
        d.change_frame(resting=False)
        reask(d)
    return ""


def press(d: Draft, step_id: str, choice_id: str, shown: Shown | None = None) -> bool:
    """Take a button of something said outside of any talk; whether there is such a button."""
    step = d.step(step_id)
    choice = next((c for c in step.choices if c.id == choice_id), None) if step and step.detached else None
    if choice is None or choice.to is None:
        return False
    if choice.to == TAKEN_BACK and shown is not None and helping.is_grave(shown):
        _help(d, helping.heard(d, shown))
        return True
    _note_country(d, choice)
    target = d.step(choice.to)
    if target is not None and target.detached:
        aside(d, choice.to)
    else:
        d.push(choice.to, detour=True)
        go(d, choice.to)
    return True


def typed(d: Draft, text: str, *, asked: bool, beside: Shown | None = None) -> bool:
    """Take words as a button of the help messages, which no state remembers; whether they are one.

    A label is one wherever it may be an answer to them, a cue only where they were shown just before, and a "yes" that
    may be one is asked about on a day that is quiet since.
    """
    words = d.folded(text) if asked else ""
    if not words:
        return False
    for step, choice, by_label in d.pack.help_buttons.get(words, ()):
        meant = by_label or (beside is not None and step.id in beside.steps)
        if meant and holds(d, choice.when):
            return press(d, step.id, choice.id, beside)
    quiet_since = d.person.unasked_on == d.today and not d.listening
    unknown = beside is None and (quiet_since or "_first" in d.passed)
    if unknown and words in d.pack.short_yes and d.step("care.short_answer") is not None:
        _help(d, "care.short_answer")  # what was asked is kept nowhere, so it is asked what the "yes" belongs to
        return True
    return False


def follow_up(d: Draft, text: str, shown: Shown, care: Care) -> bool:
    """Hear what somebody writes to the help they were just shown; whether it stays with that."""
    step = d.step(shown.steps[-1])
    if step is None or step not in d.pack.helping or d.step(helping.HEARD[0]) is None:
        return False
    country = named_country(d, _I_AM_IN.sub("", d.folded(text))) or _country_of_city(d, text)
    if country is None and care is Care.NONE and helping.comes_back(d, text, shown):
        return False
    if helping.gently_asked(shown):
        d.passed["asked_gently"] = YES
    if country is not None:
        d.person = replace(d.person, country=country)
    _help(d, "care.lines" if country else helping.reply_to(d, text, step, shown))
    return True


def take_back(d: Draft, shown: Shown) -> str | None:
    """Let the talk go on that the gentle question had stopped, and return what had been told then, if anything."""
    open_again = _is_open(d, shown)
    if open_again:
        d.change_frame(resting=False)
    if not open_again and not shown.told:
        aside(d, TAKEN_BACK)
        return None
    say(d, "care.understood", lead=True)
    if shown.told and not helping.is_weary(d, shown.told):
        return shown.told
    reask(d)
    return None


def _note_country(d: Draft, choice: StepChoice) -> None:
    country = choice.set.get("country")
    if country:
        d.person = replace(d.person, country=country)


def _country_of_city(d: Draft, text: str) -> str | None:
    """Return the country of the city that somebody says to be in."""
    found = _IN_A_CITY.match(d.folded(text))
    return country_of_city(found[1]) if found else None


def named_country(d: Draft, text: str) -> str | None:
    """Return the country when a text is the name of one and nothing else."""
    return country_of(d, text) if len(d.folded(text).split()) <= 4 else None  # noqa: PLR2004 - "bosnia and herzegovina"
