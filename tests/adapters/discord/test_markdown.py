r"""What Discord makes of a text; `shown` reads its Markdown: a mark behind a backslash is text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import content, escaped, paragraph, written
from bot.domain.messages import Message, Paragraph, Span, SpanKind
from tests.fakes import MONDAY

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_LIVE = re.compile(r"(?<!\\)(?:\\\\)*([*_~|`<>\[\]@#]|:(?=//)|(?m:^)[ ]*(?:[-+][ ]|[0-9]+[.)]))")


def shown(markdown: str) -> str:
    """What somebody reads where nothing in it is obeyed."""
    return _ESCAPE.sub(r"\1", markdown)


@pytest.mark.parametrize(
    "text",
    [
        "[click here](https://evil.example/login)",
        "@everyone and @here",
        "<@123456789012345678> <@&42> <#7> </nextstep forget:1> <:smile:1> <t:0:F>",
        "```py\nprint(1)\n``` and `code`",
        "# big\n## bigger\n-# small",
        "> quoted\n>>> all of it",
        "- one\n+ two\n* three\n1. four\n2) five",
        "**bold** __under__ ~~gone~~ ||hidden||",
        "https://example.com/a_b_c discord.gg/abc",
        r"\*not\* \\",
        "end of a block ```",
    ],
)
def test_what_a_person_wrote_is_shown_as_it_was_written_and_obeyed_in_nothing(text: str) -> None:
    assert shown(escaped(text)) == text
    assert not _LIVE.search(escaped(text))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl"]), max_size=300))
def test_no_text_of_a_person_is_ever_obeyed(text: str) -> None:
    assert shown(escaped(text)) == text
    assert not _LIVE.search(escaped(text))


def test_control_characters_and_turned_directions_are_left_out() -> None:
    assert escaped("a\x00b\x1b[31mc\u202egpj.exe\ud800") == r"ab\[31mcgpj.exe"


def test_what_a_coach_wrote_keeps_emphasis_links_and_lists_and_nothing_else() -> None:
    assert (
        written("*yes* and [the source](https://example.com/a_b)") == "*yes* and [the source](https://example.com/a_b)"
    )
    assert written("- one\n- two") == "- one\n- two"
    assert written("snake_case #1 @all ~x~ `y` <z>") == r"snake\_case \#1 \@all \~x\~ \`y\` \<z\>"


def test_a_star_without_its_partner_stays_a_star() -> None:
    assert paragraph(Paragraph(spans=(Span(text="a * b"),))) == r"a \* b"
    assert paragraph(Paragraph(spans=(Span(text="*a"), Span(text="x", kind=SpanKind.SAID), Span(text="b*")))) == "*axb*"


def test_a_name_in_the_middle_of_the_coach_s_words_is_escaped_and_they_are_not() -> None:
    spans = (Span(text="So *a no* at "), Span(text="[Acme](http://x.y)", kind=SpanKind.SAID), Span(text="."))
    assert paragraph(Paragraph(spans=spans)) == r"So *a no* at \[Acme\](http\://x.y)."


def test_a_moment_is_shown_in_the_reader_s_own_zone() -> None:
    moment = Span(text="Monday 23 November, 10:00", kind=SpanKind.MOMENT, at=MONDAY)
    message = Message(paragraphs=(Paragraph(spans=(Span(text="On "), moment)), Paragraph(spans=(Span(text="Yes?"),))))
    assert content(message) == f"On <t:{int(MONDAY.timestamp())}:F>\n\nYes?"
    bare = Span(text="soon_", kind=SpanKind.MOMENT)
    assert paragraph(Paragraph(spans=(bare,))) == r"soon\_"
