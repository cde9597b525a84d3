"""What somebody writes to the help they were just shown: a word or two, a person reached, or that it was not meant so.

Coaching rests meanwhile, and help stays in view. Only the gentle question can be answered with a denial; help that was
given for more than that is never taken back by one.
"""

import re
from itertools import takewhile

from bot.dialogue.draft import Draft, said_in
from bot.dialogue.folding import WORD
from bot.dialogue.intents import leaves, made_of
from bot.dialogue.script import Step
from bot.domain.messages import Shown
from bot.understanding.care import read_care
from bot.understanding.meaning import Care, Kind

GENTLE = "care.check"
GRAVE = frozenset({"care.crisis", "care.yes", "care.other_person", "care.harm_to_others"})
ANSWERED = frozenset({GENTLE, "care.crisis", "care.yes"})
"""Help after which the gentle question is not asked anew."""
UNCLEAR = "care.short_answer"
ASKING = frozenset({GENTLE, UNCLEAR})
"""What a bare "yes" answers, where it was the last thing said."""
NO_LINES = ("care.no_lines", "care.thanked_again")
HEARD = ("care.heard", "care.heard_again", "care.heard_still")
THANKED = ("care.thanked", "care.thanked_again")
REACHED = ("care.reached", "care.thanked_again")
TELLING = 5
"""From this many words on, news that is surely read counts as coming back to the talk by oneself."""
_LIGHT = frozenset({Care.NONE, Care.CHECK})
_NEWS = frozenset({Kind.REJECTION, Kind.GOOD_NEWS, Kind.WAITING, Kind.JOB_LOSS})
_MOST = 300
"""Longer texts are not taken for a denial, whatever stands in them."""
_SENTENCE = re.compile(r"(?<=[.;!?\n])\s*")
_WISH = 14
"""A clause that wishes to go back has no more words."""
_CLAUSE = re.compile(r"[,.;:!\n]|\s[-–—]+\s")


def gently_asked(shown: Shown | None) -> bool:
    """Whether the gentle question was asked, and nothing graver was heard since."""
    return shown is not None and GENTLE in shown.steps and not is_grave(shown)


def is_grave(shown: Shown) -> bool:
    """Whether help was given that no denial takes back."""
    return not GRAVE.isdisjoint(shown.steps)


def goes_on(care: Care, shown: Shown) -> bool:
    """Whether a dark text adds to what was asked or answered already, so that the gentle question isn't asked anew."""
    return care is Care.CHECK and not ANSWERED.isdisjoint(shown.steps)


def denied(d: Draft, text: str, care: Care, shown: Shown | None) -> bool:
    """Whether a text takes back what the gentle question was asked for."""
    if not gently_asked(shown):
        return False
    return _names_what_is_not(d, text) if care is Care.CRISIS else care in _LIGHT and _denies(d, text, care)


def _names_what_is_not(d: Draft, text: str) -> bool:
    """Whether a text is only dark for naming what is not so: "no, I don't want to die, I want a job"."""
    words = f" {' '.join(WORD.findall(d.folded(text)))} "
    rest = words
    for phrase in d.pack.not_in_danger:
        rest = rest.replace(f" {phrase} ", " ")
    return rest != words and not said_in(d, text, d.pack.doubts) and read_care(rest, d.pack.lexicon) in _LIGHT


def _denies(d: Draft, text: str, care: Care = Care.NONE) -> bool:
    """Whether a text says that it was not meant so. Where it is dark itself, a bare "no" does not say it."""
    if len(text) > _MOST or said_in(d, text, d.pack.doubts):
        return False
    clauses = _CLAUSE.split(text.strip())
    not_life = any(made_of(d, clause, d.pack.not_life) for clause in clauses) and said_in(d, text, d.pack.the_talk)
    if not_life or said_in(d, text, d.pack.not_meant):
        return True
    first = clauses[0]
    return care is Care.NONE and (made_of(d, first, d.pack.denials) or made_of(d, text, d.pack.denials))


def wishes_back(d: Draft, text: str) -> bool:
    """Whether a text asks in its own words to go back to the job: "can we talk about the job"."""
    clauses = [clause for clause in _CLAUSE.split(text) if len(clause.split()) <= _WISH]
    return len(text) <= _MOST and any(
        said_in(d, clause, d.pack.going_back) and not said_in(d, clause, d.pack.not_back) for clause in clauses
    )


def story_in(d: Draft, shown: Shown) -> str:
    """Return the news that was told in one breath with what help answered, without the words help was given for."""
    light = " ".join(filter(None, (_light_of(d, sentence) for sentence in _SENTENCE.split(shown.told))))
    first = d.look(light)
    return light if first.care is Care.NONE and first.sure and first.kind in _NEWS else ""


def _light_of(d: Draft, sentence: str) -> str:
    """Return a sentence, or what of it stands before the clause that is dark."""
    if read_care(sentence, d.pack.lexicon) is Care.NONE:
        return sentence
    clauses = (clause.strip() for clause in re.split(rf"[,:]|{d.pack.joining}", sentence))
    told = list(takewhile(lambda clause: read_care(clause, d.pack.lexicon) is Care.NONE, clauses))
    return f"{', '.join(filter(None, told))}." if told else ""


def comes_back(d: Draft, text: str, shown: Shown) -> bool:
    """Whether a text is plain news, and so a way back to the talk."""
    first = d.look(text)
    if is_grave(shown) and _denies(d, text):
        return False
    return first.sure and first.kind in _NEWS and len(text.split()) >= TELLING


def reply_to(d: Draft, text: str, step: Step, shown: Shown) -> str:
    """Return the step that answers what was written to help: a yes, a goodbye, a word or two, or that it was read."""
    leads = {choice.id: choice.to for choice in step.choices}
    yes = d.folded(text) in d.pack.short_yes
    if yes and leads.get("yes") and step.id in ASKING:
        return leads["yes"] or ""
    if yes and gently_asked(shown) and d.step(UNCLEAR):
        return UNCLEAR
    if leaves(d, text) and leads.get("rest"):
        return leads["rest"] or ""
    if said_in(d, text, d.pack.no_lines):
        return _least_lately(d, NO_LINES, shown)
    if said_in(d, text, d.pack.reached) and not said_in(d, text, d.pack.doubts):
        return _least_lately(d, REACHED, shown)
    return _least_lately(d, THANKED, shown) if made_of(d, text, d.pack.thankful) else heard(d, shown)


def heard(d: Draft, shown: Shown) -> str:
    """Return the step that says no more than that something was read."""
    return _least_lately(d, HEARD, shown)


def _least_lately(d: Draft, steps: tuple[str, ...], shown: Shown) -> str:
    """Return the one of some steps that was said longest ago, so that nothing is said twice in a row."""
    known = [step for step in steps if d.step(step) is not None]
    return min(known, key=lambda step: shown.steps.index(step) if step in shown.steps else -1, default=HEARD[0])
