"""What can be set for Slack, read once from a mapping, usually the environment.

NEXTSTEP_SLACK_BOT_TOKEN        xoxb-…, for one workspace
NEXTSTEP_SLACK_APP_TOKEN        xapp-…, for Socket Mode: nothing has to be reachable from outside
NEXTSTEP_SLACK_SIGNING_SECRET   for HTTP: tells Slack's requests from anybody's
NEXTSTEP_SLACK_CLIENT_ID        with the secret: installing in many workspaces, over HTTP
NEXTSTEP_SLACK_CLIENT_SECRET
NEXTSTEP_SLACK_PUBLIC_URL       for HTTP: where Slack reaches this program, https://…
NEXTSTEP_SLACK_API_URL          another address of Slack's Web API, for tests and proxies
NEXTSTEP_SLACK_KEEP_DAYS        after how many days the data of a workspace that removed the app is deleted; 30
PORT, HOST                      where HTTP listens; 3000 on all addresses

The names are not Slack's usual ones, because Bolt would read those by itself and set up stores of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from bot.errors import SettingsError

API_URL = "https://slack.com/api/"
"""Slack's Web API."""
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - a container is reached on all of its addresses
_HIGHEST_PORT = 65_535
_MOST_DAYS = 365
_PREFIXES = {"NEXTSTEP_SLACK_BOT_TOKEN": "xoxb-", "NEXTSTEP_SLACK_APP_TOKEN": "xapp-"}
_RUNS_OUT = "xoxe."
_PLACES = {
    "NEXTSTEP_SLACK_BOT_TOKEN": "OAuth & Permissions, after installing the app",
    "NEXTSTEP_SLACK_APP_TOKEN": "Basic Information, App-Level Tokens, with the scope connections:write",
    "NEXTSTEP_SLACK_SIGNING_SECRET": "Basic Information, App Credentials",
    "NEXTSTEP_SLACK_CLIENT_ID": "Basic Information, App Credentials",
    "NEXTSTEP_SLACK_CLIENT_SECRET": "Basic Information, App Credentials",
}


class Mode(StrEnum):
    """How Slack's events reach the program."""

    SOCKET = "socket"  # one workspace, nothing public
    HTTP = "http"  # one workspace, over a public address
    OAUTH = "oauth"  # many workspaces, over a public address


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """Everything that was set for Slack."""

    mode: Mode
    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    public_url: str = ""
    api_url: str = API_URL
    keep_days: int = 30
    host: str = _EVERYWHERE
    port: int = 3000

    def __repr__(self) -> str:
        """Leave every secret out."""
        shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.name in {"mode", "host", "port"})
        return f"SlackSettings({', '.join(shown)})"


def is_wanted(given: Mapping[str, str]) -> bool:
    """Say whether anything is set that only Slack needs."""
    return any(given.get(name, "").strip() for name in _PLACES)


def read_slack_settings(given: Mapping[str, str]) -> SlackSettings:
    """Read the settings. Raises `SettingsError` with everything that is wrong with them."""
    problems = settings_problems(given)
    if problems:
        raise SettingsError("\n".join(problems))
    values = {name: value.strip() for name, value in given.items()}
    return SlackSettings(
        mode=_mode(values),
        bot_token=values.get("NEXTSTEP_SLACK_BOT_TOKEN", ""),
        app_token=values.get("NEXTSTEP_SLACK_APP_TOKEN", ""),
        signing_secret=values.get("NEXTSTEP_SLACK_SIGNING_SECRET", ""),
        client_id=values.get("NEXTSTEP_SLACK_CLIENT_ID", ""),
        client_secret=values.get("NEXTSTEP_SLACK_CLIENT_SECRET", ""),
        public_url=values.get("NEXTSTEP_SLACK_PUBLIC_URL", "").rstrip("/"),
        api_url=values.get("NEXTSTEP_SLACK_API_URL") or API_URL,
        keep_days=int(values.get("NEXTSTEP_SLACK_KEEP_DAYS") or 30),
        host=values.get("HOST") or _EVERYWHERE,
        port=int(values.get("PORT") or 3000),
    )


def settings_problems(given: Mapping[str, str]) -> list[str]:
    """Return what is wrong or missing, a sentence each, without the values themselves."""
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    return [*_missing(values), *_malformed(values), *_numbers(values), *_addresses(values)]


def _mode(values: Mapping[str, str]) -> Mode:
    if values.get("NEXTSTEP_SLACK_CLIENT_ID") or values.get("NEXTSTEP_SLACK_CLIENT_SECRET"):
        return Mode.OAUTH
    return Mode.SOCKET if values.get("NEXTSTEP_SLACK_APP_TOKEN") else Mode.HTTP


def _missing(values: Mapping[str, str]) -> Iterable[str]:
    if not is_wanted(values):
        yield "nothing is set for Slack: docs/slack.md begins with NEXTSTEP_SLACK_BOT_TOKEN and …_APP_TOKEN"
        return
    needed = {
        Mode.SOCKET: ("NEXTSTEP_SLACK_BOT_TOKEN", "NEXTSTEP_SLACK_APP_TOKEN"),
        Mode.HTTP: ("NEXTSTEP_SLACK_BOT_TOKEN", "NEXTSTEP_SLACK_SIGNING_SECRET"),
        Mode.OAUTH: ("NEXTSTEP_SLACK_CLIENT_ID", "NEXTSTEP_SLACK_CLIENT_SECRET", "NEXTSTEP_SLACK_SIGNING_SECRET"),
    }[_mode(values)]
    for name in needed:
        if name not in values:
            yield f"{name} is not set: api.slack.com/apps, your app, {_PLACES[name]}"
    if _mode(values) is Mode.HTTP and "NEXTSTEP_SLACK_SIGNING_SECRET" not in values:
        yield "or set NEXTSTEP_SLACK_APP_TOKEN for Socket Mode, which needs no signing secret and no public address"


def _malformed(values: Mapping[str, str]) -> Iterable[str]:
    for name, prefix in _PREFIXES.items():
        if name in values and not values[name].startswith((_RUNS_OUT + prefix, prefix)):
            yield f"{name} does not begin with {prefix}: it is another kind of token. Look under {_PLACES[name]}"
    if values.get("NEXTSTEP_SLACK_BOT_TOKEN", "").startswith(_RUNS_OUT):
        yield (
            "NEXTSTEP_SLACK_BOT_TOKEN runs out after twelve hours, for the app has token rotation on: "
            "make the app anew with it off (docs/slack.md), or set NEXTSTEP_SLACK_CLIENT_ID and install over HTTP"
        )
    if _mode(values) is Mode.OAUTH and "NEXTSTEP_SLACK_BOT_TOKEN" in values:
        yield "NEXTSTEP_SLACK_BOT_TOKEN is for one workspace, NEXTSTEP_SLACK_CLIENT_ID for many: take one of them out"


def _numbers(values: Mapping[str, str]) -> Iterable[str]:
    for name, most in (("PORT", _HIGHEST_PORT), ("NEXTSTEP_SLACK_KEEP_DAYS", _MOST_DAYS)):
        value = values.get(name, "1")
        if not value.isdecimal() or not 1 <= int(value[:9]) <= most:
            yield f"{name} is no number from 1 to {most}"


def _addresses(values: Mapping[str, str]) -> Iterable[str]:
    public = values.get("NEXTSTEP_SLACK_PUBLIC_URL", "https://")
    if not public.startswith("https://"):
        yield "NEXTSTEP_SLACK_PUBLIC_URL does not begin with https://: Slack sends nothing anywhere else"
    api = values.get("NEXTSTEP_SLACK_API_URL", API_URL)
    if not api.startswith(("https://", "http://127.0.0.1", "http://localhost")) or not api.endswith("/"):
        yield f"NEXTSTEP_SLACK_API_URL is no address of an API: leave it out, or end it with a slash like {API_URL}"
