"""Clients of Slack's Web API, all over one pool of connections.

A 429 that asks for a moment is waited out here. Everything longer, and every outage, goes back to the outbox, which
tries again without holding anybody's turn meanwhile.
"""

from typing import Any

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

PATIENCE = 10
"""Seconds one call may take."""
SHORT_WAIT = 2
"""Up to so many seconds a rate limit is waited out on the spot."""


class _ShortRateLimit(AsyncRateLimitErrorRetryHandler):
    """Wait out a rate limit that is over in a moment. A refused call was not done, so doing it again is safe."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return limited and response is not None and seconds_to_wait(response.headers) <= SHORT_WAIT


def seconds_to_wait(headers: Any) -> int:  # noqa: ANN401 - the SDK hands over three kinds of mappings
    """Return what `Retry-After` says; a minute where it says nothing that can be read."""
    found = next((value for name, value in (headers or {}).items() if name.lower() == "retry-after"), None)
    found = found[0] if isinstance(found, list) and found else found
    return int(found) if isinstance(found, str) and found.isdecimal() else 60


def handlers() -> list[AsyncRetryHandler]:
    """Return what a client retries by itself."""
    # Not on errors of the connection: the message may have arrived, and only the outbox can look whether it did.
    return [_ShortRateLimit(max_retry_count=1)]


class Api:
    """Makes clients for tokens. Open it in the running event loop and close it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=PATIENCE), connector=aiohttp.TCPConnector(limit=200)
        )

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Return a client that speaks for a token."""
        return AsyncWebClient(
            token=token, base_url=self.url, timeout=PATIENCE, session=self._session, retry_handlers=handlers()
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()
