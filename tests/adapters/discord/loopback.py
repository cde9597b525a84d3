"""A small Discord of the tests' own on loopback: REST and one gateway, spoken with by the unmodified library."""

import asyncio
import datetime as dt
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.adapters.discord.road import certificate, connector_to

APP = 1456074443980800000
TOKEN = "MTQ1NjA3NDQ0Mzk4MDgwMDAwMA.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up
ME = {"id": str(APP), "username": "next step", "discriminator": "0", "avatar": None, "bot": True}


@dataclass(slots=True)
class Fault:
    """What is answered instead; `status` 0 breaks the connection, `late` does so after the work was done."""

    status: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    late: bool = False


@dataclass(slots=True)
class SmallDiscord:
    """Everything this Discord knows."""

    port: int = 0
    certificate: Path = Path()
    messages: list[dict[str, Any]] = field(default_factory=list)  # what people would see
    attempts: list[dict[str, Any]] = field(default_factory=list)  # what was sent, also in vain
    faults: deque[Fault] = field(default_factory=deque)  # for messages
    app: dict[str, Any] = field(default_factory=dict)
    commands: list[dict[str, Any]] = field(default_factory=list)
    token: str = TOKEN
    shards: list[list[int]] = field(default_factory=list)  # that have introduced themselves: number, and of how many
    intents: set[int] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)  # interactions
    slow: float = 0  # seconds that taking a message takes
    asked: asyncio.Event = field(default_factory=asyncio.Event)  # to take one
    opening: asyncio.Event = field(default_factory=asyncio.Event)
    written: asyncio.Condition = field(default_factory=asyncio.Condition)
    gateway: web.WebSocketResponse | None = None
    _numbers: Any = field(default_factory=lambda: count(APP + 1))

    def connector(self) -> aiohttp.BaseConnector:
        """What the library's requests travel through."""
        return connector_to(self.port, self.certificate)

    # --- what happens there -------------------------------------------------------------------------------------------

    async def write(self, user: int, text: str) -> None:
        """Let somebody write a direct message."""
        author = {"id": str(user), "username": f"u{user}", "discriminator": "0", "avatar": None}
        message = self._message({"content": text}, str(user + 1), author)
        await self.push("MESSAGE_CREATE", {**message, "channel_type": 1})

    async def use(self, user: int, name: str) -> None:
        """Let somebody use a command in a server."""
        group = next(one for one in self.commands if one["name"] == "nextstep")
        option = {"name": name, "type": 1, "options": []}
        author = {"id": str(user), "username": f"u{user}", "discriminator": "0", "avatar": None}
        member: dict[str, Any] = {
            "user": author,
            "roles": [],
            "joined_at": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        data = {
            "id": str(next(self._numbers)),
            "application_id": str(APP),
            "type": 2,
            "token": "token",
            "version": 1,
            "guild_id": "8",
            "channel": {"id": "9", "type": 0, "name": "general", "position": 0, "permissions": "0"},
            "member": {**member, "permissions": "0"},
            "data": {"id": group["id"], "name": "nextstep", "type": 1, "options": [option]},
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": "8"},
            "context": 0,
            "app_permissions": "0",
            "attachment_size_limit": 1,
        }
        await self.push("INTERACTION_CREATE", data)

    async def push(self, event: str, data: dict[str, Any]) -> None:
        """Tell the bot of an event."""
        assert self.gateway is not None
        await self.gateway.send_str(json.dumps({"op": 0, "s": 1, "t": event, "d": data}))

    async def seen(self, number: int) -> None:
        """Wait until people see so many messages."""
        async with self.written:
            await asyncio.wait_for(self.written.wait_for(lambda: len(self.messages) >= number), timeout=10)

    async def identified_as(self, number: int) -> None:
        """Wait until so many shards have introduced themselves."""
        async with self.written:
            await asyncio.wait_for(self.written.wait_for(lambda: len(self.shards) >= number), timeout=20)

    # --- REST ---------------------------------------------------------------------------------------------------------

    async def rest(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        path = request.path.removeprefix("/api/v10")
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return answer({"code": 0, "message": "401: Unauthorized"}, status=401)
        match request.method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return answer(ME)
            case "GET", ["oauth2", "applications", "@me"]:
                return answer(self._app())
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                url = f"wss://gateway.discord.gg:{self.port}"
                return answer({"url": url, "shards": 1, "session_start_limit": limit})
            case "PUT", ["applications", _, "commands"]:
                made = await request.json()
                self.commands = [
                    {"id": str(next(self._numbers)), "version": "1", "description": "", **one} for one in made
                ]
                return answer([{"application_id": str(APP), **one} for one in self.commands])
            case "GET", ["applications", _, "commands"]:
                return answer([{"application_id": str(APP), **one} for one in self.commands])
            case "POST", ["users", "@me", "channels"]:
                user = int((await request.json())["recipient_id"])
                return answer({"id": str(user + 1), "type": 1, "recipients": [{**ME, "id": str(user)}]})
            case "POST", ["channels", channel, "messages"]:
                return await self._send(request, channel)
            case _:
                return answer({"code": 0, "message": "404: Not Found"}, status=404)

    async def follow_up(self, request: web.Request) -> web.StreamResponse:
        """Take a further answer to an interaction; the token in its address is right enough."""
        return await self._send(request, "9", interaction=True)

    async def answer_interaction(self, request: web.Request) -> web.StreamResponse:
        """Take the one answer there is to an interaction; with a late fault it is taken and its receipt lost."""
        number = request.match_info["number"]
        body = await request.json()
        self.attempts.append(body)
        if number in self.answered:
            return answer({"code": 40060, "message": "Interaction has already been acknowledged."}, status=400)
        self.answered.add(number)
        await self._appear(self._message(body["data"], "9", ME))
        if self.faults and request.transport:
            self.faults.popleft()
            request.transport.abort()
        await asyncio.sleep(self.slow)
        told = {"id": number, "type": 2, "response_message_id": str(next(self._numbers))}
        return answer({"interaction": told, "resource": {"type": 4, "message": self.messages[-1]}})

    async def _appear(self, message: dict[str, Any]) -> None:
        async with self.written:
            self.messages.append(message)
            self.written.notify_all()

    async def _send(self, request: web.Request, channel: str, *, interaction: bool = False) -> web.StreamResponse:
        body = await request.json()
        self.attempts.append(body)
        self.asked.set()
        await asyncio.sleep(self.slow)
        fault = self.faults.popleft() if self.faults else None
        if fault and fault.status:
            return answer(fault.body, status=fault.status, headers=fault.headers)
        message = None
        if fault is None or fault.late:
            known = [] if interaction else [one for one in self.messages if self._is_same(one, body, channel)]
            message = known[0] if body.get("enforce_nonce") and known else self._message(body, channel, ME)
            if not known:
                await self._appear(message)
        if fault and request.transport:
            request.transport.abort()
        return answer(message)

    def _is_same(self, one: dict[str, Any], body: dict[str, Any], channel: str) -> bool:
        return bool(one["nonce"] == body["nonce"] and one["channel_id"] == channel)

    def _message(self, body: dict[str, Any], channel: str, author: dict[str, Any]) -> dict[str, Any]:
        nothing: dict[str, Any] = {key: [] for key in ("embeds", "attachments", "mentions", "mention_roles")}
        now = dt.datetime(2026, 11, 23, 21, 40, tzinfo=dt.UTC).isoformat()
        fixed = {"id": str(next(self._numbers)), "channel_id": channel, "author": author, "timestamp": now, "type": 0}
        plain = {"edited_timestamp": None, "tts": False, "pinned": False, "mention_everyone": False, "nonce": None}
        return {**nothing, **plain, **fixed, "content": "", **body, "flags": 0}

    def _app(self) -> dict[str, Any]:
        usual: dict[str, Any] = {
            "id": str(APP),
            "name": "next step",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": ME,
            "team": None,
            "verify_key": "",
            "flags": 0,
            "integration_types_config": {"0": {}, "1": {}},
        }
        return usual | self.app

    # --- the gateway --------------------------------------------------------------------------------------------------

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the bot."""
        gateway = web.WebSocketResponse()
        await gateway.prepare(request)
        await gateway.send_str(json.dumps({"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": 41_250}}))
        async for frame in gateway:
            told = json.loads(frame.data)
            if told["op"] == 1:
                await gateway.send_str(json.dumps({"op": 11, "s": None, "t": None, "d": None}))
            elif told["op"] == 2:
                self.gateway = gateway
                self.shards.append(told["d"]["shard"])
                self.intents.add(told["d"]["intents"])
                ready = {"v": 10, "user": ME, "guilds": [], "session_id": "s", "shard": told["d"]["shard"]}
                ready |= {"application": {"id": str(APP), "flags": 0}, "resume_gateway_url": "wss://gateway.discord.gg"}
                await self.push("READY", ready)
                self.opening.set()
                async with self.written:
                    self.written.notify_all()
        return gateway


def answer(data: object, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Answer in JSON. The library wants exactly this content type."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


@asynccontextmanager
async def small_discord(folder: Path) -> AsyncIterator[SmallDiscord]:
    """Run one; `folder` takes its certificate."""
    served, here = certificate(folder), SmallDiscord()
    app = web.Application()
    app.router.add_post("/api/v10/interactions/{number}/{token}/callback", here.answer_interaction)
    app.router.add_post("/api/v10/webhooks/{app}/{token}", here.follow_up)
    app.router.add_route("*", "/api/v10/{rest:.*}", here.rest)
    app.router.add_get("/", here.connect)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=served)
    await site.start()
    here.port = runner.addresses[0][1]
    here.certificate = folder / "cert.pem"
    try:
        yield here
    finally:
        await runner.cleanup()
