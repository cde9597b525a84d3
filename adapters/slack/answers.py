"""The buttons and windows with which an open question may be answered besides its choices."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from adapters.slack.modals import FORM, LONG, TIME, form_in, form_window, long_window, open_button, time_window
from adapters.slack.ports import Json, Script
from adapters.slack.words import Words
from bot.domain.messages import Message
from bot.domain.person import PersonKey
from bot.ports import Clock, Drawer, People

_MORNING = 9
_FEW = 3  # with more choices it is these that are asked for, and one more button would only be in the way


class Answers:
    """Knows what an open question waits for."""

    def __init__(self, people: People, script: Script, words: Words, clock: Clock) -> None:
        self._people = people
        self._script = script
        self._words = words
        self._clock = clock

    async def extra(self, person: PersonKey, message: Message) -> list[Json]:
        """Return the button that opens a window for a question, where there is a window for it."""
        drawer = await self._people.load(person)
        step = _step_of(message) or _asked(drawer, message.visit)
        token = f"{message.visit}.{step}.form"
        if step in self._script.asks_time:
            return [open_button(TIME, token, self._words)]
        wants_words = len(message.choices) <= _FEW or self._said(token, drawer)
        return [open_button(LONG, token, self._words)] if step in self._script.asks_words and wants_words else []

    def window(self, which: str, value: str, drawer: Drawer | None) -> dict[str, Any] | None:
        """Return the window a button opens."""
        if which == TIME:
            return time_window(value, self._words, self.tomorrow(drawer))
        if which == LONG:
            return long_window(value, self._words, self._said(value, drawer))
        form = form_in(value) if which == FORM else None
        return form_window(form, self._words) if form else None

    def tomorrow(self, drawer: Drawer | None) -> datetime:
        """Return tomorrow morning as a person's own clock shows it."""
        zone = ZoneInfo(drawer.state.person.zone if drawer else "UTC")
        return (self._clock.now().astimezone(zone) + timedelta(days=1)).replace(hour=_MORNING, minute=0)

    def _said(self, token: str, drawer: Drawer | None) -> str:
        """Return what the person answered before, where they are about to answer again."""
        visit, _, rest = token.partition(".")
        name = self._script.asks_words.get(rest.removesuffix(".form"), "")
        frame = next((one for one in drawer.state.frames if str(one.visit) == visit), None) if drawer else None
        if drawer is None or frame is None:
            return ""
        case = drawer.state.cases.get(frame.case or "")
        return frame.slots.get(name) or (case.answers.get(name, "") if case else "")


def _step_of(message: Message) -> str:
    """Return the step a question belongs to, as its choices' tokens tell (`visit.step.choice`)."""
    token = message.choices[0].token if message.choices else ""
    return token.partition(".")[2].rpartition(".")[0]


def _asked(drawer: Drawer | None, visit: int) -> str:
    return next((one.step for one in drawer.state.frames if one.visit == visit), "") if drawer else ""
