"""The daybook: what is flushed when, what a crash at any byte leaves, and what is gone for good."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.storage import files
from bot.storage.daybook import Daybook, Entry
from tests.strategies import tried

ANN, BOB, CEM = ("a" * 32, "b" * 32, "c" * 32)


class Flushes:
    """Notes at each flush what the book holds then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.noted: list[bytes] = []
        self.fail = False

    def __call__(self, descriptor: int) -> None:
        assert os.path.samestat(os.fstat(descriptor), self.path.stat())
        if self.fail:
            raise OSError(5, "broken")
        self.noted.append(self.path.read_bytes().rstrip(b"\0"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "daybook"


def read_anew(path: Path, *names: str) -> list[bytes | None]:
    """Return what a program finds that starts with the book as it is now."""
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    book = Daybook(copy)
    found = [book.read(name) for name in names]
    book.close()
    copy.unlink(missing_ok=True)
    return found


def put_away(book: Daybook, *names: str) -> None:
    book.put_away({name: mark for name, (mark, _) in book.look(names).items()})


# --- keeping ----------------------------------------------------------------------------------------------------------


def test_entries_of_many_people_share_one_flush(path: Path) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(CEM, b"makes room")])
    before = len(flushes.noted)
    book.write([Entry(ANN, b"one"), Entry(BOB, b"two"), Entry(CEM, b"three")])
    (flushed,) = flushes.noted[before:]
    assert flushed.endswith(b"three")
    assert b"one" in flushed


def test_what_need_not_last_is_there_after_a_kill_and_waits_for_no_flush(path: Path) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(ANN, b"one")])
    before = len(flushes.noted)
    book.write([Entry(ANN, b"two", lasting=False)])
    assert len(flushes.noted) == before
    assert read_anew(path, ANN) == [b"two"]


def test_one_that_is_to_last_takes_the_others_with_it(path: Path) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(ANN, b"one", lasting=False), Entry(BOB, b"two")])
    assert b"one" in flushes.noted[-1]


def test_the_newest_counts(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"one"), Entry(ANN, b"two")])
    book.write([Entry(ANN, b"three")])
    assert book.read(ANN) == b"three"
    assert read_anew(path, ANN) == [b"three"]


def test_a_book_that_does_not_fit_its_room_grows(path: Path) -> None:
    book = Daybook(path)
    for number in range(5):
        book.write([Entry(ANN, bytes([65 + number]) * 100_000), Entry(BOB, b"b" * 400_000)])
    assert read_anew(path, ANN, BOB) == [b"E" * 100_000, b"b" * 400_000]


def test_what_could_not_be_flushed_was_never_written(path: Path) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(ANN, b"old")])
    flushes.fail = True
    with pytest.raises(OSError, match="broken"):
        book.write([Entry(ANN, b"new"), Entry(BOB, b"new")])
    assert book.read(ANN) == b"old"
    assert read_anew(path, ANN, BOB) == [b"old", None]
    flushes.fail = False
    book.write([Entry(BOB, b"newer")])
    assert read_anew(path, ANN, BOB) == [b"old", b"newer"]


# --- crashes ----------------------------------------------------------------------------------------------------------


@given(cut=st.integers(0, 400), rest=st.sampled_from([b"", b"\0" * 200, b"x" * 200]))
@tried(1)
def test_a_loss_of_power_at_any_byte_costs_only_what_was_not_flushed(tmp_path: Path, cut: int, rest: bytes) -> None:
    path = tmp_path / "daybook"
    path.unlink(missing_ok=True)
    book = Daybook(path)
    book.write([Entry(ANN, b"old ann" * 9), Entry(BOB, b"old bob" * 9)])
    flushed = len(path.read_bytes().rstrip(b"\0"))
    book.write([Entry(ANN, b"new ann" * 9), Entry(CEM, b"new cem" * 9)])
    whole = path.read_bytes()
    path.write_bytes((whole[: flushed + cut] + rest).ljust(len(whole), b"\0"))
    after = Daybook(path)
    assert after.read(BOB) == b"old bob" * 9
    assert after.read(ANN) in (b"old ann" * 9, b"new ann" * 9)
    assert after.read(CEM) in (None, b"new cem" * 9)
    after.write([Entry(BOB, b"newer")])
    found = [after.read(name) for name in (ANN, BOB, CEM)]
    assert read_anew(path, ANN, BOB, CEM) == found


def test_an_entry_that_was_damaged_costs_only_itself(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"secret"), Entry(BOB, b"whole")])
    path.write_bytes(path.read_bytes().replace(b"secret", b"sEcret"))
    with capture_logs() as logs:
        assert read_anew(path, ANN, BOB) == [None, b"whole"]
    assert [entry["event"] for entry in logs] == ["daybook.entry_passed_over"]
    assert "cret" not in str(logs)


@pytest.mark.parametrize("rotten", range(len("00000006 01234567 " + BOB)))
def test_an_entry_whose_head_has_rotted_costs_only_itself(path: Path, rotten: int) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"ann"), Entry(BOB, b"secret"), Entry(CEM, b"cem")])
    content = bytearray(path.read_bytes())
    content[content.index(BOB.encode()) - len("00000006 01234567 ") + rotten] ^= 1
    path.write_bytes(content)
    with capture_logs() as logs:
        assert read_anew(path, ANN, BOB, CEM) == [b"ann", None, b"cem"]
    assert [entry["event"] for entry in logs] == ["daybook.entry_passed_over"]


def test_what_is_passed_over_is_wiped_out_for_nobody_knows_whose_it_was(path: Path) -> None:
    Daybook(path).write([Entry(ANN, b"ann"), Entry(BOB, b"secret"), Entry(CEM, b"cem")])
    path.write_bytes(path.read_bytes().replace(BOB.encode(), BOB.encode().upper()))
    Daybook(path)
    assert b"secret" not in path.read_bytes()
    with capture_logs() as logs:
        assert read_anew(path, ANN, CEM) == [b"ann", b"cem"]
    assert logs == []


def test_what_could_be_neither_kept_nor_taken_back_never_counts_before_what_is_kept_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(ANN, b"old")])
    write_at = files.write_at

    def write_no_zeros(descriptor: int, data: bytes, start: int) -> None:
        if not data.strip(b"\0"):
            raise OSError(5, "broken")
        write_at(descriptor, data, start)

    flushes.fail = True
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_at", write_no_zeros)
        with pytest.raises(OSError, match="broken"):
            book.write([Entry(BOB, b"in the way of it"), Entry(ANN, b"failed")])
    flushes.fail = False
    book.write([Entry(ANN, b"new")])
    assert book.read(ANN) == b"new"
    assert read_anew(path, ANN) == [b"new"]


# --- putting away -----------------------------------------------------------------------------------------------------


def test_what_was_put_away_is_in_the_book_no_more(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"one"), Entry(BOB, b"two")])
    put_away(book, ANN)
    assert (book.read(ANN), book.read(BOB)) == (None, b"two")
    put_away(book, BOB)
    assert path.read_bytes().strip(b"\0") == b""


def test_what_was_written_while_its_drawer_was_filled_stays(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"old")])
    found = book.look([ANN])
    book.write([Entry(ANN, b"new")])
    book.put_away({name: mark for name, (mark, _) in found.items()})
    assert book.read(ANN) == b"new"
    assert read_anew(path, ANN) == [b"new"]


def test_nothing_old_is_read_in_a_book_that_was_begun_anew(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"1"), Entry(BOB, b"1"), Entry(CEM, b"1")])
    put_away(book, ANN, BOB, CEM)
    book.write([Entry(ANN, b"2")])
    assert read_anew(path, ANN, BOB, CEM) == [b"2", None, None]


def test_a_book_is_removed_when_nothing_is_left_in_it_and_stays_otherwise(path: Path) -> None:
    book = Daybook(path)
    book.write([Entry(ANN, b"one")])
    book.close()
    assert path.exists()
    book = Daybook(path)
    put_away(book, ANN)
    book.close()
    assert not path.exists()


# --- forgetting -------------------------------------------------------------------------------------------------------


def test_what_is_blotted_out_is_gone_from_the_disk_and_concerns_nobody_else(path: Path) -> None:
    book = Daybook(path, flushes := Flushes(path))
    book.write([Entry(ANN, b"my first secret"), Entry(BOB, b"bob")])
    book.write([Entry(ANN, b"my other secret"), Entry(CEM, b"cem")])
    book.blot_out(ANN)
    for content in (path.read_bytes(), flushes.noted[-1]):
        assert b"secret" not in content
        assert ANN.encode() not in content
    with capture_logs() as logs:
        assert read_anew(path, ANN, BOB, CEM) == [None, b"bob", b"cem"]
    assert logs == []


def test_only_its_owner_may_read_the_book(path: Path) -> None:
    Daybook(path).write([Entry(ANN, b"one")])
    assert path.stat().st_mode & 0o077 == 0
