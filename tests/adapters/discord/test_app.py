"""The library itself, over sockets, against a small Discord on loopback."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest

from adapters.discord import turns
from adapters.discord.app import Discord
from adapters.discord.delivery import DiscordMessenger
from adapters.discord.pace import Pace
from adapters.discord.servers import Servers
from adapters.discord.settings import DiscordSettings
from bot.bootstrap.supervisor import supervise
from bot.domain.person import PersonKey
from bot.errors import NextStepError, SettingsError
from bot.ports import Delivered, Outgoing, Receipt, TryLater
from tests.adapters.discord.loopback import APP, TOKEN, Fault, SmallDiscord, small_discord
from tests.adapters.discord.world import EVENING, WORDS, World
from tests.fakes import message

ANNA, BEN = 1456074443980900000, 1456074443980900010
KEY = PersonKey("discord", str(ANNA))
SETTINGS = DiscordSettings(token=TOKEN, app_id=APP)


@dataclass(slots=True)
class Bot:
    """A whole bot on a small Discord."""

    there: SmallDiscord
    world: World
    discord: Discord

    async def deliver(self, text: str = "hello", number: int = 0) -> Receipt:
        outgoing = Outgoing(id=f"0123456789abcdef-{number}", created_at=EVENING, message=message(text))
        return await self.world.messenger.deliver(KEY, outgoing)


class Later:
    """A doorbell that tells to when something was put off."""

    def __init__(self) -> None:
        self.put_off_to: asyncio.Queue[datetime] = asyncio.Queue()

    def wake_at(self, due: datetime | None) -> None:
        if due is not None:
            self.put_off_to.put_nowait(due)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    world = World()
    world.client()
    async with small_discord(tmp_path) as there:
        discord = Discord(
            settings=SETTINGS,
            words=WORDS,
            servers=Servers(world.records),
            messenger=world.messenger,
            connector=there.connector,
            drain=2,
        )
        yield Bot(there, world, discord)


@pytest.fixture
async def logged_in(bot: Bot) -> AsyncIterator[Bot]:
    """A bot that can send, and hears nothing."""
    client = bot.discord.client(bot.world.core, syncs=False)
    await client.login(TOKEN)
    yield bot
    await client.close()


async def test_a_message_whose_receipt_was_lost_is_recognised_when_it_is_sent_again(logged_in: Bot) -> None:
    logged_in.there.faults.append(Fault(late=True))
    assert await logged_in.deliver() == TryLater()
    assert await logged_in.deliver() == Delivered()
    assert [one["content"] for one in logged_in.there.messages] == ["hello"]
    first, second = logged_in.there.attempts
    assert first == second
    assert first["enforce_nonce"] is True
    assert await logged_in.deliver(number=1) == Delivered()
    assert len(logged_in.there.messages) == 2


@pytest.mark.parametrize(
    ("fault", "receipt"),
    [
        (Fault(), TryLater()),
        (Fault(status=503), TryLater()),
        (
            Fault(status=429, body={"retry_after": 42.0, "code": 0}, headers={"Via": "1.1 google"}),
            TryLater(after=timedelta(seconds=42)),
        ),
        (Fault(status=429, body={}, headers={"Retry-After": "7"}), TryLater(after=timedelta(seconds=7))),
        (Fault(status=429, body={"retry_after": 0.01}, headers={"Via": "1.1 google"}), Delivered()),
    ],
)
async def test_what_the_network_and_its_limits_answer_is_a_receipt(
    logged_in: Bot, fault: Fault, receipt: Receipt
) -> None:
    logged_in.there.faults.append(fault)
    assert await logged_in.deliver() == receipt
    assert await logged_in.deliver() == Delivered()
    assert len(logged_in.there.messages) == 1


async def test_reminders_leave_at_their_pace_and_answers_at_once(logged_in: Bot) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    messenger = DiscordMessenger(WORDS, pace=Pace(0.5, now=lambda: 100.0, wait=wait))
    messenger.direct.client = logged_in.world.messenger.direct.client

    async def deliver(number: int, nudge: str | None) -> Receipt:
        outgoing = Outgoing(
            id=f"0123456789abcdef-{number}", created_at=EVENING, message=message("hello"), nudge_id=nudge
        )
        return await messenger.deliver(KEY, outgoing)

    receipts = [await deliver(number, "n1") for number in range(4)]
    assert waited == [2, 4]
    assert receipts == [Delivered()] * 3 + [TryLater(after=timedelta(seconds=6))]
    assert await deliver(4, None) == Delivered()
    assert len(waited) == 2


async def test_of_a_long_message_only_what_has_not_arrived_is_sent_again(logged_in: Bot) -> None:
    logged_in.there.faults.append(Fault(status=503))
    long = "first " * 300 + "\n\n" + "second " * 200
    assert await logged_in.deliver("x" * 10, number=5) == TryLater()
    assert await logged_in.deliver(long, number=6) == Delivered()
    assert len(logged_in.there.messages) == 2
    logged_in.there.messages.clear()
    logged_in.there.attempts.clear()
    logged_in.there.faults.extend([])
    assert await logged_in.deliver(long, number=6) == Delivered()
    assert logged_in.there.attempts == []


async def test_a_direct_message_is_answered_and_a_stop_lets_what_has_begun_end(bot: Bot) -> None:
    stop = asyncio.Event()
    serving = asyncio.create_task(bot.discord.serve(bot.world.core, stop))
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    assert [one["name"] for one in bot.there.commands] == ["nextstep", WORDS.menu["reflect"]]
    await bot.there.write(ANNA, "i was rejected by Larch Bakery after the second interview")
    await bot.there.seen(2)
    bot.world.people.slow = 0.2
    await bot.there.write(ANNA, "later")
    await asyncio.wait_for(bot.world.people.asked_slowly.wait(), timeout=10)
    stop.set()
    await asyncio.wait_for(serving, timeout=10)
    assert len(bot.there.messages) == 3
    drawer = await bot.world.people.load(KEY)
    assert drawer is not None
    assert drawer.outbox == ()
    assert await bot.deliver() == TryLater()


async def test_what_is_heard_while_it_ends_is_kept_and_answered_at_the_next_start(bot: Bot) -> None:
    stop = asyncio.Event()
    serving = asyncio.create_task(bot.discord.serve(bot.world.core, stop))
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    bot.world.people.slow_for = {PersonKey("discord", str(BEN)): 0.1, KEY: 1}
    for user in (BEN, ANNA):  # Ben is waited for; Anna writes after that has begun
        bot.world.people.asked_slowly.clear()
        await bot.there.write(user, "i was rejected by Larch Bakery after the second interview")
        await asyncio.wait_for(bot.world.people.asked_slowly.wait(), timeout=10)
        stop.set()
    await asyncio.wait_for(serving, timeout=10)
    bot.world.people.slow_for = {}
    drawer = await bot.world.people.load(KEY)
    assert drawer is not None
    assert drawer.state.cases
    assert {one["channel_id"] for one in bot.there.messages} == {str(BEN + 1)}
    assert drawer.outbox


async def test_it_opens_as_many_connections_as_are_set_and_asks_for_the_least_on_each(bot: Bot) -> None:
    bot.discord.settings = replace(SETTINGS, shards=2)
    stop = asyncio.Event()
    serving = asyncio.create_task(bot.discord.serve(bot.world.core, stop))
    await bot.there.identified_as(2)  # Discord wants five seconds between them, and the library waits for that
    assert sorted(bot.there.shards) == [[0, 2], [1, 2]]
    assert bot.there.intents == {discord.Intents(guilds=True, dm_messages=True).value}
    stop.set()
    await asyncio.wait_for(serving, timeout=10)


async def test_an_answer_whose_receipt_was_lost_is_not_given_twice(bot: Bot) -> None:
    stop, later = asyncio.Event(), Later()
    bot.world.program.coach.doorbell = later
    serving = asyncio.create_task(bot.discord.serve(bot.world.core, stop))
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    bot.there.faults.append(Fault(late=True))
    await bot.there.use(ANNA, "about")
    await bot.there.seen(1)
    bot.world.clock.at = await asyncio.wait_for(later.put_off_to.get(), timeout=10)
    await bot.world.program.sweep()
    await bot.there.seen(2)
    first, second = (one["content"] for one in bot.there.messages)
    assert "program" in first
    assert first != second
    assert [attempt.get("type") for attempt in bot.there.attempts] == [4, 5, None]
    stop.set()
    await asyncio.wait_for(serving, timeout=10)
    assert len(bot.there.messages) == 2


async def test_a_notice_that_meets_the_announcement_of_an_answer_comes_after_it(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ANSWER_WITHIN", 0.01)
    stop = asyncio.Event()
    serving = asyncio.create_task(bot.discord.serve(bot.world.core, stop))
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    bot.world.people.full, bot.world.people.slow = True, 0.05
    bot.there.slow = 0.5  # so it fails while the announcement is on its way
    await bot.there.use(ANNA, "about")
    await bot.there.seen(2)
    assert [attempt.get("type") for attempt in bot.there.attempts] == [5, None]
    assert bot.there.messages[-1]["content"] == WORDS.notices["failed"]
    stop.set()
    await asyncio.wait_for(serving, timeout=10)


async def test_a_connection_that_breaks_down_is_made_again_and_nobody_is_lost(bot: Bot) -> None:
    stop, waited = asyncio.Event(), list[float]()

    async def wait(_stop: asyncio.Event, seconds: float) -> None:
        waited.append(seconds)

    async def serve(stopping: asyncio.Event) -> None:
        await bot.discord.serve(bot.world.core, stopping)

    running = asyncio.create_task(supervise({"discord": serve}, stop, wait=wait))
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    bot.there.opening.clear()
    await bot.there.push("MESSAGE_CREATE", {"id": "no number"})  # ends the library's own loop
    await asyncio.wait_for(bot.there.opening.wait(), timeout=10)
    assert bot.there.shards == [[0, 1]] * 2
    assert waited == [2]
    await bot.there.write(ANNA, "i was rejected by Larch Bakery after the second interview")
    await bot.there.seen(2)
    stop.set()
    assert await asyncio.wait_for(running, timeout=10) == []


async def test_a_token_that_is_not_taken_is_told_in_words_and_not_tried_again(bot: Bot) -> None:
    bot.there.token = "another"  # noqa: S105 - made up
    with pytest.raises(SettingsError, match="NEXTSTEP_DISCORD_TOKEN"):
        await bot.discord.serve(bot.world.core, asyncio.Event())
    assert "NEXTSTEP_DISCORD_TOKEN" in (await bot.discord.check(bot.world.core))[0]
    with pytest.raises(NextStepError, match="NEXTSTEP_DISCORD_TOKEN"):
        await bot.discord.sync(bot.world.core)


async def test_the_check_says_what_is_wrong_in_the_portal_and_that_commands_are_unknown(bot: Bot) -> None:
    (nothing_known,) = await bot.discord.check(bot.world.core)
    for name in (WORDS.menu["reflect"], "nextstep help", "nextstep invite", "run `nextstep discord sync`"):
        assert name in nothing_known
    assert await bot.discord.sync(bot.world.core) == 2
    assert await bot.discord.check(bot.world.core) == []
    group = next(one for one in bot.there.commands if one["name"] == "nextstep")
    forgotten = group["options"].pop()
    assert await bot.discord.check(bot.world.core) == [
        f"Discord doesn't know all commands yet (nextstep {forgotten['name']}): run `nextstep discord sync`"
    ]
    group["options"] += [forgotten, {**forgotten, "name": "mood"}]
    assert await bot.discord.check(bot.world.core) == [
        "Discord still shows commands that are gone (nextstep mood): run `nextstep discord sync`"
    ]
    group["options"].pop()
    bot.there.app = {
        "bot_public": False,
        "bot_require_code_grant": True,
        "interactions_endpoint_url": "https://example.com",
        "integration_types_config": {"0": {}},
    }
    problems = await bot.discord.check(bot.world.core)
    wanted = ("endpoint", "private", "code grant", "for themselves")
    assert [word for word, problem in zip(wanted, problems, strict=True) if word in problem] == list(wanted)
