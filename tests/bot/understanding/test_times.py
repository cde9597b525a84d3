"""What people say when they are asked "when?", and times inside a sentence."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import calendar
from bot.understanding.times import (
    Ambiguous,
    At,
    Found,
    Impossible,
    NotATime,
    Past,
    Recurring,
    When,
    find_when,
    read_when,
)

BERLIN = "Europe/Berlin"
MONDAY_NIGHT = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)  # 22:40 in Berlin
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00
FRIDAY_MORNING = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 8:00
SUNDAY = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)  # noon


def shown(when: When | Recurring) -> str:
    match when:
        case At(wall=wall, floating=floating):
            return f"{wall:%a %d %b %Y %H:%M}" + ("" if floating else " exactly")
        case Ambiguous(options=options):
            return " / ".join(shown(option) for option in options)
        case Recurring(weekdays=weekdays, time=clock):
            return f"every {''.join(str(day) for day in weekdays)} {clock:%H:%M}"
        case Past(wall=wall):
            return f"past {wall:%a %d %b %Y %H:%M}"
        case Impossible(why=why):
            return why
        case NotATime():
            return "no time"


def read(text: str, now: datetime = MONDAY_NIGHT) -> str:
    return shown(read_when(text, now, BERLIN))


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


# --- inside a sentence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        (
            "if it's thursday morning and the coffee is made then I'll call Jo",
            "thursday morning",
            "Thu 26 Nov 2026 09:00",
        ),
        ("I will do it on friday at 9, then rest", "on friday at 9", "Fri 27 Nov 2026 09:00"),
        ("tomorrow after breakfast I write the mail", "tomorrow", "Tue 24 Nov 2026 09:00"),
        ("apply to 3 jobs by friday", "by friday", "Fri 27 Nov 2026 09:00"),
        ("I was told yesterday but tomorrow I go on", "tomorrow", "Tue 24 Nov 2026 09:00"),
        ("when it is 8:30 on tuesday", "8:30 on tuesday", "Tue 24 Nov 2026 08:30"),
        ("in the morning I'll send it", "in the morning", "Tue 24 Nov 2026 09:00"),
        ("every friday I look back", "every friday", "every 4 09:00"),
        ("in april I go", "in april", "Thu 01 Apr 2027 09:00"),
        ("I would on 31 february", "on 31 february", "no_such_day"),
        ("İstanbul \U0001f642 tomorrow at noon", "tomorrow at noon", "Tue 24 Nov 2026 12:00"),
    ],
)
def test_a_time_is_found_in_a_sentence_with_its_place(text: str, words: str, meaning: str) -> None:
    found = find_when(text, MONDAY_NIGHT, BERLIN)
    assert found is not None
    assert (text[found.start : found.end], shown(found.when)) == (words, meaning)


@pytest.mark.parametrize(
    "text",
    [
        "second",
        "may",
        "march on",
        "sun",
        "I may have a second sun",
        "we sat in the sun and wed our fortunes",
        "5 may be enough, or 9",
        "at 7 companies I spoke to 12 people",
        "the first interview and the 2nd round",
        "it was rated 3/4 in version 10.2",
        "for two months, 24/7, half the team",
        "the night was long and an evening is short",
        "April told June that August is a name",
        "3 days ago they wrote, last friday again, later they called",
        "I read for 20 minutes, it takes an hour",
        "look at monday.com",
        "a monkey on holiday",
    ],
)
def test_ordinary_words_are_no_time(text: str) -> None:
    assert find_when(text, MONDAY_NIGHT, BERLIN) is None


# --- any text ---------------------------------------------------------------------------------------------------------

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


@settings(max_examples=400)
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


@settings(max_examples=400)
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
