"""What a transcript says in the terminal (`tests/transcripts`), it says on Discord."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord
from discord import app_commands
from msgspec.structs import replace

from adapters.discord.outgoing import WRITE
from bot.bootstrap.console import person_key
from bot.bootstrap.transcripts import UNKNOWN_ZONE, difference, read_transcript
from bot.content.transcript import Bot, Down, Entry, Pressed, Restart, Transcript, Used, Wait, You
from bot.content.transcript_writer import render
from bot.dialogue.engine import step
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain import calendar
from bot.domain.messages import Event
from bot.domain.person import Person
from tests.adapters.discord.world import (
    PACK,
    StoppedClock,
    World,
    buttons,
    command,
    interact,
    key_of,
    running,
    start_press,
)
from tests.shipped import playbook

TRANSCRIPTS = playbook().paths()
COMMAND = 2
_MOMENT = re.compile(r"<t:(\d+):F>")
_LINK = re.compile(r"(?<!\\)\[([^\]\n]+)\]\((https?://[^)\s]+)\)")


def as_in_the_terminal(state: State, event: Event, now: datetime) -> Turn:
    """Play an event with the phrasings of whoever sits at the terminal, for those differ from person to person."""
    key = state.person.key
    turn = step(PACK, replace(state, person=replace(state.person, key=person_key("me"))), event, now)
    return replace(turn, state=replace(turn.state, person=replace(turn.state.person, key=key)))


class Played:
    """A transcript, played by somebody in their direct messages."""

    def __init__(self, transcript: Transcript, world: World) -> None:
        self._transcript = transcript
        self._world = world
        self._anna = world.env.create_user("anna")
        self._shown: dict[str, str] = {}  # every button that was ever shown, also those that are over
        self._read = 0

    async def entries(self) -> list[Entry]:
        """Play it to the end and return what happened and what was said."""
        played: list[Entry] = []
        for entry in self._transcript.entries:
            if not isinstance(entry, Bot):
                await self._happen(entry)
                played += [entry, *[heard async for heard in self._heard()]]
        return played

    async def _happen(self, entry: Entry) -> None:
        match entry:
            case You(text=text):
                await self._anna.send_dm(text)
            case Pressed(label=label):
                await self._press(self._shown[label])
            case Used(command=name, argument=argument):
                await self._use(name, argument)
            case Wait(span=span, until=until):
                now = self._world.clock.now()
                wanted = calendar.instant(until, self._transcript.zone) if until else now + (span or timedelta(0))
                await self._world.wait(seconds=(wanted - now).total_seconds())
            case Restart() | Down():
                self._world.clock.at += entry.span if isinstance(entry, Down) else timedelta(0)
                await self._restart()
            case _:
                pass

    async def _press(self, custom_id: str) -> None:
        """Press a button, also one that is only shown on an old screen."""
        written = self._world.env.backend.messages[self._anna.dm_channel.id].values()
        there = max(message.id for message in written if message.author_id != self._anna.id)
        pressed = start_press(self._world, self._anna, there, custom_id)
        await self._world.env.settle()
        assert pressed.acknowledged

    async def _use(self, name: str, argument: str) -> None:
        data = command(name)
        if argument:
            data["options"][0]["options"] = [{"type": 3, "name": self._option(name), "value": argument}]
        assert (await interact(self._world, self._anna, data, kind=COMMAND)).acknowledged

    def _option(self, name: str) -> str:
        group: Any = self._world.env.bot.tree.get_command("nextstep")  # type: ignore[attr-defined]
        known = group.get_command(name)
        return str(known.parameters[0].display_name) if known else "text"

    async def _restart(self) -> None:
        await self._world.env.restart_bot(self._world.client())
        await self._world.program.alarm.wind(self._world.people)
        with self._world.env._bot_scope():
            await self._world.program.sweep()
        await self._world.env.settle()

    # --- what was said ------------------------------------------------------------------------------------------------

    async def _heard(self) -> Any:  # noqa: ANN401 - an iterator of what the bot said
        drawer = await self._world.people.load(key_of(self._anna))
        person = drawer.state.person if drawer else None
        requests = self._world.env.http_requests[self._read :]
        self._read += len(requests)
        for told in requests:
            said = said_by(told)
            if said is None or not said.get("content"):
                continue
            shown = buttons(said.get("components") or ())
            self._shown |= shown
            text = self._in_the_terminal(str(said["content"]), person)
            choices = [label for label, carried in shown.items() if not carried.startswith(WRITE)]  # that is only here
            yield Bot(paragraphs=tuple(_split(text)), choices=tuple(choices))

    def _in_the_terminal(self, content: str, person: Person | None) -> str:
        """Return what Discord was told as the terminal shows it."""
        now, zone = self._world.clock.now(), person.zone if person else self._transcript.zone
        locale = person.locale if person else "en"

        def words(found: re.Match[str]) -> str:
            return calendar.in_words(datetime.fromtimestamp(int(found[1]), UTC), zone, now, locale)

        text = re.sub(r"(?<!\\)\*", "", _LINK.sub(r"\1 (\2)", _MOMENT.sub(words, content)))
        return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def said_by(told: simcord.HttpLogEntry) -> Mapping[str, Any] | None:
    """Return the message a request sends, or `None`."""
    body: Any = told.json
    if told.method != "POST" or not isinstance(body, dict):
        return None
    if told.path.endswith("/callback"):
        found: Mapping[str, Any] | None = body["data"] if body["type"] == 4 else None
        return found
    return body if told.path.endswith("/messages") or told.path.startswith("/webhooks/") else None


def _split(text: str) -> list[str]:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return [one for one in lines.strip("\n").split("\n\n") if one]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_a_transcript_is_the_same_conversation_on_discord(path: Path) -> None:
    transcript = read_transcript(path)
    clock = StoppedClock(calendar.instant(transcript.at, transcript.zone).astimezone(UTC))
    zone = None if UNKNOWN_ZONE in transcript.title else transcript.zone
    async with running(World(clock=clock, zone=zone, play=as_in_the_terminal)) as world:
        entries = await Played(transcript, world).entries()
        assert all(isinstance(error, app_commands.CommandNotFound) for error in world.env.errors)
    on_discord = render(dataclasses.replace(transcript, entries=tuple(entries)))
    terminal = render(dataclasses.replace(transcript, entries=tuple(once(transcript.entries))))
    if on_discord != terminal:
        pytest.fail(difference(path, terminal, on_discord), pytrace=False)


def once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Leave out the question that a terminal shows again when it is switched on; in a chat it still stands there."""
    told: set[tuple[str, ...]] = set()
    started = False
    for entry in entries:
        if isinstance(entry, Bot):
            if not (started and entry.paragraphs[-1:] in told):
                yield entry
            told.add(entry.paragraphs[-1:])
        else:
            yield entry
        started = isinstance(entry, Restart | Down)
