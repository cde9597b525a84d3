"""Every setting is documented, and every setting that is documented exists."""

import re

import pytest

from tests.docs.pages import NAMES, ROOT, first_cells, page, section

SOURCES = [ROOT / "bot" / "config.py", *sorted(ROOT.glob("adapters/*/settings.py"))]
_SETTING = re.compile(r"\b(?:(?:NEXTSTEP|SLACK|DISCORD)(?:_[A-Z]+)+|HOST|PORT)\b(?!_)")


def settings(source: str) -> set[str]:
    return set(_SETTING.findall(source))


KNOWN = {name for path in SOURCES for name in settings(path.read_text(encoding="utf-8"))}


def test_settings_are_found_in_the_code() -> None:
    assert {"NEXTSTEP_STORE", "NEXTSTEP_KEY", "NEXTSTEP_LOG"} <= KNOWN


def test_every_setting_is_a_row_of_the_table() -> None:
    assert first_cells(section("docs/operating.md", "Settings")) & settings(page("docs/operating.md")) == KNOWN


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_a_page_names_exists(name: str) -> None:
    assert settings(page(name)) <= KNOWN


def test_what_the_page_says_of_errors_is_what_the_program_says() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    rows = [
        line for line in section("docs/operating.md", "When something is wrong").splitlines() if line.startswith("| ")
    ][1:]
    told = {piece.strip() for row in rows for piece in row.split("|")[1].split("…") if piece.strip()}
    assert told
    assert not {piece for piece in told if not any(piece in source for source in sources)}
