"""What a coach can write is documented: keys, actions, facts, placeholders, lists, and every problem of the check."""

import pytest

from bot.content import pack, steps, tables
from bot.content.problems import CODES
from bot.content.required import REFLECTIONS, REQUIRED_INTERRUPTS
from bot.dialogue import actions, facts, options, placeholders, typed
from tests.docs.pages import first_cells, page, section, words_of_code

PAGE = "docs/content.md"


def test_every_action_is_a_row_and_no_other_is() -> None:
    rows = {word for word in first_cells(section(PAGE, "Actions")) if word.islower() and word not in {"yes", "no"}}
    assert rows == set(actions.ACTIONS)


def test_every_fact_is_a_row_and_no_other_is() -> None:
    rows = first_cells(section(PAGE, "Conditions"))
    assert {row for row in rows if not row.startswith("done.")} == facts.NAMES | {"concern"}
    assert any(row == f"done.{REFLECTIONS[0]}" for row in rows)


def test_every_placeholder_is_a_row_and_no_other_is() -> None:
    rows = first_cells(section(PAGE, "Placeholders"))
    assert placeholders.NAMES <= rows <= placeholders.NAMES | facts.NAMES


@pytest.mark.parametrize("key", sorted(steps._STEP_KEYS))
def test_every_key_of_a_step_is_a_row(key: str) -> None:
    assert key in first_cells(section(PAGE, "A step"))


@pytest.mark.parametrize("key", sorted({*steps._CHOICE_KEYS, *steps._ROUTE_KEYS}))
def test_every_key_of_a_button_is_named(key: str) -> None:
    assert key in words_of_code(section(PAGE, "A step"))


@pytest.mark.parametrize("name", sorted({*options.NAMES, *typed.READERS}))
def test_every_list_of_buttons_and_every_way_to_read_an_answer_is_named(name: str) -> None:
    assert name in words_of_code(section(PAGE, "A step"))


@pytest.mark.parametrize(
    ("heading", "keys"),
    [("Nudges", set(tables._NUDGE_KEYS)), ("Commands", set(tables._COMMAND_KEYS))],
)
def test_every_key_of_a_table_is_a_row(heading: str, keys: set[str]) -> None:
    assert keys <= first_cells(section(PAGE, heading))


@pytest.mark.parametrize("key", sorted({*pack._PACK_KEYS, *tables._OFFER_KEYS}))
def test_every_key_of_a_pack_is_named(key: str) -> None:
    assert f"{key}" in page(PAGE) or key in page("docs/content-checks.md")


@pytest.mark.parametrize("name", REQUIRED_INTERRUPTS)
def test_every_word_that_works_at_every_question_is_named(name: str) -> None:
    assert name in words_of_code(section(PAGE, "Commands"))


def test_every_problem_of_the_check_has_its_row() -> None:
    rows = [line.split(" | ") for line in page("docs/content-checks.md").splitlines() if line.startswith("| C")]
    told = {cells[0].strip("| "): (cells[1], cells[2]) for cells in rows}
    assert told == {code: (severity.value, what) for code, (severity, what) in CODES.items()}
