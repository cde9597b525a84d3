"""Lines of a pipe, however they arrive, and a reader who goes away."""

import asyncio
import os
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.app import talk
from adapters.console.pipe import LONGEST_LINE, PipedLines, PipeScreen, split
from tests.adapters.console.world import Sitting
from tests.fakes import message


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        ([b"one\ntwo\n"], ["one", "two"]),
        ([b"o", b"ne\r", b"\ntw", b"o"], ["one", "two"]),
        ([b"\n\r\n"], ["", ""]),
        ([b"\xff\xfe\n"], ["\ufffd\ufffd"]),
        (["žluť".encode()[:2], "žluť".encode()[2:]], ["žluť"]),
        ([b"\x00\n"], ["\x00"]),
        ([], []),
    ],
)
def test_lines_are_the_same_however_they_are_cut(pieces: list[bytes], lines: list[str]) -> None:
    assert list(split(iter(pieces))) == lines


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_no_bytes_are_too_strange(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    assert list(split(iter(pieces))) == list(split(iter([whole] if whole else [])))


def test_of_an_endless_line_only_the_beginning_is_kept_and_the_next_line_is_whole() -> None:
    pieces = iter([*[b"a" * 65_536] * 40, b"\nnext\n"])
    first, second = split(pieces)
    assert LONGEST_LINE <= len(first) <= LONGEST_LINE + 1
    assert second == "next"


async def test_lines_are_answered_until_the_pipe_ends() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"one\ntwo")
    os.close(writing)
    sitting = Sitting()
    await talk(sitting.session, PipedLines(reading).next)
    assert sitting.screen.said == ["1: one", "2: two"]
    os.close(reading)


async def test_leaving_ends_it_before_the_pipe_does() -> None:
    lines = iter(["one", "/quit", "two"])
    sitting = Sitting()

    async def next_line() -> str | None:
        await asyncio.sleep(0)
        return next(lines)

    await talk(sitting.session, next_line)
    assert sitting.screen.said == ["1: one"]


async def test_a_stranger_is_greeted_where_that_is_wanted() -> None:
    async def nothing() -> str | None:
        await asyncio.sleep(0)
        return None

    sitting = Sitting()
    await talk(sitting.session, nothing, greet=True)
    assert sitting.screen.said == ["1: hello", "how are you?"]
    again = Sitting(people=sitting.people, run="b")
    await talk(again.session, nothing, greet=True)
    assert again.screen.said == []


class Closed(StringIO):
    """A stream nobody reads any more."""

    def write(self, _text: str, /) -> int:
        raise BrokenPipeError


def test_a_reader_who_goes_away_is_noticed() -> None:
    told: list[bool] = []
    screen = PipeScreen(Closed(), StringIO())
    screen.on_closed = lambda: told.append(True)
    with pytest.raises(BrokenPipeError):
        screen.say(message("hello"))  # so that it counts as not delivered
    screen.remark("It is late.")
    assert told == [True, True]


def test_what_went_wrong_goes_to_the_other_stream() -> None:
    out, err = StringIO(), StringIO()
    PipeScreen(out, err).fail("The disk is full.\x1b[2J")
    assert (out.getvalue(), err.getvalue()) == ("", "nextstep: The disk is full.\n")
