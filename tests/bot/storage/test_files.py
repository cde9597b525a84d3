import os
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import files


def test_a_replaced_file_has_the_new_content_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        files.replace(tmp_path / "a", content)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_leaves_the_old_content(tmp_path: Path) -> None:
    files.replace(tmp_path / "a", b"old")
    (tmp_path / "a.tmp").symlink_to("/dev/full")  # writing to it fails as on a full disk
    with pytest.raises(StorageError, match="the disk is full"), files.in_plain_words(tmp_path):
        files.replace(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


class Syncs:
    """Notes at each wait for the disk what is waited for, a name or "the folder", and what lies in the folder then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.noted: list[tuple[str, dict[str, bytes]]] = []

    def __call__(self, descriptor: int) -> None:
        names = {path.stat().st_ino: path.name for path in self.folder.iterdir()}
        what = names.get(os.fstat(descriptor).st_ino, "the folder")
        assert what != "the folder" or os.path.samestat(os.fstat(descriptor), self.folder.stat())
        self.noted.append((what, {path.name: path.read_bytes() for path in self.folder.iterdir()}))


def test_a_file_is_on_the_disk_before_it_takes_its_place_and_then_its_place_is(tmp_path: Path) -> None:
    files.replace(tmp_path / "a", b"old")
    files.replace(tmp_path / "a", b"new", syncs := Syncs(tmp_path))
    assert syncs.noted == [("a.tmp", {"a": b"old", "a.tmp": b"new"}), ("the folder", {"a": b"new"})]


def test_files_of_one_folder_share_its_flush_and_each_is_on_the_disk_before_it_takes_its_place(tmp_path: Path) -> None:
    syncs = Syncs(tmp_path)
    files.replace_all({tmp_path / "a": b"one", tmp_path / "b": b"two"}, syncs)
    assert syncs.noted == [
        ("a.tmp", {"a.tmp": b"one"}),
        ("b.tmp", {"a": b"one", "b.tmp": b"two"}),
        ("the folder", {"a": b"one", "b": b"two"}),
    ]


def test_a_file_is_read_whole_whatever_its_size(tmp_path: Path) -> None:
    for size in (0, 1, 8191, 8192, 8193, 50_000):
        (tmp_path / "a").write_bytes(b"x" * size)
        assert len(files.read(str(tmp_path / "a"))) == size


def test_a_line_is_on_the_disk_and_then_the_name_of_its_file(tmp_path: Path) -> None:
    files.append_line(tmp_path / "a", b"one", syncs := Syncs(tmp_path))
    assert syncs.noted == [("a", {"a": b"one\n"}), ("the folder", {"a": b"one\n"})]


def test_what_was_removed_stays_removed_after_the_power_went(tmp_path: Path) -> None:
    files.replace(tmp_path / "a", b"old")
    files.remove(iter([tmp_path / "a"]), syncs := Syncs(tmp_path))
    assert syncs.noted == [("the folder", {})]


def test_lines_are_added_one_after_the_other(tmp_path: Path) -> None:
    for line in (b"one", b"two"):
        files.append_line(tmp_path / "a", line)
    assert files.whole_lines(tmp_path / "a") == [b"one", b"two"]


@pytest.mark.parametrize("torn", [b"tw", b"one\ntw"])
def test_a_torn_line_is_not_read_and_gone_with_the_next(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "a").write_bytes(torn)
    before = files.whole_lines(tmp_path / "a")
    files.append_line(tmp_path / "a", b"three")
    assert files.whole_lines(tmp_path / "a") == [*before, b"three"]


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert files.whole_lines(tmp_path / "a") == []


@pytest.mark.parametrize(
    ("number", "words"), [("ENOSPC", "full"), ("EACCES", "read-only"), ("EROFS", "read-only"), ("EIO", "can't be read")]
)
def test_what_went_wrong_is_told_in_plain_words(tmp_path: Path, number: str, words: str) -> None:
    code = getattr(__import__("errno"), number)
    with pytest.raises(StorageError, match=words) as caught, files.in_plain_words(tmp_path):
        raise OSError(code, os.strerror(code))
    assert str(tmp_path) in str(caught.value)
