"""The word vectors that training knows near words by."""

import json
from pathlib import Path

import numpy as np

from bot.content import vectors_data

GROUPS = ("sacked fired dismissed", "cat dog hamster", "bus train tram", "tea coffee cocoa", "red green blue")
CHANCE = np.random.default_rng(1)
WORDS = {
    word: [*(3 * np.eye(len(GROUPS))[number] + CHANCE.normal(0, 0.2, len(GROUPS))), 9.0]
    for number, group in enumerate(GROUPS)
    for word in group.split()
} | {"Rome": [5.0] * (len(GROUPS) + 1)}


def made(folder: Path) -> Path:
    """Write a pack's table from a small package."""
    package = folder / "package.json"
    written = {"words": list(WORDS), "vectors": WORDS, "dimensions": len(GROUPS) + 1}
    package.write_text(json.dumps(written), encoding="utf-8")
    (folder / vectors_data.FILE).parent.mkdir(parents=True)
    vectors_data.write(package, folder)
    return folder


def test_words_in_small_letters_are_kept_in_the_order_of_how_common_they_are(tmp_path: Path) -> None:
    words, rows = vectors_data.load(made(tmp_path))
    assert words == " ".join(GROUPS).split()
    assert len(rows) == len(words)


def test_near_words_stay_near_and_others_far(tmp_path: Path) -> None:
    _, rows = vectors_data.load(made(tmp_path))
    group = np.array([number for number, words in enumerate(GROUPS) for _ in words.split()])
    together = group[:, None] == group[None, :]
    likeness = rows @ rows.T
    assert likeness[together].mean() > likeness[~together].mean() + 0.5


def test_a_pack_without_a_table_has_no_vectors(tmp_path: Path) -> None:
    words, rows = vectors_data.load(tmp_path)
    assert not words
    assert len(rows) == 0
