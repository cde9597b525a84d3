"""What puts one thing right by setting it against another: "it was a bakery, not a bank", "not the first, the second".

Only what is known about the rejection can be put right, so a sentence that sets two other things against each other
stays an answer.
"""

import re
from typing import NamedTuple

from bot.dialogue.draft import Draft
from bot.dialogue.folding import WORD
from bot.domain.rejection import Rejection
from bot.understanding.matches import fold_name

MOST_WORDS = 16
"""Longer texts tell more than what was wrong."""
_MOST_IN_NAME = 5


class Contrast(NamedTuple):
    """What is right, and what it stands against, where that is said."""

    right: str
    wrong: str = ""
    loosely: bool = False  # "sorry, it was ...": too little to put a name right


def contrast(d: Draft, text: str) -> Contrast | None:
    """Return what a short text sets right, and against what."""
    words = " ".join(d.folded(text).split())
    if words.count(" ") >= MOST_WORDS:
        return None
    for pattern in _patterns(d):
        found = re.fullmatch(pattern, words)
        if found:
            said = {name: part.strip(" ,.;:-") for name, part in found.groupdict().items()}
            return Contrast(right=_as_written(text, said["right"]), wrong=said.get("wrong", ""))
    slip, it_was = d.pack.any_of("slips"), d.pack.any_of("it_was")
    found = re.fullmatch(rf"(?:{slip})[ ,.:]+(?:{it_was}) (?P<right>.+)", words)
    return Contrast(right=found["right"], loosely=True) if found else None


def _as_written(text: str, folded: str) -> str:
    """Return words with the capitals they had, where they stand in a text as they are."""
    place = text.lower().find(folded)
    return folded if place < 0 else text[place : place + len(folded)]


def without_lead(d: Draft, text: str) -> str:
    """Return a text without what an answer or a correction begins with: "no, it was"."""
    return re.sub(rf"^(?:{_before(d)})+", "", text.strip(), flags=re.IGNORECASE).strip() or text


def _before(d: Draft) -> str:
    return rf"(?:(?:{d.pack.any_of('putting_right')})[ ,.:]+)"


def _patterns(d: Draft) -> tuple[str, str, str]:
    """Return how "X, not Y", "not Y, X" and "I meant X" are said in the pack's language."""
    before = _before(d)
    no, but = d.pack.any_of("denying"), d.pack.any_of("setting_against")
    again = rf"(?:(?:{but})[ ,]+)*{before}*(?:(?:{but})[ ,]+)*"
    return (
        rf"{before}*(?:{no}) (?P<wrong>[^,;.]+?)(?:\s*[,;.-]+\s*{again}|\s+(?:{but})\s+{again})(?P<right>.+)",
        rf"{before}+(?P<right>.+?),? (?:and )?(?:{no}) (?P<wrong>.+)",
        rf"{before}*(?:{d.pack.any_of('meaning_instead')}) (?P<right>.+)",
    )


def changes(d: Draft, case: Rejection, said: Contrast) -> dict[str, object]:
    """Return what a correction changes about a rejection: its organisation, its role, its step, or nothing."""
    organisation, role = (None, None) if said.loosely else (_organisation(d, case, said), _role(d, case, said))
    if organisation:
        return {"organisation": organisation}
    if role:
        return {"role": role}
    step = d.meaning(f"{d.pack.phrases.get('step.verb', '')} {said.right}")
    return {"stage": step.stage, "stage_words": step.stage_words} if step.stage else {}


def _organisation(d: Draft, case: Rejection, said: Contrast) -> str | None:
    meant = _shares(d, said.wrong, case.organisation)
    named = organisation_named(d, said.right)
    if meant:
        return named or _name(d, said.right)
    return named if not said.wrong and not _shares(d, said.right, case.role) else None


def organisation_named(d: Draft, words: str) -> str | None:
    """Return the organisation that a few words name, as it would stand in a sentence."""
    return d.meaning(f"{d.pack.phrases.get('several.verb', '')} {words}").organisation or d.meaning(words).organisation


def _role(d: Draft, case: Rejection, said: Contrast) -> str | None:
    if not _shares(d, said.wrong, case.role):
        return None
    return d.meaning(said.right).role or _name(d, said.right)


def _shares(d: Draft, words: str, known: str | None) -> bool:
    """Whether some words name what is known, or a part of it."""
    said = frozenset(WORD.findall(d.folded(words))) - d.pack.no_names
    return bool(known) and not said.isdisjoint(WORD.findall(d.folded(fold_name(known or ""))))


def _name(d: Draft, words: str) -> str | None:
    """Return words as a name: without what stands in front of it, and only a few."""
    kept = words.split()
    while kept and kept[0].lower() in d.pack.no_names:
        kept = kept[1:]
    return " ".join(kept) if 0 < len(kept) <= _MOST_IN_NAME else None
