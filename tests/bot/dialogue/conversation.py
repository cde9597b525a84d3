"""A conversation held by a test: events in, what was said out, time in its hands."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.dialogue.engine import step
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain.messages import Choice, Command, Event, Message, NudgeDue, Press, Remember, Say, Text
from bot.domain.nudge import Nudge, NudgeStatus
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.service.beside import Beside
from tests.shipped import english

LATE_EVENING = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)  # 22:40 in Berlin, a Monday


class Conversation:
    """One person, played without any shell: what the service does with nudges is done by hand."""

    def __init__(
        self, pack: Pack | None = None, *, zone: str | None = "Europe/Berlin", now: datetime = LATE_EVENING
    ) -> None:
        self.pack = pack or english()
        self.state: State = new_state(PersonKey("test", "somebody"), zone=zone)
        self.now = now
        self.turns: list[Turn] = []
        self.told: list[tuple[datetime, Message]] = []
        self.unasked: list[datetime] = []  # when something came that answers nothing
        self._beside = Beside()
        self._count = 0

    # --- what happens -------------------------------------------------------------------------------------------------

    def happens(self, event: Event, *, delivered: bool = True) -> Turn:
        """Play an event; a nudge that is said counts as delivered at once."""
        person = self.state.person.key
        turn = step(self.pack, self.state, self._beside.told(person, event, self.now), self.now)
        self._beside.note(person, event, self.state, turn, self.now)
        self.state = turn.state
        for nudge in self.nudges(NudgeStatus.SENDING) if delivered else ():
            self.put(replace(nudge, status=NudgeStatus.SENT, sent_at=self.now))
        self.turns.append(turn)
        self.told += [(self.now, message) for message in messages_of(turn)]
        self.unasked += [self.now for effect in turn.effects if isinstance(effect, Say) and effect.nudge_id]
        return turn

    def write(self, text: str) -> Turn:
        """Let the person write."""
        return self.happens(Text(id=self._id(), text=text))

    def command(self, name: str, argument: str = "") -> Turn:
        """Let the person use a command."""
        return self.happens(Command(id=self._id(), name=name, argument=argument))

    def press(self, label: str) -> Turn:
        """Let the person press the newest button whose label begins so."""
        found = next(c for c in reversed(self.buttons()) if c.label.lower().startswith(label.lower()))
        return self.press_token(found.token)

    def press_token(self, token: str) -> Turn:
        """Let the person press a button that carries a token."""
        return self.happens(Press(id=self._id(), token=token))

    def wait(self, time: timedelta) -> list[Message]:
        """Let time pass; what comes due on the way rings. Return what was said meanwhile."""
        end, before = self.now + time, len(self.told)
        for _ in range(500):
            due = sorted((n for n in self.nudges(NudgeStatus.PLANNED) if n.due <= end), key=lambda n: (n.due, n.id))
            if not due:
                break
            self.now = max(self.now, due[0].due)
            self.ring(due[0])
        self.now = end
        return [message for _, message in self.told[before:]]

    def sleep(self, time: timedelta) -> list[Message]:
        """Let time pass while the program is down; everything owed rings at the end."""
        self.now += time
        before = len(self.told)
        for nudge in sorted(self.nudges(NudgeStatus.PLANNED), key=lambda n: n.due):
            if nudge.due <= self.now:
                self.ring(nudge)
        return [message for _, message in self.told[before:]]

    def restart(self) -> None:
        """Start the program anew: what is held in memory only is gone."""
        self._beside = Beside()

    def ring(self, nudge: Nudge) -> Turn:
        """Let the alarm clock ring for a nudge."""
        return self.happens(NudgeDue(id=self._id(), nudge_id=nudge.id))

    # --- how it stands ------------------------------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """All that was said in the newest turn."""
        return "\n\n".join(message.text for message in messages_of(self.turns[-1]))

    def buttons(self) -> list[Choice]:
        """Every button that was ever shown, oldest first."""
        return [choice for _, message in self.told for choice in message.choices]

    def labels(self) -> list[str]:
        """The buttons of the newest turn."""
        return [choice.label for message in messages_of(self.turns[-1]) for choice in message.choices]

    def nudges(self, *statuses: NudgeStatus) -> list[Nudge]:
        """Nudges in the state, of these statuses if any are given."""
        return [n for n in self.state.nudges.values() if not statuses or n.status in statuses]

    def journal(self) -> list[JournalEntry]:
        """Everything that went into the journal, oldest first."""
        return [effect.entry for turn in self.turns for effect in turn.effects if isinstance(effect, Remember)]

    @property
    def open_step(self) -> str | None:
        """The step whose question is open, if one is listened to."""
        frames = self.state.frames
        return frames[-1].step if frames and not frames[-1].resting else None

    def put(self, *nudges: Nudge) -> None:
        """Put nudges into the state, in place of those with the same ids."""
        by_id = {nudge.id: nudge for nudge in nudges}
        self.state = replace(self.state, nudges={**self.state.nudges, **by_id})

    def _id(self) -> str:
        self._count += 1
        return f"t{self._count}"


def messages_of(turn: Turn) -> list[Message]:
    """The messages of a turn."""
    return [effect.message for effect in turn.effects if isinstance(effect, Say)]
