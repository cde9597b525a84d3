"""The commands as Discord shows them, and when Discord is told of them."""

from dataclasses import replace

import discord

from adapters.discord.sync import payload_of, sync_if_changed
from tests.adapters.discord.world import PACK, WORDS, World, answers, in_a_server, key_of, plan_nudge, running, said

NAMES = [spec.name for spec in PACK.commands.values() if not spec.interrupt]


async def test_every_command_of_the_table_is_there_and_acknowledged_in_private() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        there = anna.available_commands(channel)
        assert set(there) == {f"nextstep {name}" for name in (*NAMES, "invite", "server")}
        for name in (*NAMES[:-1], "about"):
            result = await anna.slash(channel, f"nextstep {name}")
            assert result.acknowledged, name
            assert result.ephemeral, name
            assert answers(result) or result.response, name
        assert channel.history() == []
        assert said(user) == []


async def test_the_tree_says_where_it_may_be_used_and_stays_within_what_discord_takes() -> None:
    client = World().client()
    group, menu = await payload_of(client.tree)
    for payload in (group, menu):
        assert payload["contexts"] == [0, 1, 2]
        assert payload["integration_types"] == [0, 1]
    assert menu["name"] == WORDS.menu["reflect"]
    assert len(group["options"]) <= 25
    assert all(1 <= len(option["description"]) <= 100 for option in group["options"])
    assert client.intents.value == discord.Intents(guilds=True, dm_messages=True).value
    assert client.allowed_mentions is not None
    assert dict(client.allowed_mentions.to_dict()) == {"parse": []}
    assert client._connection.max_messages is None


async def test_cities_are_offered_while_they_are_typed_and_one_sets_the_zone() -> None:
    async with running(World(zone=None)) as world:
        anna = world.env.create_user("anna")
        offered = await anna.autocomplete("nextstep timezone", "city", "lisb")
        assert any("Lisbon" in one["name"] for one in offered)
        result = await anna.slash("nextstep timezone", city=offered[0]["value"])
        assert result.acknowledged
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.person.zone == "Europe/Lisbon"
        assert await anna.autocomplete("nextstep timezone", "city", "") == []


async def test_somebody_picks_one_of_their_own_nudges_to_change() -> None:
    async with running() as world:
        anna, ben = world.env.create_user("anna"), world.env.create_user("ben")
        for user in (anna, ben):
            await user.send_dm("i was rejected by Larch Bakery after the second interview")
        await plan_nudge(world, anna, hours=30)
        assert await ben.autocomplete("nextstep nudges", "which", "") == []
        offered = await anna.autocomplete("nextstep nudges", "which", "")
        assert [one["value"] for one in offered] == ["n9"]
        result = await anna.slash("nextstep nudges", which="n9")
        assert result.acknowledged
        cancel = next(one.label for one in PACK.steps["nudges.one"].choices if one.id == "cancel")
        assert cancel in str([one.to_dict() for message in said(anna)[-1:] for one in message.components])


async def test_discord_is_told_of_the_commands_only_when_they_have_changed() -> None:
    world = World()
    async with running(world):
        assert syncs(world) == 1
        for guild in range(2):
            world.env.create_guild(f"server {guild}")
        await world.env.restart_bot(world.client())
        assert syncs(world) == 1
        world.records.held["discord-commands"] = {str(world.env.bot.application_id): "other"}
        await world.env.restart_bot(world.client(sync=False))
        assert syncs(world) == 1
        await world.env.restart_bot(world.client())
        assert syncs(world) == 2


def syncs(world: World) -> int:
    """How often Discord was told of the commands."""
    return len([one for one in world.env.http_requests if one.method == "PUT" and one.path.endswith("/commands")])


async def test_a_failed_sync_keeps_nobody_from_talking() -> None:
    world = World()
    async with running(world):
        world.records.held.clear()
        world.env.inject_error("PUT", "/applications/*/commands", status=500)
        await world.env.restart_bot(world.client())
        anna = world.env.create_user("anna")
        await anna.send_dm("hello")
        assert said(anna)
        with world.env._bot_scope():
            assert await sync_if_changed(world.env.bot.tree, world.records)  # type: ignore[attr-defined]


async def test_another_translation_is_another_payload_and_discord_is_told_of_it() -> None:
    world = World()
    async with running(world):
        assert syncs(world) == 1
        german = {"de": {PACK.commands["pause"].summary: "Keine Nachrichten bis zu einem Tag"}}
        client = world.client(words=replace(WORDS, translations=german))
        await world.env.restart_bot(client)
        assert syncs(world) == 2
        await world.env.restart_bot(world.client(words=replace(WORDS, translations=german)))
        assert syncs(world) == 2
    group = (await payload_of(client.tree))[0]
    pause = next(option for option in group["options"] if option["name"] == "pause")
    assert pause["description_localizations"] == {"de": "Keine Nachrichten bis zu einem Tag"}
