"""What became of a call: a receipt from whatever Slack or the network answered."""

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.api import seconds_to_wait
from bot.errors import NextStepError
from bot.ports import Receipt, TryLater, Unreachable

APP_REMOVED = "app removed"
"""Why somebody can't be reached when their workspace has no installation of the app any more."""
CLOSED = "account closed"
"""Why somebody can't be reached whose account is deactivated; an admin may open it again."""
NO_TALK = "no direct messages"
"""Why somebody can't be reached whom the app may not write to."""
_NO_APP = {"account_inactive", "app_not_installed", "invalid_auth", "not_authed", "token_revoked", "team_not_found"}
_NO_ACCOUNT = {"user_disabled", "user_not_found", "users_not_found"}
_NO_DM = {
    *("access_denied", "cannot_dm_bot", "channel_not_found", "ekm_access_denied", "enterprise_is_restricted"),
    *("is_archived", "messages_tab_disabled", "missing_scope", "no_permission", "not_in_channel"),
    *("org_login_required", "restricted_action", "team_access_not_granted", "user_not_visible"),
}
TROUBLE = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError, NextStepError)
"""Everything a call may raise that is nobody's bug."""


def name_of(error: BaseException) -> str:
    """Return Slack's own name of an error; nothing for an error of another kind."""
    # Where the answer was no JSON, the SDK puts in its place whatever it has.
    answer = error.response if isinstance(error, SlackApiError) else None
    found = answer.get("error") if isinstance(answer, AsyncSlackResponse | dict) else None
    return found if isinstance(found, str) else ""


def receipt_of(error: BaseException) -> Receipt:
    """Return what an error means for what was to be delivered.

    A name that is not known here is tried again: giving up would lose words, and the outbox gives up in the end.
    """
    name = name_of(error)
    if name in _NO_APP:
        return Unreachable(reason=APP_REMOVED)
    if name in _NO_ACCOUNT:
        return Unreachable(reason=CLOSED)
    if name in _NO_DM:
        return Unreachable(reason=NO_TALK)
    headers = getattr(getattr(error, "response", None), "headers", None)
    limited = name in {"ratelimited", "rate_limited"}
    return TryLater(after=timedelta(seconds=seconds_to_wait(headers)) if limited else None)
