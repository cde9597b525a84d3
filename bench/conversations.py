"""The conversation every figure is measured with: months with the bot, as somebody may really spend them.

It answers what is asked, by button or in own words, tells news of every kind, pastes mails, asks for help and goes
back in between, lets days pass, and answers the nudges that come. It does so in the same way every time.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from msgspec.structs import replace

from bot.dialogue.script import Pack, Step
from bot.dialogue.state import State, new_state
from bot.dialogue.turn import Turn
from bot.domain.messages import Choice, Command, Event, NudgeDue, Press, Say, Text
from bot.domain.nudge import Nudge, NudgeStatus
from bot.domain.person import PersonKey

START = datetime(2026, 11, 23, 17, 10, tzinfo=UTC)
MAIL = """From: careers@{mail}.example
Subject: Your application

Dear applicant,

thank you for applying for the position of Events Coordinator at {name}. We received many strong applications.
Unfortunately, we have decided to move forward with other candidates. We will keep your details on file and may contact
you about future openings.

Kind regards
The {name} recruiting team"""
NEWS = (
    "got the call from {name} today, they took somebody else for events coordinator after the final round",
    MAIL,
    "i got rejected by {name}, there was only a line on their portal",
    "they said no. {name}, for the events job. i had prepared for two weeks and they asked me nothing about it",
    "still no answer from {name} after three weeks",
    "i got the job at {name}!",
)
PLACES = ("Brook Library", "Harbour Museum", "Elm Bakery", "Tidewater Works", "Larch & Sons", "Alder Clinic")
OWN_WORDS = (
    "she had run a whole programme before, i only ever helped with one",
    "i know every school in this town by name",
    "the schools",
    "nobody had read a word of what i sent them",
    "that i stay calm when forty children don't",
    "i keep thinking about who they picked and what that person had that i don't have",
    "an answer on the day they promised",
    "i'd rather have heard it on the phone",
)
READ_AS = {
    "time": ("thursday at nine", "tomorrow morning", "in three days", "next week some time"),
    "weekly": ("fridays at nine",),
    "zone": ("berlin",),
    "country": ("germany",),
}
BETWEEN = ("help", "back", "skip", "change my answer", "nudges", "lessons", "later", "pause until friday")
PRESSED, WRITTEN = 0.5, 0.88
"""Of a hundred turns fifty are buttons, the next thirty-eight own words, the rest something in between."""


def stranger(name: str) -> State:
    """Return the state of somebody who never wrote."""
    return new_state(PersonKey("bench", name), zone="Europe/Berlin")


def walk(pack: Pack, state: State, turns: int) -> Iterator[tuple[State, Event, datetime]]:
    """Yield (state before, event, now) for so many turns of the conversation."""
    walker = _Walker(pack, state)
    for number in range(turns):
        event = walker.next_event(f"e{number}")
        yield walker.state, event, walker.now
        walker.play(event)


class _Walker:
    """Somebody in a conversation; what a nudge says counts as delivered at once."""

    def __init__(self, pack: Pack, state: State) -> None:
        self._pack = pack
        self.state = state
        self.now = state.person.seen_at or START
        self._chance = Random(7)
        self._told = 0
        self._shown: Sequence[Choice] = ()

    def next_event(self, event_id: str) -> Event:
        """Answer the open question after a minute; with none open, wait for a nudge or tell the next news."""
        self.now += timedelta(minutes=1)
        frame = self.state.frames[-1] if self.state.frames else None
        step = self._pack.steps.get(frame.step) if frame and not frame.resting else None
        due = self._next_due()
        if step is None and due is not None and self._chance.random() < PRESSED:
            self.now = max(self.now, due.due)
        if due is not None and due.due <= self.now:
            return NudgeDue(id=event_id, nudge_id=due.id)
        if step is None:
            return self._news(event_id)
        return self._answer(event_id, step)

    def play(self, event: Event) -> None:
        """Play an event."""
        from bot.dialogue.engine import step  # noqa: PLC0415 - what is measured is imported by who measures

        turn = step(self._pack, self.state, event, self.now)
        self._shown = _choices(turn) or self._shown
        sent = {
            nudge.id: replace(nudge, status=NudgeStatus.SENT, sent_at=self.now)
            for nudge in turn.state.nudges.values()
            if nudge.status is NudgeStatus.SENDING
        }
        self.state = replace(turn.state, nudges={**turn.state.nudges, **sent}) if sent else turn.state

    def _next_due(self) -> Nudge | None:
        planned = (nudge for nudge in self.state.nudges.values() if nudge.status is NudgeStatus.PLANNED)
        return min(planned, key=lambda nudge: (nudge.due, nudge.id), default=None)

    def _news(self, event_id: str) -> Event:
        self.now += timedelta(days=3)
        name = PLACES[self._told // len(NEWS) % len(PLACES)]
        text = NEWS[self._told % len(NEWS)].replace("{name}", name).replace("{mail}", name.split()[0].lower())
        self._told += 1
        return Text(id=event_id, text=text)

    def _answer(self, event_id: str, step: Step) -> Event:
        way = self._chance.random()
        own_words = bool(step.save or step.expects)
        if self._shown and (way < PRESSED or (way < WRITTEN and not own_words)):
            return Press(id=event_id, token=self._chance.choice(self._shown).token)
        if way < WRITTEN and own_words:
            return Text(id=event_id, text=self._chance.choice(READ_AS.get(step.expects or "", OWN_WORDS)))
        between = self._chance.choice(BETWEEN)
        spoken = self._chance.random() < PRESSED
        return Text(id=event_id, text=between) if spoken else Command(id=event_id, name=between.split()[0])


def _choices(turn: Turn) -> list[Choice]:
    return [choice for effect in turn.effects if isinstance(effect, Say) for choice in effect.message.choices]
