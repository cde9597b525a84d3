"""What a message becomes on Discord."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.incoming import (
    Pressed,
    Unknown,
    WantsPrivate,
    WantsToTalk,
    WantsToWrite,
    event_id,
    read_form,
    read_press,
    visit_of,
)
from adapters.discord.markdown import escaped
from adapters.discord.outgoing import MAX_BUTTONS, MAX_CONTENT, MAX_NONCE, Button, nonce, parts, rows, split
from bot.domain.messages import Choice, Message, Paragraph, Span, SpanKind


def message(*texts: str, choices: int = 0) -> Message:
    """A message of a person's own words."""
    paragraphs = tuple(Paragraph(spans=(Span(text=text, kind=SpanKind.SAID),)) for text in texts)
    made = tuple(Choice(label=f"choice {number}" * 9, token=f"1.a.b.{number}") for number in range(choices))
    return Message(paragraphs=paragraphs, choices=made, visit=1)


def test_a_short_message_is_one_part_with_its_buttons() -> None:
    (part,) = parts(message("hello", choices=2))
    assert part.content == "hello"
    assert [button.id for button in part.buttons] == ["1.a.b.0", "1.a.b.1"]
    assert all(len(button.label) <= 80 for button in part.buttons)


def test_a_long_message_is_cut_between_paragraphs_and_its_buttons_are_under_the_last_part() -> None:
    made = parts(message("a" * 1500, "b" * 1500, choices=1))
    assert [part.content for part in made] == ["a" * 1500, "b" * 1500]
    assert [len(part.buttons) for part in made] == [0, 1]


def test_escaping_may_make_a_text_longer_than_discord_takes() -> None:
    made = parts(message("*" * 2000))
    assert len(made) == 2
    assert "".join(part.content for part in made) == r"\*" * 2000
    assert all(len(part.content) <= MAX_CONTENT and not part.content.endswith("\\") for part in made)


@given(st.text(alphabet="ab*\\ \n.", max_size=9000))
def test_cutting_loses_nothing_but_space_and_splits_no_escape(text: str) -> None:
    whole = escaped(text)
    pieces = list(split(whole))
    assert all(0 < len(piece) <= MAX_CONTENT for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(whole.split())


def test_an_empty_message_is_still_one_that_discord_takes() -> None:
    assert [part.content for part in parts(message(""))] == ["…"]


def test_at_most_25_buttons_are_shown_and_those_of_the_conversation_come_first() -> None:
    extra = (Button(label="Write", id="ns:write:1"), Button(label="Private", id="ns:private"))
    (part,) = parts(message("x", choices=24), extra)
    assert len(part.buttons) == MAX_BUTTONS
    assert part.buttons[-1].id == "ns:write:1"


@pytest.mark.parametrize(("choices", "sizes"), [(0, [2]), (4, [4, 2]), (5, [5, 2]), (20, [5, 5, 5, 5, 2])])
def test_the_buttons_of_the_adapter_s_own_stand_below_the_others(choices: int, sizes: list[int]) -> None:
    own = (Button(label="Write", id="ns:write:1"), Button(label="Private", id="ns:private"))
    (part,) = parts(message("x", choices=choices), own)
    assert [len(row) for row in rows(part.buttons)] == sizes


def test_where_there_is_no_row_left_they_stand_beside_them() -> None:
    own = (Button(label="Write", id="ns:write:1"), Button(label="Private", id="ns:private"))
    (part,) = parts(message("x", choices=23), own)
    assert [len(row) for row in rows(part.buttons)] == [5] * 5


@pytest.mark.parametrize("outgoing", ["0123456789abcdef-0", "damaged-261123214000", "x" * 200])
def test_a_nonce_is_short_the_same_each_time_and_another_for_each_part(outgoing: str) -> None:
    assert nonce(outgoing, 0) == nonce(outgoing, 0)
    assert len({nonce(outgoing, part) for part in range(50)}) == 50
    assert all(0 < len(nonce(outgoing, part)) <= MAX_NONCE for part in range(50))


@pytest.mark.parametrize(
    ("custom_id", "meant"),
    [
        ("12.rejected.ways.talk", Pressed(token="12.rejected.ways.talk", visit=12)),
        ("0.care.lines.us", Pressed(token="0.care.lines.us", visit=0)),
        ("ns:write:7", WantsToWrite(visit=7)),
        ("ns:private", WantsPrivate()),
        ("ns:talk", WantsToTalk()),
        ("ns:write:x", Unknown()),
        ("ns:form:1.a.b", Unknown()),
        ("giveaway:join", Unknown()),
        ("1", Unknown()),
        ("99999999999.a.b", Unknown()),
        ("", Unknown()),
    ],
)
def test_what_a_button_carries_says_what_it_means(custom_id: str, meant: object) -> None:
    assert read_press(custom_id) == meant


def test_a_form_carries_the_token_of_its_question() -> None:
    assert read_form("ns:form:3.plan.when.form") == "3.plan.when.form"
    assert read_form("poll") is None
    assert visit_of("3.plan.when.form") == 3
    assert visit_of("what") == 0


def test_one_delivery_of_discord_has_one_id() -> None:
    assert event_id(1456074443980800001) == "d1456074443980800001"
