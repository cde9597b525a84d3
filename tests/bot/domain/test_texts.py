"""A person's words as they are kept: as they were written, without what no screen can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.texts import kept


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\x1b[31mAcme\x07\x1b[0m \x00Ltd", "Acme Ltd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("\u202eemca\u202c", "emca"),
        ("a\tb", "a\tb"),
        ("  \x1b[2J ", ""),
    ],
)
def test_orders_to_a_terminal_go_and_the_words_stay(written: str, text: str) -> None:
    assert kept(written, 100) == text


@given(text=st.text(), most=st.integers(1, 50))
def test_what_is_kept_is_short_enough_and_stays_as_it_is(text: str, most: int) -> None:
    once = kept(text, most)
    assert len(once) <= most
    assert kept(once, most) == once
    assert "\x1b" not in once
