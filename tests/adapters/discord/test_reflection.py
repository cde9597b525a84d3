"""A whole reflection in a server: buttons where there are choices, forms where words or a moment are asked for."""

import discord
import simcord

from bot.domain.nudge import NudgeStatus
from tests.adapters.discord.world import PACK, WORDS, World, buttons, in_a_server, key_of, label_of, running, said

STORY = "i was rejected by Larch Bakery after the second interview, they went with someone else"
LONGEST = 30


async def test_a_whole_reflection_goes_by_buttons_and_forms_and_only_its_person_sees_it() -> None:
    async with running() as world:
        channel, user, anna = in_a_server(world)
        told = await anna.slash(channel, "nextstep rejected", what=STORY)
        told = await anna.click(asked(told), label=label_of("rejected.ways", "talk"))
        forms = {"words": 0, "day": 0}
        seen: set[str] = set()
        for _ in range(LONGEST):
            assert told.acknowledged
            assert all(message.ephemeral for message in told.followups)
            step = await open_step(world, user)
            if step is None:
                break
            told = await answer(anna, told, step, forms, again=step in seen or step.startswith("rejected."))
            seen.add(step)
        drawer = await world.people.load(key_of(user))
        assert drawer is not None
        assert drawer.state.frames == ()
        assert min(forms.values()) > 0
        (case,) = drawer.state.cases.values()
        assert case.themes_done
        assert "I explain hard things well" in str(case.answers)
        assert [nudge for nudge in drawer.state.nudges.values() if nudge.status is NudgeStatus.PLANNED]
        assert channel.history() == []
        assert said(user) == []


async def open_step(world: World, user: simcord.UserHandle) -> str | None:
    """Where somebody stands, or `None` where all is said."""
    drawer = await world.people.load(key_of(user))
    assert drawer is not None
    return drawer.state.frames[-1].step if drawer.state.frames else None


async def answer(
    anna: simcord.MemberActor, told: simcord.InteractionResult, step: str, forms: dict[str, int], *, again: bool
) -> simcord.InteractionResult:
    """Answer a question: by a form if it asks for words or a moment, else, or the second time, by its first button."""
    message = asked(told)
    if again or (PACK.steps[step].expects != "time" and not PACK.steps[step].save):
        return await anna.click(message, label=next(iter(buttons_of(told))))
    shown = await anna.click(message, label=WORDS.buttons["write"])
    assert shown.acknowledged
    given = {"day": "friday", "time": "9:00"}
    if PACK.steps[step].expects != "time":
        given = {"words": "I explain hard things well"}
    forms[next(iter(given))] += 1
    return await anna.submit_modal(shown, given)


def shown_last(told: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The newest thing an interaction was answered with."""
    newest = told.followups[-1] if told.followups else told.response
    assert newest is not None
    return newest


def asked(told: simcord.InteractionResult) -> discord.Message:
    """The message with the question."""
    message = shown_last(told).message
    assert message is not None
    return message


def buttons_of(told: simcord.InteractionResult) -> dict[str, str]:
    """The buttons under the question."""
    return buttons(shown_last(told).components)
