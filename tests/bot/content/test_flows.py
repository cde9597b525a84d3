"""Flow files are split with the right line numbers."""

import pytest

from bot.content.flows import FlowError, Words, read_flow

FLOW = """\
A note, never said.

+++
id = "one"
+++
First line
goes on.

- an item
- another
---
Second phrasing.
+++
id = "two"
+++
"""


def test_front_matter_and_phrasings_keep_their_lines() -> None:
    one, two = read_flow(FLOW)
    assert (one.line, one.front) == (3, 'id = "one"')
    assert [said.line for said in one.said] == [6, 12]
    assert [words.line for words in one.said[0].paragraphs] == [6, 9]
    assert (two.line, two.said) == (13, ())


def test_wrapped_lines_are_one_and_items_of_a_list_stay_apart() -> None:
    first, items = read_flow(FLOW)[0].said[0].paragraphs
    assert first.text == "First line goes on."
    assert items.text == "- an item\n- another"


def test_a_place_in_a_text_is_told_by_its_line() -> None:
    words = Words(("First", "second", "third"), 10)
    assert [words.line_of(words.text.index(word)) for word in ("First", "second", "third")] == [10, 11, 12]


def test_windows_line_ends_change_nothing() -> None:
    assert read_flow(FLOW.replace("\n", "\r\n")) == read_flow(FLOW)


@pytest.mark.parametrize(("text", "line"), [("only words\n", 1), ('+++\nid = "a"\n+++\nx\n+++\nid = "b"\n', 5)])
def test_fences_that_do_not_fit_are_told_with_their_line(text: str, line: int) -> None:
    with pytest.raises(FlowError) as caught:
        read_flow(text)
    assert caught.value.line == line
