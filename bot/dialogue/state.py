"""Everything the dialogue keeps about one person between two turns.

The state is a value: a turn makes a new one. It stays small however long the history, because what is over goes to
the journal. Mappings inside are never changed in place.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import field

from bot.domain.nudge import Nudge
from bot.domain.person import Person, PersonKey
from bot.domain.rejection import Lesson, Rejection
from bot.domain.values import Value

STATE_VERSION = 1
"""Raised whenever the shape of `State` changes; the codec upgrades older ones."""
MAX_TRAIL = 20
"""How many answers of one talk `back` can undo."""
MAX_FRAMES = 6
"""How many talks may lie open over each other."""
MAX_CASES = 20
"""How many rejections are kept at hand; older closed ones live on in the journal."""
MAX_LESSONS = 20
"""How many lessons are kept at hand; older ones live on in the journal."""
REMINDED = "_reminded"
"""The nudge that was set or moved in this turn."""


class Option(Value, frozen=True, kw_only=True):
    """A choice that was made up for one asking: a theme, a rejection, a nudge."""

    id: str
    label: str


class Undo(Value, frozen=True, kw_only=True):
    """What one answer changed, so that `back` can take exactly that away again. `None` in a mapping is "not there"."""

    step: str
    slots: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, str | None] = field(default_factory=dict)
    case_id: str | None = None  # the talk's rejection before the answer
    about: str | None = None  # the rejection it told of, where it turned out to be another, known one
    opened: str | None = None  # id of a rejection the answer opened
    case: Rejection | None = None  # that rejection before the answer, without its answers; where `changed` says so
    changed: tuple[str, ...] = ()  # what of that rejection the answer changed
    closed: tuple[str, ...] = ()  # ids of rejections the answer closed, also of others than the talk's
    nudges: Mapping[str, Nudge | None] = field(default_factory=dict)
    ended: tuple[str, ...] = ()  # ids of those nudges that the answer ended
    lessons: tuple[str, ...] = ()  # ids of lessons the answer added
    options: tuple[Option, ...] = ()


class Frame(Value, frozen=True, kw_only=True):
    """One open talk: where it stands and what was said in it. Frames lie on a stack; the last one is spoken with."""

    step: str  # the question that is open
    visit: int  # which asking of it
    asked_at: datetime  # UTC
    case: str | None = None  # the rejection it is about
    nudge: str | None = None  # the nudge that opened it
    detour: bool = False  # returns to the talk below and asks its question again
    once: bool = False  # over after one answer: an earlier answer is being changed
    resting: bool = False  # nothing is being waited for; the talk can be taken up again
    slots: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    trail: tuple[Undo, ...] = ()
    id: int = 0  # which talk: another one may lie in its place later

    @property
    def passing(self) -> bool:
        """Whether this is only a detour; a nudge's talk is one to come back to."""
        return self.detour and self.nudge is None


class State(Value, frozen=True, kw_only=True):
    """One person's conversation."""

    person: Person
    frames: tuple[Frame, ...] = ()
    talks: int = 0  # number of the newest talk
    visits: int = 0  # number of the newest asking
    serial: int = 0  # number of the newest rejection, nudge or lesson
    cases: Mapping[str, Rejection] = field(default_factory=dict)
    nudges: Mapping[str, Nudge] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    bags: Mapping[str, int] = field(default_factory=dict)  # step id → how often it has been spoken
    pack: str = ""  # version of the pack last spoken with
    let_be: datetime | None = None  # when a text was last left where it is, with a word on what can be done here
    awaited: str = ""  # the organisation whose answer somebody was waiting for when last they spoke of it

    reminded: str = ""  # the nudge that was set or moved with the last text: the next may put its time right

    @property
    def open_visit(self) -> int:
        """Which asking the next text may answer; 0 where no question is open."""
        return self.frames[-1].visit if self.frames and not self.frames[-1].resting else 0


def new_state(key: PersonKey, *, zone: str | None = None, locale: str = "en") -> State:
    """Return the state of somebody who has never written before."""
    person = Person(key=key, zone=zone or "UTC", zone_known=zone is not None, locale=locale)
    return State(person=person)
