"""One person at one terminal: does what their lines want, whatever the screen is like."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from adapters.console import seed
from adapters.console.clock import ConsoleClock
from adapters.console.delivery import ConsoleMessenger
from adapters.console.incoming import Line, Pressed, Unreadable, Used, Waited, WaitedUntil, Wished, Wrote, read
from adapters.console.outgoing import label
from bot.domain.messages import Choice, Command, Event, Message, Press, ProfileSeen, Text
from bot.errors import DamagedDrawerError, NextStepError
from bot.ports import AlarmClock, Drawer, People
from bot.service.coach import Coach

HELP = (
    "1, 2 … or the words on it presses a button; so does /press 1",
    "/wait 3d or /time +3d moves the clock on and shows what comes; /time tells the time",
    "/nudges /lessons /export /forget and the other commands can also be said in plain words",
    "/seed plays a small example; /quit, Ctrl-C or Ctrl-D leaves, and the next start goes on from here",
)
"""What only this terminal knows, for `/help`; the conversation's own help comes after it."""
_MOST_MOMENTS = 5_000  # different times at which something came due on the way


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """Turns lines into events.

    `open_question` tells what a person left unanswered, `event_ids` names each event, `wind` sets the alarm for what
    this person is owed, `sweep` deals with what is due.
    """

    coach: Coach
    people: People
    alarm: AlarmClock
    wind: Callable[[], Awaitable[None]]
    sweep: Callable[[], Awaitable[None]]
    clock: ConsoleClock
    messenger: ConsoleMessenger
    event_ids: Iterator[str]
    open_question: Callable[[Drawer], Message | None]
    zone: str | None = None  # told by the system or at the start; `None` where nobody said
    zone_is_said: bool = False  # at the start, so it holds against what is kept
    on_forgotten: Callable[[], None] | None = None
    over: bool = False
    failed: bool = False
    here: str = field(init=False, default="UTC")  # the person's zone
    _known: bool = field(init=False, default=False)

    async def begin(self) -> bool:
        """Bring what is owed, ask the open question again, and say whether this person is known."""
        self.here = self.zone or "UTC"
        drawer = await self._load()
        if drawer is not None:
            self._known = True
            await self.wind()
            await self._tell_zone(drawer)
            await self.sweep()
            drawer = await self._load()
        question = self.open_question(drawer) if drawer else None
        if question is not None and question.visit > self.messenger.newest_visit:
            self.messenger.show(question)
        return drawer is not None

    async def line(self, text: str) -> None:
        """Do what a typed line wants."""
        await self.do(read(text))

    async def do(self, line: Line) -> None:
        """Do what is wanted; what goes wrong is said, and nothing is lost by it."""
        try:
            await self._do(line)
        except NextStepError as error:
            self.fail(f"That was not kept: {error}. Please send it again when that is put right.")

    def fail(self, text: str) -> None:
        """Say what went wrong, and remember that something did."""
        self.failed = True
        self.messenger.screen.fail(text)

    def _remark(self, text: str) -> None:
        self.messenger.screen.remark(text)

    async def _do(self, line: Line) -> None:
        match line:
            case Wrote(text=text):
                await self.write(text)
            case Pressed(which=which):
                await self._press(which)
            case Used(name=name, argument=argument):
                await self.handle(Command(id=next(self.event_ids), name=name, argument=argument))
            case Waited(by=by, tell=tell):
                await self.pass_time(self.clock.now() + by, tell=tell)
            case WaitedUntil(wall=wall, tell=tell):
                await self._wait_until(wall, tell=tell)
            case Unreadable(hint=hint):
                self._remark(hint)
            case Wished(what=what):
                await self._wish(what)

    async def _wish(self, what: str) -> None:
        match what:
            case "time":
                self._tell_time()
            case "help":
                for hint in HELP:
                    self._remark(hint)
                await self.handle(Command(id=next(self.event_ids), name="help"))
            case "seed":
                await self._seed()
            case _:
                self.leave()

    # --- events -------------------------------------------------------------------------------------------------------

    async def handle(self, event: Event) -> None:
        """Let an event have its turn."""
        await self.coach.handle(self.messenger.person, event)
        known = await self._load() is not None
        if self._known and not known:
            self._forget()
        self._known = known

    def leave(self) -> None:
        """End the conversation after what is being done."""
        self.over = True

    def _forget(self) -> None:
        self.messenger.buttons.clear()
        if self.on_forgotten:
            self.on_forgotten()

    async def write(self, text: str) -> None:
        """Write a text of one or many lines; one that names an open button presses it."""
        choice = self.messenger.buttons.meant(text)
        if choice is not None:
            await self.press(choice)
        else:
            await self.handle(Text(id=next(self.event_ids), text=text))

    async def _press(self, which: str) -> None:
        choice = self.messenger.buttons.named(which)
        if choice is None:
            self._remark("There is no such button." if self.messenger.buttons.open else "There is no button now.")
        else:
            await self.press(choice)

    async def press(self, choice: Choice) -> None:
        """Press a button."""
        await self.handle(Press(id=next(self.event_ids), token=choice.token))

    async def _load(self) -> Drawer | None:
        try:
            drawer = await self.people.load(self.messenger.person)
        except DamagedDrawerError as error:
            self.fail(f"What was kept here can't be read: {error}")
            return None
        self.here = drawer.state.person.zone if drawer else self.here
        return drawer

    # --- time ---------------------------------------------------------------------------------------------------------

    async def pass_time(self, until: datetime, *, tell: bool = False) -> None:
        """Move the clock on; what comes due on the way is said, each thing at its own time."""
        for _ in range(_MOST_MOMENTS):
            due = await self.alarm.next_due()
            if due is None or due > until:
                break
            self.clock.move_to(due)
            await self.sweep()
        self.clock.move_to(until)
        await self.sweep()
        if tell:
            self._tell_time()

    async def _wait_until(self, wall: datetime, *, tell: bool) -> None:
        until = wall.replace(tzinfo=ZoneInfo(self.here)).astimezone(UTC)
        if until >= self.clock.now():
            await self.pass_time(until, tell=tell)
        else:
            self._remark("That is over already, and the clock only goes forward.")

    def _tell_time(self) -> None:
        now = self.clock.now().astimezone(ZoneInfo(self.here))
        self._remark(f"It is {now:%A} {now.day} {now:%B %Y, %H:%M} ({self.here}).")

    async def _tell_zone(self, drawer: Drawer) -> None:
        person = drawer.state.person
        if self.zone and self.zone != person.zone and (self.zone_is_said or not person.zone_known):
            await self.coach.handle(self.messenger.person, ProfileSeen(id=next(self.event_ids), zone=self.zone))

    # --- the example --------------------------------------------------------------------------------------------------

    async def _seed(self) -> None:
        drawer = await self._load()
        if drawer is not None and drawer.state.cases:
            self._remark(
                "There is a story here already, and the example would get mixed into it. Leave with /quit, and then "
                'start one that keeps nothing: nextstep chat --memory, or make chat CHAT_ARGS="--memory"'
            )
            return
        await self._act(seed.STORY)
        for answer in seed.ANSWERS:
            labels = [label(choice) for choice in self.messenger.buttons.open]
            fitting = [answer] if isinstance(answer, str) else [one for one in answer if one in labels]
            if not fitting:  # the words have changed since; what was told so far is enough to look around
                break
            await self._act(fitting[0])

    async def _act(self, text: str) -> None:
        self._remark(f"you: {text}")
        await self.write(text)
