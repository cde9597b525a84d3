"""Says in words what is missing or wrong between the settings and what Slack knows of the app."""

from collections.abc import Mapping

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.api import Api
from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.manifest import SCOPES
from adapters.slack.settings import Mode, SlackSettings

_WHY: Mapping[str, str] = {
    "invalid_auth": "Slack does not know it: copy it again, and look whether it belongs to another app",
    "not_authed": "Slack does not know it: copy it again",
    "account_inactive": "the app was removed from the workspace: install it again",
    "token_revoked": "it was revoked: install the app again",
    "token_expired": "it has run out: with token rotation on, use NEXTSTEP_SLACK_CLIENT_ID and install over HTTP",
    "not_allowed_token_type": "it is another kind of token",
    "invalid_client_id": "Slack does not know it: copy it again",
    "bad_client_secret": "it does not belong to NEXTSTEP_SLACK_CLIENT_ID: copy both again",
    "missing_scope": "it lacks a scope: an app token needs connections:write",
}


async def problems_at_slack(settings: SlackSettings) -> list[str]:
    """Ask Slack about every token of the settings; an empty list says that all is well."""
    api = Api(settings.api_url)
    try:
        problems = []
        if settings.bot_token:
            problems += await _of_the_bot(api.client(settings.bot_token))
        if settings.mode is Mode.SOCKET:
            problems += await _of_the_socket(api.client(settings.app_token))
        if settings.mode is Mode.OAUTH:
            problems += await _of_the_app(api.client(), settings)
        if settings.mode is Mode.OAUTH and not settings.public_url:
            problems.append(
                "NEXTSTEP_SLACK_PUBLIC_URL is not set: Slack then sends people back to the first address it knows"
            )
        return problems
    finally:
        await api.close()


async def _of_the_bot(client: AsyncWebClient) -> list[str]:
    try:
        told = await client.auth_test()
    except TROUBLE as error:
        return [_sentence("NEXTSTEP_SLACK_BOT_TOKEN", error)]
    granted = {name.lower(): value for name, value in told.headers.items()}.get("x-oauth-scopes")
    if granted is None:
        return []
    lacking = sorted(set(SCOPES) - {scope.strip() for scope in granted.split(",")})
    if not lacking:
        return []
    return [
        f"the app lacks scopes: {', '.join(lacking)}. Give it the manifest of `nextstep slack manifest`, reinstall it"
    ]


async def _of_the_socket(client: AsyncWebClient) -> list[str]:
    try:
        await client.apps_connections_open(app_token=client.token or "")
    except TROUBLE as error:
        return [_sentence("NEXTSTEP_SLACK_APP_TOKEN", error)]
    return []


async def _of_the_app(client: AsyncWebClient, settings: SlackSettings) -> list[str]:
    """Exchange a code that can't be one: what Slack has to say about the app itself, it says first."""
    try:
        await client.oauth_v2_access(
            client_id=settings.client_id, client_secret=settings.client_secret, code="nextstep-slack-check"
        )
    except TROUBLE as error:
        name = {"invalid_client_id": "NEXTSTEP_SLACK_CLIENT_ID"}.get(name_of(error), "NEXTSTEP_SLACK_CLIENT_SECRET")
        return [] if name_of(error) == "invalid_code" else [_sentence(name, error)]
    return []


def _sentence(name: str, error: BaseException) -> str:
    code = name_of(error)
    if not code:
        return f"Slack could not be reached to try {name} ({type(error).__name__}): look at the network and try again"
    return f"{name}: {_WHY.get(code, f'Slack answers {code}')}"
