"""Learn from the example sentences of a pack and write the numbers that ship with it. A tool for development.

scikit-learn (the extra `train`) is needed to train, not to check and not to read.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bot.content import vectors_data
from bot.content.examples import HEADS, Example, digest_of, examples_of, tables_of
from bot.errors import ContentError
from bot.understanding.lexicon import CARE, WEIGHTS, Lexicon, compile_lexicon
from bot.understanding.matches import clean, plain_words
from bot.understanding.model import Found, cue_features, parts_of, rank, word_features
from bot.understanding.weights import Weights, written

_UNIT = 0.02  # weights are written as whole numbers of it
_LEAST = 0.1  # smaller weights are left out
_NEAR = 0.8  # what the vector of a word counts beside the word itself
_STRENGTH = 16.0  # the inverse of how strongly large weights are held back
_STRENGTH_OF_CARE = 8.0
_TELLING = 0.5  # share of a feature's weight in learning that depends on how differently the labels use it
_TOLD_APART = {CARE: ("none", "crisis")}  # labels for which that is asked; of the others, all
_IN_PARTS = frozenset({CARE, "kind", "theme"})  # what also learns from parts of words: some are misspelt, some rare
_CAREFUL = {"rejection": 0.3, "job_loss": 0.3}  # held back a little: a no that was none hurts more than a question
_FOLDS = 4
_SEEN = 2  # examples a word must stand in; what was seen once teaches little and costs time at every reading
_PARTS_SEEN = 3
_AGREE = 0.9  # share of the examples that shipped weights must read as they are labelled
_TWO = 2  # labels
_SHARPNESS = tuple(step / 10 for step in range(5, 31))


def train(folder: Path, only: str | None = None) -> Path:
    """Train on a pack's `understanding/examples` and write `understanding/weights.json`; return its path.

    The same examples and cues give the same file. `only`: learn one of `HEADS` and leave the others as they are.
    Raises `ContentError` where scikit-learn is missing.
    """
    if only is not None and only not in HEADS:
        raise ContentError(f"nothing is called {only!r} that could be learned; there are: {', '.join(HEADS)}")
    lexicon = compile_lexicon(tables_of(folder))
    examples = examples_of(folder)
    vectors = Vectors(folder)
    path = folder / "understanding" / "weights.json"
    learned = learned_before(path) if only else {}
    for head in HEADS if only is None else (only,):
        learned[head] = _train_head(head, examples[head], lexicon, vectors)
    in_order = [learned[head] for head in sorted(learned)]
    found: dict[str, object] = {
        "made_of": digest_of(folder),
        "heads": {head: one.head for head, one in learned.items()},
        **written(vectors.words, _side_by_side([one.near for one in in_order]), _in_lanes(in_order)),
    }
    path.write_text(
        json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    return path


def check_weights(folder: Path) -> Iterator[str]:
    """Yield what is wrong with a pack's shipped weights: nothing where they fit its examples."""
    path = folder / "understanding" / "weights.json"
    if not path.exists():
        yield "weights.json is missing; run `nextstep content train`"
        return
    weights = json.loads(path.read_text(encoding="utf-8"))
    if weights.get("made_of") != digest_of(folder):
        yield "the example sentences changed since the weights were made; run `nextstep content train`"
    lexicon = compile_lexicon({**tables_of(folder), WEIGHTS: weights})
    for head, examples in examples_of(folder).items():
        right = sum(_read(head, text, lexicon) == label for text, label, _ in examples)
        if right < _AGREE * len(examples):
            yield f"{head}: the weights read only {right} of {len(examples)} examples as they are labelled"


def _read(head: str, text: str, lexicon: Lexicon) -> str:
    words, cues = _features(head, text, lexicon)
    return rank(lexicon.models[head], words, cues)[0][0]


def _features(head: str, text: str, lexicon: Lexicon) -> tuple[Found, dict[str, float]]:
    words = plain_words(clean(text), lexicon.spelling)
    if head == CARE:  # its cues speak for themselves, beside the learned score
        return word_features(words), {}
    hits = (lexicon.chat if head == "theme" else lexicon.first).find(words)
    return word_features(words), cue_features(hits, head, len(words) if head == "kind" else 0)


class Vectors:
    """The word vectors of a pack, as a few more features of a text."""

    def __init__(self, folder: Path) -> None:
        """Load the pack's table."""
        self.words, self.rows = vectors_data.load(folder)
        self._places = {word: place for place, word in enumerate(self.words)}

    def of(self, found: Found) -> Any:  # noqa: ANN401 -- an array of NumPy
        """Return the sum of the vectors of a text's words, each counted as much as the word itself."""
        places = [self._places[word] for word in sorted(found.words) if word in self._places]
        return self.rows[places].sum(axis=0) * found.share * _NEAR

    def folded(self, coefficients: Any) -> Any:  # noqa: ANN401 -- arrays of NumPy
        """Return what each listed word weighs for each label, given what each direction weighs."""
        import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

        weights = np.round(self.rows @ coefficients.T * _NEAR / _UNIT)
        return np.clip(weights, -127, 127).astype(np.int8)


class Learned(NamedTuple):
    """What was learned for one head."""

    head: dict[str, object]
    weights: dict[str, list[tuple[int, int]]]  # of features: the number of a label and a weight in units
    near: Any  # words x labels, in units


def learned_before(path: Path) -> dict[str, Learned]:
    """Take the heads of shipped weights apart again."""
    import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

    table = json.loads(path.read_text(encoding="utf-8"))
    heads: dict[str, dict[str, Any]] = table["heads"]
    firsts = list(accumulate((len(head["labels"]) for head in heads.values()), initial=0))
    weights = Weights(table, firsts[-1])
    near = np.array([list(weights.near(word)) for word in table["words"].split()], dtype=np.int8)
    found: dict[str, Learned] = {}
    for (name, head), (first, last) in zip(heads.items(), pairwise(firsts), strict=True):
        own = {
            feature: [(lane - first, weight) for lane, weight in weights.of(feature) if first <= lane < last]
            for feature in weights.places
        }
        found[name] = Learned(head, {feature: lanes for feature, lanes in own.items() if lanes}, near[:, first:last])
    return found


def _in_lanes(learned: Iterable[Learned]) -> dict[str, list[tuple[int, int]]]:
    """Return what features weigh in all heads together: the labels of a head follow those of the one before."""
    together: dict[str, list[tuple[int, int]]] = {}
    first = 0
    for one in learned:
        for feature, lanes in one.weights.items():
            together.setdefault(feature, []).extend((first + lane, weight) for lane, weight in lanes)
        first += one.near.shape[1]
    return together


def _side_by_side(tables: Sequence[Any]) -> bytes:
    import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

    rows: bytes = np.hstack(tables).tobytes()
    return rows


def _train_head(head: str, examples: Sequence[Example], lexicon: Lexicon, near: Vectors) -> Learned:
    try:
        from scipy.sparse import csr_array, hstack  # noqa: PLC0415 -- comes with scikit-learn
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 -- only training needs it
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415
    except ImportError:
        raise ContentError("training needs scikit-learn: pip install 'next-step[train]'") from None
    vectors = [_vector(head, text, lexicon) for text, *_ in examples]
    seen = Counter(feature for vector in vectors for feature in vector)
    vectorizer = DictVectorizer()
    plain = vectorizer.fit_transform(
        [
            {feature: share for feature, share in vector.items() if seen[feature] >= _least(feature)}
            for vector in vectors
        ]
    )
    labels = [label for _, label, _ in examples]
    telling = _telling(head, plain, labels, vectorizer.get_feature_names_out())
    table = hstack(
        [plain.multiply(telling), csr_array([near.of(_features(head, text, lexicon)[0]) for text, *_ in examples])]
    ).tocsr()
    counts = [count for *_, count in examples]
    # despair is rare: as rare among the examples as the care check should expect it
    learner = LogisticRegression(
        C=_STRENGTH_OF_CARE if head == CARE else _STRENGTH,
        max_iter=300,
        tol=1e-3,
        class_weight=None if head == CARE else "balanced",
    )
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=1)
    apart = cross_val_predict(
        learner, table, labels, cv=folds, method="decision_function", params={"sample_weight": counts}
    )
    learner.fit(table, labels, sample_weight=counts)
    bias, weights = learner.intercept_, learner.coef_
    if len(learner.classes_) == _TWO:  # scikit-learn gives one row then, for the second label
        bias, weights, apart = (_for_both(one) for one in (bias, weights, apart.reshape(1, -1)))
        apart = apart.T
    shown = {
        "labels": [str(label) for label in learner.classes_],
        "bias": [
            round(float(one) - _CAREFUL.get(label, 0.0), 3) for one, label in zip(bias, learner.classes_, strict=True)
        ],
        "unit": _UNIT,
        "sharpness": _sharpness(apart, labels, list(learner.classes_)),
    }
    kept = _kept(vectorizer.get_feature_names_out(), weights[:, : plain.shape[1]] * telling)
    return Learned(shown, kept, near.folded(weights[:, plain.shape[1] :]))


def _telling(head: str, table: Any, labels: Sequence[str], names: Sequence[str]) -> Any:  # noqa: ANN401 -- of NumPy
    """Return what each feature counts in learning: more where one label's examples hold it far more often than others'.

    Half of it is the log-count ratio of Wang and Manning, "Baselines and Bigrams" (2012). Cues count as they stand.
    """
    import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

    held = (table > 0).astype(float)
    ratios = []
    for label in _TOLD_APART.get(head) or sorted(set(labels)):
        inside = np.array([one == label for one in labels])
        with_it, without = (np.asarray(held[rows].sum(axis=0)).ravel() + 1.0 for rows in (inside, ~inside))
        ratios.append(np.abs(np.log(with_it / with_it.sum()) - np.log(without / without.sum())))
    cues = np.array([name.startswith("=") for name in names])
    return np.where(cues, 1.0, 1.0 - _TELLING + _TELLING * np.max(ratios, axis=0))


def _least(feature: str) -> int:
    return _PARTS_SEEN if feature.startswith("~") else _SEEN


def _for_both(numbers: Any) -> Any:  # noqa: ANN401 -- an array of scikit-learn
    """Return numbers for the first and the second label where they are given for the second only."""
    import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

    return np.concatenate([-numbers / 2, numbers / 2])


def _vector(head: str, text: str, lexicon: Lexicon) -> dict[str, float]:
    found, cues = _features(head, text, lexicon)
    vector = dict.fromkeys(sorted({*found.words, *found.pairs}), found.share)
    for word in sorted(found.words) if head in _IN_PARTS else ():
        parts = parts_of(word)
        for part in sorted(parts):
            vector[part] = vector.get(part, 0.0) + found.share / len(parts) ** 0.5
    return {**vector, **cues}


def _kept(names: Sequence[str], coefficients: Any) -> dict[str, list[tuple[int, int]]]:  # noqa: ANN401 -- of scikit-learn
    """Return, for each feature that weighs something, label numbers and whole-number weights."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(names):
        weights = [(number, float(row[place])) for number, row in enumerate(coefficients)]
        kept = [(number, round(weight / _UNIT)) for number, weight in weights if abs(weight) >= _LEAST]
        if kept:
            found[str(name)] = kept
    return found


def _sharpness(scores: Any, labels: Sequence[str], classes: Sequence[str]) -> float:  # noqa: ANN401
    """Return the factor under which scores of sentences not trained on are the best probabilities (log loss)."""
    import numpy as np  # noqa: PLC0415 -- comes with scikit-learn

    right = np.array([classes.index(label) for label in labels])

    def loss(factor: float) -> float:
        sharp = scores * factor
        sharp = sharp - sharp.max(axis=1, keepdims=True)
        log_shares = sharp - np.log(np.exp(sharp).sum(axis=1, keepdims=True))
        return float(-log_shares[np.arange(len(right)), right].mean())

    return min(_SHARPNESS, key=loss)
