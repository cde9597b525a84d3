"""What somebody tells of that is still to come: an interview, a day by which an answer was promised."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from bot.dialogue import moments, planning
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES
from bot.domain import calendar
from bot.understanding import news_day, time_after, times
from bot.understanding.matches import fold_name
from bot.understanding.meaning import Meaning

_FOR_SILENCE = frozenset({"waiting", "promised"})
_INVITED_AT = "invited_at"
MORNING_AFTER = time(10, 0)
"""When the day after is early enough to be asked."""


def known(d: Draft, text: str, meaning: Meaning) -> dict[str, str]:
    """Return what the talk keeps of it: the words for it, and the moment to look in, which is the day after."""
    if meaning.invited:
        return {"invited": YES} | _look_in(d, _day(d, meaning.invited)) | _invited_at(d, meaning.invited)
    found = _found(d, meaning.answer_due) if meaning.answer_due else None
    if meaning.answer_due is None or found is None:
        return {}
    day = _day_of(d, found.when)
    if _is_over(d, text, meaning.answer_due):
        return {}
    said = " ".join(meaning.answer_due[found.start : found.end].split())
    return {"answer_due": said} | _look_in(d, day, weekdays=True) if day else {}


def find(d: Draft, text: str) -> times.Found | None:
    """Find a time in a text; who was asked in somewhere means one after it."""
    found = _found(d, text)
    return after_it(d, text, found.when if found else None) or found


def after_it(d: Draft, text: str, read: times.When | None) -> times.Found | None:
    """Return the time after an interview that was meant: "the same evening", or one that was read as before it."""
    told = d.slot(_INVITED_AT)
    event = moments.instant(told, d.person.zone) if told and moments.is_moment(told) else d.now
    too_early = any(at.instant <= event for at in _moments(read))
    if event <= d.now or not (too_early or time_after.is_relative(text)):
        return None
    return time_after.find_after(text, event, d.person.zone)


def _moments(when: times.When | None) -> tuple[times.At, ...]:
    match when:
        case times.At():
            return (when,)
        case times.Ambiguous():
            return tuple(option for option in when.options if isinstance(option, times.At))
        case _:
            return ()


def no_longer_awaited(d: Draft, organisation: str | None, kinds: Collection[str] = _FOR_SILENCE) -> None:
    """Take off what was set for the silence of an organisation that has answered now, or all that waits for it."""
    for nudge in d.planned() if organisation else ():
        if nudge.kind in kinds and nudge.note and fold_name(nudge.note) == fold_name(organisation or ""):
            planning.unplan(d, nudge)


def _is_over(d: Draft, text: str, due: str) -> bool:
    """Whether a promise is over that counts from a day told in front of it: "interview in may, hear within a week"."""
    since = news_day.day_begun(text.partition(due)[0], d.now, d.person.zone)
    if since is None:
        return False
    then = calendar.instant(datetime.combine(since, MORNING_AFTER), d.person.zone)
    found = times.find_when(due, then, d.person.zone)
    day = _day_of(d, found.when) if found else None
    return day is not None and day < d.today


def _invited_at(d: Draft, text: str) -> dict[str, str]:
    """Return the moment of an interview: what is said of "the same evening" is said of its day."""
    found = _found(d, text)
    return {_INVITED_AT: moments.of(found.when)} if found and isinstance(found.when, times.At) else {}


def _look_in(d: Draft, day: date | None, *, weekdays: bool = False) -> dict[str, str]:
    if day is None or day < d.today:
        return {}
    after = day + timedelta(days=1)
    wall = datetime.combine(calendar.skip_weekend(after) if weekdays else after, MORNING_AFTER)
    return {"look_in": f"{moments.MARK}{wall.isoformat(timespec='minutes')}"}


def _day(d: Draft, text: str) -> date | None:
    found = _found(d, text)
    return _day_of(d, found.when) if found else None


def _found(d: Draft, text: str) -> times.Found | None:
    return times.find_when(text, d.now, d.person.zone)


def _day_of(d: Draft, when: times.When) -> date | None:
    """Return the local day of a moment; where several are as likely, the last of them."""
    match when:
        case times.At():
            return calendar.local(when.instant, d.person.zone).date()
        case times.Ambiguous():
            days = [_day_of(d, option) for option in when.options]
            return max((day for day in days if day), default=None)
        case _:
            return None
