"""The English lexicon as it ships, and the held-out sentences."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.understanding.lexicon import Lexicon
from tests.shipped import english

HELDOUT = Path(__file__).parent / "heldout"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon of the English pack."""
    return english().lexicon


@pytest.fixture(scope="session")
def heldout() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the sentences nothing was trained on, by file and label."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(HELDOUT.glob("*.toml"))}
