"""The conversation on Discord: the unmodified client in front of a virtual Discord."""

from datetime import timedelta

from bot.domain.nudge import NudgeStatus
from tests.adapters.discord.world import (
    EVENING,
    WORDS,
    buttons_under,
    in_a_server,
    key_of,
    label_of,
    newest,
    plan_nudge,
    press,
    running,
    said,
    sent_to_channels,
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


async def test_the_export_comes_as_two_files_for_this_person_only() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        await user.send_dm(STORY)
        result = await anna.slash(channel, "nextstep export")
        files = [
            file.filename for message in (result.response, *result.followups) if message for file in message.attachments
        ]
        assert files == ["next-step.json", "next-step.md"]
        assert result.ephemeral
        await user.send_dm("export")
        assert [file.filename for message in said(user) for file in message.attachments] == files


async def test_a_long_text_that_discord_makes_a_file_of_is_read() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        mail = b"Dear Anna, unfortunately we decided to move forward with another candidate. Kind regards, Larch Bakery"
        files = world.env.backend.store_attachments(anna.dm_channel.id, [("message.txt", mail)])
        await anna.send_dm("", attachments=files)
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.cases
