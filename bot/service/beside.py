"""What was said to somebody beside any talk, while the program runs: help messages, which are kept nowhere.

Somebody who was shown help lines may answer in their own words, and may take back what was heard in theirs. No state
may tell that help was shown, so it is held here, with the text it answered, in memory only, for some hours and for a
limited number of people, and handed to the dialogue with their next word. Any other answer ends it. After a restart it
is gone.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import MAX_ANSWER, Event, Press, Say, Shown, Text
from bot.domain.person import PersonKey

_BESIDE = "0."
"""How the token of a button begins that belongs to no talk."""
_MOST = 10_000
_AS_LONG = timedelta(hours=12)


class Beside:
    """The help last shown to each person."""

    def __init__(self) -> None:
        self._shown: OrderedDict[PersonKey, tuple[Shown, datetime]] = OrderedDict()

    def told(self, person: PersonKey, event: Event, now: datetime) -> Event:
        """Return a text or a press with what stood beside it, any other event as it is."""
        shown = self._newest(person, now)
        if shown is None or not isinstance(event, Text | Press):
            return event
        return replace(event, beside=shown)

    def note(self, person: PersonKey, event: Event, before: State, turn: Turn, now: datetime) -> None:
        """Look at what a turn says: help is added to what was there, any other word ends it."""
        said = [effect.message for effect in turn.effects if isinstance(effect, Say)]
        if not said:
            return
        shown = self._newest(person, now)
        self._shown.pop(person, None)
        tokens = [choice.token for choice in said[-1].choices]
        if tokens and tokens[0].startswith(_BESIDE):
            step = tokens[0].removeprefix(_BESIDE).rpartition(".")[0]
            self._shown[person] = (_with(step, shown or _began(event, before)), now)
            while len(self._shown) > _MOST:
                self._shown.popitem(last=False)

    def _newest(self, person: PersonKey, now: datetime) -> Shown | None:
        shown, at = self._shown.get(person, (None, now))
        return shown if now - at <= _AS_LONG else None


def _began(event: Event, before: State) -> Shown:
    told = event.text[:MAX_ANSWER] if isinstance(event, Text) else ""
    return Shown(steps=(), told=told, visit=before.open_visit)


def _with(step: str, shown: Shown) -> Shown:
    return replace(shown, steps=(*(other for other in shown.steps if other != step), step))
