"""Reads the files of a pack. What can't be read becomes a problem.

`tomli` is the standard library's parser in compiled form; it makes the difference to a quick start.
"""

import re
from pathlib import Path

from tomli import TOMLDecodeError, loads

from bot.content.fields import Source
from bot.content.problems import Findings

_AT = re.compile(r" \(at line (\d+), column \d+\)$|\s*\(at end of document\)$")


def shown(folder: Path) -> str:
    """Return a folder's name as it is put before its files: from here on, where it lies below."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(folder)


def read_text(findings: Findings, folder: Path, file: str) -> str | None:
    """Return a file's text, or `None` after reporting why it can't be read."""
    try:
        return (folder / file).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        findings.add("C001", file, 0, "this file is missing", "create it; docs/content.md says what belongs in it")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.add("C001", file, line, "this is not UTF-8", "save the file with the encoding UTF-8")
    except OSError as error:
        findings.add("C001", file, 0, f"this can't be read ({error.strerror})", "check the file and who may read it")
    return None


def read_toml(findings: Findings, folder: Path, file: str) -> tuple[Source, dict[str, object]]:
    """Return a TOML file's table; an empty one after reporting what is wrong with it."""
    text = read_text(findings, folder, file)
    source = Source(findings, file, 1, text or "")
    if text is None:
        return source, {}
    try:
        return source, loads(text)
    except (TOMLDecodeError, RecursionError) as error:
        toml_problem(source, error, "docs/content.md shows how it is written")
        return source, {}


def toml_problem(source: Source, error: TOMLDecodeError | RecursionError, todo: str) -> None:
    """Report broken TOML with the line in the whole file; where it is nested too deep, with the last line."""
    message = str(error)
    found = _AT.search(message)
    within = int(found[1]) if found and found[1] else source.text.count("\n") + 1
    what = _AT.sub("", message)
    source.findings.add("C002", source.file, source.line + within - 1, f"this is no TOML: {what}", todo)
