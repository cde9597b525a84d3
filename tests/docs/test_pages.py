"""What the pages point to is there: links, files, commands of make; and nothing of one machine is in them."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import NAMES, ROOT, code, headings, page, prose, section

_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
_TOP = ("bot", "adapters", "content", "tests", "docs", "bench", ".ci")
_TARGET = re.compile(r"(?:^ {4}|`)make ([a-z][a-z-]*)", re.MULTILINE)
_MACHINE = re.compile(
    r"/work/|/home/\w|/root\b|/Users/\w|[A-Z]:\\|/tmp/|\bpypi\.org\b|pythonhosted|index-url|localhost:\d"
)


def links(name: str) -> list[str]:
    return [one or other for one, other in _LINK.findall(prose(page(name)))]


def anchors(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings(text)}


def paths(name: str) -> set[str]:
    """Return the paths a page names between backticks: those that begin with a folder of the project."""
    named = {piece for piece in code(page(name)) if piece.split("/")[0] in _TOP and "/" in piece}
    return {piece for piece in named if not re.search(r"[<>{} …]", piece)}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    inside = [link for link in links(name) if "://" not in link]
    for link in inside:
        file, _, anchor = link.partition("#")
        target = (ROOT / name).parent / file if file else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("name", NAMES)
def test_every_path_a_page_names_is_there(name: str) -> None:
    assert not {path for path in paths(name) if not list(ROOT.glob(path.rstrip("/")))}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_make_a_page_names_is_there(name: str) -> None:
    assert set(_TARGET.findall(page(name))) <= targets()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_names_a_machine_or_where_packages_come_from(name: str) -> None:
    assert not _MACHINE.findall(page(name))


def test_every_target_of_make_is_explained() -> None:
    assert targets() <= set(_TARGET.findall(page("CONTRIBUTING.md") + page("README.md")))


def modules() -> list[str]:
    found = [path for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py")]
    return sorted(
        path.relative_to(ROOT).as_posix() for path in found if path.name not in {"__init__.py", "__main__.py"}
    )


def mapped() -> set[str]:
    """Return the paths in the map of the architecture; a name without a folder lies beside the one before it."""
    told: set[str] = set()
    for row in section("docs/architecture.md", "Where does X happen?").splitlines():
        folder = ""
        for piece in re.findall(r"`([\w/.]+(?:\.py|/))`", row):
            path = piece if "/" in piece else f"{folder}/{piece}"
            folder = path.rpartition("/")[0]
            told.add(path)
    return told


def test_every_path_of_the_map_is_there() -> None:
    assert mapped()
    assert not {path for path in mapped() if not (ROOT / path).exists()}


def test_every_module_can_be_found_from_the_map() -> None:
    folders = tuple(path for path in mapped() if path.endswith("/"))
    assert not [name for name in modules() if name not in mapped() and not name.startswith(folders)]


def test_every_room_is_in_the_list_for_contributors() -> None:
    rooms = {f"bot/{path.parent.name}/" for path in (ROOT / "bot").glob("*/__init__.py")}
    assert rooms <= code(section("CONTRIBUTING.md", "Where things are"))
