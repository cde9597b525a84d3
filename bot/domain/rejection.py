"""A "no" and what is made of it: the rejection, the reflection on it, the lesson, the plan, the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import field

from bot.domain.values import Value


class Told(StrEnum):
    """How the news came."""

    EMAIL = "email"
    CALL = "call"
    MESSAGE = "message"
    PORTAL = "portal"
    SILENCE = "silence"


class Stage(StrEnum):
    """How far the process had got."""

    APPLIED = "applied"
    SCREEN = "screen"
    ASSESSMENT = "assessment"
    INTERVIEW = "interview"
    FINAL = "final"
    OFFER = "offer"


class RoleFate(StrEnum):
    """What became of a role when the decision was about the role and not about the person."""

    FILLED = "filled"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ON_HOLD = "on_hold"


class Rejection(Value, frozen=True, kw_only=True):
    """One "no". `None` is "not said"."""

    id: str
    opened_at: datetime  # UTC; when the person told the bot
    organisation: str | None = None
    role: str | None = None
    stage: Stage | None = None
    stage_words: str | None = None  # as the person put it
    told: Told | None = None
    told_on: date | None = None  # local day of the news; the day it was told to the bot where nothing else was said
    fate: RoleFate | None = None
    theme: str | None = None  # the reflection being, or last, worked on
    themes_done: tuple[str, ...] = ()
    gist: str | None = None  # the person's own words on what weighs most
    plan: "Plan | None" = None
    answers: Mapping[str, str] = field(default_factory=dict)  # by the name the content saves them under
    ranking: tuple[str, ...] = ()  # reflections, the likeliest first
    marks: tuple[str, ...] = ()  # what was read besides: email, internal, no_reply, keep_in_touch, …
    closed: bool = False


class Plan(Value, frozen=True, kw_only=True):
    """An if-then plan: when `cue`, I will `action`."""

    action: str
    cue: str | None = None
    at: datetime | None = None  # UTC; when the bot asks how it went
    done: bool | None = None


class Lesson(Value, frozen=True, kw_only=True):
    """What the person took from one reflection, in their own words."""

    id: str
    at: datetime  # UTC
    theme: str
    words: str
    about: str | None = None  # the organisation, where known
    case: str | None = None  # the rejection's id


class JournalEntry(Value, frozen=True, kw_only=True):
    """One line of the journal that `export` shows; never read by the dialogue."""

    id: str
    at: datetime  # UTC
    kind: str  # "rejection", "answer", "lesson", "plan", "nudge", "reply", "news"
    title: str
    body: str = ""
    case: str | None = None
