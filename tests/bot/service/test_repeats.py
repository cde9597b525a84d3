"""Platforms bring an event again when they doubt that it arrived: whatever happened before, it changes nothing."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.engine import step
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import Command, Event, Press, ProfileSeen, Text
from tests.fakes import ANNA, World
from tests.shipped import english

WORDS = st.sampled_from(
    [
        "i got rejected by Harbour Museum after the final round",
        "talk it through",
        "they were kind",
        "tomorrow at nine",
        "fridays at nine",
        "back",
        "later",
        "stop",
        "i don't want to live any more",
        "",
    ]
)
COMMANDS = st.sampled_from(["checkin", "nudges", "pause", "export", "forget", "help", "dance"])
ACTS = st.lists(st.one_of(WORDS, st.integers(0, 4), COMMANDS.map(lambda name: f"/{name}")), min_size=1, max_size=12)
"""Own words, a press on the button at a place from the newest, or a command."""
AGAIN = st.lists(st.integers(0, 11), max_size=4)
"""Which of the events so far comes again, after all of them."""


def played(state: State, event: Event, now: datetime) -> Turn:
    return step(english(), state, event, now)


def event_of(world: World, act: str | int, event_id: str) -> Event:
    if isinstance(act, int):
        shown = [choice for _, out in world.mailbox.taken if out.message for choice in out.message.choices]
        return Press(id=event_id, token=shown[-1 - act % len(shown)].token if shown else "1.rejected.ways.talk")
    return Command(id=event_id, name=act[1:]) if act.startswith("/") else Text(id=event_id, text=act)


async def drawer_and_mail(world: World) -> tuple[object, int]:
    return await world.people.load(ANNA), len(world.mailbox.tried)


@given(acts=ACTS, again=AGAIN)
async def test_an_event_that_comes_again_changes_nothing_whatever_went_before(
    acts: list[str | int], again: list[int]
) -> None:
    world = World(play=played)
    brought: list[Event] = [ProfileSeen(id="zone", zone="Europe/Berlin")]
    await world.coach.handle(ANNA, brought[0])
    for number, act in enumerate(acts):
        brought.append(event_of(world, act, f"e{number}"))
        await world.coach.handle(ANNA, brought[-1])
        stood = await drawer_and_mail(world)
        await world.coach.handle(ANNA, brought[-1])
        assert await drawer_and_mail(world) == stood
    stood = await drawer_and_mail(world)
    for place in again:
        await world.coach.handle(ANNA, brought[place % len(brought)])
    assert await drawer_and_mail(world) == stood
