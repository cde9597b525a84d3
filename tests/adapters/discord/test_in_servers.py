"""The conversation in servers, where only the person sees it, and on messages there."""

import asyncio

from tests.adapters.discord.world import (
    WORDS,
    World,
    answers,
    buttons,
    buttons_under,
    command,
    in_a_server,
    interact,
    key_of,
    label_of,
    newest,
    plan_nudge,
    press,
    running,
    said,
)

COMMAND, MODAL = 2, 5


TALK = label_of("rejected.ways", "talk")


STORY = "i was rejected by Larch Bakery after the second interview"


async def test_in_a_server_only_the_person_sees_the_talk_and_a_form_takes_what_cannot_be_typed() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        assert told.acknowledged
        assert told.ephemeral
        last = told.followups[-1]
        assert list(buttons(last.components))[-2:] == [WORDS.buttons["write"], WORDS.buttons["private"]]
        chosen = await anna.click(last.message, label=TALK)
        assert chosen.acknowledged
        shown = await anna.click(chosen.followups[-1].message, label=WORDS.buttons["write"])
        assert shown.modal
        sent = await anna.submit_modal(shown, {"words": "I keep wondering who they picked"})
        assert sent.acknowledged
        assert all(followup.ephemeral for result in (told, chosen, sent) for followup in result.followups)
        assert channel.history() == []
        assert said(user) == []


async def test_nothing_waits_for_a_press_under_an_answer_that_one_person_sees() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        await anna.slash(channel, "nextstep about")
        asked = await anna.slash(channel, "nextstep pause")
        assert asked.response is not None
        assert buttons(asked.response.components)
        assert not [task for task in asyncio.all_tasks() if "timeout_task" in repr(task)]


async def test_from_a_server_the_open_question_can_be_taken_to_the_direct_messages() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        moved = await anna.click(told.followups[-1].message, label=WORDS.buttons["private"])
        assert moved.acknowledged
        assert moved.ephemeral
        assert answers(moved) == [WORDS.notices["in_private"]]
        assert buttons(moved.response.components if moved.response else ()) == {
            WORDS.notices["open_private"]: f"https://discord.com/channels/@me/{user.dm_channel.id}"
        }
        assert TALK in buttons_under(newest(user))
        await press(user, TALK)
        gone = await anna.click(told.followups[-1].message, label=TALK)
        assert gone.acknowledged
        assert gone.ephemeral


async def test_in_the_own_direct_messages_commands_are_answered_openly_and_elsewhere_never() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        own = await anna.slash("nextstep about")
        assert own.acknowledged
        assert not own.ephemeral
        data = command("about")
        world.env.backend.create_channel(None, None, type=3)
        owners = {"1": str(anna.id)}
        for context in (1, 2):
            result = await interact(
                world, anna, data, kind=COMMAND, context=context, authorizing_integration_owners=owners
            )
            assert result.acknowledged
            assert result.ephemeral is (context == 2)


async def test_a_personal_installation_works_in_a_server_the_bot_is_not_in() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        guild.add_member(user)
        owners = {"1": str(user.id)}
        for name in ("lessons", "invite", "server"):
            result = await interact(
                world,
                user,
                command(name),
                kind=COMMAND,
                place=(channel.id, guild.id),
                authorizing_integration_owners=owners,
            )
            assert result.acknowledged
            assert result.ephemeral
            assert (WORDS.notices["only_servers"] in answers(result)) is (name != "lessons")
        assert channel.history() == []


async def test_a_message_can_be_reflected_on_and_one_without_text_is_answered_kindly() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        posted = await anna.send(channel, "Unfortunately we decided to go with another candidate. Larch Bakery")
        result = await anna.context_menu(channel, WORDS.menu["reflect"], posted)
        assert result.acknowledged
        assert result.ephemeral
        assert len(answers(result)) >= 2
        empty = await anna.send(channel, "", attachments=[("cat.png", b"png")])
        silent = await anna.context_menu(channel, WORDS.menu["reflect"], empty)
        assert answers(silent) == [WORDS.notices["empty_message"]]
        assert silent.ephemeral


async def test_what_is_written_in_a_server_by_a_bot_or_into_an_old_message_is_not_looked_at() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        robot = world.env.create_user("robot", bot=True)
        await anna.send(channel, "i was rejected by Larch Bakery")
        await robot.send_dm("i was rejected by Larch Bakery")
        ben = world.env.create_user("ben")
        sent = await ben.send_dm(STORY)
        count = len(said(ben))
        await ben.edit(sent, "something else")
        assert [one async for one in world.people.everyone()] == [key_of(ben)]
        assert len(said(ben)) == count
        assert channel.last_message is not None
        assert channel.last_message.content == "i was rejected by Larch Bakery"


async def test_a_message_that_is_a_file_of_text_can_be_reflected_on() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        mail = b"Dear Anna, unfortunately we decided to go with another candidate. Kind regards, Larch Bakery"
        posted = await anna.send(channel, "", attachments=[("message.txt", mail)])
        result = await anna.context_menu(channel, WORDS.menu["reflect"], posted)
        assert result.acknowledged
        assert result.ephemeral
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.cases
        assert WORDS.notices["empty_message"] not in answers(result)


async def test_who_agrees_to_a_reminder_in_a_server_has_their_direct_messages_opened_at_once() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        await anna.slash(channel, "nextstep rejected", what=STORY)
        assert opened(world) == 0
        await plan_nudge(world, user, hours=30)
        for _ in range(2):
            told = await anna.slash(channel, "nextstep about")
            assert told.acknowledged
            assert opened(world) == 1
        assert said(user) == []


def opened(world: World) -> int:
    """How often direct messages were opened."""
    return len([one for one in world.env.http_requests if one.path.endswith("/users/@me/channels")])
