"""Which message holds the buttons of which question, so that they can be taken away once it is answered.

Only in memory: another copy of what was said would be one more thing to keep safe and to remove. After a restart the
buttons of an answered question stay until they are pressed; the press itself brings the message along.
"""

from collections import OrderedDict
from dataclasses import dataclass

from adapters.slack.ports import Json
from bot.domain.person import PersonKey

_KEPT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A message with buttons."""

    channel: str
    ts: str
    text: str
    blocks: tuple[Json, ...]


class OpenQuestions:
    """The newest messages with buttons, by person and number of the question."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._asked: OrderedDict[tuple[PersonKey, int], Asked] = OrderedDict()

    def note(self, person: PersonKey, visit: int, asked: Asked) -> None:
        """Remember where a question was asked."""
        self._asked[person, visit] = asked
        self._asked.move_to_end((person, visit))
        if len(self._asked) > self._kept:
            self._asked.popitem(last=False)

    def take(self, person: PersonKey, visit: int) -> Asked | None:
        """Return where a question was asked, and remember it no longer."""
        return self._asked.pop((person, visit), None)

    def forget(self, person: PersonKey) -> None:
        """Remember nothing of a person."""
        for key in [key for key in self._asked if key[0] == person]:
            del self._asked[key]
