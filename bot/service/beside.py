"""What was said to somebody beside any talk, while the program runs: help messages, which are kept nowhere.

Somebody who was shown help lines may answer in their own words. No state may tell that they were shown, so the newest
of it is held here, in memory only, for some hours and for a limited number of people, and handed to the dialogue with
their next text. After a restart it is gone.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.dialogue.turn import Turn
from bot.domain.messages import Event, Say, Text
from bot.domain.person import PersonKey

_BESIDE = "0."
"""How the token of a button begins that belongs to no talk."""
_MOST = 10_000
_AS_LONG = timedelta(hours=12)


class Beside:
    """The step last said beside a person's talks."""

    def __init__(self) -> None:
        self._said: OrderedDict[PersonKey, tuple[str, datetime]] = OrderedDict()

    def told(self, person: PersonKey, event: Event, now: datetime) -> Event:
        """Return a text with what stood beside it, any other event as it is."""
        step, at = self._said.get(person, ("", now))
        if not step or not isinstance(event, Text) or now - at > _AS_LONG:
            return event
        return replace(event, beside=step)

    def note(self, person: PersonKey, turn: Turn, now: datetime) -> None:
        """Look at what a turn says: help takes the place of what was there, any other word ends it."""
        said = [effect.message for effect in turn.effects if isinstance(effect, Say)]
        if not said:
            return
        self._said.pop(person, None)
        tokens = [choice.token for choice in said[-1].choices]
        if tokens and tokens[0].startswith(_BESIDE):
            self._said[person] = (tokens[0].removeprefix(_BESIDE).rpartition(".")[0], now)
            while len(self._said) > _MOST:
                self._said.popitem(last=False)
