"""The English lexicon as it ships, and the held-out sentences."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.understanding.lexicon import Lexicon, compile_lexicon

PACK = Path(__file__).parents[3] / "content" / "en"
HELDOUT = Path(__file__).parent / "heldout"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon of the English pack."""
    files = [PACK / "care.toml", *sorted((PACK / "understanding").glob("*.toml"))]
    tables: dict[str, Mapping[str, object]] = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}
    tables["weights"] = json.loads((PACK / "understanding" / "weights.json").read_text("utf-8"))
    return compile_lexicon(tables)


@pytest.fixture(scope="session")
def heldout() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the sentences nothing was trained on, by file and label."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(HELDOUT.glob("*.toml"))}
