"""What one event makes of a conversation."""

from bot.dialogue.state import State
from bot.domain.messages import Effect
from bot.domain.values import Value


class Turn(Value, frozen=True, kw_only=True):
    """The state after an event and what is to be done about it, in order."""

    state: State
    effects: tuple[Effect, ...] = ()
