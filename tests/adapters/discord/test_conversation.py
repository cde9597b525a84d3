"""The conversation on Discord: the unmodified client in front of a virtual Discord."""

import asyncio
from datetime import timedelta
from typing import Any

from adapters.discord.receipts import CLOSED
from bot.domain.nudge import NudgeStatus
from tests.adapters.discord.world import (
    EVENING,
    WORDS,
    World,
    answers,
    buttons,
    buttons_under,
    command,
    hear,
    interact,
    key_of,
    label_of,
    newest,
    plan_nudge,
    press,
    running,
    said,
    sent_to_channels,
    start_press,
)

COMMAND, MODAL = 2, 5
TALK = label_of("rejected.ways", "talk")
STORY = "i was rejected by Larch Bakery after the second interview"


async def test_the_first_message_is_answered_in_private_and_a_press_is_replaced_by_what_was_chosen() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        assert [bool(buttons_under(message)) for message in said(anna)] == [False, True]
        assert "program, not a person" in said(anna)[0].content
        asked = newest(anna)
        await press(anna, TALK)
        pressed = next(message for message in said(anna) if message.id == asked.id)
        assert not buttons_under(pressed)
        assert pressed.content.endswith(f"\n-# You chose: {TALK}")
        assert newest(anna).id != asked.id
        assert len({sent["nonce"] for sent in sent_to_channels(world)}) == len(said(anna))
        assert all(len(sent["nonce"]) <= 25 and sent["enforce_nonce"] for sent in sent_to_channels(world))
        assert all(sent["allowed_mentions"] == {"parse": []} for sent in sent_to_channels(world))
        assert not len(world.messenger.replies)
        store = world.env.bot._connection._view_store
        assert not store._views  # what the library would remember of buttons: nothing
        assert not store._synced_message_views


async def test_an_answer_by_text_takes_the_buttons_away_that_it_answers() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        asked = newest(anna)
        await anna.send_dm(TALK)
        answered = next(message for message in said(anna) if message.id == asked.id)
        assert not buttons_under(answered)
        assert answered.content == asked.content


async def test_a_nudge_comes_in_private_and_can_be_put_off_after_a_restart() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        await plan_nudge(world, anna, hours=14)
        await world.env.restart_bot(world.client())
        await world.program.alarm.wind(world.people)
        before = len(said(anna))
        await world.wait(hours=15)
        assert len(said(anna)) == before + 1
        nudged = newest(anna)
        await world.env.restart_bot(world.client())
        later = label_of("nudge_plan.open", "later")
        assert (await anna.click(nudged, label=later)).acknowledged
        await anna.send_dm("in 3 days at 9:00")
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        planned = [nudge for nudge in drawer.state.nudges.values() if nudge.status is NudgeStatus.PLANNED]
        assert [nudge.due.date() for nudge in planned] == [(world.clock.at + timedelta(days=3)).date()]
        assert any(f"<t:{int(planned[0].due.timestamp())}:F>" in message.content for message in said(anna))


async def test_in_a_server_only_the_person_sees_the_talk_and_a_form_takes_what_cannot_be_typed() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
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
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
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


async def test_a_question_for_a_time_opens_a_form_with_day_and_hour() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        asked = await anna.slash(channel, "nextstep pause")
        message = asked.followups[-1].message if asked.followups else None
        assert message is not None
        shown = await anna.click(message, label=WORDS.buttons["write"])
        assert shown.modal
        sent = await anna.submit_modal(shown, {"day": "friday", "time": "9:00"})
        assert sent.acknowledged
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.person.paused_until == EVENING.replace(day=27, hour=8, minute=0)


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


async def test_the_export_comes_as_two_files_for_this_person_only() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
        await user.send_dm(STORY)
        result = await anna.slash(channel, "nextstep export")
        files = [
            file.filename for message in (result.response, *result.followups) if message for file in message.attachments
        ]
        assert files == ["next-step.json", "next-step.md"]
        assert result.ephemeral
        await user.send_dm("export")
        assert [file.filename for message in said(user) for file in message.attachments] == files


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


async def test_a_long_text_that_discord_makes_a_file_of_is_read() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        mail = b"Dear Anna, unfortunately we decided to move forward with another candidate. Kind regards, Larch Bakery"
        files = world.env.backend.store_attachments(anna.dm_channel.id, [("message.txt", mail)])
        await anna.send_dm("", attachments=files)
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.cases


async def test_a_stale_an_unknown_and_a_foreign_button_are_answered_and_the_answer_given_stays() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        asked = newest(anna)
        token = buttons_under(asked)[TALK]
        await press(anna, TALK)
        before = await world.people.load(key_of(anna))
        for custom_id in (token, "999.rejected.ways.talk", "1.no.such.step", "giveaway:join", "ns:write:7", "."):
            message = world.env.backend.get_message(anna.dm_channel.id, asked.id)
            message.components = [
                {"type": 1, "components": [{"type": 2, "style": 2, "custom_id": custom_id, "label": "x"}]}
            ]
            count = len(said(anna))
            result = await anna.click(asked, label="x")
            assert result.acknowledged, custom_id
            assert len(said(anna)) == count + 1, custom_id
        after = await world.people.load(key_of(anna))
        assert before is not None
        assert after is not None
        assert after.state.frames == before.state.frames


async def test_a_form_from_before_a_restart_still_arrives_and_an_unknown_one_is_answered() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        anna = guild.add_member(world.env.create_user("anna"))
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        chosen = await anna.click(told.followups[-1].message, label=TALK)
        shown = await anna.click(chosen.followups[-1].message, label=WORDS.buttons["write"])
        await world.env.restart_bot(world.client())
        sent = await anna.submit_modal(shown, {"words": "I keep wondering who they picked"})
        assert sent.acknowledged
        assert WORDS.notices["unknown_form"] not in answers(sent)
        row = {"type": 1, "components": [{"type": 4, "custom_id": "a", "value": "b"}]}
        unknown = await interact(
            world, world.env.create_user("ben"), {"custom_id": "poll", "components": [row]}, kind=MODAL, context=1
        )
        assert answers(unknown) == [WORDS.notices["unknown_form"]]


async def test_a_command_of_an_older_version_is_answered() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        data = command("mood")
        for gone in (data, {"id": "2", "name": "nudge", "type": 1, "options": []}):
            result = await interact(world, anna, gone, kind=COMMAND, context=1)
            assert result.acknowledged
            assert any("help" in text for text in answers(result))
        assert len(world.env.errors) == 2  # what the tree would have printed


async def test_two_presses_at_once_are_both_acknowledged_and_count_once() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        asked, before = newest(anna), len(said(anna))
        results = [start_press(world, anna, asked, TALK) for _ in range(2)]
        await world.env.settle()
        assert all(result.acknowledged for result in results)
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.frames[-1].visit == 2
        assert len(said(anna)) == before + 2  # the next question, and a private word to the second press


async def test_what_holds_no_text_is_answered_kindly_and_a_reply_is_read_as_any_text() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        sent = world.env.backend.create_message(anna.dm_channel.id, anna.id, "x")
        await world.env.settle()
        voice = {"id": "1", "filename": "voice-message.ogg", "size": 9, "content_type": "audio/ogg"}
        voice |= {"url": "https://example.com/v", "proxy_url": "https://example.com/v"}
        poll = {"question": {"text": "q"}, "answers": [], "expiry": "2026-11-25T00:00:00+00:00"}
        silent: list[dict[str, Any]] = [
            {"sticker_items": [{"id": "5", "name": "wave", "format_type": 1}]},
            {"flags": 1 << 13, "attachments": [voice]},
            {"poll": {**poll, "allow_multiselect": False, "layout_type": 1}},
        ]
        for number, more in enumerate(silent):
            before = len(said(anna))
            hear(world, sent.id + 1 + number, anna, {"content": "", **more})
            await world.env.settle()
            assert len(said(anna)) == before + 1
            assert "Nothing readable arrived" in newest(anna).content
        answered = {"message_id": str(sent.id), "channel_id": str(anna.dm_channel.id)}
        hear(world, sent.id + 9, anna, {"content": TALK, "type": 19, "message_reference": answered})
        await world.env.settle()
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert f"d{sent.id + 9}" in drawer.seen


async def test_what_nobody_wrote_is_not_looked_at() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        before, last = len(said(anna)), said(anna)[-1].id
        pinned: dict[str, Any] = {"content": "", "type": 6}
        hooked: dict[str, Any] = {"content": "hello", "webhook_id": "77"}
        for number, more in enumerate((pinned, hooked)):
            hear(world, last + 1_000 + number, anna, more)
            await world.env.settle()
        assert len(said(anna)) == before


async def test_who_blocks_the_bot_in_the_middle_is_left_alone_and_goes_on_when_they_write_again() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm(STORY)
        before = len(said(anna))
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
        await anna.send_dm(TALK)
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.person.unreachable == CLOSED
        assert len(said(anna)) == before
        await world.wait(hours=72)
        assert len(said(anna)) == before
        await anna.send_dm("somebody else was the better fit")
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.person.unreachable is None
        assert drawer.outbox == ()
        assert "couldn't reach you" in " ".join(message.content for message in said(anna)[before:])


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
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
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
