"""Warming up takes the wait away from the first turns and changes nothing else."""

from dataclasses import replace

from bot.dialogue.engine import step
from bot.dialogue.state import new_state
from bot.dialogue.warm import warm
from bot.domain.messages import Text
from bot.domain.person import PersonKey
from tests.bot.dialogue.conversation import LATE_EVENING
from tests.shipped import english


def test_what_is_worked_out_once_is_there_before_the_first_turn() -> None:
    pack = replace(english())
    assert "spoken" not in vars(pack)
    warm(pack)
    assert {"spoken", "spoken_starts", "own_words"} <= vars(pack).keys()


def test_the_first_turn_is_the_same_with_it_and_without() -> None:
    cold, warmed = replace(english()), replace(english())
    warm(warmed)
    event = Text(id="e", text="i got rejected by Harbour Museum after the final round")
    state = new_state(PersonKey("test", "somebody"), zone="Europe/Berlin")
    assert step(cold, state, event, LATE_EVENING) == step(warmed, state, event, LATE_EVENING)
