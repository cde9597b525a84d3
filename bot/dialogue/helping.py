"""What somebody writes to the help they were just shown: a word or two, a person reached, or that it was not meant so.

Coaching rests meanwhile, and help stays in view. Only the gentle question can be answered with a denial; help that was
given for more than that is never taken back by one. Who says that they were misread, or that somebody else is in no
danger, goes on with help in view.
"""

import re
from collections.abc import Collection, Iterator

from bot.dialogue.draft import Draft
from bot.dialogue.intents import leaves, made_of
from bot.dialogue.script import Step
from bot.dialogue.spoken import said_in
from bot.domain.messages import Shown
from bot.understanding.care import has_begun, read_care
from bot.understanding.meaning import Care, Kind

STEPS = {
    Care.CRISIS: "care.crisis",
    Care.CHECK: "care.check",
    Care.OTHER_PERSON: "care.other_person",
    Care.HARM_TO_OTHERS: "care.harm_to_others",
    Care.VIOLENCE: "care.violence",
}
GENTLE = STEPS[Care.CHECK]
WEARY = "care.weary"
"""The gentle question where a talk about a job is open, and what was said can be said of that."""
BEGUN = "care.begun"
"""Said where something was done already: a doctor comes before all talk."""
BEGUN_AGAIN = "care.begun_again"
"""Said to whatever follows that: the call may still not have been made."""
GRAVE = frozenset({"care.crisis", "care.yes", BEGUN, "care.other_person", "care.harm_to_others", "care.violence"})
ANSWERED = frozenset({GENTLE, "care.crisis", "care.yes", BEGUN})
"""Help after which the gentle question is not asked anew."""
VIOLENCE_AGAIN = "care.violence_again"
"""Said to whatever follows word of violence at home: the lines for that are not those for a life in danger."""
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
    return shown is not None and not {GENTLE, WEARY}.isdisjoint(shown.steps) and not is_grave(shown)


def is_grave(shown: Shown) -> bool:
    """Whether help was given that no denial takes back."""
    return not GRAVE.isdisjoint(shown.steps)


def step_for(d: Draft, care: Care, text: str, shown: Shown | None) -> str:
    """Return the step that answers what the care check heard; a shorter one where it answers the same once more."""
    if shown and BEGUN in shown.steps and d.step(BEGUN_AGAIN) and care is not Care.HARM_TO_OTHERS:
        return BEGUN_AGAIN
    told = has_begun(d.look(text).why) or (shown is not None and tells_of_an_act(d, text))
    if care in {Care.CRISIS, Care.OTHER_PERSON} and told and d.step(BEGUN):
        return BEGUN
    if care is Care.CHECK and shown is None and d.listening and d.case and is_weary(d, text) and d.step(WEARY):
        return WEARY
    first = STEPS[care]
    again = f"{first}_again"
    answered = {first, "care.yes"} if care is Care.CRISIS else {first}
    return again if shown and d.step(again) and not answered.isdisjoint(shown.steps) else first


def is_weary(d: Draft, text: str) -> bool:
    """Whether a text is no more than a sigh that applying draws from many: "what's the point"."""
    return made_of(d, text, d.pack.weary)


def tells_of_an_act(d: Draft, text: str) -> bool:
    """Whether a text, written to help, says that something was done: "I took all of them"."""
    return said_in(d, text, d.pack.begun) and not said_in(d, text, d.pack.not_begun)


def goes_on(care: Care, shown: Shown) -> bool:
    """Whether a dark text adds to what was asked or answered already, so that the gentle question isn't asked anew."""
    return care is Care.CHECK and not ANSWERED.isdisjoint(shown.steps)


def denied(d: Draft, text: str, care: Care, shown: Shown | None) -> bool:
    """Whether a text takes back what the gentle question was asked for."""
    if shown is None or not gently_asked(shown) or tells_of_an_act(d, text):
        return False
    if shown.steps[-1] == WEARY and care in _LIGHT and said_in(d, text, d.pack.the_talk):
        return not said_in(d, text, d.pack.doubts)
    return _names_what_is_not(d, text) if care is Care.CRISIS else care in _LIGHT and _denies(d, text, care)


def _names_what_is_not(d: Draft, text: str) -> bool:
    """Whether a text is only dark for naming what is not so: "no, I don't want to die, I want a job"."""
    return not said_in(d, text, d.pack.doubts) and _without(d, text, d.pack.not_in_danger)


def _for_another(shown: Shown) -> bool:
    """Whether help was given for worry about somebody else, and for nothing more."""
    return "care.other_person" in shown.steps and GRAVE.intersection(shown.steps) == {"care.other_person"}


def misread(d: Draft, text: str, shown: Shown) -> bool:
    """Whether a text says that what help was given for was misread. The talk goes on then, and help stays in view."""
    told_more = not {"care.yes", BEGUN}.isdisjoint(shown.steps) or tells_of_an_act(d, text)
    if told_more or not is_grave(shown):
        return False
    named = d.pack.nobody_in_danger if _for_another(shown) else {}
    return _without(d, text, (*named, *d.pack.read_wrongly))


def _without(d: Draft, text: str, phrases: Collection[str]) -> bool:
    """Whether a text holds some of these phrases, and nothing dark or doubtful beside them."""
    words = f" {' '.join(d.words(text))} "
    rest = words
    for phrase in phrases:
        rest = rest.replace(f" {phrase} ", " ")
    if rest == words or len(text) > _MOST or said_in(d, rest, d.pack.doubts):
        return False
    its_me = any(rest.rstrip().endswith(f" {phrase}") for phrase in d.pack.about_myself)
    return not its_me and read_care(rest, d.pack.lexicon) in _LIGHT


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
    return light if _is_news(d, light) else ""


def _light_of(d: Draft, sentence: str) -> str:
    """Return a sentence, or what of it stands before the clause that is dark, and what behind it is plain news."""
    if _is_light(d, sentence):
        return sentence
    clauses = list(_clauses(d, sentence))
    dark = next((i for i, (start, end) in enumerate(clauses) if not _is_light(d, sentence[start:end])), len(clauses))
    behind = (sentence[start:end] for start, end in clauses[dark + 1 :])
    told = [sentence[: clauses[dark - 1][1]] if dark else "", *(clause for clause in behind if _is_news(d, clause))]
    return " ".join(f"{part.strip()}." for part in told if part.strip())


def _clauses(d: Draft, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence begin and end."""
    start = 0
    for between in re.finditer(rf"[,:]|{d.pack.joining}", sentence, re.IGNORECASE):
        yield start, between.start()
        start = between.end()
    yield start, len(sentence)


def _is_light(d: Draft, words: str) -> bool:
    return read_care(words, d.pack.lexicon) is Care.NONE


def _is_news(d: Draft, words: str) -> bool:
    first = d.look(words.strip())
    return first.care is Care.NONE and first.sure and first.kind in _NEWS


def comes_back(d: Draft, text: str, shown: Shown) -> bool:
    """Whether a text is plain news, and so a way back to the talk."""
    first = d.look(text)
    if is_grave(shown) and _denies(d, text):
        return False
    return first.sure and first.kind in _NEWS and len(text.split()) >= TELLING


def reply_to(d: Draft, text: str, step: Step, shown: Shown) -> str:
    """Return the step that answers what was written to help: a yes, a goodbye, a word or two, or that it was read."""
    leads = {choice.id: choice.to for choice in step.choices}
    if BEGUN in shown.steps and d.step(BEGUN_AGAIN):
        return BEGUN_AGAIN
    if tells_of_an_act(d, text) and d.step(BEGUN):
        return BEGUN
    yes = d.folded(text) in d.pack.short_yes
    if yes and leads.get("yes") and step.id in ASKING:
        return leads["yes"] or ""
    if yes and step.id == WEARY:
        return GENTLE
    if yes and gently_asked(shown) and d.step(UNCLEAR):
        return UNCLEAR
    if leaves(d, text) and leads.get("rest"):
        return leads["rest"] or ""
    if said_in(d, text, d.pack.no_lines):
        return _next(d, NO_LINES, shown)
    if said_in(d, text, d.pack.reached) and not said_in(d, text, d.pack.doubts):
        return _next(d, REACHED, shown)
    thanked = made_of(d, text, d.pack.thankful) and STEPS[Care.VIOLENCE] not in shown.steps
    return _next(d, THANKED, shown) if thanked else heard(d, shown)


def heard(d: Draft, shown: Shown) -> str:
    """Return the step that says no more than that something was read."""
    if d.step(VIOLENCE_AGAIN) and GRAVE.intersection(shown.steps) == {STEPS[Care.VIOLENCE]}:
        return VIOLENCE_AGAIN
    return _next(d, HEARD, shown)


def _next(d: Draft, steps: tuple[str, ...], shown: Shown) -> str:
    """Return the first of some steps that was not said yet, each shorter than the one before; then the last stays."""
    known = [step for step in steps if d.step(step) is not None] or [HEARD[0]]
    return next((step for step in known if step not in shown.steps), known[-1])
