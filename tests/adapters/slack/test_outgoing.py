"""Messages as blocks: whatever is in them, Slack takes it and its reader sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.outgoing import LONGEST, answered, escaped, fallback, parts, post_of, shown
from bot.domain.messages import MAX_CHOICES, Choice, Message, Paragraph, Span, SpanKind
from tests.adapters.slack.blocks import buttons_in, problems_of, text_in
from tests.adapters.slack.harness import words

typed = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400)
spans = st.builds(Span, text=typed, kind=st.sampled_from(SpanKind))
paragraphs = st.lists(st.builds(Paragraph, spans=st.lists(spans, max_size=4).map(tuple)), max_size=8).map(tuple)
choices = st.lists(st.builds(Choice, label=typed, token=st.text(min_size=1, max_size=100)), max_size=MAX_CHOICES).map(
    tuple
)
messages = st.builds(Message, paragraphs=paragraphs, choices=choices, visit=st.integers(0, 10**6))


def said(text: str) -> Message:
    return Message(paragraphs=(Paragraph(spans=(Span(text=text, kind=SpanKind.SAID),)),))


def written(text: str) -> Message:
    return Message(paragraphs=(Paragraph(spans=(Span(text=text),)),))


@given(messages)
def test_whatever_is_in_a_message_slack_takes_it(message: Message) -> None:
    for part in parts(message):
        post = post_of(part, words())
        assert post["text"]
        assert not post["blocks"] or problems_of(post["blocks"]) == []


@given(typed.filter(str.strip))
def test_what_a_person_typed_is_seen_as_they_typed_it(text: str) -> None:
    assert text_in(post_of(said(text), words())["blocks"]) == [text]


@given(typed)
def test_nothing_in_the_plain_text_is_markup(text: str) -> None:
    plain = fallback(said(text))
    assert "<" not in plain
    assert ">" not in plain


@given(messages)
def test_splitting_loses_nothing_and_keeps_the_choices_last(message: Message) -> None:
    split = parts(message, 200)
    assert "".join(one.text for part in split for one in part.paragraphs) == "".join(
        one.text for one in message.paragraphs
    )
    assert split[-1].choices == message.choices
    assert not any(part.choices for part in split[:-1])


def test_an_ordinary_message_is_not_split() -> None:
    assert len(parts(written("word " * (LONGEST // 6)))) == 1


@pytest.mark.parametrize("text", ["5 * 3 is 15", "*", "one* two* three*"])
def test_a_mark_without_its_partner_stays(text: str) -> None:
    assert "".join(text_in(post_of(written(text), words())["blocks"])).count("*") == text.count("*") % 2 or "*" in text


def test_lists_are_lists_and_what_follows_them_is_not() -> None:
    blocks = post_of(written("Two things:\n- one\n- *two*\nThat's it."), words())["blocks"]
    kinds = [element["type"] for element in blocks[0]["elements"]]
    assert kinds == ["rich_text_section", "rich_text_list", "rich_text_section"]
    assert blocks[0]["elements"][1]["elements"][1]["elements"][0]["style"] == {"bold": True}


def test_many_choices_become_a_menu_with_the_same_tokens() -> None:
    many = tuple(Choice(label=f"Choice {number}", token=f"1.a.{number}") for number in range(25))
    shown_now = buttons_in(post_of(Message(paragraphs=(), choices=many, visit=1), words())["blocks"])
    assert [one["selected_option"]["value"] for one in shown_now.values()] == [choice.token for choice in many]


def test_a_menu_is_answered_like_a_button() -> None:
    many = tuple(Choice(label=f"Choice {number}", token=f"1.a.{number}") for number in range(25))
    blocks = post_of(Message(paragraphs=(), choices=many, visit=1), words())["blocks"]
    (note,) = answered(blocks, "Choice 7", words())
    assert note["elements"][0]["text"] == "You chose: Choice 7"


def test_without_a_choice_only_the_buttons_go() -> None:
    message = Message(paragraphs=written("Which?").paragraphs, choices=(Choice(label="A", token="1.a.a"),), visit=1)
    assert text_in(answered(post_of(message, words())["blocks"], None, words())) == ["Which?"]


@given(typed, st.integers(1, 80))
def test_plain_text_is_never_empty_and_never_too_long(text: str, limit: int) -> None:
    assert 1 <= len(shown(text, limit)) <= limit


def test_only_three_characters_are_escaped() -> None:
    assert escaped("a & b < c > d \" ' *") == "a &amp; b &lt; c &gt; d \" ' *"
