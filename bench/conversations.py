"""The conversation every figure is measured with: from the news to the plan, with buttons and own words, and again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain.messages import Event, Press, Say, Text
from bot.domain.person import PersonKey

START = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)
LINES = (
    "got the call from Brook Library today, they took somebody else for events coordinator after the final round",
    "[talk]",
    "i keep thinking about who they picked",
    "she had run a whole programme before, i only ever helped with one",
    "i know every school in this town by name",
    "the schools",
    "[1]",
    "thursday at nine",
    "help",
    "back",
    "[1]",
    "[1]",
    "start over",
    "[1]",
)
"""Texts, and buttons by id or place; where a place is not offered, the line is written as words."""


def stranger(name: str) -> State:
    """Return the state of somebody who never wrote."""
    return new_state(PersonKey("bench", name), zone="Europe/Berlin")


def event_for(line: str, turn: Turn | None, number: int) -> Event:
    """Make the event a line stands for, given what was said last."""
    choices = [c for e in turn.effects if isinstance(e, Say) for c in e.message.choices] if turn else []
    wanted = line.strip("[]")
    if line.startswith("["):
        for place, choice in enumerate(choices, 1):
            if wanted in (str(place), choice.token.rpartition(".")[2]):
                return Press(id=f"e{number}", token=choice.token)
    return Text(id=f"e{number}", text=wanted)


def walk(pack: Pack, state: State, turns: int) -> Iterator[tuple[State, Event, datetime]]:
    """Yield (state before, event, now) for so many turns of the conversation, over and over."""
    from bot.dialogue.engine import step  # noqa: PLC0415 - what is measured is imported by who measures

    turn: Turn | None = None
    for number in range(turns):
        now = START + timedelta(minutes=number)
        event = event_for(LINES[number % len(LINES)], turn, number)
        yield state, event, now
        turn = step(pack, state, event, now)
        state = turn.state
