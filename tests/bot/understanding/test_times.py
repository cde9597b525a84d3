"""What people say when they are asked "when?"."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.understanding.times import (
    At,
    read_when,
)
from tests.bot.understanding.moments import BERLIN, MONDAY_NIGHT, read, shown


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("tomorrow 9", "Tue 24 Nov 2026 09:00"),
        ("tomorrow", "Tue 24 Nov 2026 09:00"),
        ("Tmrw at 14:30", "Tue 24 Nov 2026 14:30"),
        ("the day after tomorrow", "Wed 25 Nov 2026 09:00"),
        ("tomorrow night", "Tue 24 Nov 2026 20:00"),
        ("in 3 days", "Thu 26 Nov 2026 09:00"),
        ("in a couple of days", "Wed 25 Nov 2026 09:00"),
        ("in a week", "Mon 30 Nov 2026 09:00"),
        ("in two months", "Sat 23 Jan 2027 09:00"),
        ("in six weeks at 3pm", "Mon 04 Jan 2027 15:00"),
        ("a fortnight from now", "Mon 07 Dec 2026 09:00"),
        ("twenty five days from now", "Fri 18 Dec 2026 09:00"),
        ("two weeks from friday", "Fri 11 Dec 2026 09:00"),
        ("in two weeks on friday", "Fri 11 Dec 2026 09:00"),
        ("monday in two weeks", "Mon 07 Dec 2026 09:00"),
        ("3 days", "Thu 26 Nov 2026 09:00"),
        ("friday", "Fri 27 Nov 2026 09:00"),
        ("friday 5pm", "Fri 27 Nov 2026 17:00"),
        ("Friday, at 17:00", "Fri 27 Nov 2026 17:00"),
        ("this friday", "Fri 27 Nov 2026 09:00"),
        ("thursday at noon", "Thu 26 Nov 2026 12:00"),
        ("friday week", "Fri 04 Dec 2026 09:00"),
        ("thursday next week", "Thu 03 Dec 2026 09:00"),
        ("next week on thursday", "Thu 03 Dec 2026 09:00"),
        ("sat 9am", "Sat 28 Nov 2026 09:00"),
        ("on sun", "Sun 29 Nov 2026 09:00"),
        ("next week", "Mon 30 Nov 2026 09:00"),
        ("the week after next", "Mon 07 Dec 2026 09:00"),
        ("next month", "Tue 01 Dec 2026 09:00"),
        ("end of the month", "Mon 30 Nov 2026 09:00"),
        ("end of next month", "Thu 31 Dec 2026 09:00"),
        ("end of the week", "Fri 27 Nov 2026 09:00"),
        ("end of the year", "Thu 31 Dec 2026 09:00"),
        ("mid december", "Tue 15 Dec 2026 09:00"),
        ("in december", "Tue 01 Dec 2026 09:00"),
        ("after the weekend", "Mon 30 Nov 2026 09:00"),
        ("this weekend", "Sat 28 Nov 2026 09:00"),
        ("before the weekend", "Fri 27 Nov 2026 09:00"),
        ("dec 2 at 14:30", "Wed 02 Dec 2026 14:30"),
        ("2 december", "Wed 02 Dec 2026 09:00"),
        ("2nd of December 2026, 9:30 pm", "Wed 02 Dec 2026 21:30"),
        ("December 2nd, 2026", "Wed 02 Dec 2026 09:00"),
        ("2026-12-02 14:30", "Wed 02 Dec 2026 14:30"),
        ("2026-12-02T14:30", "Wed 02 Dec 2026 14:30"),
        ("02.12.2026", "Wed 02 Dec 2026 09:00"),
        ("2.12.", "Wed 02 Dec 2026 09:00"),
        ("2.12.26", "Wed 02 Dec 2026 09:00"),
        ("25/12", "Fri 25 Dec 2026 09:00"),
        ("12/25/2026", "Fri 25 Dec 2026 09:00"),
        ("friday, december 4", "Fri 04 Dec 2026 09:00"),
        ("friday the 4th", "Fri 04 Dec 2026 09:00"),
        ("the 5th", "Sat 05 Dec 2026 09:00"),
        ("the 31st", "Thu 31 Dec 2026 09:00"),
        ("29 feb", "Tue 29 Feb 2028 09:00"),
        ("20 october", "Wed 20 Oct 2027 09:00"),
        ("half past nine", "Tue 24 Nov 2026 09:30"),
        ("half nine", "Tue 24 Nov 2026 09:30"),
        ("quarter to five", "Tue 24 Nov 2026 16:45"),
        ("ten past 9 tomorrow", "Tue 24 Nov 2026 09:10"),
        ("nine thirty tomorrow", "Tue 24 Nov 2026 09:30"),
        ("9 p.m. tomorrow", "Tue 24 Nov 2026 21:00"),
        ("at 0930", "Tue 24 Nov 2026 09:30"),
        ("at 9.30", "Tue 24 Nov 2026 09:30"),
        ("friday 8.10", "Fri 27 Nov 2026 08:10"),
        ("14h30", "Tue 24 Nov 2026 14:30"),
        ("9 o'clock", "Tue 24 Nov 2026 09:00"),
        ("12am", "Tue 24 Nov 2026 00:00"),
        ("midnight", "Tue 24 Nov 2026 00:00"),
        ("in the morning", "Tue 24 Nov 2026 09:00"),
        ("lunchtime tomorrow", "Tue 24 Nov 2026 12:00"),
        ("not yesterday but tomorrow", "Tue 24 Nov 2026 09:00"),
    ],
)
def test_a_phrase_is_a_wall_clock_time(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "can you remind me on friday around 9 please",
        "FRIDAY AT 9AM",
        "hmm… firday 9 i guess?",
        "fridya morning",
        "friday\u2019s fine, 9 o\u2019clock",
        "   friday\n9:00   ",
        "Friday (09:00)",
    ],
)
def test_typing_mistakes_capitals_and_words_around_it_do_not_matter(text: str) -> None:
    assert read(text) == "Fri 27 Nov 2026 09:00"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("in an hour", "Mon 23 Nov 2026 23:40 exactly"),
        ("in 20 minutes", "Mon 23 Nov 2026 23:00 exactly"),
        ("half an hour from now", "Mon 23 Nov 2026 23:10 exactly"),
        ("in an hour and a half", "Tue 24 Nov 2026 00:10 exactly"),
        ("in 2 hours and 15 min", "Tue 24 Nov 2026 00:55 exactly"),
        ("2h", "Tue 24 Nov 2026 00:40 exactly"),
    ],
)
def test_hours_and_minutes_from_now_are_an_instant_of_their_own(text: str, meaning: str) -> None:
    assert read(text) == meaning


def test_hours_from_now_pass_through_a_clock_change_and_days_from_now_keep_the_wall_clock() -> None:
    before_the_change = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    hours = read_when("in 12 hours", before_the_change, BERLIN)
    day = read_when("tomorrow 9", before_the_change, BERLIN)
    assert isinstance(hours, At)
    assert hours.instant - before_the_change == timedelta(hours=12)
    assert isinstance(day, At)
    assert day.instant - before_the_change == timedelta(hours=12)  # 22:00 to 9:00 is twelve hours in that night


def test_a_time_in_the_gap_of_a_clock_change_is_told_as_the_clock_will_show_it() -> None:
    when = read_when("29 march 2027 at 09:00", datetime(2027, 3, 27, 12, tzinfo=UTC), BERLIN)
    missing = read_when("tomorrow at 02:30", datetime(2027, 3, 27, 12, tzinfo=UTC), BERLIN)
    assert shown(when) == "Mon 29 Mar 2027 09:00"
    assert shown(missing) == "Sun 28 Mar 2027 03:00"


def test_nine_said_late_at_night_is_nine_tomorrow() -> None:
    assert read("9am") == "Tue 24 Nov 2026 09:00"
    assert read("9am", datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "Tue 24 Nov 2026 09:00"  # half past midnight


def test_a_default_time_of_day_is_used_where_none_is_said() -> None:
    assert shown(read_when("tomorrow", MONDAY_NIGHT, BERLIN, default_time=time(7, 45))) == "Tue 24 Nov 2026 07:45"


def test_the_day_is_that_of_the_persons_zone() -> None:
    assert shown(read_when("tomorrow", MONDAY_NIGHT, "Pacific/Auckland")) == "Wed 25 Nov 2026 09:00"
