"""The learned part: a linear model over words, pairs of words, parts of words and cues, run in plain Python.

It is trained by `bot.content.training` from the example sentences and shipped as numbers. Its answers are
probabilities; a feature it never saw weighs nothing.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from struct import Struct

from bot.understanding.cues import Hit
from bot.understanding.matches import END
from bot.understanding.weights import Weights

CUE_SHARE = 0.1  # what one point of a cue's weight counts beside a word
_OPENING = 30  # words in which a story says what it is about
_CLOSING = 20
MOST_OF_A_CUE = 12.0  # points; a long story doesn't become ever surer
_FEWEST_SIGNS = 4  # a shorter word has no parts of its own
_MOST_SIGNS = 24
_PARTS = (3, 4)  # letters
_MOST_KNOWN = 20_000  # words and pairs whose sums are kept for the next text
_FINE = 16  # steps of a unit in which sums are kept: whole numbers give the same result in whatever order
_LANE = 32  # bits of a packed sum for one label
_ABOVE_ZERO = 1 << 18  # added to each lane of each sum, so that none is negative; no feature weighs as much

Ranking = tuple[tuple[str, float], ...]


class Found:
    """What models look at in a text: its words and the pairs of neighbours among them."""

    __slots__ = ("_together", "pairs", "share", "words")

    def __init__(self, words: frozenset[str], pairs: frozenset[str]) -> None:
        """Take them."""
        self.words = words
        self.pairs = pairs
        self.share = 1.0 / math.sqrt(len(words) + len(pairs) or 1)  # what one word counts: the less, the more there are
        self._together: Sequence[int] | None = None

    def together(self, sums: "Sums") -> Sequence[int]:
        """Return what all of it weighs, lane by lane: added up once, whichever of the models asks first."""
        if self._together is None:
            self._together = sums.of([*self.words, *filter(sums.places.__contains__, self.pairs)])
        return self._together


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One question with a few possible answers. Its lanes among those of all models are the ones from `first` on."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    sums: "Sums"
    first: int = 0
    unit: float = 1.0
    sharpness: float = 1.0  # calibration: scores are multiplied by it


class Sums(dict[str, int]):
    """What a word (with its parts) or a pair weighs for each label, in fine steps, worked out when first asked for.

    The weights for all labels of all models are packed into one whole number, a lane of bits each, so that a text's are
    added up by adding one number a word. `of` takes them apart again.
    """

    def __init__(self, weights: Weights, lanes: int) -> None:
        """Start with nothing known."""
        super().__init__()
        self.places = weights.places
        self.weights = weights
        self._count = lanes
        self._lanes = Struct(f"<{lanes}I")

    def __missing__(self, feature: str) -> int:
        """Work the sum of a feature out; it is kept for the next time."""
        sums = [0.0] * self._count
        parts = () if " " in feature else sorted(parts_of(feature))
        for one, times in ((feature, 1.0), *((part, 1.0 / math.sqrt(len(parts))) for part in parts)):
            for lane, weight in self.weights.of(one):
                sums[lane] += weight * times * _FINE
        for lane, weight in enumerate(self.weights.near(feature)):
            sums[lane] += weight * _FINE
        packed = sum((round(fine) + _ABOVE_ZERO) << (_LANE * lane) for lane, fine in enumerate(sums))
        if len(self) < _MOST_KNOWN:
            self[feature] = packed
        return packed

    def of(self, features: Collection[str]) -> list[int]:
        """Return what features weigh together, lane by lane."""
        packed = sum(map(self.__getitem__, features))
        off = len(features) * _ABOVE_ZERO
        return [lane - off for lane in self._lanes.unpack(packed.to_bytes(self._lanes.size, "little"))]


def word_features(words: Sequence[str]) -> Found:
    """Return the words and pairs of neighbours that models look at."""
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
    first, last = model.first, model.first + len(model.labels)
    share = found.share * model.unit / _FINE
    together = found.together(model.sums)[first:last]
    totals = [bias + lane * share for bias, lane in zip(model.bias, together, strict=True)]
    for feature, points in (cues or {}).items():
        for lane, weight in model.sums.weights.of(feature):
            if first <= lane < last:
                totals[lane - first] += weight * model.unit * points
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
    lane = model.first + model.labels.index(label)
    features = [*found.words, *filter(model.sums.places.__contains__, found.pairs)]
    spoke = [(feature, model.sums.of([feature])[lane] * model.unit / _FINE) for feature in features]
    return sorted((one for one in spoke if one[1] > 0), key=lambda one: (-one[1], one[0]))[:most]
