"""The pages of the documentation, and how to look into them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
_BLOCK = re.compile(r"^```[^\n]*\n(?:.*\n)*?```$|^(?: {4}.*\n)+", re.MULTILINE)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n(?:\n*(?= {4}))?)+")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def page(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Return a section of a page, from its heading to the next one of the same rank. Fails if there is none."""
    text = page(name)
    headings = list(_HEADING.finditer(text))
    for place, found in enumerate(headings):
        if found[2] == heading:
            later = (other.start() for other in headings[place + 1 :] if len(other[1]) <= len(found[1]))
            return text[found.end() : next(later, len(text))]
    raise AssertionError(f"{name} has no section {heading!r}")


def headings(text: str) -> list[str]:
    """Return the headings of a text."""
    return [found[2] for found in _HEADING.finditer(text)]


def code(text: str) -> set[str]:
    """Return what stands between backticks in a text."""
    return set(_CODE.findall(text))


def words_of_code(text: str) -> set[str]:
    """Return the words that stand between backticks, each by itself: `theme SLOT` is `theme` and `SLOT`."""
    return {word for piece in code(text) for word in re.findall(r"[\w.-]+", piece)}


def first_cells(text: str) -> set[str]:
    """Return the words in backticks in the first cells of the tables of a text."""
    return words_of_code("\n".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| ")))


def blocks(name: str) -> list[str]:
    """Return the indented blocks of a page, empty lines inside them included."""
    return _INDENTED.findall(page(name))


def prose(text: str) -> str:
    """Return a text without its blocks of code."""
    return _BLOCK.sub("\n", text)
