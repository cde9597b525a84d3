"""Removals at bad moments: while something is under way, while nobody listens, and told of too late."""

import asyncio
from datetime import timedelta

import pytest

from adapters.slack.tokens import AHEAD
from bot.ports import TryLater
from bot.storage.memory import MemoryPeople
from bot.storage.records import MemoryRecords
from tests.adapters.slack.harness import Program, running
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack, Fault
from tests.adapters.slack.test_delivery import outgoing, with_a_nudge
from tests.adapters.slack.test_oauth import ends_at, grant, install, installed, many
from tests.fakes import StoppedClock

# Slack's client still hands its credentials over as aiohttp no longer likes it.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def nearly_over(program: Program) -> None:
    """Let time pass until the token is to be exchanged."""
    program.clock.at += timedelta(seconds=await ends_at(program) - AHEAD - program.clock.now().timestamp() + 1)


async def statuses(program: Program, team: str = "T01") -> set[str]:
    return {str(nudge.status) for nudge in (await program.drawer("U1", team)).state.nudges.values()}


async def test_a_removal_during_the_exchange_of_a_token_stays_one(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        await installed(slack, program)
        await nearly_over(program)
        slack.asked["oauth.v2.access"].clear()
        slack.until["oauth.v2.access"] = asyncio.Event()
        anna = Member(program, team="T1")
        writing = asyncio.create_task(anna.says("help"))
        await asyncio.wait_for(slack.asked["oauth.v2.access"].wait(), timeout=10)
        await program.event(anna.event({"type": "app_uninstalled"}))
        slack.until["oauth.v2.access"].set()
        await writing
        assert list(await program.records.names("installation/")) == []
        assert anna.dm == []


async def test_a_token_exchanged_while_something_is_on_its_way_parks_nobody(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        await installed(slack, program)
        person = Member(program, team="T1")
        await person.says("help")
        key = (await program.drawer("U1", "T1")).state.person.key
        slack.asked["chat.postMessage"].clear()
        slack.until["chat.postMessage"] = asyncio.Event()
        sending = asyncio.create_task(program.app.messenger.deliver(key, outgoing()))
        await asyncio.wait_for(slack.asked["chat.postMessage"].wait(), timeout=10)
        await nearly_over(program)
        await program.app.tokens.fresh("T1")  # from now on Slack does not know the token it was sent with
        slack.until["chat.postMessage"].set()
        assert await sending == TryLater()


async def test_a_removal_while_a_nudge_is_being_sent_is_answered_at_once_and_sends_nothing_more(
    slack: FakeSlack,
) -> None:
    slack.grants["c1"] = grant("T01", "xoxb-01")
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        anna = Member(program)
        await with_a_nudge(anna)
        program.clock.move(timedelta(hours=26))
        slack.asked["chat.postMessage"].clear()
        slack.until["chat.postMessage"] = asyncio.Event()
        sweeping = asyncio.create_task(program.nudges.sweep())
        await asyncio.wait_for(slack.asked["chat.postMessage"].wait(), timeout=10)
        async with asyncio.timeout(1):
            assert await program.event(anna.event({"type": "app_uninstalled"})) == 200
        slack.until["chat.postMessage"].set()
        await sweeping
        await program.settled()
        calls = len(slack.calls)
        await program.wait(days=60)
        assert len(slack.calls) == calls
        assert "planned" not in await statuses(program)


async def test_a_removal_nobody_heard_of_is_found_and_its_data_deleted_in_time(slack: FakeSlack) -> None:
    records, people, clock = MemoryRecords(), MemoryPeople(), StoppedClock()
    slack.grants["c1"] = grant("T01", "xoxb-01")
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await install(program, "c1")
        await with_a_nudge(Member(program))
    slack.fail("auth.test", Fault(error="account_inactive"))
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await program.settled()
        assert list(await records.names("")) == ["left/T01"]
        assert await statuses(program) == {"parked"}
    clock.move(timedelta(days=30))
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await program.settled()
        assert [key async for key in people.everyone()] == []


async def test_an_app_that_comes_back_while_it_is_looked_for_stays(slack: FakeSlack) -> None:
    records = MemoryRecords()
    slack.grants.update(c1=grant("T01", "xoxb-01"), c2=grant("T01", "xoxb-02"))
    async with running(slack, chosen=many(slack), records=records) as program:
        await install(program, "c1")
    slack.asked["auth.test"].clear()
    slack.until["auth.test"] = asyncio.Event()
    async with running(slack, chosen=many(slack), records=records) as program:
        await asyncio.wait_for(slack.asked["auth.test"].wait(), timeout=10)
        looking = slack.until.pop("auth.test")
        await install(program, "c2")
        slack.fail("auth.test", Fault(error="account_inactive"))  # what is said of the token before
        looking.set()
        await program.settled()
        assert list(await records.names("")) == ["installation/T01"]
        anna = Member(program)
        await anna.says("help")
        assert anna.dm


@pytest.mark.parametrize("error", ["invalid_auth", "internal_error", "ratelimited"])
async def test_on_doubt_nobody_is_taken_for_removed(slack: FakeSlack, error: str) -> None:
    records = MemoryRecords()
    slack.grants["c1"] = grant("T01", "xoxb-01")
    async with running(slack, chosen=many(slack), records=records) as program:
        await install(program, "c1")
    slack.fail("auth.test", Fault(error=error))
    async with running(slack, chosen=many(slack), records=records) as program:
        await program.settled()
        assert list(await records.names("installation/")) == ["installation/T01"]


async def test_a_removal_told_of_after_the_app_came_back_changes_nothing(slack: FakeSlack) -> None:
    slack.grants.update(c1=grant("T01", "xoxb-01"), c2=grant("T01", "xoxb-02"))
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        anna = Member(program)
        removal = anna.event({"type": "app_uninstalled"})
        await program.event(removal)
        program.clock.move(timedelta(minutes=5))
        await install(program, "c2")
        await program.event(removal)  # Slack sends again what was not acknowledged in time
        await anna.says("help")
        assert anna.dm


async def test_the_same_user_id_in_two_workspaces_is_two_people(slack: FakeSlack) -> None:
    slack.grants.update(c1=grant("T1", "xoxb-t1"), c2=grant("T2", "xoxb-t2"))
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        await install(program, "c2")
        anna, ben = Member(program, "U1", team="T1"), Member(program, "U1", team="T2")
        await anna.says("i got rejected by Acme Foundation, program director")
        await ben.says("lessons")
        assert not (await program.drawer("U1", "T2")).state.cases
        assert (await program.drawer("U1", "T1")).state.cases
        said_to = {call.token for call in slack.calls if call.method == "chat.postMessage" and "Acme" in str(call.args)}
        assert said_to == {"xoxb-t1"}
        await program.event(anna.event({"type": "app_uninstalled"}))
        await program.settled()
        assert (await program.drawer("U1", "T2")).state.person.unreachable is None
