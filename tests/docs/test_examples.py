"""What the pages show as examples is what the program reads, and what they say of the folder is what it does."""

import shutil
import stat
import textwrap
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.content.problems import Findings
from bot.content.steps import flow_steps
from bot.content.transcript import parse
from tests.docs.pages import NAMES, blocks, code, section
from tests.docs.recordings import run

EXAMPLES = [(name, textwrap.dedent(block)) for name in NAMES for block in blocks(name)]
FLOWS = [text for _, text in EXAMPLES if text.startswith("+++")]
TABLES = [text for _, text in EXAMPLES if text.startswith("[") and not text.startswith("[Service]")]
TRANSCRIPTS = [text for _, text in EXAMPLES if text.startswith("# ") and "\nyou> " in text]


def chat(store: Path, *lines: str) -> str:
    return run(f"nextstep chat --store {store} --now 2026-11-23T12:00 --zone Europe/Berlin", list(lines))


@pytest.mark.parametrize("text", FLOWS, ids=range(len(FLOWS)))
def test_a_step_that_is_shown_can_be_read(text: str) -> None:
    findings = Findings("docs")
    assert flow_steps(findings, "example.md", "example", text)
    assert not findings.problems


@pytest.mark.parametrize("text", TABLES, ids=range(len(TABLES)))
def test_a_table_that_is_shown_can_be_read(text: str) -> None:
    assert tomllib.loads(text)


@pytest.mark.parametrize("text", TRANSCRIPTS, ids=range(len(TRANSCRIPTS)))
def test_a_transcript_that_is_shown_can_be_read(text: str) -> None:
    assert parse(text).entries


def test_examples_of_every_kind_are_shown() -> None:
    assert FLOWS
    assert TABLES
    assert TRANSCRIPTS


def test_everything_in_the_folder_is_in_its_table(tmp_path: Path) -> None:
    chat(tmp_path, "i got rejected by acme", "1")
    told = [
        piece.split("/")[0].replace("3f", "[0-9a-f][0-9a-f]")
        for piece in code(section("docs/operating.md", "The folder"))
    ]
    patterns = [piece.replace("…", "*") for piece in told]
    assert not [
        path.name for path in tmp_path.iterdir() if not any(fnmatch(path.name, pattern) for pattern in patterns)
    ]


def test_only_its_owner_may_read_the_folder(tmp_path: Path) -> None:
    chat(tmp_path / "store", "i got rejected by acme")
    paths = [tmp_path / "store", *(tmp_path / "store").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} <= {0o700, 0o600}


def test_a_copy_of_the_folder_goes_on_where_it_was_taken(tmp_path: Path) -> None:
    chat(tmp_path / "store", "i got rejected by acme")
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    assert "Talk it through" in chat(tmp_path / "copy")


def test_a_drawer_put_back_from_the_damaged_ones_is_its_persons_again(tmp_path: Path) -> None:
    chat(tmp_path, "i got rejected by acme")
    drawer = next(tmp_path.glob("??/*.json"))
    whole = drawer.read_bytes()
    drawer.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Exception, match="non-zero exit status 1"):
        chat(tmp_path, "hello")
    aside = tmp_path / "damaged" / f"{drawer.stem}.1.json"
    aside.write_bytes(whole)
    aside.replace(drawer)
    assert "Talk it through" in chat(tmp_path)
