"""What is old, empty, doubled or from nobody, on Discord."""

from typing import Any

from adapters.discord.receipts import CLOSED
from tests.adapters.discord.world import (
    WORDS,
    answers,
    buttons_under,
    command,
    hear,
    interact,
    key_of,
    label_of,
    newest,
    press,
    running,
    said,
    start_press,
)

COMMAND, MODAL = 2, 5


TALK = label_of("rejected.ways", "talk")


STORY = "i was rejected by Larch Bakery after the second interview"


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
        results = [start_press(world, anna, asked.id, buttons_under(asked)[TALK]) for _ in range(2)]
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
