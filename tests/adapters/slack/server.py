"""A small Slack of the tests' own: the Web API over HTTP on loopback, and Socket Mode's other end.

It checks what it is sent as Slack does, keeps messages, views and files, and answers errors when told to.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from adapters.slack.manifest import SCOPES
from tests.adapters.slack.blocks import problems_of

TEAM, BOT_USER, BOT, TOKEN, SECRET = "T01", "U0BOT", "B01", "xoxb-01", "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass(slots=True)
class Call:
    """One call of the Web API."""

    method: str
    token: str
    args: dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What a method answers once instead of doing its work; with `late` it does the work and loses the answer."""

    status: int = 200
    error: str = ""
    retry_after: str | None = None
    late: bool = False
    hang: bool = False


@dataclass(slots=True)
class FakeSlack:
    """All workspaces there are."""

    teams: dict[str, str] = field(default_factory=lambda: {TOKEN: TEAM})  # token → workspace
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # what Slack would not have taken
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    views: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)  # what came over response URLs
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    scopes: str = ",".join(SCOPES)
    opens: dict[str, str] = field(default_factory=dict)  # user → a channel of their own
    asked: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))  # by method
    slow: dict[str, float] = field(default_factory=dict)  # seconds a method takes
    until: dict[str, asyncio.Event] = field(default_factory=dict)  # what a method waits for before it does its work
    refresh_tokens: dict[str, str] = field(default_factory=dict)  # one-use token → workspace
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)  # code → what it is exchanged for
    url: str = ""
    sockets: "asyncio.Queue[web.WebSocketResponse]" = field(default_factory=asyncio.Queue)
    acks: dict[str, Any] = field(default_factory=dict)
    acked: asyncio.Event = field(default_factory=asyncio.Event)
    _ts: "count[int]" = field(default_factory=lambda: count(1))

    # --- what tests ask and tell --------------------------------------------------------------------------------------

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail."""
        self.faults[method].extend(faults)

    def sent(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of all calls of a method."""
        return [call.args for call in self.calls if call.method == method]

    def dm(self, user: str) -> list[dict[str, Any]]:
        """Return the messages in a person's direct messages."""
        return self.messages[f"D{user}"]

    # --- the server ---------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeSlack"]:
        """Serve on a free port of loopback."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/link", self._link)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await _arguments(request)
        token = args.pop("token", None) or request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append(Call(method, token, args))
        self.asked[method].set()
        if method in self.slow:
            await asyncio.sleep(self.slow[method])
        if method in self.until:
            await self.until[method].wait()
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is not None and fault.hang:
            await asyncio.sleep(3600)
        if fault is not None and not fault.late:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
        answer = self._answer(method, token, args)
        if fault is not None and request.transport is not None:
            request.transport.close()
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes})

    def _answer(self, method: str, token: str, args: dict[str, Any]) -> dict[str, Any]:
        free = {"oauth.v2.access", "apps.connections.open"}
        if method not in free and token not in self.teams:
            return {"ok": False, "error": "invalid_auth"}
        does = getattr(self, f"_{method.replace('.', '_')}", None)
        if does is None:
            self.refused.append(f"unknown method {method}")
            return {"ok": False, "error": "unknown_method"}
        answer: dict[str, Any] = does(token, args)
        if answer.get("error") and answer["error"] in {"invalid_blocks", "no_text", "invalid_arguments"}:
            self.refused.append(f"{method}: {answer}")
        return {"ok": "error" not in answer, **answer}

    # --- methods ------------------------------------------------------------------------------------------------------

    def _auth_test(self, token: str, _args: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": self.teams[token], "user_id": BOT_USER, "bot_id": BOT, "url": "https://x.slack.com/"}

    def _users_info(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        user = {"id": args["user"], "tz": "Europe/Berlin", **self.users.get(args["user"], {})}
        return {"user": {name: value for name, value in user.items() if value is not None}}

    def _conversations_open(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        if self.users.get(args["users"], {}).get("deleted"):
            return {"error": "user_disabled"}
        return {"channel": {"id": self.opens.get(args["users"], f"D{args['users']}")}}

    def _conversations_history(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        return {"messages": self.messages[args["channel"]][::-1][: int(args.get("limit", 20))]}

    def _chat_postMessage(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Slack names it
        wrong = self._refusal(args)
        if wrong:
            return wrong
        message = {
            **args,
            "ts": f"{next(self._ts)}.000100",
            "user": BOT_USER,
            "bot_id": BOT,
            "type": "message",
            "first": args.get("blocks", []),
        }
        self.messages[args["channel"]].append(message)
        return {"ts": message["ts"], "channel": args["channel"], "message": message}

    def _chat_update(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        wrong = self._refusal(args)
        if wrong:
            return wrong
        for message in self.messages[args["channel"]]:
            if message["ts"] == args["ts"]:
                message.update(text=args["text"], blocks=args["blocks"])
                return {"ts": args["ts"], "channel": args["channel"]}
        return {"error": "message_not_found"}

    def _refusal(self, args: dict[str, Any]) -> dict[str, Any]:
        if not args.get("text") or len(args["text"]) > 40_000:
            return {"error": "no_text"}
        wrong = problems_of(args["blocks"]) if "blocks" in args else []
        return {"error": "invalid_blocks", "wrong": wrong} if wrong else {}

    def _views_publish(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        wrong = problems_of(args["view"]["blocks"], "home")
        if wrong or args["view"]["type"] != "home":
            return {"error": "invalid_blocks", "wrong": wrong}
        self.homes[args["user_id"]] = args["view"]
        return {"view": args["view"]}

    def _views_open(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        view = args["view"]
        wrong = problems_of(view["blocks"], "modal")
        titles = [len(view[name]["text"]) for name in ("title", "submit", "close")]
        if wrong or max(titles) > 24 or len(view["private_metadata"]) > 3000 or "trigger_id" not in args:
            return {"error": "invalid_arguments", "wrong": wrong}
        opened = {**view, "id": f"V{next(self._ts)}"}
        self.views.append(opened)
        return {"view": opened}

    def _assistant_threads_setStatus(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Slack names it
        return {} if {"channel_id", "thread_ts", "status"} <= set(args) else {"error": "invalid_arguments"}

    def _assistant_threads_setSuggestedPrompts(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Slack names it
        good = 1 <= len(args["prompts"]) <= 4 and all({"title", "message"} == set(one) for one in args["prompts"])
        return {} if good and "thread_ts" not in args else {"error": "invalid_arguments"}

    def _files_getUploadURLExternal(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Slack names it
        file_id = f"F{next(self._ts)}"
        return {"upload_url": f"{self.url}/upload/{file_id}:{args['filename']}", "file_id": file_id}

    def _files_completeUploadExternal(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Slack names it
        files = args["files"] if isinstance(args["files"], list) else json.loads(args["files"])
        shared = {"ts": f"{next(self._ts)}.000100", "text": args["initial_comment"], "files": files}
        self.messages[args["channel_id"]].append(shared)
        return {"files": files}

    def _oauth_v2_access(self, _token: str, args: dict[str, Any]) -> dict[str, Any]:
        if args.get("grant_type") == "refresh_token":
            return self._refreshed(args["refresh_token"])
        grant = self.grants.pop(args["code"], None)
        if grant is None:
            return {"error": "invalid_code"}
        self.teams[grant["access_token"]] = grant["team"]["id"]
        return grant

    def _refreshed(self, token: str) -> dict[str, Any]:
        team = self.refresh_tokens.pop(token, None)
        if team is None:
            return {"error": "invalid_refresh_token"}
        number = next(self._ts)
        for old in [old for old, owner in self.teams.items() if owner == team]:
            del self.teams[old]
        self.teams[f"xoxe.xoxb-{number}"] = team
        self.refresh_tokens[f"xoxe-{number}"] = team
        return {
            "access_token": f"xoxe.xoxb-{number}",
            "refresh_token": f"xoxe-{number}",
            "expires_in": 43200,
            "token_type": "bot",
        }

    def _apps_connections_open(self, token: str, _args: dict[str, Any]) -> dict[str, Any]:
        known = token.startswith("xapp-")
        return {"url": self.url.replace("http", "ws") + "/link"} if known else {"error": "not_allowed_token_type"}

    # --- beside the Web API -------------------------------------------------------------------------------------------

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["id"].partition(":")[2]] = await request.read()
        return web.Response(text="OK")

    async def _respond(self, request: web.Request) -> web.Response:
        note = await request.json()
        wrong = problems_of(note["blocks"]) if note.get("blocks") else []
        self.refused += wrong
        self.notes.append(note)
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A01"}})
        await self.sockets.put(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                self.acks[ack["envelope_id"]] = ack.get("payload")
                self.acked.set()
        return socket


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    args: dict[str, Any] = {**request.query, **await request.post()}
    for name in ("blocks", "metadata", "view", "prompts"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args
