"""What happens around putting the daybook away: steady load, drawers that can't be filled, a disk that fails."""

import os
from pathlib import Path

import pytest

from bot.storage import files
from bot.storage.daybook import Daybook, Entry

NAMES = [f"{number:032x}" for number in range(8)]


def put_away(book: Daybook, names: list[str]) -> None:
    book.put_away({name: mark for name, (mark, _) in book.look(names).items()})


def test_under_steady_load_the_book_begins_anew_with_what_is_left(tmp_path: Path) -> None:
    book = Daybook(tmp_path / "daybook")
    for round_ in range(5):
        book.write([Entry(name, b"x" * 40_000) for name in NAMES])
        looked = book.look(NAMES)
        book.write([Entry(NAMES[0], b"newer %d" % round_)])
        book.put_away({name: mark for name, (mark, _) in looked.items()})
        assert book.names() == NAMES[:1]
        assert (tmp_path / "daybook").stat().st_size < 400_000
    assert book.read(NAMES[0]) == b"newer 4"
    book.close()
    assert Daybook(tmp_path / "daybook").read(NAMES[0]) == b"newer 4"


def test_what_was_written_while_it_began_anew_is_found_again_after_a_crash(tmp_path: Path) -> None:
    book = Daybook(tmp_path / "daybook")
    book.write([Entry(name, b"first") for name in NAMES])
    put_away(book, NAMES[:7])
    book.write([Entry(NAMES[3], b"second")])
    again = Daybook(tmp_path / "daybook")
    assert again.read(NAMES[7]) == b"first"
    assert again.read(NAMES[3]) == b"second"


def test_what_could_not_be_blotted_out_is_still_there_to_be_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Daybook(tmp_path / "daybook")
    book.write([Entry(NAMES[0], b"words")])

    def refuse(*_: object) -> None:
        raise OSError(5, os.strerror(5))

    with monkeypatch.context() as broken:
        broken.setattr(files, "write_at", refuse)
        with pytest.raises(OSError, match="Input"):
            book.blot_out(NAMES[0])
    assert book.read(NAMES[0]) == b"words"
    book.blot_out(NAMES[0])
    assert book.read(NAMES[0]) is None
    assert b"words" not in (tmp_path / "daybook").read_bytes()
