"""One way to look at a text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.matches import Spelling, Words, clean, fold, plain_words
from bot.understanding.spelling import make_spelling

SPELLING = make_spelling(
    {
        "instead": {"dont": "do not", "im": "i am"},
        "torn": {"t": "don", "m": "i"},
        "watched": ["rejected"],
        "known": ["reject"],
        "glued": ["kill", "myself"],
        "glue_signs": ["kill"],
    }
)


def test_folding_makes_quotes_plain_drops_the_invisible_and_joins_spaces() -> None:
    assert fold("  It\u2019s\u200b   \u201cFINE\u201d\n") == 'it\'s "fine"'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't", ["i", "do", "not"]),
        ("i don t", ["i", "do", "not"]),
        ("i m here", ["i", "am", "here"]),
        ("rejcted rejectde rejeccted", ["rejected"] * 3),
        ("killmyself", ["kill", "myself"]),
        ("killjoys", ["killjoys"]),
        ("40 times. yes", ["#", "times", ".", "yes"]),
    ],
)
def test_hurried_writing_becomes_plain_words(text: str, words: list[str]) -> None:
    assert plain_words(clean(text), SPELLING) == words


def test_every_word_knows_where_it_came_from() -> None:
    words = Words("I don't know Acme", SPELLING)
    assert words.said(1, 3) == "don't"
    assert words.said(4, 5) == "Acme"


@given(st.text(alphabet=st.one_of(st.sampled_from("aAtTmM'NO .İ\u0307ß"), st.characters())))
def test_every_word_has_a_place_and_they_come_in_order(text: str) -> None:
    words = Words(clean(text), SPELLING)
    places = [words.place(number) for number in range(len(words.words))]
    assert places == sorted(places)
    assert all(words.text[start:end] for start, end in places)


@given(st.lists(st.sampled_from(["i", "don", "t", "DON'T", "m", "nooo", "killmyself", "7", "!", "rejcted"])))
def test_words_met_before_are_read_as_at_the_first_time(said: list[str]) -> None:
    fresh = replace(SPELLING, known={})
    assert plain_words(" ".join(said), SPELLING) == plain_words(" ".join(said), fresh)


def test_without_a_spelling_words_are_only_cut() -> None:
    assert plain_words("don't stop", Spelling()) == ["dont", "stop"]
