"""Figures on sentences written apart, by people who had seen neither cues nor examples: see docs/understanding.md.

The floors stand a little below what was measured. Nothing is ever tuned to a row of these files.
"""

from collections.abc import Mapping

import pytest

from bot.understanding.care import read_care
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Care, Kind
from bot.understanding.reading import read

Heldout = Mapping[str, Mapping[str, list[str]]]
BAD = {Kind.REJECTION, Kind.JOB_LOSS}


@pytest.fixture(scope="module")
def kinds(heldout: Heldout, lexicon: Lexicon) -> list[tuple[Kind, Kind, bool]]:
    """Return, for each sentence, the kind wanted, the kind read, and whether the reading is sure."""
    return [
        (Kind(label), meaning.kind, meaning.sure)
        for label, texts in heldout["independent_kinds"].items()
        for meaning in (read(text, lexicon) for text in texts)
    ]


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def test_the_kind_is_read(kinds: list[tuple[Kind, Kind, bool]]) -> None:
    assert share([wanted is found for wanted, found, _ in kinds]) >= 0.7


def test_bad_news_is_seldom_missed_and_seldom_made_up(kinds: list[tuple[Kind, Kind, bool]]) -> None:
    assert share([found in BAD for wanted, found, _ in kinds if wanted in BAD]) >= 0.75
    assert share([wanted in BAD for wanted, found, _ in kinds if found in BAD]) >= 0.92


def test_a_sure_kind_is_mostly_right(kinds: list[tuple[Kind, Kind, bool]]) -> None:
    assert share([wanted is found for wanted, found, sure in kinds if sure]) >= 0.83


def test_the_reflection_is_among_the_best_three(heldout: Heldout, lexicon: Lexicon) -> None:
    ranks = [
        [theme for theme, _ in read(text, lexicon).reflections].index(label)
        for label, texts in heldout["independent_themes"].items()
        for text in texts
    ]
    assert share([rank == 0 for rank in ranks]) >= 0.74
    assert share([rank < 3 for rank in ranks]) >= 0.96


def cares(heldout: Heldout, lexicon: Lexicon, label: str) -> list[Care]:
    return [read_care(text, lexicon) for text in heldout["independent_care"][label]]


def test_a_crisis_is_heard(heldout: Heldout, lexicon: Lexicon) -> None:
    heard = cares(heldout, lexicon, "crisis")
    assert share([care is Care.CRISIS for care in heard]) >= 0.66
    assert share([care is not Care.NONE for care in heard]) >= 0.86


def test_despair_and_danger_to_others_are_mostly_heard(heldout: Heldout, lexicon: Lexicon) -> None:
    assert share([care is not Care.NONE for care in cares(heldout, lexicon, "check")]) >= 0.78
    assert share([care is not Care.NONE for care in cares(heldout, lexicon, "other_person")]) >= 0.75
    assert share([care is not Care.NONE for care in cares(heldout, lexicon, "harm")]) >= 0.6


def test_idioms_and_low_days_are_left_alone(heldout: Heldout, lexicon: Lexicon) -> None:
    heard = cares(heldout, lexicon, "none")
    assert share([care is not Care.CRISIS for care in heard]) >= 0.95
    assert share([care is Care.NONE for care in heard]) >= 0.89


@pytest.mark.parametrize("label", ["independent_kinds", "independent_themes"])
def test_ordinary_talk_of_work_is_left_alone(heldout: Heldout, lexicon: Lexicon, label: str) -> None:
    heard = [read_care(text, lexicon) for texts in heldout[label].values() for text in texts]
    assert share([care is not Care.CRISIS for care in heard]) >= 0.99
    assert share([care is Care.NONE for care in heard]) >= 0.93
