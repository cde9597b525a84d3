"""Times that may be two, are over, or are none."""

from datetime import datetime

import pytest

from bot.understanding.times import (
    NotATime,
    read_when,
)
from tests.bot.understanding.moments import BERLIN, FRIDAY_MORNING, MONDAY_MORNING, MONDAY_NIGHT, SUNDAY, read


@pytest.mark.parametrize(
    ("text", "now", "meaning"),
    [
        ("next friday", MONDAY_NIGHT, "Fri 27 Nov 2026 09:00 / Fri 04 Dec 2026 09:00"),
        ("next friday morning", MONDAY_NIGHT, "Fri 27 Nov 2026 09:00 / Fri 04 Dec 2026 09:00"),
        ("next monday", MONDAY_NIGHT, "Mon 30 Nov 2026 09:00"),
        ("next tuesday", MONDAY_NIGHT, "Tue 01 Dec 2026 09:00"),  # never tomorrow
        ("next friday", FRIDAY_MORNING, "Fri 04 Dec 2026 09:00"),
        ("next friday", SUNDAY, "Fri 04 Dec 2026 09:00"),
        ("next weekend", MONDAY_NIGHT, "Sat 28 Nov 2026 09:00 / Sat 05 Dec 2026 09:00"),
    ],
)
def test_next_friday_is_asked_back_where_it_may_be_two_days(text: str, now: datetime, meaning: str) -> None:
    assert read(text, now) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("at 7", "Tue 24 Nov 2026 07:00 / Tue 24 Nov 2026 19:00"),
        ("tomorrow at 6:30", "Tue 24 Nov 2026 06:30 / Tue 24 Nov 2026 18:30"),
        ("3/4", "Thu 04 Mar 2027 09:00 / Sat 03 Apr 2027 09:00"),
        ("03/04/2027", "Thu 04 Mar 2027 09:00 / Sat 03 Apr 2027 09:00"),
        ("friday or monday", "Fri 27 Nov 2026 09:00 / Mon 30 Nov 2026 09:00"),
        ("friday or saturday at 10", "Fri 27 Nov 2026 10:00 / Sat 28 Nov 2026 10:00"),
        ("friday at 9 or saturday at 10", "Fri 27 Nov 2026 09:00 / Sat 28 Nov 2026 10:00"),
        ("friday morning or afternoon", "Fri 27 Nov 2026 09:00 / Fri 27 Nov 2026 15:00"),
        ("9 or 11 on friday", "Fri 27 Nov 2026 09:00 / Fri 27 Nov 2026 11:00"),
        ("friday 26 november", "Thu 26 Nov 2026 09:00 / Fri 27 Nov 2026 09:00"),  # the 26th is a Thursday
        ("friday at midnight", "Fri 27 Nov 2026 00:00 / Sat 28 Nov 2026 00:00"),
        ("later", "Tue 24 Nov 2026 09:00 / Mon 30 Nov 2026 09:00"),
        ("every friday at 7", "every 4 07:00 / every 4 19:00"),
    ],
)
def test_what_may_be_two_times_is_asked_back(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("tomorrow at 7 in the evening", "Tue 24 Nov 2026 19:00"),
        ("tomorrow morning at 7", "Tue 24 Nov 2026 07:00"),
        ("tomorrow at 07:00", "Tue 24 Nov 2026 07:00"),
        ("tomorrow at 3", "Tue 24 Nov 2026 15:00"),
        ("tomorrow at 11", "Tue 24 Nov 2026 11:00"),
        ("tonight at 11", "Mon 23 Nov 2026 23:00"),
        ("3/3", "Wed 03 Mar 2027 09:00"),
    ],
)
def test_what_can_only_be_one_time_is_not(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "now", "meaning"),
    [
        ("friday", FRIDAY_MORNING, "Fri 27 Nov 2026 09:00 / Fri 04 Dec 2026 09:00"),
        ("friday at 7am", FRIDAY_MORNING, "Fri 04 Dec 2026 07:00"),
        ("this friday at 5pm", FRIDAY_MORNING, "Fri 27 Nov 2026 17:00"),
        ("at 9", MONDAY_MORNING, "Mon 23 Nov 2026 21:00 / Tue 24 Nov 2026 09:00"),
        ("today at 9", MONDAY_MORNING, "Mon 23 Nov 2026 21:00"),
        ("today", MONDAY_MORNING, "Mon 23 Nov 2026 18:00"),
        ("later today", MONDAY_MORNING, "Mon 23 Nov 2026 18:00"),
        ("tonight", MONDAY_MORNING, "Mon 23 Nov 2026 20:00"),
        ("this evening", MONDAY_MORNING, "Mon 23 Nov 2026 18:00"),
        ("this morning", MONDAY_MORNING, "Mon 23 Nov 2026 11:00"),
        ("later", MONDAY_MORNING, "Mon 23 Nov 2026 18:00 / Tue 24 Nov 2026 09:00 / Mon 30 Nov 2026 09:00"),
        ("after the weekend", SUNDAY, "Mon 30 Nov 2026 09:00"),
        ("end of the week", SUNDAY, "Fri 04 Dec 2026 09:00"),
        ("monday", SUNDAY, "Mon 30 Nov 2026 09:00"),
    ],
)
def test_what_is_said_of_today_means_what_is_left_of_it(text: str, now: datetime, meaning: str) -> None:
    assert read(text, now) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yesterday", "past Sun 22 Nov 2026 09:00"),
        ("3 days ago", "past Fri 20 Nov 2026 09:00"),
        ("last monday", "past Mon 16 Nov 2026 09:00"),
        ("last friday", "past Fri 20 Nov 2026 09:00"),
        ("last night", "past Sun 22 Nov 2026 09:00"),
        ("today at 9", "past Mon 23 Nov 2026 09:00"),
        ("tonight", "past Mon 23 Nov 2026 20:00"),
        ("nov 20", "past Fri 20 Nov 2026 09:00"),
        ("2 dec 2024", "past Mon 02 Dec 2024 09:00"),
        ("0001-01-01", "past Mon 01 Jan 1 09:00"),
        ("in 0 minutes", "past Mon 23 Nov 2026 22:40"),
    ],
)
def test_a_time_that_is_over_is_told_as_past(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 february", "no_such_day"),
        ("30 feb 2027", "no_such_day"),
        ("31.11.2026", "no_such_day"),
        ("2026-13-45", "no_such_day"),
        ("13/14/2026", "no_such_day"),
        ("the 45th", "no_such_day"),
        ("tomorrow at 25:00", "no_such_time"),
        ("9:75", "no_such_time"),
        ("in 3 years", "too_far"),
        ("in 99999 days", "too_far"),
        ("in 123456789123456789 weeks", "too_far"),
        ("in 99999999 minutes", "too_far"),
        ("2 december 2030", "too_far"),
        ("9999-12-31 midnight", "too_far"),
        ("every other friday", "not_weekly"),
        ("every two weeks", "not_weekly"),
        ("monthly", "not_weekly"),
    ],
)
def test_what_can_not_be_says_why(text: str, why: str) -> None:
    assert read(text) == why


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("fridays at nine", "every 4 09:00"),
        ("every monday 8:30", "every 0 08:30"),
        ("weekly on friday", "every 4 09:00"),
        ("every week on tuesday at noon", "every 1 12:00"),
        ("on mondays and thursdays at 10", "every 03 10:00"),
        ("monday evenings", "every 0 18:00"),
        ("weekly", "every 0 09:00"),  # said on a Monday
        ("friday, every week", "every 4 09:00"),
        ("weekdays at 8", "every 01234 08:00"),
        ("every day", "every 0123456 09:00"),
    ],
)
def test_a_weekly_repeat_is_read(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "no",
        "ok",
        "never",
        "soon",
        "not now",
        "second",
        "march on",
        "for two weeks",
        "in a sec",
        "24/7",
        "²",
        "٣",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_when(text, MONDAY_NIGHT, BERLIN) == NotATime()


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_when("tomorrow", MONDAY_NIGHT.replace(tzinfo=None), BERLIN)
