"""Installing in many workspaces: from "Add to Slack" to the removal, with tokens that run out."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.slack.settings import Mode, SlackSettings
from adapters.slack.tokens import AHEAD
from bot.domain.person import PersonKey
from bot.storage.memory import MemoryPeople
from bot.storage.records import FOLDER, FolderRecords, MemoryRecords
from tests.adapters.slack.harness import Program, running, settings
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack
from tests.fakes import StoppedClock

# Slack's client still hands its credentials over as aiohttp no longer likes it.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
KEY = bytes(range(32))


def many(slack: FakeSlack) -> SlackSettings:
    return settings(
        slack, mode=Mode.OAUTH, bot_token="", client_id="1.2", client_secret="s3", public_url="https://bot.example"
    )


def grant(team: str, token: str, **more: object) -> dict[str, Any]:
    return {
        "access_token": token,
        "token_type": "bot",
        "bot_user_id": "U0BOT",
        "app_id": "A01",
        "team": {"id": team, "name": "x"},
        "enterprise": None,
        "authed_user": {"id": "U1"},
        "is_enterprise_install": False,
        "scope": "chat:write",
        **more,
    }


async def install(program: Program, code: str) -> aiohttp.ClientResponse:
    """Go through the pages as somebody's browser does."""
    async with program.session.get(f"{program.url}/slack/install", allow_redirects=False) as page:
        text = await page.text()
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    return await back(program, code, state_in(text), cookie)


def state_in(page: str) -> str:
    """Return the state behind the button of the page."""
    address = page.partition('href="https')[2].partition('"')[0].replace("&amp;", "&")
    return parse_qs(urlsplit(address).query)["state"][0]


async def back(program: Program, code: str, state: str, cookie: str) -> aiohttp.ClientResponse:
    url = f"{program.url}/slack/oauth_redirect?code={code}&state={state}"
    async with program.session.get(url, headers={"Cookie": cookie}) as response:
        await response.read()
        return response


async def test_from_install_to_an_answer_to_the_removal(slack: FakeSlack) -> None:
    slack.teams.clear()
    slack.grants["c1"] = grant("T1", "xoxb-t1")
    async with running(slack, chosen=many(slack)) as program:
        assert (await install(program, "c1")).status == 200
        anna = Member(program, team="T1")
        assert await anna.says("i got rejected by Acme Foundation") == 200
        assert "Acme Foundation" in anna.texts()[-1]
        await anna.program.event(anna.event({"type": "app_uninstalled"}))
        said = len(anna.dm)
        await anna.says("hello")
        assert len(anna.dm) == said
        assert list(await program.records.names("installation/")) == []


async def test_the_page_asks_for_the_scopes_of_the_manifest(slack: FakeSlack) -> None:
    async with (
        running(slack, chosen=many(slack)) as program,
        program.session.get(f"{program.url}/slack/install") as page,
    ):
        text = await page.text()
    assert "files:write" in text
    assert "redirect_uri=https" in text


async def test_a_state_holds_once(slack: FakeSlack) -> None:
    slack.grants.update(c1=grant("T1", "xoxb-t1"), c2=grant("T2", "xoxb-t2"))
    async with running(slack, chosen=many(slack)) as program:
        async with program.session.get(f"{program.url}/slack/install") as page:
            text, cookie = await page.text(), page.headers["Set-Cookie"].partition(";")[0]
        state = state_in(text)
        assert (await back(program, "c1", state, cookie)).status == 200
        assert (await back(program, "c2", state, cookie)).status == 401
        assert list(await program.records.names("installation/")) == ["installation/T1"]


async def test_a_state_holds_for_ten_minutes(slack: FakeSlack) -> None:
    slack.grants["c1"] = grant("T1", "xoxb-t1")
    async with running(slack, chosen=many(slack)) as program:
        async with program.session.get(f"{program.url}/slack/install") as page:
            text, cookie = await page.text(), page.headers["Set-Cookie"].partition(";")[0]
        state = state_in(text)
        program.clock.move(timedelta(minutes=11))
        assert (await back(program, "c1", state, cookie)).status == 401


async def test_a_state_of_another_browser_is_refused(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        assert (await back(program, "c1", "made-up", "slack-app-oauth-state=other")).status == 400


async def test_a_code_slack_does_not_know_installs_nothing(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        assert (await install(program, "nothing")).status in {401, 500}
        assert list(await program.records.names("installation/")) == []


async def test_an_organisation_is_one_installation(slack: FakeSlack) -> None:
    slack.grants["c1"] = grant("T1", "xoxb-e1", enterprise={"id": "E1", "name": "x"}, is_enterprise_install=True)
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        anna = Member(program, team="T7")
        message = anna.message("help")
        message["authorizations"][0].update(enterprise_id="E1", is_enterprise_install=True)
        await program.event({**message, "enterprise_id": "E1"})
        assert [key async for key in program.people.everyone()] == [PersonKey("slack", "E1:U1")]


async def test_installations_outlive_the_program_and_are_sealed(slack: FakeSlack, tmp_path: Path) -> None:
    slack.grants["c1"] = grant("T1", "xoxb-t1")
    async with running(slack, chosen=many(slack), records=FolderRecords(tmp_path, KEY)) as program:
        await install(program, "c1")
    assert not any(b"xoxb" in file.read_bytes() for file in (tmp_path / FOLDER).iterdir())
    async with running(slack, chosen=many(slack), records=FolderRecords(tmp_path, KEY)) as program:
        anna = Member(program, team="T1")
        await anna.says("help")
        assert anna.dm


# --- tokens that run out ----------------------------------------------------------------------------------------------


async def installed(slack: FakeSlack, program: Program) -> None:
    slack.grants["c1"] = grant("T1", "xoxe.xoxb-0", refresh_token="xoxe-0", expires_in=43_200)
    slack.refresh_tokens["xoxe-0"] = "T1"
    await install(program, "c1")


async def test_a_token_is_exchanged_ahead_of_its_end_and_only_once(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        await installed(slack, program)
        slack.slow["oauth.v2.access"] = 0.05
        soon = await ends_at(program)
        program.clock.at += timedelta(seconds=soon - AHEAD - program.clock.now().timestamp() + 1)
        members = [Member(program, f"U{number}", team="T1") for number in range(20)]
        assert await asyncio.gather(*(member.says("help") for member in members)) == [200] * 20
        exchanges = [one for one in slack.sent("oauth.v2.access") if one.get("grant_type") == "refresh_token"]
        assert len(exchanges) == 1
        assert all(member.dm for member in members)


async def ends_at(program: Program) -> float:
    record = await program.records.read("installation/T1")
    assert record is not None
    return float(record["expires_at"])


async def test_a_nudge_after_weeks_finds_a_fresh_token(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        await installed(slack, program)
        anna = Member(program, team="T1")
        await anna.says("i got rejected by Acme Foundation, program director")
        await anna.presses("Not now")
        await anna.presses("Yes, look in tomorrow")
        anna.heard()
        program.clock.move(timedelta(days=20))
        await program.nudges.sweep()
        assert len(anna.heard()) == 1
        assert slack.calls[-1].token == (await fresh_token(program))


async def fresh_token(program: Program) -> str:
    record = await program.records.read("installation/T1")
    assert record is not None
    return str(record["token"])


async def test_an_exchange_that_fails_leaves_the_old_token_while_it_holds(slack: FakeSlack) -> None:
    async with running(slack, chosen=many(slack)) as program:
        await installed(slack, program)
        slack.refresh_tokens.clear()
        soon = await ends_at(program)
        program.clock.at += timedelta(seconds=soon - AHEAD - program.clock.now().timestamp() + 1)
        for number in range(5):
            anna = Member(program, f"U{number}", team="T1")
            await anna.says("help")
            assert anna.dm
        assert len([one for one in slack.sent("oauth.v2.access") if "refresh_token" in one]) == 1  # not at each word


async def test_a_new_token_outlives_a_restart(slack: FakeSlack) -> None:
    records, people, clock = MemoryRecords(), MemoryPeople(), StoppedClock()
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await installed(slack, program)
        soon = await ends_at(program)
        clock.at += timedelta(seconds=soon - AHEAD - clock.now().timestamp() + 1)
        await Member(program, team="T1").says("help")
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        anna = Member(program, "U2", team="T1")
        await anna.says("help")
        assert anna.dm


# --- removal ----------------------------------------------------------------------------------------------------------


async def left(program: Program, event: dict[str, Any]) -> Member:
    anna = Member(program)
    await anna.says("i got rejected by Acme Foundation, program director")
    await anna.presses("Not now")
    await anna.presses("Yes, look in tomorrow")
    anna.heard()
    await program.event(anna.event(event))
    return anna


@pytest.mark.parametrize(
    "event",
    [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"], "oauth": []}}],
    ids=str,
)
async def test_after_a_removal_nothing_comes_and_all_is_deleted_in_time(
    slack: FakeSlack, event: dict[str, Any]
) -> None:
    records, people, clock = MemoryRecords(), MemoryPeople(), StoppedClock()
    slack.grants["c1"] = grant("T01", "xoxb-01")
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await install(program, "c1")
        anna = await left(program, event)
        assert {nudge.status for nudge in (await program.drawer("U1")).state.nudges.values()} == {"parked"}
        await program.wait(hours=26)
        assert anna.heard() == []
        state = (await program.drawer("U1")).state
        assert {nudge.status for nudge in state.nudges.values()} == {"parked"}
    clock.move(timedelta(days=28))
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock):
        assert [key async for key in people.everyone()] != []
    clock.move(timedelta(days=2))
    async with running(slack, chosen=many(slack), records=records, people=people, clock=clock) as program:
        await program.settled()
        assert [key async for key in people.everyone()] == []
        assert list(await records.names("")) == []


async def test_a_revoked_token_of_a_user_is_no_removal(program: Program) -> None:
    await left(program, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    assert program.app.installations.get("T01") is not None


async def test_whoever_comes_back_goes_on_where_they_were(slack: FakeSlack) -> None:
    slack.grants.update(c1=grant("T01", "xoxb-01"), c2=grant("T01", "xoxb-02"))
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        anna = await left(program, {"type": "app_uninstalled"})
        await install(program, "c2")
        assert list(await program.records.names("left/")) == []
        await anna.says("lessons")
        assert anna.heard()
        state = (await program.drawer("U1")).state
        assert {nudge.status for nudge in state.nudges.values()} == {"planned"}


async def test_the_removal_of_one_workspace_touches_no_other(slack: FakeSlack) -> None:
    slack.grants.update(c1=grant("T1", "xoxb-t1"), c2=grant("T2", "xoxb-t2"))
    async with running(slack, chosen=many(slack)) as program:
        await install(program, "c1")
        await install(program, "c2")
        anna, ben = Member(program, "U1", team="T1"), Member(program, "U2", team="T2")
        await anna.says("help")
        await ben.says("help")
        await program.event(anna.event({"type": "app_uninstalled"}))
        assert (await program.drawer("U2", "T2")).state.person.unreachable is None
        ben.heard()
        await ben.says("lessons")
        assert ben.heard()
