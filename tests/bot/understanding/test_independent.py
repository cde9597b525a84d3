"""Figures on sentences written apart, by people who had seen neither cues nor examples: see docs/understanding.md.

The floors stand a little below what was measured. Nothing is ever tuned to a row of these files.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from bot.understanding.care import read_care
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import fold
from bot.understanding.meaning import Care, Kind, Meaning
from bot.understanding.reading import read
from tests.shipped import english

Heldout = Mapping[str, Mapping[str, Any]]
Floors = Mapping[str, float]
BAD = {Kind.REJECTION, Kind.JOB_LOSS}

FLOORS: Mapping[str, Floors] = {
    "independent": {
        "kind": 0.7,
        "bad news found": 0.75,
        "bad news right": 0.92,
        "work: no alarm": 0.99,
        "sure": 0.83,
        "theme": 0.74,
        "theme of three": 0.96,
        "at once": 0.7,
        "in view": 0.86,
        "check": 0.78,
        "others": 0.6,
        "no alarm": 0.95,
        "alone": 0.89,
        "mail found": 0.8,
        "mail right": 0.6,
        "organisation": 0.5,
        "role": 0.5,
    },
    "second": {
        "kind": 0.75,
        "bad news found": 0.78,
        "bad news right": 0.83,
        "work: no alarm": 0.98,
        "sure": 0.84,
        "theme": 0.82,
        "theme of three": 0.96,
        "at once": 0.62,
        "in view": 0.79,
        "check": 0.6,
        "others": 0.72,
        "no alarm": 0.92,
        "alone": 0.83,
        "mail found": 0.8,
        "mail right": 0.8,
        "organisation": 0.66,
        "role": 0.74,
    },
    "third": {
        "kind": 0.7,
        "bad news found": 0.7,
        "bad news right": 0.83,
        "work: no alarm": 0.99,
        "sure": 0.79,
        "theme": 0.8,
        "theme of three": 0.96,
        "at once": 0.56,
        "in view": 0.75,
        "check": 0.76,
        "others": 0.6,
        "no alarm": 0.95,
        "alone": 0.92,
        "mail found": 0.7,
        "mail right": 0.76,
        "organisation": 0.62,
        "role": 0.65,
    },
    "fourth": {
        "kind": 0.74,
        "bad news found": 0.7,
        "bad news right": 0.81,
        "work: no alarm": 0.99,
        "sure": 0.84,
        "theme": 0.74,
        "theme of three": 0.92,
        "at once": 0.58,
        "in view": 0.7,
        "check": 0.68,
        "others": 0.58,
        "no alarm": 0.97,
        "alone": 0.94,
        "mail found": 0.77,
        "mail right": 0.88,
        "organisation": 0.7,
        "role": 0.68,
    },
}


@pytest.fixture(params=FLOORS)
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of a set; its files begin with it."""
    return str(request.param)


@pytest.fixture
def floors(name: str) -> Floors:
    """Return what the set is to reach."""
    return FLOORS[name]


@cache
def reading(text: str, subject: str | None = None) -> Meaning:
    """Return what is read in a text, once for all tests."""
    return read(text, english().lexicon, subject)


@pytest.fixture
def kinds(name: str, heldout: Heldout) -> list[tuple[Kind, Meaning]]:
    """Return, for each sentence, the kind wanted and what was read."""
    return [(Kind(label), reading(text)) for label, text in sentences(heldout[f"{name}_kinds"])]


def sentences(file: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield label and sentence."""
    return ((label, text) for label, texts in file.items() for text in texts)


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def test_the_kind_is_read(kinds: list[tuple[Kind, Meaning]], floors: Floors) -> None:
    assert share([wanted is found.kind for wanted, found in kinds]) >= floors["kind"]


def test_bad_news_is_seldom_missed_and_seldom_made_up(kinds: list[tuple[Kind, Meaning]], floors: Floors) -> None:
    assert share([found.kind in BAD for wanted, found in kinds if wanted in BAD]) >= floors["bad news found"]
    assert share([wanted in BAD for wanted, found in kinds if found.kind in BAD]) >= floors["bad news right"]


def test_a_sure_kind_is_mostly_right(kinds: list[tuple[Kind, Meaning]], floors: Floors) -> None:
    assert share([wanted is found.kind for wanted, found in kinds if found.sure]) >= floors["sure"]


def test_the_reflection_is_among_the_best_three(name: str, heldout: Heldout, floors: Floors) -> None:
    ranks = [
        [theme for theme, _ in reading(text).reflections].index(label)
        for label, text in sentences(heldout[f"{name}_themes"])
    ]
    assert share([rank == 0 for rank in ranks]) >= floors["theme"]
    assert share([rank < 3 for rank in ranks]) >= floors["theme of three"]


def cares(heldout: Heldout, name: str, lexicon: Lexicon, *labels: str) -> list[Care]:
    file = heldout[f"{name}_care"]
    return [read_care(text, lexicon) for label in labels for text in file.get(label, ())]


def test_a_crisis_is_heard(name: str, heldout: Heldout, lexicon: Lexicon, floors: Floors) -> None:
    heard = cares(heldout, name, lexicon, "crisis")
    assert share([care is Care.CRISIS for care in heard]) >= floors["at once"]
    assert share([care is not Care.NONE for care in heard]) >= floors["in view"]


def test_despair_and_danger_to_others_are_mostly_heard(
    name: str, heldout: Heldout, lexicon: Lexicon, floors: Floors
) -> None:
    assert share([care is not Care.NONE for care in cares(heldout, name, lexicon, "check")]) >= floors["check"]
    of_others = cares(heldout, name, lexicon, "other_person", "harm", "harm_to_others")
    assert share([care is not Care.NONE for care in of_others]) >= floors["others"]


def test_idioms_and_low_days_are_left_alone(name: str, heldout: Heldout, lexicon: Lexicon, floors: Floors) -> None:
    heard = cares(heldout, name, lexicon, "none")
    assert share([care is not Care.CRISIS for care in heard]) >= floors["no alarm"]
    assert share([care is Care.NONE for care in heard]) >= floors["alone"]


@pytest.mark.parametrize("part", ["kinds", "themes"])
def test_ordinary_talk_of_work_is_left_alone(
    name: str, heldout: Heldout, lexicon: Lexicon, floors: Floors, part: str
) -> None:
    heard = [read_care(text, lexicon) for _, text in sentences(heldout[f"{name}_{part}"])]
    assert share([care is not Care.CRISIS for care in heard]) >= floors["work: no alarm"]
    assert share([care is Care.NONE for care in heard]) >= 0.93


def test_rejections_are_told_from_other_mails(name: str, heldout: Heldout, floors: Floors) -> None:
    pairs = [
        (row["label"] == "rejection", reading(row["text"], row.get("subject")).kind is Kind.REJECTION)
        for row in heldout[f"{name}_mails"]["rows"]
    ]
    assert share([found for wanted, found in pairs if wanted]) >= floors["mail found"]
    assert share([wanted for wanted, found in pairs if found]) >= floors["mail right"]


def test_names_in_mails_and_notes_are_found(name: str, heldout: Heldout, floors: Floors) -> None:
    rows = [*heldout[f"{name}_mails"]["rows"], *heldout[f"{name}_names"]["rows"]]
    found = [(row, reading(row["text"], row.get("subject"))) for row in rows]
    for what in ("organisation", "role"):
        right = [_same(row[what], getattr(meaning, what)) for row, meaning in found if row.get(what)]
        assert share(right) >= floors[what]


def _same(wanted: str, found: str | None) -> bool:
    want, got = (fold(text or "").strip(" .,;:!?\"'()").removeprefix("the ") for text in (wanted, found))
    return want == got
