"""Moves and cancels one planned nudge from the Home tab.

The conversation has no other way to a nudge than its own list. So the list is asked for and answered in the person's
name, without showing the questions in between: the same rules hold, and what was done is said as always.
"""

from collections.abc import Awaitable, Callable

from adapters.slack.delivery import QUIET
from adapters.slack.whom import Who
from bot.domain.messages import Command, Event, FormSent, Press
from bot.ports import Drawer, People
from bot.service.coach import Coach

_LIST = "nudges"


class Planned:
    """What can be done about one nudge."""

    def __init__(self, coach: Coach, people: People, asks_time: frozenset[str]) -> None:
        self._coach = coach
        self._people = people
        self._asks_time = asks_time

    def cancel(self, who: Who, event_id: str, nudge_id: str) -> Callable[[Drawer | None], Awaitable[None]]:
        """Return the work of cancelling a nudge."""

        async def work(before: Drawer | None) -> None:
            if not _is_planned(before, nudge_id):
                await self._list(who, event_id)
            elif await self._pick(who, event_id, nudge_id):
                await self._press(who, f"{event_id}:cancel", "cancel", quiet=False)

        return work

    def move(
        self, who: Who, event_id: str, nudge_id: str, values: tuple[tuple[str, str], ...]
    ) -> Callable[[Drawer | None], Awaitable[None]]:
        """Return the work of moving a nudge to the day and time in `values`."""

        async def work(before: Drawer | None) -> None:
            if not _is_planned(before, nudge_id):
                await self._list(who, event_id)
            elif await self._pick(who, event_id, nudge_id):
                await self._press(who, f"{event_id}:move", "move")
                await self._fill_in(who, event_id, values)

        return work

    async def _pick(self, who: Who, event_id: str, nudge_id: str) -> bool:
        """Go to one nudge in the list; where it isn't there any more, the list itself is shown."""
        await self._quietly(who, Command(id=f"{event_id}:list", name=_LIST))
        drawer = await self._people.load(who.key)
        options = drawer.state.frames[-1].options if drawer and drawer.state.frames else ()
        if nudge_id not in {option.id for option in options}:
            await self._list(who, event_id)
            return False
        await self._press(who, f"{event_id}:pick", nudge_id)
        return True

    async def _fill_in(self, who: Who, event_id: str, values: tuple[tuple[str, str], ...]) -> None:
        step, visit = await self._open(who)
        if step in self._asks_time:
            event = FormSent(id=f"{event_id}:to", token=f"{visit}.{step}.form", values=values)
            await self._coach.handle(who.key, event)
        else:  # it wants to know something first, such as the city: then it is asked where it can be answered
            await self._list(who, event_id)

    async def _press(self, who: Who, event_id: str, choice: str, *, quiet: bool = True) -> None:
        step, visit = await self._open(who)
        event = Press(id=event_id, token=f"{visit}.{step}.{choice}")
        if quiet:
            await self._quietly(who, event)
        else:
            await self._coach.handle(who.key, event)

    async def _open(self, who: Who) -> tuple[str, int]:
        drawer = await self._people.load(who.key)
        frame = drawer.state.frames[-1] if drawer and drawer.state.frames else None
        return (frame.step, frame.visit) if frame else ("", -1)

    async def _list(self, who: Who, event_id: str) -> None:
        await self._coach.handle(who.key, Command(id=f"{event_id}:shown", name=_LIST))

    async def _quietly(self, who: Who, event: Event) -> None:
        await self._coach.handle(who.key, event, reply_to=QUIET)


def _is_planned(drawer: Drawer | None, nudge_id: str) -> bool:
    nudge = drawer.state.nudges.get(nudge_id) if drawer else None
    return nudge is not None and nudge.status == "planned"
