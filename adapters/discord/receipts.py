"""What became of a message, from whatever Discord, the library or the network answers."""

import asyncio
from datetime import timedelta

import aiohttp
import discord

from bot.ports import Delivered, Gone, Receipt, TryLater, Unreachable

CLOSED = "discord: direct messages closed"
"""Why somebody can't be written to: they, or all servers shared with them, don't allow it."""
CLOSED_CODES = frozenset({50001, 50007, 50278})
"""Missing access, can't send to this user, no server in common."""
_UNKNOWN_USER = 10013
_UNKNOWN_CHANNEL = 10003
_TOO_MANY_NEW = frozenset({40003, 340001})
_BETWEEN_NEW = timedelta(minutes=10)
_TOO_MANY = 429
_SERVER = 500

Trouble = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""Everything a request to Discord may raise: some of it is no `DiscordException`, some no `HTTPException`."""


def receipt_for(error: Exception) -> Receipt:
    """Map one failed request."""
    match error:
        case discord.RateLimited():
            return TryLater(after=timedelta(seconds=error.retry_after))
        case discord.HTTPException():
            return _answered(error)
        case _:
            return TryLater()


def _answered(error: discord.HTTPException) -> Receipt:
    if error.code == _UNKNOWN_USER:
        return Gone()
    if error.code in CLOSED_CODES:
        return Unreachable(reason=CLOSED)
    if error.code in _TOO_MANY_NEW:
        return TryLater(after=_BETWEEN_NEW)
    if error.status in {_TOO_MANY, 401} or error.status >= _SERVER or error.code in {0, _UNKNOWN_CHANNEL}:
        return TryLater(after=_asked_for(error))
    return Unreachable(reason=f"discord: refused ({error.status}, {error.code})")


def _asked_for(error: discord.HTTPException) -> timedelta | None:
    """Read how long Discord wants us to wait, from a 429 that the library did not wait out itself."""
    try:
        return timedelta(seconds=float(error.response.headers.get("Retry-After", "")))
    except ValueError:
        return None


def is_refused(error: Exception) -> bool:
    """Say whether Discord refused what was sent, so that sending the same again can't help."""
    return isinstance(error, discord.HTTPException) and error.status == 400 and error.code != 0  # noqa: PLR2004


__all__ = ["CLOSED", "CLOSED_CODES", "Delivered", "Trouble", "is_refused", "receipt_for"]
