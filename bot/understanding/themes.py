"""Which of the six reflections a text asks for, ranked, with probabilities."""

from collections.abc import Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.model import Found, cue_features, rank

THEMES = (
    "competition",
    "bad_process",
    "human_decision",
    "preserve_relationships",
    "nothing_is_final",
    "dont_expect_feedback",
)
_FIELD = "theme"
_SURE = 0.6
_MARGIN = 0.3

Reflections = tuple[tuple[str, float], ...]


def reflections(words: Found, hits: Sequence[Hit], lexicon: Lexicon) -> Reflections:
    """Rank all six reflections for a text, given the word features and cues of it."""
    points = cue_features(hits, _FIELD)
    model = lexicon.models.get(_FIELD)
    if model is not None:
        return rank(model, words, points)
    scores = {theme: 0.1 + points.get(f"={theme}", 0.0) for theme in THEMES}
    total = sum(scores.values())
    return tuple(sorted(((theme, score / total) for theme, score in scores.items()), key=lambda pair: -pair[1]))


def is_sure(ranked: Reflections) -> bool:
    """Tell whether the best reflection may be chosen without asking."""
    return ranked[0][1] >= _SURE and ranked[0][1] - ranked[1][1] >= _MARGIN
