"""The learned part: a linear model over words, pairs of words, parts of words and cues, run in plain Python.

It is trained by `bot.content.training` from the example sentences and shipped as numbers. Its answers are
probabilities; a feature it never saw weighs nothing.
"""

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from struct import Struct
from typing import NamedTuple

from bot.understanding.cues import Hit
from bot.understanding.matches import END

CUE_SHARE = 0.1  # what one point of a cue's weight counts beside a word
_OPENING = 30  # words in which a story says what it is about
_CLOSING = 20
MOST_OF_A_CUE = 12.0  # points; a long story doesn't become ever surer
_FEWEST_SIGNS = 4  # a shorter word has no parts of its own
_MOST_SIGNS = 24
_PARTS = (3, 4)  # letters
_MOST_KNOWN = 20_000  # words and pairs whose sums are kept for the next text
_FINE = 16  # steps of a unit in which sums are kept: whole numbers give the same result in whatever order
_LANE = 64  # bits of a packed sum for one label
_ABOVE_ZERO = 1 << 40  # added to each lane of each sum, so that none is negative

Ranking = tuple[tuple[str, float], ...]


class Found(NamedTuple):
    """What a model looks at in a text: its words and the pairs of neighbours among them."""

    words: frozenset[str]
    pairs: frozenset[str]

    @property
    def share(self) -> float:
        """What one word counts: the less, the more there are."""
        return 1.0 / math.sqrt(len(self.words) + len(self.pairs) or 1)


class Packed(Mapping[str, Sequence[int]]):
    """The weights of features, kept in a third of the room that lists take."""

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        """Take them over."""
        self.places = dict(zip(weights, range(len(weights)), strict=True))
        self._numbers = array("h", chain.from_iterable(weights.values()))
        self._ends = array("I", accumulate(map(len, weights.values())))

    def are_pairs_of(self, labels: int) -> bool:
        """Tell whether the numbers of all features are pairs of a label's number and a weight."""
        return not any(map((1).__and__, self._ends)) and set(self._numbers[::2]) <= set(range(labels))

    def __getitem__(self, feature: str) -> Sequence[int]:
        place = self.places[feature]
        return self._numbers[self._ends[place - 1] if place else 0 : self._ends[place]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One question with a few possible answers.

    `weights` gives, for a feature, the number of a label and its weight in units, in turn. `near` adds what a word
    weighs for its neighbours in meaning, also where no example holds the word itself.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Packed = field(default_factory=lambda: Packed({}))
    unit: float = 1.0
    sharpness: float = 1.0  # calibration: scores are multiplied by it
    near: "Near | None" = None
    sums: "Sums" = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare for the sums of words."""
        object.__setattr__(self, "sums", Sums(self.weights, len(self.labels), self.near))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What words weigh for standing near others in meaning: a row of small numbers a word, one for each label."""

    places: Mapping[str, int]  # of a word's row
    rows: bytes  # signed numbers, in steps of the model's unit
    labels: int

    def row(self, word: str) -> Sequence[int]:
        """Return a word's numbers; none for a word that is not listed."""
        place = self.places.get(word)
        if place is None:
            return ()
        return memoryview(self.rows)[place * self.labels : (place + 1) * self.labels].cast("b")


class Sums(dict[str, int]):
    """What a word (with its parts) or a pair weighs for each label, in fine steps, worked out when first asked for.

    The weights for all labels are packed into one whole number, a lane of bits each, so that a text's are added up by
    adding one number a word. `unpacked` takes them apart again.
    """

    def __init__(self, weights: Mapping[str, Sequence[int]], labels: int, near: Near | None) -> None:
        """Start with nothing known."""
        super().__init__()
        self._near = near
        self._weights = weights
        self._labels = labels
        self._lanes = Struct(f"<{labels}Q")

    def __missing__(self, feature: str) -> int:
        """Work the sum of a feature out; it is kept for the next time."""
        sums = [0.0] * self._labels
        parts = () if " " in feature else sorted(parts_of(feature))
        for one, times in ((feature, 1.0), *((part, 1.0 / math.sqrt(len(parts))) for part in parts)):
            flat = self._weights.get(one, ())
            for at in range(0, len(flat), 2):
                sums[flat[at]] += flat[at + 1] * times * _FINE
        for lane, weight in enumerate(self._near.row(feature) if self._near else ()):
            sums[lane] += weight * _FINE
        packed = sum((round(fine) + _ABOVE_ZERO) << (_LANE * lane) for lane, fine in enumerate(sums))
        if len(self) < _MOST_KNOWN:
            self[feature] = packed
        return packed

    def of(self, features: Collection[str]) -> list[int]:
        """Return what features weigh together, for each label."""
        packed = sum(map(self.__getitem__, features))
        off = len(features) * _ABOVE_ZERO
        return [lane - off for lane in self._lanes.unpack(packed.to_bytes(self._lanes.size, "little"))]


def word_features(words: Sequence[str]) -> Found:
    """Return the words and pairs of neighbours that a model looks at."""
    return Found(frozenset(words) - _NO_WORDS, frozenset(map(" ".join, pairwise(words))))


_NO_WORDS = frozenset({END})


def parts_of(word: str) -> frozenset[str]:
    """Return the groups of three and four letters in a word, for what is misspelt or was never seen whole."""
    if not _FEWEST_SIGNS <= len(word) <= _MOST_SIGNS or not word.isalpha():
        return frozenset()
    edged = f"<{word}>"
    return frozenset("~" + edged[at : at + size] for size in _PARTS for at in range(len(edged) - size + 1))


def cue_features(hits: Iterable[Hit], name: str, length: int = 0) -> dict[str, float]:
    """Return how much was said, in points, for each value of the cues of one field.

    With a `length` in words, what stands in the middle of a long story counts half: people say at the beginning or
    at the end what it is about.
    """
    points: dict[str, float] = {}
    last: dict[str, Hit] = {}
    for hit in hits:
        if hit.cue.field != name:
            continue
        value, weight = hit.cue.value, hit.cue.weight
        before = last.get(value)
        if before is not None and hit.start < before.end:  # the same words again: only what is new counts
            weight = max(weight - before.cue.weight, 0.0)
        if before is None or hit.end > before.end:
            last[value] = hit
        share = 0.5 if _OPENING <= hit.start < length - _CLOSING else 1.0
        points[value] = min(points.get(value, 0.0) + share * weight, MOST_OF_A_CUE)
    return {f"={value}": CUE_SHARE * weight for value, weight in points.items()} or {"=nothing": 1.0}


def rank(model: Model, found: Found, cues: Mapping[str, float] | None = None) -> Ranking:
    """Return all labels with their probabilities, best first."""
    weights = model.weights
    features = [*found.words, *filter(weights.places.__contains__, found.pairs)]
    share = found.share * model.unit / _FINE
    totals = [bias + lane * share for bias, lane in zip(model.bias, model.sums.of(features), strict=True)]
    for feature, points in (cues or {}).items():
        flat = weights.get(feature, ())
        for at in range(0, len(flat), 2):
            totals[flat[at]] += flat[at + 1] * model.unit * points
    return _probabilities(model, totals)


def _probabilities(model: Model, totals: Sequence[float]) -> Ranking:
    most = max(totals)
    shares = [math.exp(model.sharpness * (one - most)) for one in totals]
    whole = sum(shares)
    ranked = [(label, share / whole) for label, share in zip(model.labels, shares, strict=True)]
    ranked.sort(key=lambda pair: -pair[1])
    return tuple(ranked)


def learned_words(model: Model, found: Found, label: str, most: int = 3) -> list[tuple[str, float]]:
    """Return the words that spoke most for a label: what a coach is shown as the reason."""
    number = model.labels.index(label)
    features = [*found.words, *filter(model.weights.places.__contains__, found.pairs)]
    spoke = [(feature, model.sums.of([feature])[number] * model.unit / _FINE) for feature in features]
    return sorted((one for one in spoke if one[1] > 0), key=lambda one: (-one[1], one[0]))[:most]
