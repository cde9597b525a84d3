"""What can be set from outside, read once from a mapping, usually the environment.

NEXTSTEP_STORE   the folder people are kept in; without it, the user's own data folder
NEXTSTEP_KEY     seals the folder: 32 bytes in Base64
NEXTSTEP_PACK    a folder with a content pack, in place of the one that came with the program
NEXTSTEP_ZONE    the time zone of whoever writes in the terminal, in place of the system's
NEXTSTEP_LOG     debug, info, warning or error: what is logged to stderr
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import SettingsError

LOG_LEVELS = ("debug", "info", "warning", "error")
"""What NEXTSTEP_LOG may be, the most talkative first."""
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that was set; `None` leaves it to the program."""

    store: Path | None = None
    key: bytes | None = None
    pack: Path | None = None
    zone: str | None = None
    log: str | None = None

    def __repr__(self) -> str:
        """Leave the key out."""
        return f"Settings(store={self.store}, pack={self.pack}, zone={self.zone}, log={self.log})"


def read_settings(given: Mapping[str, str]) -> Settings:
    """Read the settings. Raises `SettingsError` with everything that is wrong with them."""
    values = {name.removeprefix("NEXTSTEP_").lower(): value.strip() for name, value in given.items() if value.strip()}
    store, pack = values.get("store"), values.get("pack")
    key = _key_in(values["key"]) if "key" in values else None
    zone, log = values.get("zone"), values.get("log", "").lower() or None
    problems = [*_pack_problems(pack), *_key_problems(key), *_zone_problems(zone), *_log_problems(log)]
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(
        store=Path(store).expanduser() if store else None,
        key=key,
        pack=Path(pack).expanduser() if pack else None,
        zone=zone,
        log=log,
    )


def _pack_problems(pack: str | None) -> list[str]:
    if pack is None or (Path(pack).expanduser() / "pack.toml").is_file():
        return []
    return [f"{pack} is no content pack, there is no pack.toml in it: name a folder such as content/en (NEXTSTEP_PACK)"]


def _key_in(text: str) -> bytes:
    """Return the bytes of a key in either alphabet of Base64; none at all for what is no key."""
    try:
        found = base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if len(found) == _KEY_BYTES else b""


def _key_problems(key: bytes | None) -> list[str]:
    if key is None or key:
        return []
    return ["the key of the store is no key: make one with `openssl rand -base64 32` (NEXTSTEP_KEY)"]


def _zone_problems(zone: str | None) -> list[str]:
    if zone is None or is_zone(zone):
        return []
    by_folded = {name.lower(): name for name in available_timezones()}
    close = get_close_matches(zone.lower().replace(" ", "_"), by_folded, n=1, cutoff=0.6)
    hint = f"did you mean {by_folded[close[0]]}?" if close else "write one as Europe/Berlin"
    return [f"there is no time zone {zone[:60]!r}; {hint} (NEXTSTEP_ZONE)"]


def is_zone(name: str) -> bool:
    """Say whether a time zone of this name exists."""
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return False
    return True


def _log_problems(log: str | None) -> list[str]:
    if log is None or log in LOG_LEVELS:
        return []
    return [f"there is no log level {log[:20]!r}; take one of {', '.join(LOG_LEVELS)} (NEXTSTEP_LOG)"]
