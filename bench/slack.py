"""Slack: signed events to answers, with every turn on disk, beside a bare Bolt app that answers "ok".

They run as processes of their own, over HTTP on loopback, against the same small Web API in this one, and answer each
event with one `chat.postMessage`. The events are signed beforehand and come over 32 connections, each sending its next
when the last was acknowledged. An event counts as answered when the message has arrived at the Web API. The bare app
acknowledges first and answers later; ours acknowledges what is kept.

`slack.adapter` is ours with a coach that says the same message each time and keeps nothing: the difference is the turn
and its commits. Beside each rate stands what the process itself used of a processor, for on a busy machine the rates
say as much about the others.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from time import perf_counter, perf_counter_ns, process_time, time
from typing import cast

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.settings import Mode, SlackSettings
from bench.figures import Figure, percentile
from bot.bootstrap.platforms import SystemClock
from bot.bootstrap.program import assemble
from bot.bootstrap.slack import Slack, opened, records_in, world_of
from bot.content.pack import content_folder, load_pack
from bot.domain.messages import Choice, Event, Message, Paragraph, Span, Text
from bot.domain.person import PersonKey
from bot.ports import Outgoing
from bot.service.coach import Coach
from bot.storage.people import DrawerCabinet

EVENTS = 2_000
PEOPLE = 300
CONNECTIONS = 32
SECRET = "bench"  # noqa: S105 - both ends of this bench know it
TEAM, TOKEN = "T1", "xoxb-bench"
TEXT = "what do you keep"
SAID = Message(
    paragraphs=tuple(
        Paragraph(spans=(Span(text="A sentence of a usual length, or nearly so. " * 2),)) for _ in range(3)
    ),
    choices=tuple(Choice(label=f"One of four ways, {place}", token=f"1.rejected.ways.{place}") for place in range(4)),
    visit=1,
)


@dataclass(slots=True)
class _Api:
    """The Web API: takes everything at once and counts the messages."""

    posts: int = 0
    awaited: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        await request.read()
        answer: dict[str, object] = {"ok": True}
        if method == "chat.postMessage":
            self.posts += 1
            answer["ts"] = f"{self.posts}.1"
            if self.posts >= self.awaited:
                self.arrived.set()
        elif method == "auth.test":
            answer.update(team_id=TEAM, user_id="U0BOT", bot_id="B1")
        elif method == "users.info":
            answer["user"] = {"tz": "Europe/Berlin"}
        return web.json_response(answer)

    async def wait_for(self, posts: int) -> None:
        """Wait until so many messages have arrived."""
        self.awaited = posts
        self.arrived.clear()
        if self.posts < posts:
            await self.arrived.wait()


def run() -> Iterator[Figure]:
    """Measure each, one after the other, twice, and give the better run of each."""
    runs = [[asyncio.run(_measure(which)) for which in ("bare", "ours", "adapter")] for _ in range(2)]
    bare, ours, adapter = (_best(same) for same in zip(*runs, strict=True))
    yield {
        "figure": "slack.events",
        "connections": CONNECTIONS,
        "events_per_s": round(ours.rate),
        "messages_per_event": round(ours.messages, 2),
        "ack_p50_ms": round(percentile(ours.acks, 0.5) / 1000, 1),
        "ack_p99_ms": round(percentile(ours.acks, 0.99) / 1000, 1),
        "bare_bolt_events_per_s": round(bare.rate),
        "bare_bolt_ack_p99_ms": round(percentile(bare.acks, 0.99) / 1000, 1),
        "to_bare_bolt": round(ours.rate / bare.rate, 2),
        "cpu_ms_per_event": round(ours.cpu, 2),
        "bare_bolt_cpu_ms_per_event": round(bare.cpu, 2),
        "cpu_to_bare_bolt": round(bare.cpu / ours.cpu, 2),
    }
    yield {
        "figure": "slack.adapter",
        "events_per_s": round(adapter.rate),
        "to_bare_bolt": round(adapter.rate / bare.rate, 2),
        "cpu_ms_per_event": round(adapter.cpu, 2),
        "cpu_to_bare_bolt": round(bare.cpu / adapter.cpu, 2),
    }


@dataclass(frozen=True, slots=True)
class _Run:
    rate: float  # answered events a second
    messages: float  # per event
    acks: list[int]  # ns
    cpu: float  # ms per event, of the process alone


def _best(runs: Sequence[_Run]) -> _Run:
    return replace(max(runs, key=lambda one: one.rate), cpu=min(one.cpu for one in runs))


async def _measure(which: str) -> _Run:
    api = _Api()
    with tempfile.TemporaryDirectory() as store:
        async with _serving(api), _app(which, api.url, Path(store)) as app, _session() as session:
            # The first word of everybody: introductions, profiles and channels are no part of the figure.
            await _send(session, app.url, PEOPLE, 0)
            await asyncio.sleep(0.5)
            before = api.posts
            await _send(session, app.url, PEOPLE, PEOPLE)
            await asyncio.sleep(0.5)
            each = (api.posts - before) / PEOPLE
            before, used, began = api.posts, await app.cpu(), perf_counter()
            acks = await _send(session, app.url, EVENTS, 2 * PEOPLE)
            await asyncio.wait_for(api.wait_for(before + round(EVENTS * each)), 120)
            rate = EVENTS / (perf_counter() - began)
            return _Run(rate, each, acks, (await app.cpu() - used) * 1000 / EVENTS)


async def _send(session: aiohttp.ClientSession, url: str, events: int, first: int) -> list[int]:
    signed, acks = iter([_signed(number) for number in range(first, first + events)]), []

    async def worker() -> None:
        for body, headers in signed:
            began = perf_counter_ns()
            async with session.post(url, data=body, headers=headers) as response:
                await response.read()
                assert response.status == 200, response.status  # noqa: S101 - else the figure means nothing
            acks.append(perf_counter_ns() - began)

    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    return acks


def _signed(number: int) -> tuple[bytes, dict[str, str]]:
    user = f"U{number % PEOPLE}"
    event = {"type": "message", "user": user, "text": TEXT, "ts": f"{number}.1", "channel": f"D{user}"}
    payload = {
        "team_id": TEAM,
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "event": {**event, "channel_type": "im"},
        "authorizations": [{"team_id": TEAM, "enterprise_id": None, "is_enterprise_install": False}],
    }
    body, stamp = json.dumps(payload), str(int(time()))
    signature = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}
    return body.encode(), {**headers, "Content-Type": "application/json"}


# --- processes --------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _serving(api: _Api) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_route("*", "/api/{method}", api.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
        yield session


@dataclass(frozen=True, slots=True)
class _App:
    """A process that answers events."""

    url: str
    process: asyncio.subprocess.Process

    async def cpu(self) -> float:
        """Ask it how many seconds of a processor it has used so far."""
        self.process.send_signal(signal.SIGUSR1)
        assert self.process.stdout is not None  # noqa: S101 - it was asked for
        return float(await self.process.stdout.readline())


@asynccontextmanager
async def _app(which: str, api_url: str, store: Path) -> AsyncIterator[_App]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.slack", which, api_url, str(store)), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        port = int(await process.stdout.readline())
        yield _App(f"http://127.0.0.1:{port}/slack/events", process)
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _bare(api_url: str) -> None:
    app = AsyncApp(client=AsyncWebClient(token=TOKEN, base_url=api_url), signing_secret=SECRET)

    @app.event("message")
    async def answer(say: AsyncSay) -> None:
        await say("ok", channel="D1")

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    routes = web.Application()
    routes.router.add_post("/slack/events", events)
    runner = web.AppRunner(routes, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    until_told = asyncio.create_task(_until_told())
    await asyncio.sleep(0)
    print(runner.addresses[0][1], flush=True)
    await until_told


class _OneMessage:
    """A coach that always says the same, and keeps nothing."""

    def __init__(self, slack: Slack) -> None:
        self._messenger = slack.messenger
        self._numbers = count()

    async def handle(self, person: PersonKey, event: Event, *, reply_to: str | None = None) -> None:
        """Say it, to whoever wrote something."""
        if isinstance(event, Text):
            now, number = SystemClock().now(), next(self._numbers)
            said = Outgoing(id=f"{number:016x}-0", created_at=now, message=SAID, reply_to=reply_to)
            await self._messenger.deliver(person, said)


async def _ours(api_url: str, store: str, *, adapter: bool = False) -> None:
    chosen = SlackSettings(
        mode=Mode.HTTP, bot_token=TOKEN, signing_secret=SECRET, api_url=api_url, host="127.0.0.1", port=0
    )
    pack, clock = load_pack(content_folder()), SystemClock()
    with DrawerCabinet(Path(store)) as people:
        world = world_of(pack, content_folder(), people, clock, records_in(Path(store), None))
        async with opened(chosen, world) as slack:
            await slack.start()
            coach = assemble(pack, people, clock, {"slack": slack.messenger}).coach
            async with slack.serving(cast("Coach", _OneMessage(slack)) if adapter else coach) as port:
                until_told = asyncio.create_task(_until_told())
                await asyncio.sleep(0)
                print(port, flush=True)
                await until_told


async def _until_told() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, lambda: print(process_time(), flush=True))
    await stop.wait()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    if len(sys.argv) > 1:
        _, role, address, folder = sys.argv
        asyncio.run(_bare(address) if role == "bare" else _ours(address, folder, adapter=role == "adapter"))
    else:
        for made in run():
            print(json.dumps(made), flush=True)
