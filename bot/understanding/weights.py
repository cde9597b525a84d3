"""What words, pairs and parts of words weigh, in one table for all learned models, and how it is written down.

Each answer of each model has a lane of its own, so that a word is looked up once for all of them. The table is shipped
as JSON with the numbers in base64: a list for each feature would take ten times as long to load.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from struct import Struct

LIGHTEST, HEAVIEST = -2048, 2047  # units that a feature may weigh
_HIGH_BYTES = bytes(number >> 8 & 0xFF for number in range(LIGHTEST, HEAVIEST + 1, 256))  # of such numbers

Lanes = Sequence[tuple[int, int]]  # the number of a lane and what is in it


class Weights:
    """What features weigh, in units."""

    def __init__(self, table: Mapping[str, object], lanes: int) -> None:
        """Take what `written` made. Raises `KeyError`, `ValueError` or `TypeError` for anything else."""
        self._lanes = lanes
        words, others = _text(table, "words").split(), _text(table, "features")
        features = [*words, *others.split("\n")] if others else words
        counts, self._numbered, self._numbers, self._near = (
            b64decode(_text(table, key)) for key in ("counts", "lanes", "weights", "near")
        )
        self.places = dict(zip(features, range(len(features)), strict=True))
        self._ends = [0, *accumulate(counts)]
        self._rows = len(words)
        weighed = len(self._numbered)
        sizes = (len(features), weighed, 2 * weighed, lanes * len(words))
        if sizes != (len(counts), self._ends[-1], len(self._numbers), len(self._near)):
            raise ValueError(sizes)
        if self._numbered.translate(None, bytes(range(lanes))) or self._numbers[1::2].translate(None, _HIGH_BYTES):
            raise ValueError(lanes)

    def of(self, feature: str) -> Lanes:
        """Return what a feature itself weighs, where it weighs anything."""
        place = self.places.get(feature)
        if place is None:
            return ()
        start, end = self._ends[place], self._ends[place + 1]
        numbers = Struct(f"<{end - start}h").unpack_from(self._numbers, 2 * start)
        return list(zip(self._numbered[start:end], numbers, strict=True))

    def near(self, word: str) -> Sequence[int]:
        """Return what a word weighs for standing near others in meaning, lane by lane; nothing for an unlisted one."""
        place = self.places.get(word, self._rows)
        if place >= self._rows:
            return ()
        return memoryview(self._near)[place * self._lanes : (place + 1) * self._lanes].cast("b")


def written(words: Sequence[str], near: bytes, weights: Mapping[str, Lanes]) -> dict[str, str]:
    """Return what `Weights` takes: the listed words with a row of signed numbers each, and what features weigh."""
    others = sorted(weights.keys() - set(words))
    lanes = [weights.get(feature, ()) for feature in (*words, *others)]
    return {
        "words": " ".join(words),
        "features": "\n".join(others),
        "counts": _in_letters(map(len, lanes)),
        "lanes": _in_letters(lane for lane, _ in chain.from_iterable(lanes)),
        "weights": b64encode(b"".join(Struct("<h").pack(weight) for _, weight in chain.from_iterable(lanes))).decode(),
        "near": b64encode(near).decode(),
    }


def _in_letters(numbers: Iterable[int]) -> str:
    return b64encode(bytes(numbers)).decode()


def _text(table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value
