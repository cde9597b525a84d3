"""The learned part: a linear model over words and pairs of words, run in plain Python.

It is trained by `bot.content.training` from the example sentences and shipped as numbers. Its answers are
probabilities; where nothing was learned yet, every label is as likely as any other.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understanding.cues import Hit

Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One question with a few possible answers. `weights` gives, for a feature, (number of the label, weight) pairs."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    sharpness: float = 1.0  # calibration: scores are multiplied by it


def features(words: Sequence[str], hits: Iterable[Hit] = ()) -> set[str]:
    """Return what a model looks at: words, pairs of neighbours, and the cues found."""
    found = set(words)
    found.update(map(" ".join, zip(words, words[1:], strict=False)))
    found.update([f"={hit.cue.field}.{hit.cue.value}" for hit in hits])
    return found


def rank(model: Model, found: set[str]) -> Ranking:
    """Return all labels with their probabilities, best first."""
    scores = [0.0] * len(model.labels)
    get = model.weights.get
    for feature in found:
        pairs = get(feature)
        if pairs is not None:
            for number, weight in pairs:
                scores[number] += weight
    length = math.sqrt(len(found) or 1)
    scale = model.sharpness
    raw = [scale * (bias + score / length) for bias, score in zip(model.bias, scores, strict=True)]
    most = max(raw)
    shares = [math.exp(one - most) for one in raw]
    total = sum(shares)
    ranked = [(label, share / total) for label, share in zip(model.labels, shares, strict=True)]
    ranked.sort(key=lambda pair: -pair[1])
    return tuple(ranked)


def learned_words(model: Model, found: set[str], label: str, most: int = 3) -> list[tuple[str, float]]:
    """Return the features that spoke most for a label: what a coach is shown as the reason."""
    number = model.labels.index(label)
    spoke = [
        (feature, weight)
        for feature in found
        for place, weight in model.weights.get(feature, ())
        if place == number and weight > 0 and not feature.startswith("=")
    ]
    return sorted(spoke, key=lambda pair: (-pair[1], pair[0]))[:most]
