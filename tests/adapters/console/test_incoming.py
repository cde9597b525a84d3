"""What a typed line means."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.incoming import Line, Pressed, Unreadable, Used, Waited, WaitedUntil, Wished, Wrote, read


@pytest.mark.parametrize("line", ["i got rejected", "", "  ", "1", "and/or", "//", "\x00\x1b[2J", "@everyone"])
def test_what_begins_with_no_slash_is_the_persons_own_words(line: str) -> None:
    assert read(line) == Wrote(text=line)


def test_a_slash_begins_a_command_of_the_conversation() -> None:
    assert read("/Pause  until friday ") == Used(name="pause", argument="until friday")


@pytest.mark.parametrize(("line", "which"), [("/press 1", "1"), ("/press Talk it through", "Talk it through")])
def test_a_button_is_pressed_by_number_or_label(line: str, which: str) -> None:
    assert read(line) == Pressed(which=which)


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("/wait 3d", timedelta(days=3)),
        ("/wait 1w2d", timedelta(days=9)),
        ("/wait 90m", timedelta(minutes=90)),
        ("/WAIT +2H", timedelta(hours=2)),
    ],
)
def test_waiting_lets_a_span_pass(line: str, by: timedelta) -> None:
    assert read(line) == Waited(by=by)


def test_time_moves_the_clock_and_tells_it() -> None:
    assert read("/time +3d") == Waited(by=timedelta(days=3), tell=True)
    assert read("/time 2026-12-01T09:00") == WaitedUntil(wall=datetime(2026, 12, 1, 9), tell=True)  # noqa: DTZ001
    assert read("/time") == Wished(what="time")


@pytest.mark.parametrize("line", ["/wait soon", "/wait 3", "/time 99999w", "/time 2026-02-31", "/press", "/wait -1d"])
def test_a_wish_that_cannot_be_read_says_how_to_write_it(line: str) -> None:
    assert isinstance(read(line), Unreadable)


@pytest.mark.parametrize("line", ["/quit", "/exit", "/Q"])
def test_several_words_mean_leaving(line: str) -> None:
    assert read(line) == Wished(what="quit")


@given(st.text())
def test_no_line_is_too_strange_to_read(line: str) -> None:
    assert isinstance(read(line), Line)
    assert isinstance(read("/" + line), Line)
    assert isinstance(read("/time " + line), Line)
