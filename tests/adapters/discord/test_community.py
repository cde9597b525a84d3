"""What a server's hosts do: invite, set, leave. And that nobody sees who pressed."""

import discord
import simcord

from tests.adapters.discord.world import (
    WORDS,
    World,
    answers,
    buttons,
    key_of,
    label_of,
    press,
    running,
    said,
)

COMMAND = 2
LAYOUT = 1 << 15


def host_of(world: World, guild: simcord.GuildHandle) -> simcord.MemberActor:
    """Somebody who manages a server."""
    role = guild.create_role("hosts", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("host"), roles=[role])


async def test_a_host_posts_an_invitation_that_opens_a_private_talk_for_everybody_also_after_a_restart() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        host = host_of(world, guild)
        posted = await host.slash(channel, "nextstep invite")
        assert posted.acknowledged
        assert not posted.ephemeral
        card = channel.last_message
        assert card is not None
        assert card.flags.components_v2
        seen = str([component.to_dict() for component in card.components])
        assert WORDS.card["text"] in seen
        await world.env.restart_bot(world.client())

        users = [world.env.create_user(name) for name in ("anna", "ben")]
        for user in users:
            member = guild.add_member(user)
            pressed = await member.click(card, label=WORDS.card["button"])
            assert pressed.acknowledged
            assert pressed.ephemeral
            assert answers(pressed) == [WORDS.notices["in_private"]]
            assert len(said(user)) == 2
        assert [one.id for one in channel.history()] == [card.id]
        assert str([component.to_dict() for component in channel.history()[0].components]) == seen
        await users[0].send_dm("i was rejected by Larch Bakery after the second interview")
        await press(users[0], label_of("rejected.ways", "talk"))


async def test_an_invitation_leads_into_the_talk_right_there_where_direct_messages_are_closed() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        await host_of(world, guild).slash(channel, "nextstep invite")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
        assert channel.last_message is not None
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
        pressed = await anna.click(channel.last_message, label=WORDS.card["button"])
        assert pressed.ephemeral
        assert len(answers(pressed)) == 3
        assert answers(pressed)[-1] == WORDS.notices["closed"]
        assert said(user) == []
        drawer = await world.people.load(key_of(user))
        assert drawer is not None
        assert drawer.outbox == ()


async def test_without_the_newer_layout_the_invitation_is_a_plain_message() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
        await host_of(world, guild).slash(channel, "nextstep invite")
        card = channel.last_message
        assert card is not None
        assert WORDS.card["text"] in card.content
        assert not card.flags.components_v2
        assert list(buttons([component.to_dict() for component in card.components])) == [WORDS.card["button"]]


async def test_only_those_who_manage_a_server_invite_and_set() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
        for name in ("invite", "server"):
            refused = await anna.slash(channel, f"nextstep {name}")
            assert refused.ephemeral
            assert answers(refused) == [WORDS.notices["only_managers"]]
            alone = await user.slash(f"nextstep {name}")
            assert answers(alone) == [WORDS.notices["only_servers"]]
        assert channel.history() == []


async def test_a_server_has_settings_until_the_bot_leaves_it_and_what_members_told_stays() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        host = host_of(world, guild)
        user = world.env.create_user("anna")
        await user.send_dm("i was rejected by Larch Bakery after the second interview")
        country = next(iter(world.core.help_lines))
        saved = await host.slash(channel, "nextstep server", country=country, language="English")
        assert saved.ephemeral
        assert WORDS.server["saved"] in answers(saved)[0]
        assert country in answers(saved)[0]
        await host.slash(channel, "nextstep invite")
        assert channel.last_message is not None
        assert world.core.help_lines[country] in str([one.to_dict() for one in channel.last_message.components])
        for given in ({"country": "XX"}, {"language": "Klingon"}):
            assert answers(await host.slash(channel, "nextstep server", **given))[0].endswith(".")
        assert world.records.held[f"discord-server-{guild.id}"] == {"language": "en", "country": country}
        offered = await host.autocomplete(channel, "nextstep server", "country", country[:1].lower())
        assert country in [one["value"] for one in offered]

        met = world.env.create_user("ben")
        await guild.add_member(met).click(channel.last_message, label=WORDS.card["button"])
        drawer = await world.people.load(key_of(met))
        assert drawer is not None
        assert drawer.state.person.country == country  # for their help lines; they can say another

        guild_id = guild.id
        world.env.backend.emit("GUILD_DELETE", {"id": str(guild_id), "unavailable": True})
        await world.env.settle()
        assert f"discord-server-{guild_id}" in world.records.held  # an outage of Discord is no leaving
        world.env.backend.emit("GUILD_DELETE", {"id": str(guild_id)})
        await world.env.settle()
        assert f"discord-server-{guild_id}" not in world.records.held
        assert await world.people.load(key_of(user)) is not None


async def test_a_new_server_is_not_written_to() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("jobs")
        await world.env.settle()
        assert channel.history() == []
        assert [one for one in world.env.http_requests if one.method == "POST"] == []


async def test_servers_live_on_25_shards_and_people_on_all_of_them_talk() -> None:
    async with running(shard_count=25) as world:
        assert world.env.bot.shard_count == 25
        for shard in range(25):
            guild = world.env.create_guild(f"server {shard}", shard_id=shard)
            channel = guild.create_text_channel("jobs")
            user = world.env.create_user(f"anna{shard}")
            result = await guild.add_member(user).slash(channel, "nextstep about")
            assert result.acknowledged
            assert result.ephemeral
        assert len([one async for one in world.people.everyone()]) == 25
        ben = world.env.create_user("ben")
        await ben.send_dm("hello")
        assert len(said(ben)) == 2
