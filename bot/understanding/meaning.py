"""What was read out of one text. Everything is optional: "not said" is the normal case."""

from enum import StrEnum

from bot.domain.rejection import RoleFate, Stage, Told
from bot.domain.values import Value


class Care(StrEnum):
    """What the care check found. It is acted on at once and stored nowhere."""

    NONE = "none"
    CRISIS = "crisis"  # unmistakable words about ending one's life or hurting oneself: help at once
    CHECK = "check"  # despair without them: ask gently, help in view
    OTHER_PERSON = "other_person"  # worry about somebody else's life
    HARM_TO_OTHERS = "harm_to_others"
    VIOLENCE = "violence"  # somebody at home hurts the person who writes


class Kind(StrEnum):
    """What a text brings."""

    REJECTION = "rejection"
    JOB_LOSS = "job_loss"
    GOOD_NEWS = "good_news"
    WAITING = "waiting"
    OTHER_WORK = "other_work"
    OTHER = "other"


class Evidence(Value, frozen=True, kw_only=True):
    """Why something was read: which field, what it was given, the words that led there, and how much they weighed."""

    field: str
    value: str
    words: str
    weight: float = 1.0


class Meaning(Value, frozen=True, kw_only=True):
    """One reading of one text. `kind` is the best guess; `sure` says whether it may be acted on without asking."""

    care: Care = Care.NONE
    kind: Kind = Kind.OTHER
    sure: bool = False
    kinds: tuple[tuple[Kind, float], ...] = ()  # best first, probabilities
    is_email: bool = False
    organisation: str | None = None  # as it stands in the text
    role: str | None = None
    stage: Stage | None = None
    stage_words: str | None = None  # as it stands in the text
    told: Told | None = None
    told_when: str | None = None  # the words that say when the news came; `news_day.day_meant` tells which day it is
    invited: str | None = None  # what says that an interview or an assessment is still to come
    answer_due: str | None = None  # what says by when they mean to answer
    fate: RoleFate | None = None  # the decision was about the role, not the person
    internal: bool = False  # an internal candidate was taken
    feedback_offered: bool = False  # the mail offers feedback
    feedback_refused: bool = False  # the mail says there will be none
    keep_in_touch: bool = False  # the mail speaks of keeping details or of other roles
    no_reply: bool = False  # the mail came from, or says, no-reply
    signed_by: str | None = None  # the person under a mail
    reflections: tuple[tuple[str, float], ...] = ()  # all six, best first, calibrated probabilities
    reflection_sure: bool = False  # the margin is wide enough to go on without asking
    beside: str | None = (
        None  # what weighs that none of the six is about: home, money, starting over; in plain words only
    )
    concerns: tuple[str, ...] = ()  # discrimination, harassment, unpaid_work, scam, money, visa, bereavement
    evidence: tuple[Evidence, ...] = ()
