"""When the news came: the words of a text that say it, and the day they mean.

Finding the words needs no clock and is part of a reading; the day they mean needs the present and a zone, so the
dialogue asks for it. A text may name other days as well ("interviewed last week, they called today"): what counts is
a day beside a word for the news. Days of news are over, so "on friday" is the last one and "nov 20" never next year's.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from bot.domain import calendar
from bot.understanding import time_dates, time_days
from bot.understanding.mails import Mail
from bot.understanding.matches import Words
from bot.understanding.time_pieces import Days, Gone
from bot.understanding.time_pieces import Words as Tokens
from bot.understanding.time_words import BEFORE_A_DAY, HIDING, MONTHS, PARTS, WEEKDAYS, tokens_of

_NEWS_WORDS = """
told informed notified called phoned rang emailed mailed e-mailed texted messaged wrote written replied got
received heard learned learnt email e-mail mail letter message call rejection rejected reject declined denied
refused turned dropped passed no news answer answered decision found came arrived ghosted cancelled canceled
closed
"""
_NEWS = frozenset(_NEWS_WORDS.split())
_OTHER_WORDS = """
interview interviews interviewed interviewing round rounds applied apply application met meeting spoke talked
test task presentation presented screen started start sent submitted promised said offer offered deadline flew
visited
"""
_OTHER = frozenset(_OTHER_WORDS.split())
_TO_COME = frozenset({"will", "would", "they'd", "they'll", "he'd", "she'd", "he'll", "she'll", "until", "should"})
_DAYISH = frozenset({"today", "tonight", "yesterday", "ago", "back", "last", *PARTS, *WEEKDAYS, *MONTHS})
_DATED = re.compile(r"\d(?:[-./]\d|st\b|nd\b|rd\b|th\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"[!?;\n\u2026]+|[.,](?!\d)(?!\s*\d)|\b(?:and|but|then|so|because|after|since)\b", re.IGNORECASE)
_BEFORE_A_MONTH = frozenset({"in", "since", "of", "early", "late", "mid"})
_BEFORE_A_NAME = frozenset({"by", "at", "from", "with"})  # "rejected by Sunday Bakery"
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_LONGEST = 120  # characters of a clause
_MOST_READ = 1_500
_BEFORE_NEWS = 2  # a day before the word for the news counts as so many times farther away
_LONGEST_AGO = timedelta(days=731)
_DAY = timedelta(days=1)
_YEAR = 12  # months


def words_for(words: Words, mail: Mail, *, is_mail: bool) -> str | None:
    """Return the piece of a text that says when the news came, or `None`. Of a mail, when it was sent."""
    text = words.text
    if is_mail:
        return mail.sent or _piece(text.partition("\n")[0][:_LONGEST])
    if _DAYISH.isdisjoint(words.words) and not _DATED.search(text):  # most texts name no day
        return None
    return _piece(text[:_MOST_READ])


def _piece(text: str) -> str | None:
    dated = [clause.strip() for clause in _CLAUSE.split(text) if _names_a_day(clause)]
    said = [clause for clause in dated if not _TO_COME.intersection(_plain(clause))]
    found = next((clause for clause in said if _NEWS.intersection(_plain(clause))), None)
    if found is None and len(dated) == len(said) == 1 and not _OTHER.intersection(_plain(said[0])):
        found = said[0]
    return found if found and len(found) <= _LONGEST else None


def _names_a_day(clause: str) -> bool:
    return not _DAYISH.isdisjoint(_plain(clause)) or _DATED.search(clause) is not None


def _plain(clause: str) -> list[str]:
    return _WORD.findall(clause.lower().replace("\u2019", "'"))


def day_meant(words: str, now: datetime, zone: str) -> date | None:
    """Return the day that such words mean, or `None` where they mean none, or it can't be told which."""
    today = calendar.local(now, zone).date()
    day = _of_header(words, zone) or _nearest(words, today)
    return day if day and today - _LONGEST_AGO <= day <= today else None


def day_begun(words: str, now: datetime, zone: str) -> date | None:
    """Return the day from which something counts: the one that is named, or the last of a month that is over."""
    day = day_meant(words, now, zone)
    if day:
        return day
    today = calendar.local(now, zone).date()
    named = [month for before, month in pairwise(_plain(words)) if month in MONTHS and before in _BEFORE_A_MONTH]
    if not named or MONTHS[named[-1]] == today.month:
        return None
    first = today.replace(month=MONTHS[named[-1]], day=1)
    return time_dates.edge_of_month(first if first < today else time_dates.plus_months(first, -_YEAR), "last")


def _of_header(words: str, zone: str) -> date | None:
    """Read the date of a mail as its header writes it, and return the day it was where the person is."""
    try:
        sent = parsedate_to_datetime(words)
        return (calendar.local(sent, zone) if sent.tzinfo else sent).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _nearest(text: str, today: date) -> date | None:
    """Return the day that stands nearest to a word for the news."""
    words = Tokens(tokens=tokens_of(text), today=today, answer=False)
    news = [place for place, token in enumerate(words.tokens) if token.word in _NEWS]
    best = min(_days(words), key=lambda found: _distance(found[1], news), default=None)
    return best[0] if best else None


def _distance(place: int, news: list[int]) -> int:
    return min((place - told if place > told else (told - place) * _BEFORE_NEWS for told in news), default=place)


def _days(words: Tokens) -> Iterator[tuple[date | None, int]]:
    """Yield each day in a text and its place; `None` for a date that may be one of two."""
    place = 0
    while place < len(words.tokens):
        day, after = _day_at(words, place)
        if after > place:
            yield day, place
        place = max(after, place + 1)


def _day_at(words: Tokens, place: int) -> tuple[date | None, int]:
    """Read the day at a place and return it with the place after it; the same place where there is none."""
    if match := time_days.gone(words, place):
        piece = match[0][0]
        return (piece.day if isinstance(piece, Gone) else None), match[1]
    if match := time_dates.written(words, place):
        piece = match[0][0]
        return (_over(piece.days, words.today) if isinstance(piece, Days) else None), match[1]
    word, following = words.at(place), words.at(place + 1)
    if word in {"today", "tonight"}:
        return words.today, place + 1
    if word == "this" and following in PARTS:
        return words.today, place + 2
    before = words.at(place - 1)
    if word in WEEKDAYS and before not in _BEFORE_A_NAME and (word not in HIDING or before in BEFORE_A_DAY):
        back = 0 if before in {"next", "coming"} else (words.today.weekday() - WEEKDAYS[word]) % 7
        return words.today - _DAY * back, place + 1
    if words.kind(place) == "ordinal" and (words.at(place - 2), words.at(place - 1)) == ("on", "the"):
        return _last_with(int(word[:-2]), words.today), place + 1
    return None, place


def _over(days: tuple[date, ...], today: date) -> date | None:
    """Return the day that is over; of a date without a year, last year's where this year's is to come."""
    past = {day if day <= today else time_dates.plus_months(day, -_YEAR) for day in days}
    return past.pop() if len(past) == 1 else None


def _last_with(number: int, today: date) -> date | None:
    """Return the last day over that has this number in its month."""
    last = today.replace(day=1) - _DAY
    for month in (today, last):
        if 0 < number <= time_dates.edge_of_month(month, "last").day and month.replace(day=number) <= today:
            return month.replace(day=number)
    return None
