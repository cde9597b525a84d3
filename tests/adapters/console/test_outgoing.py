"""What a message looks like in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.outgoing import Run, clean, paragraphs, plain, remark, runs
from bot.domain.messages import Choice, Message, Paragraph, Span, SpanKind


def written(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text),))


def said(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text, kind=SpanKind.SAID),))


def test_a_message_is_one_block_with_its_buttons_in_one_line() -> None:
    choices = (Choice(label="Talk it through", token="1.a.b"), Choice(label="Not now", token="1.a.c"))
    message = Message(paragraphs=(written("One.\n- two"), written("Three?")), choices=choices)
    assert plain(message) == "bot> One.\n     - two\n\n     Three?\n     [Talk it through] [Not now]\n"


def test_emphasis_is_only_the_coachs() -> None:
    paragraph = Paragraph(spans=(Span(text="*help* and "), Span(text="*mine*", kind=SpanKind.SAID), Span(text=" *x*")))
    assert list(runs(paragraph)) == [
        Run("help", emphasis=True),
        Run(" and "),
        Run("*mine*"),
        Run(" "),
        Run("x", emphasis=True),
    ]


def test_emphasis_may_hold_the_persons_words() -> None:
    paragraph = Paragraph(spans=(Span(text="at *"), Span(text="Acme", kind=SpanKind.SAID), Span(text="*.")))
    assert list(runs(paragraph)) == [Run("at "), Run("Acme", emphasis=True), Run(".")]


def test_a_mark_without_its_partner_stays() -> None:
    assert paragraphs(Message(paragraphs=(written("5 * 3"),))) == ("5 * 3",)


def test_a_link_shows_where_it_leads() -> None:
    assert paragraphs(Message(paragraphs=(written("See [their site](https://a.example/x)."),))) == (
        "See their site (https://a.example/x).",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07name", "name"),
        ("\x9b31mred", "red"),
        ("a\x00b\x07c\x7f", "abc"),
        ("a\u202eb\u2066c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\tb", "a    b"),
        ("\ud800x", "x"),
        ("žluťoučký 👩‍🚀 שלום", "žluťoučký 👩‍🚀 שלום"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert paragraphs(Message(paragraphs=(said(text),))) == (shown,)


@given(st.text())
def test_no_persons_text_reaches_a_terminal_with_control_characters(text: str) -> None:
    message = Message(paragraphs=(said(text),), choices=(Choice(label=text or "x", token="t"),))
    lines = plain(message)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in lines)
    assert "\x7f" not in lines
    lines.encode("utf-8")


def test_a_button_is_one_line_whatever_stands_on_it() -> None:
    message = Message(paragraphs=(written("?"),), choices=(Choice(label="two\nlines", token="t"),))
    assert plain(message).endswith("     [two lines]\n")


def test_a_remark_is_no_line_of_the_bot() -> None:
    assert remark("Written.") == "     (Written.)\n"
