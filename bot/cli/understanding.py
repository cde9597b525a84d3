"""`nextstep understand`: what is read in a text, and why."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.errors import NextStepError

if TYPE_CHECKING:
    from rich.table import Table

    from bot.understanding.lexicon import Lexicon

_FACTS = (
    ("organisation", "organisation"),
    ("role", "role"),
    ("stage", "stage"),
    ("told", "how the news came"),
    ("told_when", "when the news came"),
    ("fate", "what became of the role"),
)
MOST_SHOWN = 3
"""So many readings of a kind are shown, the likeliest first."""
_FLAGS = ("is_email", "internal", "feedback_offered", "feedback_refused", "keep_in_touch", "no_reply")


def lexicon_of(settings: Settings) -> "Lexicon":
    """Return the words that are listened for."""
    from bot.bootstrap.program import pack_of

    return pack_of(settings).lexicon


def understand_lines(lexicon: "Lexicon", lines: Iterable[str]) -> None:
    """Read JSON lines {"id", "text", "subject"?} and write one for each. Raises `NextStepError`."""
    from bot.understanding.reading import read
    from bot.understanding.report import report

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, text, subject = row["id"], str(row["text"]), row.get("subject")
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NextStepError(f'line {number} can\'t be read; each is a JSON object {{"id", "text"}}') from None
        found = report(read(text, lexicon, subject=str(subject) if subject else None))
        sys.stdout.write(json.dumps({"id": name, **found}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def show(lexicon: "Lexicon", text: str) -> None:
    """Show a reading with the words it rests on."""
    from rich.console import Console

    from bot.understanding.reading import read
    from bot.understanding.report import report

    Console(highlight=False, markup=False, emoji=False).print(_table(report(read(text, lexicon))))


def _table(found: dict[str, object]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE)
    for name in ("what", "read as"):
        table.add_column(name, no_wrap=True)
    table.add_column("because of")
    for what, read_as, because in _rows(found):
        table.add_row(Text(what), Text(read_as), Text(because))
    return table


def _rows(found: dict[str, object]) -> Iterable[tuple[str, str, str]]:
    sure = "" if found["sure"] else " (unsure)"
    yield "kind", f"{found['kind']}{sure}", _because(found, "kind")
    yield "", _ranked(found["kinds"]), ""
    yield "care", str(found["care"]), _because(found, "care")
    yield "concerns", _joined(found["concerns"]), _because(found, "concern")
    for key, name in _FACTS:
        yield name, str(found.get(key) or "-"), _because(found, key)
    yield "reflections", _ranked(found["reflections"]), _because(found, "reflection", "theme")
    yield "also", ", ".join(flag for flag in _FLAGS if found.get(flag)) or "-", _because(found, "flag", "mail_sign")


def _ranked(pairs: object) -> str:
    return (
        "\n".join(f"{name} {chance:.2f}" for name, chance in pairs[:MOST_SHOWN])
        if isinstance(pairs, list) and pairs
        else "-"
    )


def _joined(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) and names else "-"


def _because(found: dict[str, object], *fields: str) -> str:
    evidence = found["evidence"]
    rows = evidence if isinstance(evidence, list) else []
    return "\n".join(f"{value}: “{words}” {weight:+.1f}" for name, value, words, weight in rows if name in fields)


def text_of(words: list[str], file: Path | None) -> str:
    """Return the text to read: from the words behind the command, a file, or standard input."""
    if words:
        return " ".join(words)
    if file is not None:
        try:
            return file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise NextStepError(f"{file} can't be read ({error.strerror}); name another file") from None
    if sys.stdin.isatty():
        sys.stdout.write("Paste a text; Ctrl-D on a line of its own ends it.\n")
    return sys.stdin.read()
