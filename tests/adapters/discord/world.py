"""A whole program behind the unmodified client, and a virtual Discord in front of it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import discord
import simcord
from msgspec.structs import replace
from simcord.backend import serializers
from simcord.interactions import base_payload

from adapters.discord.client import NextStepClient
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.servers import Servers
from adapters.discord.words import Words, load_words
from bot.bootstrap.discord import core_of, stranger
from bot.bootstrap.program import Program, assemble
from bot.content.pack import content_folder
from bot.dialogue.script import Pack
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.errors import StorageError
from bot.ports import Drawer
from bot.service.coach import Play
from bot.storage.memory import MemoryPeople
from tests.shipped import english

EVENING = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)
PACK: Pack = english()
BUTTON = 2
COMPONENT = 3
Someone = simcord.UserHandle | simcord.MemberActor
WORDS: Words = load_words(content_folder("en"))


@dataclass(slots=True)
class StoppedClock:
    """A clock that goes on only when told to."""

    at: datetime = EVENING

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class MemoryRecords:
    """The port `Records`, gone with the test."""

    held: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    async def read(self, name: str) -> Mapping[str, Any] | None:
        return self.held.get(name)

    async def write(self, name: str, record: Mapping[str, Any]) -> None:
        self.held[name] = record

    async def remove(self, name: str) -> None:
        self.held.pop(name, None)


class Shelf(MemoryPeople):
    """A store that can be full, and that can take its time."""

    def __init__(self) -> None:
        super().__init__()
        self.full = False
        self.broken = False
        self.slow = 0.0
        self.slow_for: dict[PersonKey, float] = {}
        self.asked_slowly = asyncio.Event()

    async def load(self, key: PersonKey) -> Drawer | None:
        if self.broken:
            raise RuntimeError("a bug")
        if slow := self.slow_for.get(key, self.slow):
            self.asked_slowly.set()
            await asyncio.sleep(slow)
        return await super().load(key)

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        if self.full:
            raise StorageError("the disk is full")
        await super().commit(drawer, lasting=lasting)


@dataclass(slots=True)
class World:
    """What stays when the bot is restarted: people, records, time. The rest is made anew by `client`."""

    people: Shelf = field(default_factory=Shelf)
    records: MemoryRecords = field(default_factory=MemoryRecords)
    clock: StoppedClock = field(default_factory=StoppedClock)
    zone: str | None = "Europe/Berlin"
    play: Play | None = None  # in place of the engine
    program: Program[StoppedClock] = field(init=False)
    messenger: DiscordMessenger = field(init=False)
    core: Core = field(init=False)
    env: simcord.Env = field(init=False)

    def client(self, words: Words = WORDS, **options: Any) -> NextStepClient:  # noqa: ANN401 - the client's
        """Start the program anew on what is kept, and return its client."""
        self.messenger = DiscordMessenger(WORDS)
        self.program = assemble(PACK, self.people, self.clock, {"discord": self.messenger}, zone=self.zone)
        if self.play:
            self.program.coach.play = self.play
        servers = Servers(self.records)
        self.program.coach.new_state = partial(stranger, servers, zone=self.zone)
        self.core = core_of(self.program)
        return NextStepClient(self.core, self.messenger, words, servers, **{"shard_count": 1, **options})

    async def wait(self, **by: float) -> None:
        """Let time pass and what is due be said."""
        until = self.clock.at + timedelta(**by)
        while (due := await self.program.alarm.next_due()) is not None and due <= until:
            self.clock.at = max(due, self.clock.at)
            with self.env._bot_scope():
                await self.program.sweep()
        self.clock.at = until
        await self.env.settle()


@asynccontextmanager
async def running(world: World | None = None, **options: Any) -> AsyncIterator[World]:  # noqa: ANN401 - the client's
    """Run a world."""
    world = world or World()
    async with simcord.run(world.client(**options)) as env:
        world.env = env
        yield world


def in_a_server(world: World) -> tuple[simcord.ChannelHandle, simcord.UserHandle, simcord.MemberActor]:
    """Return a channel of a new server, and Anna, who is a member there, as herself and as the member."""
    guild = world.env.create_guild()
    user = world.env.create_user("anna")
    return guild.create_text_channel("general"), user, guild.add_member(user)


def label_of(step: str, choice: str) -> str:
    """What stands on a button, as the content has it now."""
    return next(one.label for one in PACK.steps[step].choices if one.id == choice)


def key_of(user: Someone) -> PersonKey:
    """Whose conversation it is in the core."""
    return PersonKey("discord", str(user.id))


async def plan_nudge(world: World, user: Someone, **later: float) -> None:
    """Let somebody have planned a next step, with no talk open."""
    drawer = await world.people.load(key_of(user))
    assert drawer is not None
    nudge = Nudge(id="n9", kind="plan", due=world.clock.at + timedelta(**later), asked=True, note="call Mira")
    state = replace(drawer.state, nudges={**drawer.state.nudges, "n9": nudge}, frames=())
    await world.people.commit(replace(drawer, state=state))
    await world.program.wind(key_of(user))


def command(name: str) -> dict[str, Any]:
    """What Discord sends of `/nextstep name`."""
    return {"id": "1", "name": "nextstep", "type": 1, "options": [{"type": 1, "name": name, "options": []}]}


def start(
    world: World,
    user: simcord.UserHandle,
    data: Mapping[str, Any],
    *,
    kind: int,
    place: tuple[int, int] | None = None,
    **more: Any,  # noqa: ANN401 - fields of Discord's payload
) -> simcord.InteractionResult:
    """Do what the actors of simcord can't: an interaction as Discord may send it; don't wait for what comes of it."""
    record, payload = base_payload(
        world.env.backend,
        type=kind,
        channel_id=place[0] if place else user.dm_channel.id,
        guild_id=place[1] if place else None,
        user_id=user.id,
        data=dict(data),
    )
    world.env.backend.emit("INTERACTION_CREATE", payload | more)
    return simcord.InteractionResult(world.env, record)


async def interact(
    world: World,
    user: simcord.UserHandle,
    data: Mapping[str, Any],
    *,
    kind: int,
    **more: Any,  # noqa: ANN401 - as above
) -> simcord.InteractionResult:
    """Do the same, and wait for what comes of it."""
    result = start(world, user, data, kind=kind, **more)
    await world.env.settle()
    return result


def start_press(world: World, user: simcord.UserHandle, message_id: int, custom_id: str) -> simcord.InteractionResult:
    """Press a button, also one that is only shown on an old screen, and don't wait for what comes of it."""
    backend = world.env.backend
    record, payload = base_payload(
        backend,
        type=COMPONENT,
        channel_id=user.dm_channel.id,
        guild_id=None,
        user_id=user.id,
        data={"custom_id": custom_id, "component_type": BUTTON},
    )
    record.source_message_id = message_id
    shown: dict[str, Any] = dict(
        serializers.message_payload(backend, backend.get_message(user.dm_channel.id, message_id))
    )
    if custom_id not in buttons(shown["components"]).values():
        button = {"type": BUTTON, "style": 2, "custom_id": custom_id, "label": "x"}
        shown["components"] = [{"type": 1, "components": [button]}]
    backend.emit("INTERACTION_CREATE", {**payload, "message": shown})
    return simcord.InteractionResult(world.env, record)


def hear(world: World, number: int, user: simcord.UserHandle, more: Mapping[str, Any]) -> None:
    """Let a message of any kind come in from somebody's direct messages."""
    backend = world.env.backend
    written = next(one for one in backend.messages[user.dm_channel.id].values() if one.author_id == user.id)
    payload = {**serializers.message_payload(backend, written), "id": str(number), "channel_type": 1}
    backend.emit("MESSAGE_CREATE", {**payload, **more})


def sent_to_channels(world: World) -> list[dict[str, Any]]:
    """What was sent as a message of its own, not as the answer to an interaction."""
    asked = [one for one in world.env.http_requests if one.method == "POST" and one.path.endswith("/messages")]
    return [one.json for one in asked if isinstance(one.json, dict)]


def answers(result: simcord.InteractionResult) -> list[str]:
    """Everything an interaction was answered with."""
    first = [result.response.content] if result.response and result.response.content else []
    return first + [followup.content for followup in result.followups]


# --- what somebody sees -----------------------------------------------------------------------------------------------


def said(user: simcord.UserHandle) -> list[discord.Message]:
    """Everything the bot wrote into somebody's direct messages."""
    return [message for message in user.dm_channel.history() if message.author.bot]


def newest(user: simcord.UserHandle) -> discord.Message:
    """The newest thing the bot wrote to somebody."""
    return said(user)[-1]


def buttons(components: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Labels of buttons and what they carry."""
    found = {}
    for one in components:
        if one["type"] == BUTTON:
            found[str(one.get("label"))] = str(one.get("custom_id") or one.get("url"))
        found |= buttons(one.get("components", ()))
    return found


def buttons_under(message: discord.Message) -> dict[str, str]:
    """Labels of the buttons under a message and what they carry."""
    return buttons([component.to_dict() for component in message.components])


async def press(user: simcord.UserHandle, label: str) -> simcord.InteractionResult:
    """Press a button in the newest message that has one of this label; it must be acknowledged."""
    message = next(one for one in reversed(said(user)) if label in buttons_under(one))
    result = await user.click(message, label=label)
    assert isinstance(result, simcord.InteractionResult)
    assert result.acknowledged
    return result
