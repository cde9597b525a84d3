"""The addresses Slack reaches over HTTP, and one that says that the program is up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from errno import errorcode

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH

_log = structlog.get_logger()


def web_app(app: AsyncApp, flow: AsyncOAuthFlow | None) -> web.Application:
    """Return the routes; those for installing are only there with a flow."""

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    routes = web.Application()
    routes.router.add_post(EVENTS_PATH, events)
    routes.router.add_get("/healthz", healthz)
    if flow is not None:
        _add_oauth(routes, flow)
    return routes


def _add_oauth(routes: web.Application, flow: AsyncOAuthFlow) -> None:
    async def install(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def redirect(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    routes.router.add_get(INSTALL_PATH, install)
    routes.router.add_get(REDIRECT_PATH, redirect)


async def _start(site: web.TCPSite, host: str, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        _log.error("slack.cannot_listen", host=host, port=port, reason=errorcode.get(error.errno or 0, ""))
        raise


@asynccontextmanager
async def listening(routes: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve until left, and give the port; requests under way are answered first."""
    runner = web.AppRunner(routes, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await _start(web.TCPSite(runner, host, port), host, port)
        yield int(runner.addresses[0][1]) if runner.addresses else port
    finally:
        await runner.cleanup()
