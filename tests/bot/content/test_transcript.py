"""Transcripts are read with their lines and written back as they were."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.transcript import (
    Bot,
    Down,
    Note,
    Pressed,
    Restart,
    Transcript,
    TranscriptError,
    Used,
    Wait,
    You,
    parse,
)
from bot.content.transcript_writer import render

TEXT = """\
# the news, a teaching, a plan
at 2026-11-23T22:40 Europe/Berlin

you> i got rejected by acme
     after four rounds
bot> I'm sorry. Getting that far hurts.

     - one thing
     - another

     What now?
     [Talk it through] [Not \\[now\\]]
# a note
you> (talk it through)
you> /pause friday noon
you> \\(really
wait 3d
wait 90m
wait until 2026-12-01T09:00
restart
down 5d
"""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_transcript_tells_what_happens_in_order() -> None:
    transcript = parse(TEXT)
    assert (transcript.title, transcript.at, transcript.zone) == (
        "the news, a teaching, a plan",
        wall("2026-11-23T22:40"),
        "Europe/Berlin",
    )
    assert transcript.entries == (
        You(text="i got rejected by acme\nafter four rounds"),
        Bot(
            paragraphs=("I'm sorry. Getting that far hurts.", "- one thing\n- another", "What now?"),
            choices=("Talk it through", "Not [now]"),
        ),
        Note(text="a note"),
        Pressed(label="talk it through"),
        Used(command="pause", argument="friday noon"),
        You(text="(really"),
        Wait(span=timedelta(days=3)),
        Wait(span=timedelta(minutes=90)),
        Wait(until=wall("2026-12-01T09:00")),
        Restart(),
        Down(span=timedelta(days=5)),
    )


def test_each_entry_knows_its_line() -> None:
    assert [entry.line for entry in parse(TEXT).entries] == [4, 6, 13, 14, 15, 16, 17, 18, 19, 20, 21]


def test_what_was_read_is_written_back() -> None:
    assert render(parse(TEXT)) == TEXT.replace("\n\nyou> i got", "\nyou> i got")


def test_many_buttons_go_on_in_the_next_line() -> None:
    bot = Bot(paragraphs=("Which?",), choices=tuple("x" * 30 for _ in range(5)))
    written = render(Transcript(title="t", at=wall("2026-01-01T00:00"), zone="UTC", entries=(bot,)))
    assert max(map(len, written.splitlines())) <= 100
    assert parse(written).entries == (bot,)


LINES = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12).map(str.strip)
TEXTS = st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).strip())
PARAGRAPH = st.lists(LINES.filter(bool), min_size=1, max_size=3).map("\n".join)
LABEL = LINES.filter(bool)
SPANS = st.integers(1, 9000).map(lambda minutes: timedelta(minutes=minutes))
ENTRIES = st.one_of(
    st.builds(You, text=TEXTS),
    st.builds(Pressed, label=LABEL),
    st.builds(Used, command=st.sampled_from(["pause", "help"]), argument=st.sampled_from(["", "until friday"])),
    st.builds(
        Bot, paragraphs=st.lists(PARAGRAPH, max_size=3).map(tuple), choices=st.lists(LABEL, max_size=4).map(tuple)
    ),
    st.builds(Wait, span=SPANS),
    st.builds(Wait, until=st.just(wall("2026-12-01T09:00"))),
    st.just(Restart()),
    st.builds(Down, span=SPANS),
    st.builds(Note, text=LINES),
)


@given(st.lists(ENTRIES, max_size=6).map(tuple))
def test_any_conversation_survives_being_written_and_read(entries: tuple[You, ...]) -> None:
    transcript = Transcript(title="any", at=wall("2026-11-23T22:40"), zone="Europe/Berlin", entries=entries)
    assert parse(render(transcript)) == transcript


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "nothing happens here"),
        ("# only a title\n", 1, "nothing happens here"),
        ("# t\nyou> hello\n", 2, "it does not say when it begins"),
        ("at noon Europe/Berlin\n", 1, "'noon' is no time"),
        ("at 2026-11-23T22:40+01:00 Europe/Berlin\n", 1, "names a zone"),
        ("at 2026-11-23T22:40 Europe/Atlantis\n", 1, "there is no zone 'Europe/Atlantis'"),
        ("at 2026-11-23T22:40 ../etc\n", 1, "there is no zone '../etc'"),
        ("at 2026-11-23T22:40 UTC\n  lost line\n", 2, "this line belongs to nothing"),
        ("at 2026-11-23T22:40 UTC\nwait 3d\n  lost line\n", 3, "this line belongs to nothing"),
        ("at 2026-11-23T22:40 UTC\nwait a while\n", 2, "'wait a while' can't be read"),
        ("at 2026-11-23T22:40 UTC\nwait soon\n", 2, "'soon' is no span of time"),
        ("at 2026-11-23T22:40 UTC\nthem> hello\n", 2, "'them> hello' can't be read"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    assert caught.value.line == line
    assert what in caught.value.what
