"""Which of the six reflections a text asks for, ranked, with probabilities."""

from collections.abc import Iterable, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.model import features, rank

THEMES = (
    "competition",
    "bad_process",
    "human_decision",
    "preserve_relationships",
    "nothing_is_final",
    "dont_expect_feedback",
)
_SURE = 0.6
_MARGIN = 0.3

Reflections = tuple[tuple[str, float], ...]


def reflections(words: Sequence[str], hits: Iterable[Hit], lexicon: Lexicon) -> Reflections:
    """Rank all six reflections for a text."""
    scores = dict.fromkeys(THEMES, 0.2)
    for hit in hits:
        if hit.cue.field == "theme":
            scores[hit.cue.value] += hit.cue.weight
    model = lexicon.models.get("theme")
    if model is not None:
        for label, chance in rank(model, features(words, hits)):
            scores[label] += 4.0 * chance
    total = sum(scores.values())
    return tuple(sorted(((theme, score / total) for theme, score in scores.items()), key=lambda pair: -pair[1]))


def is_sure(ranked: Reflections) -> bool:
    """Tell whether the best reflection may be chosen without asking."""
    return ranked[0][1] >= _SURE and ranked[0][1] - ranked[1][1] >= _MARGIN
