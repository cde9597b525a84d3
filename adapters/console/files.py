"""The files a terminal writes: exports, and the history of what was typed. All are their owner's alone to read."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from bot.domain.person import PersonKey
from bot.ports import ExportFiles

PRIVATE = 0o600
"""The mode of files with personal text."""


def history_in(folder: Path, person: PersonKey) -> Path:
    """Return where the history of a person lies in the folder of the store; nobody's id can be read from its name."""
    name = "\0".join(person).encode("utf-8", "surrogatepass")
    return folder / f"history-{blake2b(name, digest_size=8).hexdigest()}"


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    with suppress(OSError):
        path.unlink()


def write_export(export: ExportFiles, folder: Path) -> tuple[Path, Path]:
    """Write both files of an export, a file that is there is never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        name = export.name if number == 1 else f"{export.name}-{number}"
        paths = folder / f"{name}.json", folder / f"{name}.md"
        if not any(path.exists() for path in paths):
            break
        number += 1
    for path, text in zip(paths, (export.json, export.markdown), strict=True):
        path.touch(mode=PRIVATE, exist_ok=False)
        path.write_text(text, encoding="utf-8")
    return paths
