"""Writes the app's manifest, from the command table: what Slack is told when the app is made."""

import json
from typing import Any

from adapters.slack.ports import Script
from adapters.slack.prompts import prompts
from adapters.slack.words import Words

COMMAND = "/nextstep"
"""The one slash command; what stands behind it is a command of the table."""
SHORTCUT = "reflect_on_this"
"""The id of the message shortcut."""
SCOPES = (
    *("assistant:write", "chat:write", "commands", "files:write"),
    *("im:history", "im:read", "im:write", "users:read"),
)
"""What the bot may do. docs/slack.md says what each is for."""
EVENTS = ("app_home_opened", "app_uninstalled", "message.im", "tokens_revoked")
"""What the bot hears. Nothing in it comes from a channel."""
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
"""Where Slack reaches the program over HTTP."""
_HINT = 1000


def manifest(script: Script, words: Words, *, public_url: str = "") -> str:
    """Return the manifest as JSON: for Socket Mode, or for HTTP where a public address is given."""
    made = {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": words["app.name"],
            "description": words["app.description"],
            "long_description": words["app.long_description"],
            "background_color": "#2f4f4f",
        },
        "features": _features(script, words, public_url),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}, **_redirect(public_url)},
        "settings": _settings(public_url),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _features(script: Script, words: Words, public_url: str) -> dict[str, Any]:
    names = " | ".join(spec.name for spec in script.commands if not spec.interrupt)
    command = {
        "command": COMMAND,
        **({"url": public_url + EVENTS_PATH} if public_url else {}),
        "description": words["app.command"],
        "usage_hint": words.fill("app.command_hint", names=names)[:_HINT],
        "should_escape": False,
    }
    shortcut = {
        "name": words["app.shortcut"],
        "type": "message",
        "callback_id": SHORTCUT,
        "description": words["app.shortcut_hint"],
    }
    return {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": words["app.name"], "always_online": True},
        "shortcuts": [shortcut],
        "slash_commands": [command],
        "agent_view": {"agent_description": words["app.description"], "suggested_prompts": prompts(words)},
    }


def _redirect(public_url: str) -> dict[str, Any]:
    return {"redirect_urls": [public_url + REDIRECT_PATH]} if public_url else {}


def _settings(public_url: str) -> dict[str, Any]:
    where = {"request_url": public_url + EVENTS_PATH} if public_url else {}
    return {
        "event_subscriptions": {**where, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **where},
        "org_deploy_enabled": True,
        "socket_mode_enabled": not public_url,
        "token_rotation_enabled": bool(public_url),
    }
