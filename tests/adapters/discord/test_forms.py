"""Forms: for a day and an hour, for long answers, to edit what was said before; and what else may come of one."""

from typing import Any

import simcord

from tests.adapters.discord.world import (
    EVENING,
    WORDS,
    answers,
    buttons_under,
    interact,
    key_of,
    label_of,
    newest,
    press,
    running,
    said,
)

STORY = "i was rejected by Larch Bakery after the second interview"
TALK = label_of("rejected.ways", "talk")
BETTER_FIT = "Someone else was the better fit"
MODAL = 5


def fields_of(shown: simcord.InteractionResult) -> list[dict[str, Any]]:
    """The inputs of a form."""
    assert shown.modal is not None
    return [row["component"] for row in shown.modal["components"]]


async def test_a_question_for_a_moment_in_direct_messages_can_be_answered_by_a_form_with_day_and_hour() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        await anna.send_dm("pause")
        asked = newest(anna)
        shown = await press(anna, WORDS.buttons["time"])
        day, hour = fields_of(shown)
        assert (day["required"], hour["required"]) == (True, False)
        assert (day["placeholder"], hour["placeholder"]) == (WORDS.forms["day_example"], WORDS.forms["time_example"])
        sent = await anna.submit_modal(shown, {"day": "friday", "time": "9:00"})
        assert sent.acknowledged
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        assert drawer.state.person.paused_until == EVENING.replace(day=27, hour=8, minute=0)
        assert not buttons_under(next(message for message in said(anna) if message.id == asked.id))


async def test_an_answer_that_is_changed_in_direct_messages_can_be_edited_as_it_was_written() -> None:
    async with running() as world:
        anna = world.env.create_user("anna")
        for text in (STORY, TALK, BETTER_FIT, "somebody who led a bigger team", "change my answer"):
            await anna.send_dm(text)
        assert WORDS.buttons["edit"] not in str([buttons_under(one) for one in said(anna)])
        await press(anna, next(iter(buttons_under(newest(anna)))))  # the newest answer
        shown = await press(anna, WORDS.buttons["edit"])
        (words,) = fields_of(shown)
        assert words["value"] == "somebody who led a bigger team"
        sent = await anna.submit_modal(shown, {"words": "somebody who led a team twice as big"})
        assert sent.acknowledged
        drawer = await world.people.load(key_of(anna))
        assert drawer is not None
        (case,) = drawer.state.cases.values()
        assert "somebody who led a team twice as big" in case.answers.values()
        assert "somebody who led a bigger team" not in case.answers.values()


async def test_a_form_that_is_sent_twice_counts_once_and_both_are_acknowledged() -> None:
    async with running() as world:
        guild = world.env.create_guild()
        channel = guild.create_text_channel("general")
        user = world.env.create_user("anna")
        anna = guild.add_member(user)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        chosen = await anna.click(told.followups[-1].message, label=TALK)
        shown = await anna.click(chosen.followups[-1].message, label=WORDS.buttons["write"])
        assert (await anna.submit_modal(shown, {"words": "I keep wondering who they picked"})).acknowledged
        before = await world.people.load(key_of(user))
        assert shown.modal is not None
        row = {"type": 18, "component": {"type": 4, "custom_id": "words", "value": "I keep wondering who they picked"}}
        data = {"custom_id": shown.modal["custom_id"], "components": [row]}
        again = await interact(world, user, data, kind=MODAL, place=(channel.id, guild.id))
        assert again.acknowledged
        assert again.ephemeral
        assert len(answers(again)) == 1
        after = await world.people.load(key_of(user))
        assert before is not None
        assert after is not None
        assert after.state.frames == before.state.frames
        assert after.state.cases == before.state.cases
