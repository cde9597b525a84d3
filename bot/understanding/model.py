"""The learned part: a linear model over words, pairs of words and cues, run in plain Python.

It is trained by `bot.content.training` from the example sentences and shipped as numbers. Its answers are
probabilities; a feature it never saw weighs nothing.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.understanding.cues import Hit
from bot.understanding.matches import END

CUE_SHARE = 0.1  # what one point of a cue's weight counts beside a word
_OPENING = 30  # words in which a story says what it is about
_CLOSING = 20
MOST_OF_A_CUE = 12.0  # points; a long story doesn't become ever surer

Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One question with a few possible answers. `weights` gives, for a feature, (number of the label, weight) pairs."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    sharpness: float = 1.0  # calibration: scores are multiplied by it


def word_features(words: Sequence[str]) -> set[str]:
    """Return the words and pairs of neighbours that a model looks at."""
    found = set(words)
    found.discard(END)
    found.update(map(" ".join, pairwise(words)))
    return found


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


def rank(model: Model, found: set[str], cues: Mapping[str, float] | None = None) -> Ranking:
    """Return all labels with their probabilities, best first."""
    scores = [0.0] * len(model.labels)
    weights = model.weights
    for feature in found:
        if feature in weights:
            for number, weight in weights[feature]:
                scores[number] += weight
    length = math.sqrt(len(found) or 1)
    totals = [bias + score / length for bias, score in zip(model.bias, scores, strict=True)]
    for feature, points in (cues or {}).items():
        for number, weight in weights.get(feature, ()):
            totals[number] += weight * points
    return _probabilities(model, totals)


def _probabilities(model: Model, totals: Sequence[float]) -> Ranking:
    most = max(totals)
    shares = [math.exp(model.sharpness * (one - most)) for one in totals]
    whole = sum(shares)
    ranked = [(label, share / whole) for label, share in zip(model.labels, shares, strict=True)]
    ranked.sort(key=lambda pair: -pair[1])
    return tuple(ranked)


def learned_words(model: Model, found: set[str], label: str, most: int = 3) -> list[tuple[str, float]]:
    """Return the words that spoke most for a label: what a coach is shown as the reason."""
    number = model.labels.index(label)
    spoke = [
        (feature, weight)
        for feature in found
        for place, weight in model.weights.get(feature, ())
        if place == number and weight > 0
    ]
    return sorted(spoke, key=lambda pair: (-pair[1], pair[0]))[:most]
