"""The words only Slack shows."""

import tomllib
from pathlib import Path

import pytest

from adapters.slack.words import FILE, load_words
from bot.content.pack import content_folder
from bot.errors import ContentError

SHIPPED = (content_folder() / FILE).read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    (folder / "platforms").mkdir()
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_words_are_whole() -> None:
    assert load_words(content_folder())["app.name"] == "Next Step"


def test_no_line_shouts_or_smiles() -> None:
    for table in tomllib.loads(SHIPPED).values():
        for text in table.values():
            assert "!" not in text
            assert text.isascii() or not any(ord(character) > 0x2FFF for character in text)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = SHIPPED.replace('change = "Change"', 'chance = "Change"').replace("{label}", "{lable}")
    with pytest.raises(ContentError) as told:
        load_words(written(tmp_path, text))
    lines = str(told.value).split("\n")
    assert any("home.change is missing" in line for line in lines)
    assert any("home.chance is not used" in line for line in lines)
    assert any("{lable}" in line for line in lines)


def test_what_is_too_long_for_a_window_is_told(tmp_path: Path) -> None:
    text = SHIPPED.replace('send = "Send"', 'send = "Send this answer to the program"')
    with pytest.raises(ContentError, match=r"window\.send has more than 24 characters"):
        load_words(written(tmp_path, text))


def test_a_missing_file_says_where_to_copy_it_from(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="copy it from content/en"):
        load_words(tmp_path)


def test_a_torn_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is no TOML"):
        load_words(written(tmp_path, "[app"))


def test_what_is_filled_in_is_no_placeholder_itself() -> None:
    assert load_words(content_folder()).fill("talk.chosen", label="{names}") == "You chose: {names}"
