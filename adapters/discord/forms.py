"""Forms for the open question: a day and an hour, a long answer, an answer given before; and the buttons to them."""

from dataclasses import dataclass

from adapters.discord.core import Core
from adapters.discord.outgoing import PRIVATE, WRITE, Button
from adapters.discord.words import Words
from bot.domain.messages import Field, Form
from bot.domain.person import PersonKey
from bot.errors import NextStepError
from bot.ports import Drawer

TIME = "time"
"""What the answer to a question for a moment is read as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Knows which form fits a question."""

    core: Core
    words: Words

    async def drawer(self, person: PersonKey) -> Drawer | None:
        """Look into a person's drawer; a damaged one is the coach's to deal with."""
        try:
            return await self.core.people.load(person)
        except NextStepError:
            return None

    async def form(self, person: PersonKey, visit: int) -> Form | None:
        """Return a form for an asking, or `None` where it is not open any more."""
        drawer = await self.drawer(person)
        step, _ = _asked(drawer, visit)
        if drawer is None or step is None:
            return None
        words = self.words.forms
        fields: tuple[Field, ...] = (Field(id="day", label=words["day"]), Field(id="time", label=words["time"]))
        if self.core.expects(step) != TIME:
            before = self.core.said_before(drawer, visit)
            fields = (Field(id="words", label=words["words"], value=before, long=True),)
        return Form(token=f"{visit}.{step}.form", title=words["title"], fields=fields)

    def where_nobody_can_type(self, visit: int) -> tuple[Button, ...]:
        """Return the way to a form, and the way to where an answer can be typed."""
        buttons = self.words.buttons
        return Button(label=buttons["write"], id=f"{WRITE}{visit}"), Button(label=buttons["private"], id=PRIVATE)

    async def in_private(self, person: PersonKey, visit: int) -> tuple[Button, ...]:
        """Return the way to a form where it is handier than typing: for a moment, and to edit an earlier answer."""
        drawer = await self.drawer(person)
        step, changed = _asked(drawer, visit)
        if drawer is None or step is None:
            return ()
        if self.core.expects(step) == TIME:
            return (Button(label=self.words.buttons["time"], id=f"{WRITE}{visit}"),)
        if changed and self.core.said_before(drawer, visit):
            return (Button(label=self.words.buttons["edit"], id=f"{WRITE}{visit}"),)
        return ()


def _asked(drawer: Drawer | None, visit: int) -> tuple[str | None, bool]:
    """Return the step of an asking that is still open, and whether an earlier answer is changed there."""
    asked = (frame for frame in drawer.state.frames if frame.visit == visit) if drawer else ()
    return next(((frame.step, frame.once) for frame in asked), (None, False))
