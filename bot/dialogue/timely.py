"""A time in answer to a question that didn't ask for one: "tomorrow at 8" where "Yes, look in tomorrow" is a button."""

from dataclasses import dataclass

from bot.dialogue import ahead, moments
from bot.dialogue.draft import Draft
from bot.dialogue.facts import holds, route_of
from bot.dialogue.folding import WORD
from bot.dialogue.script import Step, StepChoice
from bot.understanding import times

MOST_WORDS = 8
"""Longer texts tell something and happen to name a time."""


@dataclass(frozen=True, slots=True)
class Timed:
    """The button that a time belongs to, and the moment meant."""

    choice: StepChoice
    moment: str
    asks: Step | None = None  # the step behind the button that would ask for the time


def meant(d: Draft, step: Step, text: str) -> Timed | None:
    """Return the first button that a time belongs to, or that leads to "when?", if the text is a moment to come."""
    if step.expects or (step.save and not d.frames[-1].nudge) or len(text.split()) > MOST_WORDS:
        return None
    found = next((one for choice in step.choices if (one := _planning(d, choice)) is not None), None)
    when = ahead.find(d, text) if found else None
    if found is None or when is None or not isinstance(when.when, times.At):
        return None
    if step.save and not says_only(d, text, when):  # beside free words, "tomorrow I see her" is one of them
        return None
    return Timed(found[0], moments.of(when.when), found[1])


def says_only(d: Draft, text: str, when: times.Found) -> bool:
    """Whether a text says a time and nothing else: "tomorrow maybe"."""
    words = WORD.findall(d.folded(f"{text[: when.start]} {text[when.end :]}"))
    return all(word in d.pack.asides for word in words)


def _planning(d: Draft, choice: StepChoice) -> tuple[StepChoice, Step | None] | None:
    if choice.when is not None and not holds(d, choice.when):
        return None
    if choice.timed:
        return choice, None
    target = d.step(choice.to) if choice.to and not choice.then and not choice.set else None
    asks = target is not None and target.expects == "time" and route_of(d, target) is None
    return (choice, target) if asks else None
