"""What has to be set, and what has to be written."""

from pathlib import Path

import pytest

from adapters.discord.app import invite_links
from adapters.discord.settings import DiscordSettings, app_of, is_configured, read_discord_settings
from adapters.discord.words import load_words
from bot.content.pack import content_folder
from bot.errors import ContentError, SettingsError

TOKEN = "MTQ1NjA3NDQ0Mzk4MDgwMDAwMA.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up
APP = 1456074443980800000


def test_a_token_is_enough_and_is_never_shown() -> None:
    settings = read_discord_settings({"NEXTSTEP_DISCORD_TOKEN": f" Bot {TOKEN}\n", "OTHER": "x"})
    assert settings.token == TOKEN
    assert settings.app_id == APP == app_of(TOKEN)
    assert settings.shards is None
    assert settings.sync
    assert TOKEN not in repr(settings)


def test_all_settings_are_read() -> None:
    given = {"TOKEN": TOKEN, "APP": "12345678901234567", "SHARDS": "4", "SYNC": "Never"}
    settings = read_discord_settings({f"NEXTSTEP_DISCORD_{name}": value for name, value in given.items()})
    assert (settings.app_id, settings.shards, settings.sync) == (12345678901234567, 4, False)


def test_everything_that_is_wrong_is_told_at_once_and_the_token_is_not() -> None:
    given = {"TOKEN": "not.a.secrettoken", "APP": "abc", "SHARDS": "0", "SYNC": "often"}
    with pytest.raises(SettingsError) as caught:
        read_discord_settings({f"NEXTSTEP_DISCORD_{name}": value for name, value in given.items()})
    lines = str(caught.value).splitlines()
    assert [line.rpartition("(")[2] for line in lines] == [f"NEXTSTEP_DISCORD_{name})" for name in given]
    assert "secrettoken" not in str(caught.value)


@pytest.mark.parametrize("given", [{}, {"NEXTSTEP_DISCORD_TOKEN": "  "}])
def test_without_a_token_it_says_where_to_get_one(given: dict[str, str]) -> None:
    assert not is_configured(given)
    with pytest.raises(SettingsError, match="developer portal"):
        read_discord_settings(given)


def test_a_token_that_does_not_tell_its_application_needs_it_set() -> None:
    with pytest.raises(SettingsError, match="NEXTSTEP_DISCORD_APP"):
        read_discord_settings({"NEXTSTEP_DISCORD_TOKEN": f"{'x' * 26}.GabcDe.{'y' * 30}"})


def test_words_that_are_missing_or_broken_are_named_with_their_file(tmp_path: Path) -> None:
    folder = tmp_path / "platforms"
    folder.mkdir()
    file = folder / "discord.toml"
    with pytest.raises(ContentError, match=r"discord\.toml: this can't be read"):
        load_words(tmp_path)
    file.write_text("[notices", encoding="utf-8")
    with pytest.raises(ContentError, match=r"discord\.toml"):
        load_words(tmp_path)
    whole = (content_folder("en") / "platforms" / "discord.toml").read_text(encoding="utf-8")
    file.write_text(whole.replace("closed = ", "shut = ").replace("[card]", "[cart]"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_words(tmp_path)
    assert "there is no [notices] closed" in str(caught.value)
    assert "there is no [card] title" in str(caught.value)


def test_the_words_keep_to_the_voice_and_to_what_discord_takes() -> None:
    words = load_words(content_folder("en"))
    tables = [getattr(words, name) for name in words.__dataclass_fields__]
    assert not [text for table in tables for text in table.values() if "!" in text]
    assert all(len(text) <= 80 for text in words.buttons.values())
    assert all(len(text) <= 45 for name, text in words.forms.items())
    assert all(len(text) <= 100 for text in words.commands.values())
    assert len(words.menu["reflect"]) <= 32


def test_the_links_ask_for_no_permission_and_lead_to_a_server_or_to_oneself() -> None:
    links = invite_links(DiscordSettings(token=TOKEN, app_id=APP))
    assert f"client_id={APP}" in links["server"]
    assert "permissions=0" in links["server"]
    assert "scope=bot+applications.commands" in links["server"]
    assert links["server"].endswith("integration_type=0")
    assert "scope=applications.commands" in links["person"]
    assert links["person"].endswith("integration_type=1")
