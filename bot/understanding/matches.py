"""One way to look at a text: cleaned, folded, cut into words.

Everybody compares texts through `fold`. The cues are compared through `words_of`, which also undoes what hurried
people do to words ("don t", "wanna", "sucide", "killmyself"), so that a cue is written once, in plain spelling.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

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
_AT_ONCE = 64  # places of words looked up at a time
_MOST_KNOWN = 20_000  # words whose plain form is kept for the next text


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
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)  # plain forms of words met before


class Words:
    """A text's words; where each came from is only looked up when somebody asks."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Cut a cleaned text into words."""
        self.text = text
        written = _written(text)
        self._forms = _forms(written, spelling)
        self.words = list(chain.from_iterable(self._forms))
        self._places: list[tuple[int, int]] = []
        self._places_ahead = _places(text, written, self._forms)

    def place(self, number: int) -> tuple[int, int]:
        """Return the half-open place in `text` that a word came from."""
        known = len(self._places)
        if number >= known:
            self._places.extend(islice(self._places_ahead, number + _AT_ONCE - known))
        return self._places[number]

    def said(self, start: int, end: int) -> str:
        """Return the piece of the text that words `start` to `end` came from."""
        return self.text[self.place(start)[0] : self.place(end - 1)[1]] if end > start else ""


def plain_words(text: str, spelling: Spelling) -> list[str]:
    """Cut a cleaned text into plain words. A number becomes `#`, the end of a sentence or line `.`."""
    return list(chain.from_iterable(_forms(_written(text), spelling)))


def _written(text: str) -> list[str]:
    """Return the words as they are written, in small letters."""
    low = text.lower()
    # Some capitals become two signs, one of which may be no letter: then the text is cut where it is cut itself.
    return _WORD.findall(low) if len(low) == len(text) else [word.lower() for word in _WORD.findall(text)]


def _places(text: str, written: Sequence[str], forms: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield, for each plain word, the place of the written one it came from."""
    for span, form in zip(_spans(text, written), forms, strict=True):
        for _ in form:
            yield span


def _spans(text: str, written: Sequence[str]) -> Iterator[tuple[int, int]]:
    low = text.lower()
    if len(low) != len(text):
        yield from map(re.Match.span, _WORD.finditer(text))
        return
    end = 0
    for word in written:
        start = low.index(word, end)
        end = start + len(word)
        yield start, end


def _forms(written: Sequence[str], spelling: Spelling) -> list[tuple[str, ...]]:
    """Return, for each written word, the plain words it stands for."""
    met: list[tuple[str, ...] | None] = list(map(spelling.known.get, written))
    if None not in met:
        return met  # type: ignore[return-value]
    forms: list[tuple[str, ...]] = []
    for word, form in zip(written, met, strict=True):
        forms.append(_read_word(word, spelling, forms) if form is None else form)
    return forms


def _read_word(written: str, spelling: Spelling, forms: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a word not met before stands for, or one that may be the torn-off end of the word before."""
    word = _STRETCHED.sub(r"\1", written.replace("'", ""))
    heads = spelling.tails.get(word)
    if heads is not None:
        before = forms[-1] if forms else ()
        return _rejoin(word, spelling, forms) if before and before[-1] in heads else _alone(word, spelling)
    form = _alone(word, spelling)
    if len(spelling.known) < _MOST_KNOWN:
        spelling.known[written] = form
    return form


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
