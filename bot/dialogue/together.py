"""Noes that were told together, and words that mean one rejection among several: its name, its role, its place.

Several told at once are not opened at once: the first is talked about, the others are kept by their names until they
are spoken of.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.dialogue.draft import Draft
from bot.dialogue.folding import WORD
from bot.domain.rejection import Rejection
from bot.understanding.matches import fold_name

TOLD_WITH = "told_with"
"""The names told in one breath, in their order, are kept with the rejection under this name."""
MOST_WORDS = 14
"""Longer texts tell something."""
_LONGEST_NAME = 8
_BETWEEN = " | "


class Meant(NamedTuple):
    """One rejection among several: a known one, or one that was only named."""

    name: str
    case: str | None = None
    words: frozenset[str] = frozenset()


def names_in(d: Draft, story: str) -> list[str]:
    """Return the organisations of a story that tells of several noes, each as it stands there."""
    names: list[str] = []
    for part in re.split(rf"[,;:\n]|\.\s|{d.pack.listing}", story, flags=re.IGNORECASE):
        name = d.meaning(part).organisation or _behind_a_verb(d, part)
        if name and fold_name(name) not in map(fold_name, names):
            names.append(name)
    return names


def _behind_a_verb(d: Draft, part: str) -> str | None:
    """Read a part of a list as it would stand in a sentence: "Globex and Initech" says nothing by itself."""
    words = part.split()
    while words and d.folded(words[0]) in d.pack.listing_words:
        words = words[1:]
    if not words or len(words) > _LONGEST_NAME:
        return None
    return d.meaning(f"{d.pack.phrases.get('several.verb', '')} {' '.join(words)}").organisation


def first_of(d: Draft, names: Sequence[str], answer: str) -> str | None:
    """Return which of some names an answer to "which one?" means: by its button, a word of it, or its place."""
    if answer.isdecimal():
        return names[int(answer) - 1] if 0 < int(answer) <= len(names) else None
    told = [Meant(name=name, words=_words(d, name)) for name in names]
    meant = _by_words(d, answer, told) or _by_place(d, answer, told)
    return meant.name if meant else None


def _told_with(case: Rejection) -> list[str]:
    """Return the names that were told with a rejection, in their order."""
    return [name for name in case.answers.get(TOLD_WITH, "").split(_BETWEEN) if name]


def keep(d: Draft, names: Sequence[str]) -> None:
    """Keep the names told together with the rejection spoken about."""
    if len(names) > 1:
        d.save(TOLD_WITH, _BETWEEN.join(names))


def meant(d: Draft, text: str) -> Meant | None:
    """Return the other rejection that a short text turns to, saying nothing else: "the other one", "what about X"."""
    told = _told(d)
    here = d.case.id if d.case and d.listening else None
    others = [one for one in told if one.case is None or one.case != here]
    words = WORD.findall(d.folded(text))
    if not others or not words or len(words) > MOST_WORDS:
        return None
    named = _by_words(d, text, others, without=frozenset().union(*(one.words for one in told if one not in others)))
    beside = frozenset(words) - (named.words if named else frozenset())
    if not beside <= d.pack.turning | d.pack.place_words | d.pack.places.keys():
        return None
    if named:
        return named
    placed = _by_place(d, text, told) if not d.pack.not_this.isdisjoint(words) else None
    if placed is not None:
        return placed if placed in others else None
    return others[0] if len(others) == 1 and not d.pack.other_one.isdisjoint(words) else None


def among(d: Draft, text: str, ids: Collection[str]) -> str | None:
    """Return the one of some rejections that a text has a word of, or the place of."""
    known = [_meant(d, case) for case in d.open_cases if case.id in ids]
    found = _by_words(d, text, known)
    return found.case if found else None


def _told(d: Draft) -> list[Meant]:
    """Return every rejection that is open, and each that was only named, in the order they were told."""
    told: list[Meant] = []
    known = {fold_name(case.organisation): case for case in d.open_cases if case.organisation}
    for case in d.open_cases:
        for name in _told_with(case):
            other = known.get(fold_name(name))
            told.append(_meant(d, other) if other else Meant(name=name, words=_words(d, name)))
        told.append(_meant(d, case))
    return list(dict.fromkeys(told))


def _meant(d: Draft, case: Rejection) -> Meant:
    words = _words(d, case.organisation or "") | _words(d, case.role or "")
    return Meant(name=case.organisation or "", case=case.id, words=words)


def _words(d: Draft, name: str) -> frozenset[str]:
    return frozenset(WORD.findall(d.folded(fold_name(name)))) - d.pack.no_names - d.pack.place_words


def _by_words(d: Draft, text: str, told: Iterable[Meant], without: Collection[str] = ()) -> Meant | None:
    """Return the one rejection that a text has a word of which no other has."""
    words = frozenset(WORD.findall(d.folded(text))) - frozenset(without)
    found = [one for one in told if one.words & words]
    return found[0] if len(found) == 1 else None


def _by_place(d: Draft, text: str, told: Sequence[Meant]) -> Meant | None:
    places = (place for words, place in d.pack.places.items() if f" {words} " in f" {d.folded(text)} ")
    inside = dict.fromkeys(told[place] for place in places if place < len(told))
    return next(iter(inside)) if len(inside) == 1 else None
