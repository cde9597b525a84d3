"""The example sentences of a pack, by what is learned from them."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.content import vectors_data
from bot.understanding.lexicon import CARE

HEADS = {
    "kind": "kinds",
    "theme": "themes",
    "care": "care",
    "mail": "mails",
}  # what is learned -> files of its examples
_COUNTS = {
    "kinds": 2.0,
    "kinds_posts": 3.0,
    "care_answers": 4.0,
    "care_buttons": 4.0,
}  # files whose sentences count as several each
_BESIDE = 0.8  # what the sentences of other heads count as examples of no despair: they are many, and mostly easy
_ANSWERS = frozenset({"themes_short"})  # files of bare answers to a question: no examples of what people say unasked

Example = tuple[str, str, float]  # text, label, how much it counts


def tables_of(folder: Path) -> dict[str, Mapping[str, object]]:
    """Return the tables of cues of a pack, by the names of their files."""
    files = [folder / "care.toml", *sorted((folder / "understanding").glob("*.toml"))]
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()}


def examples_of(folder: Path) -> dict[str, list[Example]]:
    """Return the labelled sentences of every head. What is told and is no despair teaches the care check too."""
    found: dict[str, list[Example]] = {}
    for head in HEADS:
        found[head] = [example for file in _files(folder, head) for example in _examples_in(file)]
    told = [file for head in ("kind", "theme") for file in _files(folder, head) if file.stem not in _ANSWERS]
    found[CARE] += [(text, "none", _BESIDE) for file in told for text, *_ in _examples_in(file)]
    return found


def _examples_in(file: Path) -> Iterator[Example]:
    count = _COUNTS.get(file.stem, 1.0)
    for label, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for text in texts:
            yield text, label, count


def digest_of(folder: Path) -> str:
    """Return what tells whether weights were made of these examples and vectors."""
    digest = hashlib.sha256()
    for head in sorted(HEADS):
        for file in _files(folder, head):
            digest.update(file.read_bytes())
    if (folder / vectors_data.FILE).exists():
        digest.update((folder / vectors_data.FILE).read_bytes())
    return digest.hexdigest()


def _files(folder: Path, head: str) -> list[Path]:
    """Return the files of a head's examples: `kinds.toml`, `kinds_more.toml` ..."""
    return sorted((folder / "understanding" / "examples").glob(f"{HEADS[head]}*.toml"))
