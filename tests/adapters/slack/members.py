"""People in a workspace, writing to the bot and pressing what it shows."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from tests.adapters.slack.blocks import buttons_in, text_in
from tests.adapters.slack.harness import Program
from tests.adapters.slack.server import TEAM
from tests.fakes import StoppedClock

_ids = count(1)


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
