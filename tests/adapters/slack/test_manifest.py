"""The manifest: made from the command table, checked in, and within Slack's limits."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.manifest import SCOPES, manifest
from bot.bootstrap.slack import script_of
from tests.adapters.slack.harness import words
from tests.shipped import english

CHECKED_IN = Path(__file__).parents[3] / "docs" / "slack-manifest.json"


def made(**more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest(script_of(english()), words(), **more))
    return found


def test_the_one_that_is_checked_in_is_the_one_that_is_made() -> None:
    told = "stale: nextstep slack manifest > docs/slack-manifest.json"
    assert CHECKED_IN.read_text(encoding="utf-8") == manifest(script_of(english()), words()), told


def test_every_command_stands_in_the_hint_and_no_word_of_the_conversation_does() -> None:
    hint = made()["features"]["slash_commands"][0]["usage_hint"]
    for spec in english().commands.values():
        assert (f" {spec.name} " in f" {hint.replace('[', ' ').replace(']', ' ')} ") is not spec.interrupt


def test_texts_are_within_slacks_limits() -> None:
    display = made()["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000
    features = made()["features"]
    assert len(features["shortcuts"][0]["name"]) <= 24
    assert len(features["shortcuts"][0]["description"]) <= 150
    assert len(features["slash_commands"][0]["usage_hint"]) <= 1000


def test_it_asks_for_the_scopes_that_are_explained_and_no_others() -> None:
    assert made()["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    guide = (CHECKED_IN.parent / "slack.md").read_text(encoding="utf-8")
    assert {scope for scope in SCOPES if f"| `{scope}` |" in guide} == set(SCOPES)


def test_over_a_socket_nothing_has_an_address() -> None:
    assert "url" not in json.dumps(made()).replace("request_url", "url")
    assert made()["settings"]["socket_mode_enabled"] is True


def test_over_http_everything_has_one() -> None:
    found = made(public_url="https://bot.example")
    assert found["features"]["slash_commands"][0]["url"] == "https://bot.example/slack/events"
    assert found["oauth_config"]["redirect_urls"] == ["https://bot.example/slack/oauth_redirect"]
    assert found["settings"]["socket_mode_enabled"] is False
    assert found["settings"]["token_rotation_enabled"] is True


@pytest.mark.parametrize("view", ["assistant_view"])
def test_the_old_view_is_not_asked_for(view: str) -> None:
    assert view not in made()["features"]
    assert "agent_view" in made()["features"]
