"""Placeholders in texts."""

import pytest

from bot.content.templates import TemplateError, parse
from bot.dialogue.script import Maybe, Slot


def test_a_text_without_signs_stays_as_it_is() -> None:
    assert parse("Plain words | and [a link](https://example.org).") == (
        "Plain words | and [a link](https://example.org).",
    )


def test_slots_stand_between_words() -> None:
    assert parse("At {organisation}: {theirs.short}.") == (
        "At ",
        Slot(name="organisation"),
        ": ",
        Slot(name="theirs.short"),
        ".",
    )


def test_a_maybe_has_a_known_and_an_unknown_part() -> None:
    assert parse("Hello[[ at {organisation}| there]].") == (
        "Hello",
        Maybe(known=(" at ", Slot(name="organisation")), unknown=(" there",)),
        ".",
    )
    assert parse("[[{note}]]") == (Maybe(known=(Slot(name="note"),)),)


def test_escaped_signs_are_only_signs() -> None:
    assert parse(r"\{name\} \[[x\]] a\\b \|") == (r"{name} [[x]] a\b |",)


def test_a_backslash_at_the_end_of_a_line_keeps_the_break() -> None:
    assert parse("Kind regards,\\\nAda") == ("Kind regards,\nAda",)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("never [[closed {x}", 6),
        ("never opened]]", 12),
        ("[[{a} [[{b}]] ]]", 6),
        ("[[{a}|b|c]]", 7),
        ("[[nothing in it]]", 0),
        ("a { b", 2),
        ("a } b", 2),
        ("a {Big} b", 2),
        ("a {} b", 2),
        ("a {x.long} b", 2),
    ],
)
def test_what_is_written_wrongly_is_told_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert caught.value.offset == offset
