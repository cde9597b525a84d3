"""What a short message comes to, however it is put: a yes, a no, a goodbye. The words for each lie in the pack.

A message is taken for one when it is made of its words and of small asides and of nothing else ("ok, sure, why not"),
so that a story that begins with "yes" stays a story.
"""

import re
from collections.abc import Collection, Sequence

from bot.dialogue.draft import Draft
from bot.dialogue.facts import asks, holds, route_of
from bot.dialogue.matching import Offered, exactly, nearly
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.spoken import begins_with, said_in
from bot.dialogue.state import Option

MOST_WORDS = 14
"""Longer messages tell something."""
SENTENCES = 25
"""So many words may stand around what a button is heard by."""
TOLD_BESIDE = frozenset({"gist"})
"""Answers in own words that are kept as well where they begin with a yes."""
_CLAUSE = re.compile(r"([^,.;:!\n]{2,60}?)(?:[,.;:!\n]+|\s[-\u2013\u2014]+\s)\s*(\S.*)", re.DOTALL)
_LONGEST = 6
"""So many words has the longest phrase that is looked for."""


def agrees(d: Draft, text: str) -> bool:
    """Whether a text accepts and says nothing else."""
    return made_of(d, text, d.pack.agreeing)


def refuses(d: Draft, text: str) -> bool:
    """Whether a text refuses and says nothing else."""
    return made_of(d, text, d.pack.refusing)


def leaves(d: Draft, text: str) -> bool:
    """Whether a text only says goodbye."""
    return made_of(d, text, d.pack.leaving)


def intended(d: Draft, step: Step, text: str, buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the button that stands for yes or for no, if that is what a text comes to.

    Beside free words an "ok" says too little to be a yes.
    """
    for phrases in (d.pack.agreeing, d.pack.refusing):
        said = made_of(d, text, phrases, firmly=bool(step.save))
        button = _standing_for(phrases, buttons) if said else None
        if button is not None:
            return button
    return None


def begun(d: Draft, step: Step, text: str, buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the button that a text names or agrees to before it tells more; what it tells is the caller's to keep.

    A no to what was read out of a story is left to be read: what comes behind it may say what it is instead.
    """
    first, rest = _first_of(d, text)
    said = next((p for p in (d.pack.agreeing, d.pack.refusing) if made_of(d, first, p, firmly=True)), None)
    if said is not None and _takes_back(d, said, rest):
        return None
    free = bool(step.save or step.expects)
    named = exactly(d.folded(first), buttons) if d.frames[-1].nudge or not free else None
    meant = named or (_standing_for(said, buttons) if said else None)
    if meant is None or not d.folded(rest):
        return None
    if named is not None or not free or (step.save in TOLD_BESIDE and said is d.pack.agreeing):
        return meant
    return meant if meant is nearly(d, d.folded(rest), buttons, loosely=True) else None


def _takes_back(d: Draft, said: Collection[str], rest: str) -> bool:
    """Whether what comes behind a yes or a no is the other of them: "no, go ahead", "yes but not now"."""
    other = d.pack.agreeing if said is d.pack.refusing else d.pack.refusing
    return made_of(d, rest, other) or made_of(d, rest.partition(" ")[2], other)


def heard(d: Draft, step: Step, text: str) -> StepChoice | None:
    """Return the one button that a text of a sentence or two has words for; what it tells is the caller's to keep."""
    if len(text.split()) > SENTENCES:
        return None
    meant = [c for c in step.choices if c.hear and holds(d, c.when) and said_in(d, text, d.pack.folded(c.hear))]
    return meant[0] if len(meant) == 1 else None


def in_passing(d: Draft, step: Step, text: str) -> Step | None:
    """Return the step that answers a question which a text asks beside the open one, in the same flow."""
    own_words_are_one = step.save and not step.expects
    if len(text.split()) > SENTENCES or (own_words_are_one and not asks(text)):
        return None
    flow = step.id.partition(".")[0]
    answering = d.pack.in_passing.get(flow, ())
    leading = (answer for answer in answering if answer.phrasings or answer.next or route_of(d, answer))
    return next((answer for answer in leading if said_in(d, text, d.pack.folded(answer.hear))), None)


def is_undecided(d: Draft, text: str) -> bool:
    """Whether a text says no more than that its writer can't choose."""
    return made_of(d, text, d.pack.undecided)


def begins_with_no(d: Draft, text: str) -> bool:
    """Whether the first clause of a text refuses."""
    return made_of(d, _first_of(d, text)[0], d.pack.refusing)


def _first_of(d: Draft, text: str) -> tuple[str, str]:
    """Part a text after its first clause, or after a "yes" it begins with; at a nudge's question after a "no" too."""
    found = _CLAUSE.match(text.strip())
    if found:
        return found[1], found[2]
    word, _, rest = text.strip().partition(" ")
    said = d.folded(word)
    no = said in d.pack.short_no and d.frames[-1].nudge and not refuses_nothing(d, text)
    return (word, rest) if no or said in d.pack.short_yes else ("", "")


def refuses_nothing(d: Draft, text: str) -> bool:
    """Whether a text begins with a "no" that is none: "no more of it", "no one came"."""
    return begins_with(d, text, d.pack.no_refusals)


def _standing_for(phrases: Collection[str], buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the one button that has the plainest of these words ("yes") among its own."""
    found = [button.meant for button in buttons if next(iter(phrases), None) in button.names]
    return found[0] if len(found) == 1 else None


def made_of(d: Draft, text: str, phrases: Collection[str], *, firmly: bool = False) -> bool:
    """Whether a text is made of some of these phrases, with nothing beside them but asides.

    `firmly`: one of the phrases must be more than an aside itself ("ok").
    """
    words = d.words(text)
    if not words or not d.pack.small_words.issuperset(words) or d.folded(text).count(" ") >= MOST_WORDS:
        return False
    reached = {0: False}  # how many words are explained, and whether one of the phrases was among them
    for start in range(len(words)):
        if start not in reached:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            said = " ".join(words[start:end])
            if said in phrases and not (firmly and said in d.pack.asides):
                reached[end] = True
            elif said in d.pack.asides:
                reached[end] = reached.get(end, False) or reached[start]
    return reached.get(len(words), False)
