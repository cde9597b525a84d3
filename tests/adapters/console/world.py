"""A terminal without a screen over a conversation small enough to know by heart."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from adapters.console.clock import ConsoleClock
from adapters.console.delivery import PLATFORM, ConsoleMessenger
from adapters.console.session import Session
from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain.messages import Choice, Command, Event, Message, Press, ProfileSeen, RetireButtons, Say, Text
from bot.domain.person import PersonKey
from bot.ports import Drawer, People
from bot.service import outbox
from bot.service.coach import Coach
from bot.service.nudges import Nudges
from bot.storage.due_heap import DueHeap
from bot.storage.memory import MemoryPeople
from tests.fakes import message, small_talk

NOW = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)
ME = PersonKey(PLATFORM, "me")


def asking(visit: int, *labels: str) -> Message:
    """Return a question with buttons."""
    choices = tuple(Choice(label=label, token=f"{visit}.step.{label}") for label in labels)
    return Message(paragraphs=message(f"question {visit}").paragraphs, choices=choices, visit=visit)


def play(state: State, event: Event, now: datetime) -> Turn:
    """Ask on "ask", tell what was pressed or commanded, and leave the rest to `small_talk`."""
    match event:
        case Text(text="ask"):
            visit = state.visits + 100
            said = RetireButtons(visit=visit - 1), Say(message=asking(visit, "Yes", "Not now"))
            return Turn(state=small_talk(state, event, now).state, effects=said)
        case Press(token=token):
            return Turn(state=state, effects=(Say(message=message(f"pressed {token}")),))
        case Command(name=name, argument=argument):
            return Turn(state=state, effects=(Say(message=message(f"command {name} {argument}".strip())),))
        case ProfileSeen(zone=zone):
            return Turn(state=state, effects=(Say(message=message(f"zone {zone}")),))
        case _:
            return small_talk(state, event, now)


@dataclass(slots=True)
class NotedScreen:
    """The port `Screen` that writes down what it is given."""

    said: list[str] = field(default_factory=list)
    unasked: list[tuple[datetime, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    something_came: asyncio.Event = field(default_factory=asyncio.Event)  # unasked

    def say(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        self.said.append(message.text)
        if unasked_at:
            self.unasked.append((unasked_at, message.text))
            self.something_came.set()

    def remark(self, text: str) -> None:
        self.remarks.append(text)

    def fail(self, text: str) -> None:
        self.failures.append(text)


@dataclass(slots=True)
class Sitting:
    """Somebody at a terminal. A second one over the same `people` is the next start of the program."""

    people: People = field(default_factory=MemoryPeople)
    clock: ConsoleClock = field(default_factory=lambda: ConsoleClock(NOW))
    screen: NotedScreen = field(default_factory=NotedScreen)
    writes_to: Path | None = None
    run: str = "a"
    question: Callable[[Drawer], Message | None] = lambda _drawer: None
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        alarm = DueHeap()
        messenger = ConsoleMessenger(ME, self.screen, writes_to=self.writes_to)
        coach = Coach(
            people=self.people,
            alarm=alarm,
            messengers={PLATFORM: messenger},
            clock=self.clock,
            play=play,
            new_state=new_state,
        )
        nudges = Nudges(coach=coach, alarm=alarm, clock=self.clock)

        async def wind() -> None:
            drawer = await self.people.load(ME)
            for nudge_id, due in outbox.owed(drawer) if drawer else ():
                await alarm.schedule(nudge_id, ME, due)

        self.session = Session(
            coach=coach,
            people=self.people,
            alarm=alarm,
            wind=wind,
            sweep=nudges.sweep,
            clock=self.clock,
            messenger=messenger,
            event_ids=(f"{self.run}{number}" for number in count(1)),
            open_question=self.question,
        )

    async def types(self, *lines: str) -> list[str]:
        """Type lines and return what was said to them."""
        before = len(self.screen.said)
        for line in lines:
            await self.session.line(line)
        return self.screen.said[before:]
