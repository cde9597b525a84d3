"""What must never leave: somebody's words in a log, a channel, a mention, a link of their making. And the docs."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from msgspec.structs import replace
from structlog.testing import capture_logs

from adapters.discord.commands import GROUP
from tests.adapters.discord.drawings import DOCS, invitation
from tests.adapters.discord.world import (
    PACK,
    WORDS,
    in_a_server,
    key_of,
    label_of,
    press,
    running,
    said,
    sent_to_channels,
)

FIRM = "Zanzibar Quokka Ltd"
HOSTILE = f"i was rejected by **{FIRM}** <@123> @everyone [x](https://evil.example) ```\nfor the # job"


async def test_no_log_line_holds_what_somebody_wrote_or_pressed_whatever_goes_wrong(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as lines:
        async with running() as world:
            channel, user, anna = in_a_server(world)
            world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035)
            await user.send_dm(HOSTILE)
            await press(user, label_of("rejected.ways", "talk"))
            world.people.full = True
            await user.send_dm(HOSTILE)
            await anna.slash(channel, f"{GROUP} rejected", what=HOSTILE)
            world.env.inject_error("POST", "/interactions/*/callback", status=500)
            await anna.slash(channel, f"{GROUP} rejected", what=HOSTILE)
    assert lines
    told = f"{lines} {[record.getMessage() for record in caplog.records]}"
    for word in (*FIRM.split(), "evil.example", "anna", str(user.id), label_of("rejected.ways", "talk")):
        assert word not in told


async def test_what_somebody_wrote_comes_back_as_text_and_calls_nobody() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm("i was rejected by @everyone **Bold** <@1> after the second interview")
        await anna.send_dm("lessons")
        for sent in sent_to_channels(world):
            assert sent["allowed_mentions"] == {"parse": []}
            assert sent["flags"] & 4  # no previews of links
        assert "@everyone" not in " ".join(message.content for message in said(anna)).replace("\\@everyone", "")
        assert not [message for message in said(anna) if message.mentions or message.mention_everyone]


async def test_nothing_that_is_said_anywhere_can_call_somebody() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        role = guild.create_role("hosts", permissions=discord.Permissions(manage_guild=True))
        anna = guild.add_member(user, roles=[role])
        told = await anna.slash(channel, f"{GROUP} rejected", what=HOSTILE)
        await anna.click(told.followups[-1].message, label=label_of("rejected.ways", "talk"))
        await anna.slash(channel, f"{GROUP} invite")
        await user.send_dm(HOSTILE)
        await user.slash(f"{GROUP} about")
        bodies: list[Any] = [one.json for one in world.env.http_requests if isinstance(one.json, dict)]
        said_somewhere = [body.get("data") or body for body in bodies]
        said_somewhere = [one for one in said_somewhere if one.get("content") or one.get("components")]
        assert len(said_somewhere) > 6
        assert [one["allowed_mentions"] for one in said_somewhere] == [{"parse": []}] * len(said_somewhere)
        assert told.followups[-1].message.flags.suppress_embeds  # no previews of links
        assert channel.last_message is not None
        assert not channel.last_message.mentions


async def test_an_answer_given_before_stands_in_the_form_when_it_is_asked_for_again() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        told = await anna.slash(
            channel, f"{GROUP} rejected", what="i was rejected by Larch Bakery after the second interview"
        )
        ways = await anna.click(told.followups[-1].message, label=label_of("rejected.ways", "talk"))
        question = ways.followups[-1].message
        assert field_of(await anna.click(question, label=WORDS.buttons["write"])).get("value") is None
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        (case,) = drawer.state.cases.values()
        slot = PACK.steps[drawer.state.frames[-1].step].save or ""
        case = replace(case, answers={**case.answers, slot: "in my words"})
        await world.people.commit(replace(drawer, state=replace(drawer.state, cases={case.id: case})))
        assert field_of(await anna.click(question, label=WORDS.buttons["write"]))["value"] == "in my words"


def field_of(shown: simcord.InteractionResult) -> dict[str, Any]:
    """The first field of a form."""
    assert shown.modal is not None
    found: dict[str, Any] = shown.modal["components"][0]["component"]
    return found


def test_the_pictures_of_the_docs_are_there_and_the_invitation_is_drawn_as_it_is_sent() -> None:
    text = (DOCS / "discord.md").read_text(encoding="utf-8")
    for name in ("discord-talk.svg", "discord-server.svg", "discord-invitation.svg"):
        assert f"({name})" in text
        assert (DOCS / name).is_file()
    drawn = asyncio.run(invitation())
    assert (DOCS / "discord-invitation.svg").read_text(encoding="utf-8") == drawn, (
        "draw it anew: python -m tests.adapters.discord.drawings"
    )


def test_every_setting_command_and_error_of_discord_is_in_the_docs() -> None:
    text = (DOCS / "discord.md").read_text(encoding="utf-8")
    settings = Path("adapters/discord/settings.py").read_text(encoding="utf-8").split('"""')[1]
    names = [line.split()[0] for line in settings.splitlines() if line.startswith("NEXTSTEP_DISCORD_")]
    wanted = [*names, "nextstep discord sync", "nextstep discord check", "nextstep discord invite-link"]
    wanted += ["/nextstep invite", "/nextstep server", WORDS.menu["reflect"]]
    assert [name for name in wanted if name not in text] == []
