"""Socket Mode: the program calls Slack, so nothing has to be reachable from outside."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from adapters.slack.api import Api

PING = 10.0
"""Seconds between two looks whether a connection still holds."""


@asynccontextmanager
async def connected(app: AsyncApp, api: Api, app_token: str) -> AsyncIterator[None]:
    """Hold a connection until left; one that breaks is made anew by Slack's own client."""
    handler = AsyncSocketModeHandler(
        app, app_token, logger=app.logger, web_client=api.client(app_token), ping_interval=PING
    )
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
