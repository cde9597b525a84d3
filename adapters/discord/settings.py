"""What Discord needs to be set, read once from a mapping, usually the environment.

NEXTSTEP_DISCORD_TOKEN     the bot's token, from the developer portal
NEXTSTEP_DISCORD_APP       the application's id; without it, it is read from the token
NEXTSTEP_DISCORD_SHARDS    how many shards; without it, Discord's own advice is followed
NEXTSTEP_DISCORD_SYNC      auto (when the commands have changed) or never
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import SettingsError

PREFIX = "NEXTSTEP_DISCORD_"
"""How the names of these settings begin."""
_TOKEN = re.compile(r"[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}")
_ID = re.compile(r"[0-9]{17,20}")
_MOST_SHARDS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """Everything that was set."""

    token: str
    app_id: int
    shards: int | None = None
    sync: bool = True

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"DiscordSettings(app_id={self.app_id}, shards={self.shards}, sync={self.sync})"


def is_configured(given: Mapping[str, str]) -> bool:
    """Say whether anything of Discord is set at all."""
    return any(name.startswith(PREFIX) and value.strip() for name, value in given.items())


def read_discord_settings(given: Mapping[str, str]) -> DiscordSettings:
    """Read the settings. Raises `SettingsError` with everything that is wrong with them."""
    values = {name.removeprefix(PREFIX).lower(): value.strip() for name, value in given.items() if value.strip()}
    token = values.get("token", "").removeprefix("Bot ")
    app, shards, sync = values.get("app", ""), values.get("shards"), values.get("sync", "auto").lower()
    problems = [*_token_problems(token), *_app_problems(app), *_shard_problems(shards), *_sync_problems(sync)]
    app_id = int(app) if _ID.fullmatch(app) else app_of(token)
    if not problems and app_id is None:
        problems = ["the application's id can't be read from the token: set it (NEXTSTEP_DISCORD_APP)"]
    if problems or app_id is None:
        raise SettingsError("\n".join(problems))
    return DiscordSettings(token=token, app_id=app_id, shards=int(shards) if shards else None, sync=sync == "auto")


def app_of(token: str) -> int | None:
    """Read the application's id from the first part of a token, which is that id in Base64."""
    head = token.partition(".")[0]
    try:
        found = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(found) if _ID.fullmatch(found) else None


def _token_problems(token: str) -> list[str]:
    if not token:
        return ["there is no token: copy it from Bot → Reset Token in the developer portal (NEXTSTEP_DISCORD_TOKEN)"]
    if not _TOKEN.fullmatch(token):
        return ["this is no bot's token, which has three parts with dots between them (NEXTSTEP_DISCORD_TOKEN)"]
    return []


def _app_problems(app: str) -> list[str]:
    if not app or _ID.fullmatch(app):
        return []
    return ["the application's id has 17 to 20 digits: copy it from General Information (NEXTSTEP_DISCORD_APP)"]


def _shard_problems(shards: str | None) -> list[str]:
    if shards is None or (shards.isdecimal() and 1 <= int(shards[:6]) <= _MOST_SHARDS):
        return []
    return ["the number of shards is a number from 1 on: leave it out to follow Discord's (NEXTSTEP_DISCORD_SHARDS)"]


def _sync_problems(sync: str) -> list[str]:
    if sync in {"auto", "never"}:
        return []
    return ["take auto or never (NEXTSTEP_DISCORD_SYNC)"]
