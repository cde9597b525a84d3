"""Any text is read for a time, and what is read is to come."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar
from bot.understanding.times import (
    Ambiguous,
    At,
    Found,
    NotATime,
    When,
    find_when,
    read_when,
)
from tests.bot.understanding.moments import BERLIN, read
from tests.strategies import tried

_BITS = """
in a the next last this every friday mon sun weeks days of end month at on 9 7 31 31st 2/13 3.4 25:61 12:30 am pm p.m
half past to quarter or and after before now ago february may 2026-02-30 0000-00-00 99.99.99 9999999999 tomorrow
tonight later weekend morning weekly two couple few year 2030 . , - @ İ \U0001f642 hour h m /
"""


_SOUP = st.lists(st.sampled_from(_BITS.split()), max_size=12).map(" ".join)


_NOW = st.floats(0, 1).map(lambda share: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(days=12_783) * share)


_ZONES = st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"])


def moments(when: When) -> list[At]:
    options = when.options if isinstance(when, Ambiguous) else (when,)
    return [option for option in options if isinstance(option, At)]


@tried(4)
@given(st.text() | _SOUP, _NOW, _ZONES)
def test_any_text_is_read_and_what_is_read_is_to_come(text: str, now: datetime, zone: str) -> None:
    when = read_when(text, now, zone)
    assert when == read_when(text, now, zone)
    for at in moments(when):
        assert now < at.instant <= now + timedelta(days=733)
        assert at.instant.tzinfo is UTC
        assert calendar.local(at.instant, zone) == at.wall
    if isinstance(when, Ambiguous):
        assert 2 <= len(set(when.options)) == len(when.options) <= 4


@tried(4)
@given(st.text() | _SOUP, _NOW, _ZONES)
def test_any_sentence_is_searched_and_what_is_found_stands_in_it(text: str, now: datetime, zone: str) -> None:
    found = find_when(text, now, zone)
    if found is not None:
        assert isinstance(found, Found)
        assert 0 <= found.start < found.end <= len(text)
        assert not isinstance(found.when, NotATime)
        assert all(at.instant > now for at in moments(found.when))


@given(
    st.sampled_from(["tomorrow at 09:00", "in 5 days at 09:00", "in two months at 9am", "9am on friday"]), _NOW, _ZONES
)
def test_nine_is_nine_on_the_wall_whatever_the_clocks_do(text: str, now: datetime, zone: str) -> None:
    for at in moments(read_when(text, now, zone)):
        assert at.wall.time() == time(9) or zone == "Pacific/Apia"


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert read("tomorrow " + "at nine or " * 10_000) == "Tue 24 Nov 2026 09:00"
    assert read("x" * 300 + " tomorrow") == "no time"
