"""The sessions shown in the documentation come out as they are shown."""

import pytest

from tests.docs.pages import page
from tests.docs.recordings import PAGES, fitting, output, played, recordings, run, typed

SHOWN = [(name, recording) for name in PAGES for recording in recordings(page(name))]
FIRST = recordings(page("README.md"))[0]


def command(recording: str) -> str:
    return recording.split("\n", 1)[0].removeprefix("$ ")


@pytest.mark.parametrize(("name", "recording"), SHOWN, ids=[f"{name}-{place}" for place, (name, _) in enumerate(SHOWN)])
def test_a_session_comes_out_as_it_is_shown(name: str, recording: str) -> None:
    assert played(recording) == recording, f"{name} shows something else. If this is what you want: make recordings"


def test_nothing_but_what_is_typed_is_needed_to_get_it() -> None:
    assert fitting(run(command(FIRST), typed(FIRST))) == output(FIRST)


def test_the_session_goes_from_the_news_to_the_nudge_of_the_next_day() -> None:
    assert typed(FIRST)[0].endswith("gutted")
    assert any(line.startswith("/wait") for line in typed(FIRST))
    assert FIRST.rstrip().rsplit(f"you> {typed(FIRST)[-2]}", 1)[1].lstrip().startswith("bot>")


def test_long_lines_are_broken_at_their_own_indent() -> None:
    told = fitting("bot> " + "word " * 30 + "\n     - " + "word " * 30 + "\n\n     [a button]\n")
    assert [line[:7] for line in told.splitlines()] == ["bot> wo", "     wo", "     - ", "       ", "", "     [a"]
