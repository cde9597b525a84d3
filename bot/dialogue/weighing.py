"""The question what weighs most, answered with none of its buttons: all of them, none, a place in the list, a feeling.

What a reflection can be heard in is left to `typed`; here is what an answer comes to that names nothing of its own.
"""

from bot.dialogue import answers, intents, matching
from bot.dialogue.draft import Draft
from bot.dialogue.options import THEMES
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.walk import say

ONE_FIRST = "rejected.one_first"
ONLY_A_FEELING = "rejected.only_feeling"
CONFIRM = "rejected.confirm"


def hear(d: Draft, step: Step, text: str) -> bool:
    """Take an answer that names no reflection of its own; whether it was one."""
    if step.options not in THEMES:
        return False
    shown = d.frames[-1].options
    named = matching.by_place(d, text, shown)
    if named:
        if len(named) > 1:
            say(d, "rejected.one_of_them", lead=True)
        answers.choose(d, step, named[0])
    elif shown and (_leaves_it(d, text) or (step.id == ONE_FIRST and (_all(d, text) or intents.is_undecided(d, text)))):
        answers.choose(d, step, shown[0])
    elif _all(d, text) and d.step(ONE_FIRST) is not None:
        answers.lead(d, step, ONE_FIRST, text)
    elif intents.made_of(d, text, d.pack.none_of_these) and (other := _other(d, step)) is not None:
        answers.choose(d, step, other)
    elif _confirms(d, step, text):
        d.change_case(theme=shown[0].id)
        answers.skip(d, CONFIRM)
    elif _only_feels(d, text):
        answers.lead(d, step, ONLY_A_FEELING, text)
    else:
        return False
    return True


def _all(d: Draft, text: str) -> bool:
    return intents.made_of(d, text, d.pack.all_of_it)


def _leaves_it(d: Draft, text: str) -> bool:
    return intents.made_of(d, text, d.pack.you_choose)


def _other(d: Draft, step: Step) -> StepChoice | None:
    """Return the button for what is not on the list."""
    return next((c for c in step.choices if not d.pack.none_of_these.keys().isdisjoint(d.pack.folded(c.cues))), None)


def _confirms(d: Draft, step: Step, text: str) -> bool:
    """Whether a yes comes where a few were shown that own words may have meant: the likeliest is then asked about."""
    heard = step.id == "rejected.which" and d.case is not None and bool(d.case.ranking)
    return heard and intents.agrees(d, text) and d.folded(text) not in d.pack.fillers and d.step(CONFIRM) is not None


def _only_feels(d: Draft, text: str) -> bool:
    feels = intents.made_of(d, text, d.pack.feelings.keys() | d.pack.undecided.keys())
    return feels and d.step(ONLY_A_FEELING) is not None
