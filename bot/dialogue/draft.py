"""The working copy of one turn: a state being changed, and what is to be done about it.

Inside one turn it is changed in place; nothing of it leaves the turn but the new state and the effects.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from msgspec.structs import replace

from bot.dialogue import moments
from bot.dialogue.folding import WORD
from bot.dialogue.script import Pack, Step
from bot.dialogue.state import MAX_CASES, MAX_FRAMES, REMINDED, Frame, State
from bot.dialogue.turn import Turn
from bot.domain import calendar
from bot.domain.messages import Cancel, Choice, Effect, Paragraph, Remember, RetireButtons, Schedule
from bot.domain.nudge import OPEN, Nudge
from bot.domain.rejection import JournalEntry, Lesson, Rejection
from bot.domain.values import Value
from bot.understanding.meaning import Meaning
from bot.understanding.reading import Look, look, whole

OF_THE_TALK = frozenset({"time", "when", "zone", "country", "weekly", "name", "phrase", "note", "action"})
"""What was read in one talk and means nothing in the next, whatever rejection both are about."""


class Part(Value, frozen=True, kw_only=True):
    """Something said in this turn, not yet put into a message."""

    paragraphs: tuple[Paragraph, ...]
    choices: tuple[Choice, ...] = ()
    visit: int = 0
    apart: bool = False  # a message of its own
    lead: bool = False  # a line that belongs to what comes after it


class Draft:
    """A conversation while a turn is made."""

    def __init__(self, pack: Pack, state: State, now: datetime, event_id: str) -> None:
        """Start from a state; nothing is changed in it."""
        self.pack = pack
        self.now = now
        self.event_id = event_id
        self.person = state.person
        self.frames = list(state.frames)
        self.talks = state.talks
        self.visits = state.visits
        self.serial = state.serial
        self.cases = state.cases
        self.nudges = state.nudges
        self.lessons: Sequence[Lesson] = state.lessons
        self.bags = dict(state.bags)
        self.awaited = state.awaited
        self.reminded = state.reminded
        self.let_be = state.let_be
        self.parts: list[Part] = []
        self.effects: list[Effect] = []
        self.nudge_told: str | None = None  # the nudge this turn speaks for
        self.late: tuple[str, ...] = ()  # nudges told inside another one's message
        self.passed: dict[str, str] = {}  # facts that hold for this turn only
        self._looked: dict[str, Look] = {}
        self._read: dict[str, Meaning] = {}
        self._folded: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._retired: set[int] = set()

    # --- the open talk ------------------------------------------------------------------------------------------------

    @property
    def frame(self) -> Frame | None:
        """The talk that is spoken with, or `None` when nothing is open."""
        return self.frames[-1] if self.frames else None

    @property
    def listening(self) -> bool:
        """Whether a question is open that the next text may answer."""
        return bool(self.frames) and not self.frames[-1].resting

    def rest(self) -> None:
        """Wait for nothing any more; every open talk can be taken up again."""
        self.frames = [frame if frame.resting else replace(frame, resting=True) for frame in self.frames]

    def left_open(self) -> Frame | None:
        """Return the talk below the one on top that is gone back to: of the same rejection if there is one."""
        talks = [frame for frame in self.frames[:-1] if not frame.passing]
        about = self.frames[-1].case if self.frames else None
        same = [frame for frame in talks if about is not None and frame.case == about]
        return (same or talks)[-1] if talks else None

    def answered_talk(self) -> Frame | None:
        """Return the newest talk in which an answer was given; detours have none to give again."""
        return next((frame for frame in reversed(self.frames) if frame.trail and not frame.passing), None)

    def step(self, step_id: str) -> Step | None:
        """Return a step by its present or former id."""
        if step_id in self.pack.steps:
            return self.pack.steps[step_id]
        seen: set[str] = set()
        while step_id not in self.pack.steps and step_id in self.pack.moved and step_id not in seen:
            seen.add(step_id)
            step_id = self.pack.moved[step_id]
        return self.pack.steps.get(step_id)

    def change_frame(self, **changes: object) -> None:
        """Replace fields of the open talk."""
        self.frames[-1] = replace(self.frames[-1], **changes)

    def push(self, step_id: str, *, case: str | None = None, nudge: str | None = None, detour: bool = False) -> None:
        """Lay a new talk on top; the lowest goes when there are too many."""
        self.talks += 1
        self.frames.append(
            Frame(step=step_id, visit=0, asked_at=self.now, case=case, nudge=nudge, detour=detour, id=self.talks)
        )
        while len(self.frames) > MAX_FRAMES:
            self.retire(self.frames[0].visit)
            self.drop(self.frames[0])

    def pop(self) -> Frame:
        """Take the open talk away, and the buttons of its question with it."""
        frame = self.frames[-1]
        self.drop(frame)
        self.retire(frame.visit)
        return frame

    def drop(self, frame: Frame) -> None:
        """Take a talk away; what was written in it and belongs to no rejection lives on in the journal."""
        self.frames = [other for other in self.frames if other.id != frame.id]
        for name, words in frame.slots.items() if frame.case is None else ():
            self.journal_words(name, words)

    def retire(self, visit: int, chosen: str | None = None) -> None:
        """Take the buttons of an asking away, once."""
        if visit and visit not in self._retired:
            self._retired.add(visit)
            self.effects.append(RetireButtons(visit=visit, chosen=chosen))

    # --- slots --------------------------------------------------------------------------------------------------------

    def slot(self, name: str) -> str | None:
        """Return what was saved under a name: in this turn, in this talk, or for its rejection."""
        if name in self.passed:
            return self.passed[name]
        if not self.frames:
            return None
        frame = self.frames[-1]
        if name in frame.slots:
            return frame.slots[name]
        case = self.case
        return case.answers.get(name) if case else None

    def save(self, name: str, value: str) -> None:
        """Keep a value: with the rejection when the talk has one, else with the talk."""
        before = self.slot(name)
        if before not in (None, value):
            self.journal_words(name, before or "", self.frame.case if self.frame else None)
        case = self.case
        if case is None or name.startswith("_") or name.removesuffix("_words") in OF_THE_TALK:
            self.save_here(name, value)
        else:
            self.put_case(replace(case, answers={**case.answers, name: value}))

    def save_here(self, name: str, value: str) -> None:
        """Keep a value with the talk, whatever it is about."""
        if self.frame is None:
            message = "nothing can be saved outside of a talk"
            raise ValueError(message)
        self.change_frame(slots={**self.frames[-1].slots, name: value})

    def journal_words(self, name: str, words: str, case: str | None = None) -> None:
        """Write into the journal what the person wrote, and nothing that was read or picked."""
        if words and name in self.pack.own_words and not moments.is_moment(words):
            self.journal("news" if name == "story" else "answer", name, words, case)

    def folded(self, text: str) -> str:
        """Return what the person wrote as words are compared; worked out once a turn."""
        if text not in self._folded:
            self._folded[text] = self.pack.plain(text)
        return self._folded[text]

    def words(self, text: str) -> list[str]:
        """Return the words of what the person wrote, folded; worked out once a turn."""
        if text not in self._words:
            self._words[text] = WORD.findall(self.folded(text))
        return self._words[text]

    def look(self, text: str) -> Look:
        """Return what a first look at a text tells; the same text is looked at once a turn."""
        if text not in self._looked:
            self._looked[text] = look(text, self.pack.lexicon)
        return self._looked[text]

    def meaning(self, text: str) -> Meaning:
        """Return all that a text says; the same text is read once a turn."""
        if text not in self._read:
            self._read[text] = whole(self.look(text), self.pack.lexicon)
        return self._read[text]

    # --- rejections ---------------------------------------------------------------------------------------------------

    @property
    def case(self) -> Rejection | None:
        """The rejection spoken about."""
        about = self.frames[-1].case if self.frames else None
        return self.cases.get(about) if about else None

    @property
    def open_cases(self) -> list[Rejection]:
        """Rejections that are not closed, oldest first."""
        return [case for case in self.cases.values() if not case.closed]

    def change_case(self, **changes: object) -> None:
        """Replace fields of the rejection spoken about."""
        case = self.case
        if case is not None:
            self.put_case(replace(case, **changes))

    def put_case(self, case: Rejection) -> None:
        """Keep a rejection as it is now. Mappings are not changed in place: who looked before sees what was."""
        self.cases = {**self.cases, case.id: case}

    def drop_case(self, case_id: str) -> None:
        """Take a rejection away."""
        self.cases = {known: case for known, case in self.cases.items() if known != case_id}

    def add_case(self, case: Rejection) -> None:
        """Keep a new rejection; the oldest closed one lives on in the journal only."""
        self.put_case(case)
        while len(self.cases) > MAX_CASES:
            closed = next((old.id for old in self.cases.values() if old.closed), next(iter(self.cases)))
            self._journal_case(self.cases[closed])
            self.drop_case(closed)

    def _journal_case(self, case: Rejection) -> None:
        body = "\n".join(f"{name}: {words}" for name, words in case.answers.items() if not name.startswith("_"))
        self.journal("rejection", " · ".join(filter(None, (case.organisation, case.role))) or case.id, body, case.id)

    def new_id(self, letter: str) -> str:
        """Return an id that this person never had."""
        self.serial += 1
        return f"{letter}{self.serial}"

    # --- nudges and journal -------------------------------------------------------------------------------------------

    def put_nudge(self, nudge: Nudge, *, ring: bool = True) -> None:
        """Keep a nudge and set the alarm clock for it."""
        self.nudges = {**self.nudges, nudge.id: nudge}
        if ring:
            self.effects.append(Schedule(nudge=nudge))

    def drop_nudge(self, nudge_id: str) -> None:
        """Take a nudge away."""
        self.nudges = {known: nudge for known, nudge in self.nudges.items() if known != nudge_id}

    def end_nudge(self, nudge: Nudge) -> None:
        """Take an ended nudge out of the state; the journal keeps its end."""
        self.drop_nudge(nudge.id)
        self.effects.append(Cancel(nudge_id=nudge.id))
        kind = self.pack.nudges.get(nudge.kind)
        self.journal("nudge", kind.label if kind else nudge.kind, nudge.status.value, case=nudge.case)

    def planned(self, case: str | None = None) -> list[Nudge]:
        """Return the nudges still to come, the earliest first; of one rejection when it is given."""
        ahead = (n for n in self.nudges.values() if n.status in OPEN and not n.sent_at)
        return sorted((n for n in ahead if case is None or n.case == case), key=lambda n: (n.due, n.id))

    def journal(self, kind: str, title: str, body: str = "", case: str | None = None) -> None:
        """Write a line into the person's journal."""
        count = sum(isinstance(effect, Remember) for effect in self.effects)
        entry = JournalEntry(id=f"{self.event_id}#{count}", at=self.now, kind=kind, title=title, body=body, case=case)
        self.effects.append(Remember(entry=entry))

    # --- time ---------------------------------------------------------------------------------------------------------

    @cached_property
    def today(self) -> date:
        """The person's local day."""
        return calendar.local(self.now, self.person.zone).date()

    def done(self) -> Turn:
        """Return the turn that was made."""
        state = State(
            person=self.person,
            frames=tuple(self.frames),
            talks=self.talks,
            visits=self.visits,
            serial=self.serial,
            cases=self.cases,
            nudges=self.nudges,
            lessons=tuple(self.lessons),
            bags=self.bags,
            pack=self.pack.version,
            let_be=self.let_be,
            awaited=self.awaited,
            reminded=self.passed.get(REMINDED, ""),
        )
        return Turn(state=state, effects=tuple(self.effects))
