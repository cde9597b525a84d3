"""What import-linter can't see: use of the clock inside the pure rooms, the length of modules, what is on the path."""

import ast
import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PURE_ROOMS = ("domain", "dialogue", "understanding")
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "localtime"}
WORLD = {"breakpoint", "input", "open", "print"}
LONGEST_MODULE = 300


def modules_of(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def calls_in(source: str) -> Iterator[tuple[int, str]]:
    """Go through the calls as line and last name: `datetime.now()` is `now`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
                yield node.lineno, name
            case ast.Call(func=ast.Name(id=name)) if name in WORLD:
                yield node.lineno, name


def test_a_call_to_the_clock_is_seen() -> None:
    assert list(calls_in("from datetime import datetime\nat = datetime.now(UTC)\nprint(at)")) == [
        (2, "now"),
        (3, "print"),
    ]


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_the_pure_rooms_ask_no_clock_and_touch_no_world(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules_of(f"bot/{room}")
        for line, name in calls_in(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_no_module_is_longer_than_one_can_read_in_one_go() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules_of("bot", "adapters")
    }
    assert not {path: length for path, length in lengths.items() if length > LONGEST_MODULE}


def test_the_folder_of_adapters_hides_no_platform_library() -> None:
    assert str(ROOT / "adapters") not in sys.path
    library = importlib.util.find_spec("discord")
    assert library is not None
    assert library.origin is not None
    assert not Path(library.origin).is_relative_to(ROOT / "adapters")


def test_the_command_line_starts_in_bot_cli() -> None:
    scripts = importlib.metadata.entry_points(group="console_scripts", name="nextstep")
    assert [script.value for script in scripts] == ["bot.cli:main"]
