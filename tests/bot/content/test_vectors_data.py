"""The word vectors that training knows near words by."""

import json
from pathlib import Path

import numpy as np

from bot.content import vectors_data

WORDS = {
    "the": [0, 0, 0, 0, 9, 1],
    "sacked": [1, 1, 0, 0, 9, 0],
    "fired": [1, 1, 0.1, 0, 9, 1],
    "cat": [0, 0, 1, 1, 9, 0],
    "dog": [0, 0.1, 1, 1, 9, 1],
    "Rome": [5, 5, 5, 5, 9, 0],
}


def made(folder: Path) -> Path:
    """Write a pack's table from a small package."""
    package = folder / "package.json"
    package.write_text(json.dumps({"words": list(WORDS), "vectors": WORDS, "dimensions": 6}), encoding="utf-8")
    (folder / vectors_data.FILE).parent.mkdir(parents=True)
    vectors_data.write(package, folder)
    return folder


def test_words_in_small_letters_are_kept_in_the_order_of_how_common_they_are(tmp_path: Path) -> None:
    words, rows = vectors_data.load(made(tmp_path))
    assert words == ["the", "sacked", "fired", "cat", "dog"]
    assert len(rows) == len(words)


def test_near_words_stay_near_and_others_far(tmp_path: Path) -> None:
    words, rows = vectors_data.load(made(tmp_path))
    near = {
        (one, other): float(np.dot(rows[words.index(one)], rows[words.index(other)]))
        for one in words
        for other in words
    }
    assert near["sacked", "fired"] > near["sacked", "cat"]
    assert near["cat", "dog"] > near["dog", "fired"]


def test_a_pack_without_a_table_has_no_vectors(tmp_path: Path) -> None:
    words, rows = vectors_data.load(tmp_path)
    assert not words
    assert len(rows) == 0
