"""What one event makes of a conversation."""

from dataclasses import dataclass

from bot.dialogue.state import State
from bot.domain.messages import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The state after an event and what is to be done about it, in order."""

    state: State
    effects: tuple[Effect, ...] = ()
