"""The page of figures: every target stands in it, and a run fills in what it measured."""

from bench.page import NOT_YET, ROWS, table
from tests.docs.pages import page

SWEEP = {"figure": "service.sweep", "nudges_per_s": 2345, "left": 0, "floor_per_s": 4567}


def test_every_figure_to_reach_is_a_row_of_the_page() -> None:
    assert not [row.what for row in ROWS if f"| {row.what} | {row.target} | " not in page("docs/figures.md")]


def test_a_run_fills_in_what_it_measured_and_leaves_the_rest() -> None:
    first = table([])
    assert first.count(NOT_YET) == len(ROWS)
    filled = table([SWEEP], first)
    assert "| 2,345 nudges/s, 0 left | 4,567/s: two raw writes each |" in filled
    assert filled.count(NOT_YET) == len(ROWS) - 1
    assert table([], filled) == filled
