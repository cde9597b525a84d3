import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DamagedDrawerError
from bot.storage.seal import Sealed, seal_of

KEY = bytes(range(32))
OTHER_KEY = bytes(range(200, 232))


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_with_the_same_key(data: bytes) -> None:
    assert Sealed(KEY).open(Sealed(KEY).close(data)) == data


@given(st.binary(max_size=200))
def test_what_was_sealed_is_one_line(data: bytes) -> None:
    assert b"\n" not in Sealed(KEY).close(data)


def test_nothing_of_it_can_be_read() -> None:
    closed = Sealed(KEY).close(b"Acme Foundation")
    assert b"Acme" not in closed
    assert b"Acme" not in base64.b64decode(closed)


def test_the_same_words_look_different_each_time() -> None:
    assert Sealed(KEY).close(b"same") != Sealed(KEY).close(b"same")


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"x" * 40, Sealed(OTHER_KEY).close(b"text"), Sealed(KEY).close(b"a")[:-4]],
    ids=["nothing", "readable", "noise", "another key", "cut off"],  # what is sealed differs in every process
)
def test_what_was_changed_or_sealed_with_another_key_does_not_open(data: bytes) -> None:
    with pytest.raises(DamagedDrawerError):
        Sealed(KEY).open(data)


def test_without_a_key_nothing_is_sealed() -> None:
    assert seal_of(None).close(b"text") == b"text"
