"""Every transcript of the shipped words comes out as it is written."""

from pathlib import Path

import pytest

from bot.bootstrap.transcripts import difference
from tests.shipped import playbook

FILES = playbook().paths()


def test_there_are_transcripts() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_comes_out_as_it_is_written(path: Path) -> None:
    written, out = playbook().play(path)
    if written != out:
        change = difference(path, written, out)
        pytest.fail(f"{change}\n\nIf this is what you want: nextstep content transcripts --write", pytrace=False)
