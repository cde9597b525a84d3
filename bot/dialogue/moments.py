"""Points in time as slots keep them.

A slot is text. A moment in a slot starts with "@": `@2026-11-26T09:00` is a wall-clock time in the person's zone,
`@2026-11-23T23:40+00:00` an instant of its own ("in two hours").
"""

from datetime import UTC, datetime

from bot.domain import calendar
from bot.domain.messages import Span, SpanKind
from bot.domain.person import Person
from bot.understanding.times import At

MARK = "@"


def of(at: At) -> str:
    """Write a moment down for a slot."""
    return f"{MARK}{at.wall.isoformat(timespec='minutes')}" if at.floating else of_instant(at.instant)


def of_instant(moment: datetime) -> str:
    """Write an instant down for a slot."""
    return f"{MARK}{moment.astimezone(UTC).isoformat(timespec='minutes')}"


def is_moment(value: str) -> bool:
    """Whether a slot holds a moment (a person may write an "@" of their own)."""
    if not value.startswith(MARK):
        return False
    try:
        datetime.fromisoformat(value[1:])
    except ValueError:
        return False
    return "T" in value


def wall(value: str) -> datetime | None:
    """Return the wall-clock time of a slot, or `None` when it holds an instant."""
    moment = datetime.fromisoformat(value[1:])
    return None if moment.tzinfo else moment


def instant(value: str, zone: str) -> datetime:
    """Return the instant (UTC) a slot means for somebody living in `zone`."""
    moment = datetime.fromisoformat(value[1:])
    return moment if moment.tzinfo else calendar.instant(moment, zone)


def span(moment: datetime, person: Person, now: datetime) -> Span:
    """Say a moment in the person's zone; platforms that can show it in the reader's own zone do so."""
    words = calendar.in_words(moment, person.zone, now, person.locale)
    return Span(text=words, kind=SpanKind.MOMENT, at=moment)
