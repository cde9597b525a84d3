"""One way to look at a text: cleaned, folded, cut into words.

Everybody compares texts through `fold`. The cues are compared through `words_of`, which also undoes what hurried
people do to words ("don t", "wanna", "sucide", "killmyself"), so that a cue is written once, in plain spelling.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

MOST_READ = 5_000  # characters; what a text is about is said by then (the care check reads on)
END = "."  # the word that stands for the end of a sentence

_CLEAN = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\t"), " "),
    **dict.fromkeys(map(ord, "\r\u2028\u2029\u0085\x0b\x0c"), "\n"),
}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;\n\u2026]+")
_SPACE = re.compile(r"\s+")
_STRETCHED = re.compile(r"([^\W\d_])\1\1+")  # a letter held down: "nooo"
_RUN = 8  # letters from which a word may be several words run together
_MOST_KNOWN = 20_000  # runs of signs whose plain words are kept for the next text
_LONGEST_KEPT = 40  # signs of such a run


def clean(text: str) -> str:
    """Return the text with plain quotes and spaces and nothing invisible in it."""
    return text.translate(_CLEAN)


def fold(text: str) -> str:
    """Return the text in lower case, with plain quotes, single spaces and nothing invisible: for comparing."""
    return _SPACE.sub(" ", clean(text).lower()).strip()


def fold_name(name: str) -> str:
    """Return a name as it is compared: folded, and without the article in front that some people leave out."""
    return fold(name).removeprefix("the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How words are written that mean the same. All keys are folded and without apostrophes."""

    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "gonna" -> going, to; "sucide" -> suicide
    tails: Mapping[str, frozenset[str]] = field(default_factory=dict)  # "t" -> the words it may be torn off from
    glued: frozenset[str] = frozenset()  # words that are looked for in runs without spaces
    glue_signs: re.Pattern[str] | None = None  # a run is only looked into where one of these stands in it
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)  # plain words of runs met before


class Words:
    """A text's words; where each came from is only looked up when somebody asks."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Cut a cleaned text into words."""
        self.text = text
        self._spelling = spelling
        self._runs = _runs(text)
        self._forms = _forms(self._runs, spelling)
        self._starts: list[int] = []  # where each run begins in `text`
        self._ends: list[int] = []  # how many words there are up to the end of each run
        self._places: dict[int, tuple[int, int]] = {}
        self.words = list(chain.from_iterable(self._forms))

    def place(self, number: int) -> tuple[int, int]:
        """Return the half-open place in `text` that a word came from."""
        place = self._places.get(number)
        if place is None:
            self._find_places(number)
            place = self._places[number]
        return place

    def _find_places(self, number: int) -> None:
        """Look up where the words of a run came from, all at once: a long one is gone through once only."""
        if not self._ends:
            self._starts = list(accumulate(map((1).__add__, map(len, self._runs)), initial=0))
            self._ends = list(accumulate(map(len, self._forms)))
        run = bisect_right(self._ends, number)
        start, first = self._starts[run], self._ends[run] - len(self._forms[run])
        for word, written in enumerate(self._written(run), first):
            self._places[word] = start + written.start(), start + written.end()

    def _written(self, run: int) -> list[re.Match[str]]:
        """Return, for each plain word of a run, the written one it came from."""
        word = _WORD.fullmatch(self._runs[run])  # most often it is one word
        written = [word] if word else list(_WORD.finditer(self._runs[run]))
        if len(written) == len(self._forms[run]):
            return written
        return [word for word, size in zip(written, self._sizes(run), strict=True) for _ in range(size)]

    def _sizes(self, run: int) -> Sequence[int]:
        """Return how many plain words each written one of a run stands for."""
        forms: list[tuple[str, ...]] = []
        for word in _written(self._runs[run]):
            forms.append(_read_word(word, self._spelling, forms))
        others = list(map(len, forms[1:]))
        return len(self._forms[run]) - sum(others), *others  # the first may have been torn off from the run before

    def said(self, start: int, end: int) -> str:
        """Return the piece of the text that words `start` to `end` came from."""
        return self.text[self.place(start)[0] : self.place(end - 1)[1]] if end > start else ""


def plain_words(text: str, spelling: Spelling) -> list[str]:
    """Cut a cleaned text into plain words. A number becomes `#`, the end of a sentence or line `.`."""
    return list(chain.from_iterable(_forms(_runs(text), spelling)))


def _runs(text: str) -> list[str]:
    """Return what stands between the spaces, in small letters, each as long as it is written."""
    return (text.replace("\u0130", "i") if "\u0130" in text else text).lower().split(" ")


def _forms(runs: Sequence[str], spelling: Spelling) -> list[tuple[str, ...]]:
    """Return, for each run of signs, the plain words it stands for: mostly one, and the end of a sentence."""
    met: list[tuple[str, ...] | None] = list(map(spelling.known.get, runs))
    if None not in met:
        return met  # type: ignore[return-value]
    forms: list[tuple[str, ...]] = []
    last = 0  # the last run that holds a word
    for number, (run, form) in enumerate(zip(runs, met, strict=True)):
        forms.append(form if form is not None else _read_run(run, spelling, forms, last))
        last = number if forms[number] else last
    return forms


def _read_run(run: str, spelling: Spelling, forms: list[tuple[str, ...]], last: int) -> tuple[str, ...]:
    """Return what a run not met before stands for; the word in front of one that was torn off is put right."""
    written = _written(run)
    mine = forms[last : last + 1]
    for word in written:
        mine.append(_read_word(word, spelling, mine))
    before = len(mine) - len(written)
    forms[last : last + 1] = mine[:before]
    form = tuple(chain.from_iterable(mine[before:]))
    if len(run) <= _LONGEST_KEPT and len(spelling.known) < _MOST_KNOWN and spelling.tails.keys().isdisjoint(written):
        spelling.known[run] = form
    return form


def _written(run: str) -> list[str]:
    """Return the words of a run, without apostrophes and letters held down."""
    return [_STRETCHED.sub(r"\1", word.replace("'", "")) for word in _WORD.findall(run)]


def _read_word(word: str, spelling: Spelling, before: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a word stands for; one that may be the torn-off end of the word before is joined to it."""
    heads = spelling.tails.get(word)
    if heads is None or not before or not before[-1] or before[-1][-1] not in heads:
        return _alone(word, spelling)
    return _rejoin(word, spelling, before)


def _alone(word: str, spelling: Spelling) -> tuple[str, ...]:
    """Return what a word stands for, whatever stands around it."""
    instead = spelling.instead.get(word)
    if instead is not None:
        return instead
    if word[0] in ".!?;\n\u2026":
        return (END,)
    if word.isdigit():
        return ("#",)
    if len(word) >= _RUN and spelling.glue_signs and spelling.glue_signs.search(word):
        return tuple(plain for part in _unglued(word, spelling.glued) for plain in spelling.instead.get(part, (part,)))
    return (word,)


def _rejoin(tail: str, spelling: Spelling, forms: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Read "don t" as "do not": the head stays where it is and the rest of the meaning is returned."""
    *others, head = forms[-1]
    whole = spelling.instead.get(head + tail, (head + tail,))
    forms[-1] = (*others, whole[0])
    return whole[1:]


_LONGEST_RUN = 60
_LONGEST_WORD = 12


def _unglued(run: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return a run of letters as known words if it is made of nothing else ("killmyself" -> kill, myself)."""
    if len(run) > _LONGEST_RUN or run in known:
        return (run,)
    ways: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            way = ways[start]
            if way is not None and run[start:end] in known:
                ways[end] = (*way, run[start:end])
                break
    return ways[-1] or (run,)
