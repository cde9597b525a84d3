"""The real program between people in a workspace and the tests' own Slack."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

import aiohttp

from adapters.slack.app import Slack, World, opened
from adapters.slack.ports import Records, Script
from adapters.slack.settings import Mode, SlackSettings
from adapters.slack.words import Words, load_words
from bot.bootstrap.slack import script_of, stranger
from bot.content.pack import content_folder
from bot.dialogue.engine import step
from bot.dialogue.state import State
from bot.domain.person import PersonKey
from bot.ports import Drawer, People
from bot.service.coach import Coach, Play
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from bot.storage.records import MemoryRecords
from tests.adapters.slack.server import SECRET, TEAM, TOKEN, FakeSlack
from tests.fakes import StoppedClock
from tests.shipped import english


@cache
def words() -> Words:
    return load_words(content_folder())


def settings(slack: FakeSlack, **more: object) -> SlackSettings:
    """Return settings for one workspace over HTTP, on a free port."""
    usual: dict[str, Any] = {
        "mode": Mode.HTTP,
        "bot_token": TOKEN,
        "signing_secret": SECRET,
        "host": "127.0.0.1",
        "port": 0,
    }
    return SlackSettings(**{**usual, "api_url": f"{slack.url}/api/", **more})


def signed(body: str, secret: str, at: float | None = None) -> dict[str, str]:
    """Return the headers of a JSON request that is signed as Slack signs."""
    stamp = str(int(time.time() if at is None else at))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    names = ("Content-Type", "X-Slack-Request-Timestamp", "X-Slack-Signature")
    return dict(zip(names, ("application/json", stamp, f"v0={signature}"), strict=True))


@dataclass(slots=True)
class Program:
    """The program while it runs. What outlives it (`people`, `records`) may be handed to the next one."""

    slack: FakeSlack
    app: Slack
    coach: Coach
    nudges: Nudges
    people: People
    records: Records
    clock: StoppedClock
    url: str
    session: aiohttp.ClientSession

    @property
    def script(self) -> Script:
        return script_of(english())

    async def wait(self, **by: float) -> None:
        """Let time pass and sweep at each moment something is due."""
        await self.wait_until(self.clock.now() + timedelta(**by))

    async def wait_until(self, until: datetime) -> None:
        """Let time pass until a moment."""
        while (due := await self.coach.alarm.next_due()) is not None and due <= until:
            self.clock.at = max(self.clock.at, due)
            await self.nudges.sweep()
        self.clock.at = max(self.clock.at, until)
        await self.nudges.sweep()

    async def settled(self) -> None:
        """Wait until what nobody waits for is done as well."""
        for _ in range(30):
            await self.session.get(f"{self.url}/healthz")

    async def post(
        self,
        body: str,
        kind: str,
        *,
        secret: str = SECRET,
        at: float | None = None,
        sent: asyncio.Event | None = None,
    ) -> aiohttp.ClientResponse:
        """Send a signed request as Slack does; `sent` is set when it is on its way."""

        async def content() -> AsyncIterator[bytes]:
            yield body.encode()
            if sent:
                sent.set()

        headers = {**signed(body, secret, at), "Content-Type": kind}
        async with self.session.post(f"{self.url}/slack/events", data=content(), headers=headers) as response:
            await response.read()
            return response

    async def event(self, payload: Mapping[str, Any], sent: asyncio.Event | None = None) -> int:
        """Send an event and return the status of the answer; `sent` is set when it is on its way."""
        return (await self.post(json.dumps(payload), "application/json", sent=sent)).status

    async def interaction(self, payload: Mapping[str, Any]) -> int:
        """Send a press, a shortcut or a window."""
        body = urlencode({"payload": json.dumps(payload)})
        return (await self.post(body, "application/x-www-form-urlencoded")).status

    async def command(self, form: Mapping[str, str]) -> aiohttp.ClientResponse:
        """Send a slash command."""
        return await self.post(urlencode(form), "application/x-www-form-urlencoded")

    async def drawer(self, user: str, team: str = TEAM) -> Drawer:
        """Look into a person's drawer."""
        found = await self.people.load(PersonKey("slack", f"{team}:{user}"))
        assert found is not None
        return found


@asynccontextmanager
async def running(  # noqa: PLR0913 - each is optional
    slack: FakeSlack,
    *,
    chosen: SlackSettings | None = None,
    people: People | None = None,
    records: Records | None = None,
    clock: StoppedClock | None = None,
    play: Play | None = None,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> AsyncIterator[Program]:
    """Start the program and stop it again."""
    people, records, clock = people or MemoryPeople(), records or MemoryRecords(), clock or StoppedClock()
    world = World(
        people=people,
        records=records,
        clock=clock,
        script=script_of(english()),
        words=words(),
        sleep=sleep or no_time,
        monotonic=lambda: clock.now().timestamp(),
    )
    async with opened(chosen or settings(slack), world) as app:

        def new(key: PersonKey) -> State:
            return stranger(key, app.workspaces.of_person(key))

        alarm = DueHeap()
        coach = Coach(
            people=people,
            alarm=alarm,
            messengers={"slack": app.messenger},
            clock=clock,
            play=play or partial(step, english()),
            new_state=new,
        )
        nudges = Nudges(coach=coach, alarm=alarm, clock=clock)
        await app.start()
        await alarm.wind(people)
        async with app.serving(coach) as port, aiohttp.ClientSession() as session:
            yield Program(slack, app, coach, nudges, people, records, clock, f"http://127.0.0.1:{port}", session)


async def no_time(_seconds: float) -> None:
    """Sleep without waiting."""
    await asyncio.sleep(0)
