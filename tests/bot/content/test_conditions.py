"""Conditions of routes and buttons."""

import pytest

from bot.content.conditions import ConditionError, excludes, parse


def test_a_condition_has_terms_that_may_be_denied_or_ask_for_values() -> None:
    assert parse("organisation & !zone & stage=final|offer & done.competition").terms == (
        ("organisation", False, ()),
        ("zone", True, ()),
        ("stage", False, ("final", "offer")),
        ("done.competition", False, ()),
    )


@pytest.mark.parametrize("text", ["", "a &", "a || b", "a = ", "A", "a and b", "a=x|", "!"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "never_together"),
    [
        ("zone", "!zone", True),
        ("stage=final", "stage=offer", True),
        ("stage=final", "!stage", True),
        ("!stage=final|offer", "stage=offer", True),
        ("stage=final|offer", "stage=offer", False),
        ("zone", "plan", False),
        ("!zone", "!zone", False),
    ],
)
def test_conditions_that_never_hold_together_are_known(one: str, other: str, never_together: bool) -> None:
    assert excludes(parse(one), parse(other)) is never_together
    assert excludes(parse(other), parse(one)) is never_together


def test_no_condition_excludes_nothing() -> None:
    assert not excludes(None, parse("zone"))
