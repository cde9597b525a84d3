"""People in a workspace, and the real program between them and the tests' own Slack."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import count
from typing import Any
from urllib.parse import urlencode

import aiohttp

from adapters.slack.app import Slack, World, opened
from adapters.slack.ports import Records, Script
from adapters.slack.settings import Mode, SlackSettings
from adapters.slack.words import Words, load_words
from bot.bootstrap.slack import script_of, stranger
from bot.content.pack import content_folder, load_pack
from bot.dialogue.engine import step
from bot.dialogue.script import Pack
from bot.dialogue.state import State
from bot.domain.person import PersonKey
from bot.ports import Drawer, People
from bot.service.coach import Coach, Play
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from bot.storage.records import MemoryRecords
from tests.adapters.slack.blocks import buttons_in, text_in
from tests.adapters.slack.server import SECRET, TEAM, TOKEN, FakeSlack
from tests.fakes import StoppedClock

_ids = count(1)


@cache
def pack() -> Pack:
    return load_pack(content_folder())


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
        return script_of(pack())

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
        script=script_of(pack()),
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
            play=play or partial(step, pack()),
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


@dataclass(slots=True)
class Member:
    """Somebody in the workspace, writing to the bot and pressing what it shows."""

    program: Program
    user: str = "U1"
    team: str = TEAM
    read: int = 0  # how many of the bot's messages they have read
    sent: "count[int]" = field(default_factory=lambda: _ids)

    @property
    def dm(self) -> list[dict[str, Any]]:
        return self.program.slack.dm(self.user)

    def event(self, event: Mapping[str, Any], event_id: str | None = None) -> dict[str, Any]:
        """Return an event as Slack wraps it."""
        number = next(self.sent)
        return {
            "token": "verification",
            "team_id": self.team,
            "api_app_id": "A01",
            "event": {"event_ts": f"17955{number:05}.0002", **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{number:08}",
            "event_time": int(getattr(self.program, "clock", StoppedClock()).now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.team,
                    "user_id": "U0BOT",
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": "4-x",
        }

    def message(self, text: str, event_id: str | None = None, **more: object) -> dict[str, Any]:
        """Return the event of a direct message."""
        event = {
            "type": "message",
            "user": self.user,
            "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "ts": f"17955{next(self.sent):05}.0001",
            "team": self.team,
            "channel": f"D{self.user}",
            "channel_type": "im",
        }
        return self.event({**event, **more}, event_id)

    async def says(self, text: str, sent: asyncio.Event | None = None) -> int:
        """Write something; `sent` is set when it is on its way."""
        return await self.program.event(self.message(text), sent)

    async def uses(self, text: str, channel: str = "C0GENERAL") -> aiohttp.ClientResponse:
        """Use `/nextstep` with some text."""
        return await self.program.command(
            {
                "token": "verification",
                "team_id": self.team,
                "channel_id": channel,
                "user_id": self.user,
                "command": "/nextstep",
                "text": text,
                "api_app_id": "A01",
                "is_enterprise_install": "false",
                "response_url": f"{self.program.slack.url}/response/1",
                "trigger_id": f"{next(self.sent)}.1.x",
            }
        )

    def interaction(self, kind: str, **more: object) -> dict[str, Any]:
        """Return what every interaction has."""
        return {
            "type": kind,
            "team": {"id": self.team, "domain": "x"},
            "user": {"id": self.user, "username": "x", "team_id": self.team},
            "api_app_id": "A01",
            "token": "verification",
            "trigger_id": f"{next(self.sent)}.2.x",
            "enterprise": None,
            "is_enterprise_install": False,
            **more,
        }

    def press_on(self, message: Mapping[str, Any], label: str, *, over: bool = False) -> dict[str, Any]:
        """Return the press of a button under a message, also (`over`) of one that has gone meanwhile."""
        pressed = buttons_in(message["first" if over else "blocks"])[label]
        action = {"block_id": "b", "action_ts": f"{next(self.sent)}.3", **pressed}
        return self.interaction(
            "block_actions",
            container={
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": f"D{self.user}",
                "is_ephemeral": False,
            },
            channel={"id": f"D{self.user}", "name": "directmessage"},
            message={**message, "team": self.team},
            response_url=f"{self.program.slack.url}/response/2",
            actions=[action],
        )

    async def presses(self, label: str, *, over: bool = False) -> int:
        """Press the newest button with this label."""
        for message in reversed(self.dm):
            if label in buttons_in(message.get("first" if over else "blocks", ())):
                return await self.program.interaction(self.press_on(message, label, over=over))
        shown = [list(buttons_in(message.get("blocks", ()))) for message in self.dm[-2:]]
        raise AssertionError(f"there is no button {label!r}, but {shown}")

    async def presses_at_home(
        self, action_id: str, value: str | None = None, shown: Mapping[str, Any] | None = None
    ) -> int:
        """Press a button on the Home tab, or on how it was `shown` before."""
        actions = [
            one for block in (shown or self.home)["blocks"] if block["type"] == "actions" for one in block["elements"]
        ]
        action = next(one for one in actions if one["action_id"] == action_id and value in {None, one["value"]})
        pressed = {"type": "button", "action_id": action["action_id"], "value": action["value"], "action_ts": "1.1"}
        view = {"id": "V0", "type": "home", "team_id": self.team}
        return await self.program.interaction(self.interaction("block_actions", view=view, actions=[pressed]))

    async def sends(self, view: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]]) -> int:
        """Send a window that was opened, with what was filled in."""
        state = {"values": {name: {name: value} for name, value in values.items()}}
        return await self.program.interaction(self.interaction("view_submission", view={**view, "state": state}))

    async def opens_home(self) -> int:
        event = {"type": "app_home_opened", "user": self.user, "channel": f"D{self.user}", "tab": "home"}
        return await self.program.event(self.event(event))

    @property
    def home(self) -> dict[str, Any]:
        return self.program.slack.homes[self.user]

    def home_text(self) -> str:
        return "\n".join(text_in(self.home["blocks"]))

    def heard(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return what the bot said since the last time: paragraphs and the choices under them."""
        new, self.read = self.dm[self.read :], len(self.dm)
        return [_heard(message) for message in new]

    def texts(self) -> list[str]:
        """Return everything the bot has said."""
        return [
            "\n\n".join(text_in(message["blocks"])) if "blocks" in message else message["text"] for message in self.dm
        ]


def _heard(message: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if "blocks" not in message:
        return (str(message["text"]),), ()
    choices = tuple(
        label for label, one in buttons_in(message["blocks"]).items() if one["action_id"].startswith("choice:")
    )
    return tuple(text_in(message["blocks"])), choices
