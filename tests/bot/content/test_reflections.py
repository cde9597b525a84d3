"""Each reflection of the shipped words has what a reflection has."""

import re

import pytest

from bot.dialogue.script import Maybe, Phrasing, Piece
from tests.shipped import english

PACK = english()
REFLECTIONS = sorted(PACK.themes)
ENDS = re.compile(r"[.?](?=\s|$)")


def text_of(pieces: tuple[Piece, ...]) -> str:
    """Write out what is said where everything is known."""
    return "".join(_known(piece) for piece in pieces)


def _known(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Maybe(known=known):
            return text_of(known)
        case _:
            return "…"


def sentences(phrasing: Phrasing) -> int:
    return sum(len(ENDS.findall(text_of(paragraph))) for paragraph in phrasing.paragraphs)


@pytest.mark.parametrize("theme", REFLECTIONS)
def test_it_teaches_in_three_or_four_sentences(theme: str) -> None:
    assert [3 <= sentences(phrasing) <= 4 for phrasing in PACK.steps[f"{theme}.teach"].phrasings] == [True] * 3


@pytest.mark.parametrize("theme", REFLECTIONS)
def test_three_next_steps_of_its_own_fit_it(theme: str) -> None:
    own = {offer.action for offer in PACK.offers[theme]}
    assert len(own) == 3
    assert all(own != {offer.action for offer in offers} for name, offers in PACK.offers.items() if name != theme)


@pytest.mark.parametrize("theme", REFLECTIONS)
def test_it_asks_listens_and_asks_again(theme: str) -> None:
    asked = [step for step in PACK.steps.values() if step.id.startswith(f"{theme}.") and step.save and not step.expects]
    assert len(asked) >= 2
