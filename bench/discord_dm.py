"""From a direct message on Discord to the answer, with Discord itself left out: its REST calls answer at once.

`discord.dm.durable` is a whole turn on the real pack with every change on disk. `discord.dm.adapter` is the adapter
alone, with a coach that says the same sentence each time; its floor is the library alone, which is told to send the
very same message with buttons of its own. What the adapter adds to that is its own share: processor time, for the clock
on the wall counts what else the machine does, and the median of rounds in which both took their turn.
"""

import asyncio
import dataclasses
import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Any, cast

import discord

from adapters.discord.client import NextStepClient, least_intents
from adapters.discord.core import Core
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.outgoing import parts
from adapters.discord.servers import Servers
from adapters.discord.words import load_words
from bench.figures import Figure, figure
from bot.bootstrap.discord import core_of
from bot.bootstrap.platforms import SystemClock
from bot.bootstrap.program import assemble
from bot.content.pack import content_folder, load_pack
from bot.domain.messages import Choice, Event, Message, Paragraph, Span, SpanKind
from bot.domain.person import PersonKey
from bot.ports import Outgoing
from bot.storage.people import DrawerCabinet
from bot.storage.records import MemoryRecords

ROUNDS = 120
EACH = 25
WARM = 200
PEOPLE = 50
TEXTS = (
    "i was rejected by Larch Bakery after the second interview",
    "talk it through",
    "i keep wondering who they picked",
    "later",
)
ME = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
SAID = Message(
    paragraphs=(
        Paragraph(spans=(Span(text="I'm sorry. A *no* from "), Span(text="Acme", kind=SpanKind.SAID), Span(text="."))),
        Paragraph(spans=(Span(text="There's no right way to spend the next few minutes. Which of these would help?"),)),
    ),
    choices=tuple(Choice(label=f"One of four ways, {place}", token=f"1.rejected.ways.{place}") for place in range(4)),
    visit=1,
)


def _outgoing(number: int, reply_to: str | None = None) -> Outgoing:
    return Outgoing(id=f"{number:016x}-0", created_at=SystemClock().now(), message=SAID, reply_to=reply_to)


class OneSentence:
    """A coach that always says the same, and keeps nothing."""

    def __init__(self, messenger: DiscordMessenger) -> None:
        self._messenger = messenger
        self._numbers = count()

    async def handle(self, person: PersonKey, event: Event, *, reply_to: str | None = None) -> None:
        """Say the sentence."""
        del event
        await self._messenger.deliver(person, _outgoing(next(self._numbers), reply_to))


class Told:
    """Says when a coach is through with a message."""

    def __init__(self, coach: Any) -> None:  # noqa: ANN401 - either coach
        self._coach = coach
        self.over = asyncio.Event()

    async def handle(self, person: PersonKey, event: Event, *, reply_to: str | None = None) -> None:
        """Let the coach have it."""
        await self._coach.handle(person, event, reply_to=reply_to)
        self.over.set()


class Alone(discord.AutoShardedClient):
    """The library with nothing around it."""

    def __init__(self) -> None:
        super().__init__(intents=least_intents(), max_messages=None, allowed_mentions=discord.AllowedMentions.none())
        self.over = asyncio.Event()
        (self._part,) = parts(SAID)
        self._numbers = count()

    async def on_message(self, message: discord.Message) -> None:
        """Answer with the message that the adapter sends."""
        view = discord.ui.View(timeout=None)
        for button in self._part.buttons:
            view.add_item(discord.ui.Button(label=button.label, custom_id=button.id))
        view.stop()
        number = _outgoing(next(self._numbers)).id  # made here as well, for it is the coach's and not the adapter's
        await message.channel.send(self._part.content, view=view, nonce=number, suppress_embeds=True)
        self.over.set()


def _message(number: int, user: int, author: dict[str, Any], content: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {key: [] for key in ("embeds", "attachments", "mentions", "mention_roles", "components")}
    plain = dict.fromkeys(("tts", "pinned", "mention_everyone"), False)
    fixed = {"id": str(number), "channel_id": str(user + 1), "type": 0, "edited_timestamp": None, "flags": 0}
    return {**nothing, **plain, **fixed, "author": author, "content": content, "timestamp": "2026-11-23T21:40:00+00:00"}


async def _ready(client: discord.AutoShardedClient) -> Callable[[int, str], None]:
    """Make a client ready without a network, and return how a direct message reaches it."""
    numbers = count(1456074443980900000)

    async def request(route: Any, **_: object) -> dict[str, Any]:  # noqa: ANN401 - the library's own
        return _message(next(numbers), int(route.channel_id) - 1, ME, "")

    inside: Any = client  # where the network would come in
    inside.http.request = request
    await inside._async_setup_hook()  # noqa: SLF001 - what `login` does, without asking anybody
    state = inside._connection  # noqa: SLF001 - as above
    state.user = discord.ClientUser(state=state, data=cast("Any", ME))
    await client.setup_hook()
    hear = state.parsers["MESSAGE_CREATE"]

    def write(user: int, text: str) -> None:
        author = {"id": str(user), "username": "u", "discriminator": "0", "avatar": None}
        hear({**_message(next(numbers), user, author, text), "channel_type": 1})

    return write


class Line:
    """One client, and how long it takes over messages."""

    def __init__(self, write: Callable[[int, str], None], over: asyncio.Event) -> None:
        self._write = write
        self._over = over
        self._numbers = count()
        self.taken: list[int] = []
        self.worked: list[float] = []  # processor time of a message (ns), one for each call

    async def time(self, number: int) -> None:
        """Write so many messages, each after the answer to the one before, and note what they took."""
        worked = process_time_ns()
        for place in islice(self._numbers, number):
            text = TEXTS[place // PEOPLE % len(TEXTS)]
            begun = perf_counter_ns()
            self._write(10_000 + 2 * (place % PEOPLE), text)
            await self._over.wait()
            self.taken.append(perf_counter_ns() - begun)
            self._over.clear()
        self.worked.append((process_time_ns() - worked) / number)

    def forget(self) -> None:
        """Start measuring anew."""
        self.taken.clear()
        self.worked.clear()


async def _alone() -> Line:
    client = Alone()
    return Line(await _ready(client), client.over)


async def _with_adapter(messenger: DiscordMessenger, core: Core) -> Line:
    told, words = Told(core.coach), load_words(content_folder())
    core = dataclasses.replace(core, coach=told)  # type: ignore[arg-type]
    client = NextStepClient(core, messenger, words, Servers(MemoryRecords()), sync=False)
    return Line(await _ready(client), told.over)


async def _run(folder: Path) -> tuple[Line, Line, Line]:
    words, clock = load_words(content_folder()), SystemClock()
    messenger, simple = DiscordMessenger(words), DiscordMessenger(words)
    with DrawerCabinet(folder) as people:
        program = assemble(load_pack(content_folder()), people, clock, {"discord": messenger}, zone="UTC")
        core = core_of(program)
        coach: Any = OneSentence(simple)
        lines = (
            await _alone(),
            await _with_adapter(simple, dataclasses.replace(core, coach=coach)),
            await _with_adapter(messenger, core),
        )
        for line in lines:
            await line.time(WARM)
            line.forget()
        gc.freeze()  # as the program does once it is ready
        for _ in range(ROUNDS):  # turn about, so that a busy machine is busy for all of them
            for line, number in zip(lines, (EACH, EACH, EACH // 5), strict=True):
                await line.time(number)
    return lines


def run() -> Iterator[Figure]:
    """Measure direct messages."""
    with tempfile.TemporaryDirectory() as folder:
        alone, adapter, durable = asyncio.run(_run(Path(folder)))
    floor, share = alone.taken, [ours - theirs for ours, theirs in zip(adapter.worked, alone.worked, strict=True)]
    yield {
        **figure("discord.dm.durable", durable.taken, floor=floor, of="message"),
        "cpu_us": _us(durable.worked),
    }
    yield {
        **figure("discord.dm.adapter", adapter.taken, floor=floor, of="message"),
        "cpu_us": _us(adapter.worked),
        "floor_cpu_us": _us(alone.worked),
        "own_share_us": _us(share),
    }


def _us(worked: Sequence[float]) -> float:
    return round(median(worked) / 1000, 1)
