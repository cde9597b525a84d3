"""What somebody tells of that is still to come: an interview, a day by which an answer was promised."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from bot.dialogue import moments, planning
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES
from bot.domain import calendar
from bot.understanding import news_day, times
from bot.understanding.matches import fold_name
from bot.understanding.meaning import Meaning

_FOR_SILENCE = frozenset({"waiting", "promised"})
MORNING_AFTER = time(10, 0)
"""When the day after is early enough to be asked."""


def known(d: Draft, text: str, meaning: Meaning) -> dict[str, str]:
    """Return what the talk keeps of it: the words for it, and the moment to look in, which is the day after."""
    if meaning.invited:
        return {"invited": YES} | _look_in(d, _day(d, meaning.invited))
    found = _found(d, meaning.answer_due) if meaning.answer_due else None
    if meaning.answer_due is None or found is None:
        return {}
    day = _day_of(d, found.when)
    if _is_over(d, text, meaning.answer_due):
        return {}
    said = " ".join(meaning.answer_due[found.start : found.end].split())
    return {"answer_due": said} | _look_in(d, day, weekdays=True) if day else {}


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
