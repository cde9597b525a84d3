"""The calendar over every zone and clock change."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain import calendar
from bot.domain.person import QuietHours

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
NOW = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)  # a Monday; 22:40 in Berlin

ZONES = st.sampled_from(
    [
        "UTC",
        BERLIN,
        NEW_YORK,
        "Australia/Lord_Howe",  # half an hour of summer time
        "America/Santiago",  # changes at midnight
        "Asia/Kathmandu",
        "Pacific/Apia",  # left a whole day out in 2011
        "Africa/Casablanca",  # summer time the wrong way round
        "Asia/Beirut",
        "Pacific/Chatham",
    ]
)
INSTANTS = st.datetimes(min_value=datetime(2005, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
WALLS = st.datetimes(min_value=datetime(2005, 1, 1), max_value=datetime(2040, 1, 1))  # noqa: DTZ001 - wall clock
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
QUIET = st.builds(QuietHours, start=CLOCKS, end=CLOCKS)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- wall clock and instant -------------------------------------------------------------------------------------------


def test_a_wall_time_stays_the_same_on_both_sides_of_a_clock_change() -> None:
    assert calendar.instant(wall("2026-10-24 09:00"), BERLIN) == utc("2026-10-24 07:00")
    assert calendar.instant(wall("2026-10-26 09:00"), BERLIN) == utc("2026-10-26 08:00")


def test_a_time_that_never_happens_becomes_the_first_moment_after_the_gap() -> None:
    assert calendar.instant(wall("2026-03-29 02:30"), BERLIN) == utc("2026-03-29 01:00")
    assert calendar.local(utc("2026-03-29 01:00"), BERLIN) == wall("2026-03-29 03:00")
    assert calendar.local(calendar.instant(wall("2026-10-04 02:15"), "Australia/Lord_Howe"), "Australia/Lord_Howe") == (
        wall("2026-10-04 02:30")
    )


def test_a_day_that_never_happens_becomes_the_midnight_after_it() -> None:
    assert calendar.local(calendar.instant(wall("2011-12-30 09:00"), "Pacific/Apia"), "Pacific/Apia") == (
        wall("2011-12-31 00:00")
    )


def test_a_time_that_happens_twice_is_its_first_occurrence() -> None:
    doubled = wall("2026-10-25 02:30")
    assert calendar.instant(doubled, BERLIN) == utc("2026-10-25 00:30")
    assert calendar.instant(doubled.replace(fold=1), BERLIN) == utc("2026-10-25 00:30")


@given(WALLS, ZONES)
def test_a_wall_time_comes_back_from_its_instant_or_moves_forward_out_of_a_gap(told: datetime, zone: str) -> None:
    found = calendar.instant(told, zone)
    shown = calendar.local(found, zone)
    assert found.tzinfo is UTC
    assert shown >= told
    if shown != told:
        just_before = calendar.local(found - timedelta(seconds=1), zone)
        assert just_before < told < shown


@given(INSTANTS, ZONES)
def test_an_instant_comes_back_from_its_wall_time_except_in_the_second_of_two_doubled_hours(
    moment: datetime, zone: str
) -> None:
    found = calendar.instant(calendar.local(moment, zone), zone)
    second = moment.astimezone(ZoneInfo(zone)).fold
    assert found < moment if second else found == moment


@given(st.dates(min_value=date(2005, 1, 1), max_value=date(2040, 1, 1)), ZONES)
def test_nine_in_the_morning_is_nine_in_the_morning_on_every_day_there_is(day: date, zone: str) -> None:
    shown = calendar.local(calendar.instant(datetime.combine(day, time(9)), zone), zone)
    assert shown.time() == time(9) or (zone, day) == ("Pacific/Apia", date(2011, 12, 30))


def test_an_instant_in_any_zone_is_understood() -> None:
    there = datetime(2026, 11, 23, 16, 40, tzinfo=timezone(timedelta(hours=-5)))
    assert calendar.local(there, BERLIN) == wall("2026-11-23 22:40")


def test_naive_instants_and_aware_wall_times_are_refused() -> None:
    naive = wall("2026-11-23 22:40")
    quiet = QuietHours()
    with pytest.raises(ValueError, match="zone"):
        calendar.local(naive, BERLIN)
    with pytest.raises(ValueError, match="zone"):
        calendar.instant(NOW, BERLIN)
    with pytest.raises(ValueError, match="zone"):
        calendar.is_quiet(naive, BERLIN, quiet)
    with pytest.raises(ValueError, match="zone"):
        calendar.after_quiet(naive, BERLIN, quiet)
    with pytest.raises(ValueError, match="zone"):
        calendar.next_weekly(naive, BERLIN, 4, time(9))
    with pytest.raises(ValueError, match="zone"):
        calendar.in_words(NOW, BERLIN, naive, "en")
    with pytest.raises(ValueError, match="zone"):
        calendar.ago_in_words(naive, NOW, BERLIN, "en")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        calendar.local(NOW, "Europe/Atlantis")


# --- quiet hours and days ---------------------------------------------------------------------------------------------


def test_quiet_hours_run_over_midnight_from_their_start_up_to_their_end() -> None:
    quiet = QuietHours()
    shown = {hour: calendar.is_quiet(utc(f"2026-11-23 {hour}"), "UTC", quiet) for hour in ("20:59", "21:00", "07:59")}
    assert shown == {"20:59": False, "21:00": True, "07:59": True}
    assert not calendar.is_quiet(utc("2026-11-23 08:00"), "UTC", quiet)


def test_quiet_hours_within_a_day_leave_the_night_open() -> None:
    siesta = QuietHours(start=time(13), end=time(15))
    assert calendar.is_quiet(utc("2026-11-23 13:00"), "UTC", siesta)
    assert not calendar.is_quiet(utc("2026-11-23 02:00"), "UTC", siesta)


def test_quiet_hours_that_start_when_they_end_are_none() -> None:
    none = QuietHours(start=time(9), end=time(9))
    assert not calendar.is_quiet(utc("2026-11-23 09:00"), "UTC", none)
    assert calendar.after_quiet(utc("2026-11-23 09:00"), "UTC", none) == utc("2026-11-23 09:00")


def test_what_falls_into_the_evening_waits_for_the_next_morning_and_into_the_night_for_the_same() -> None:
    quiet = QuietHours()
    assert calendar.after_quiet(utc("2026-11-23 21:30"), "UTC", quiet) == utc("2026-11-24 08:00")
    assert calendar.after_quiet(utc("2026-11-24 03:00"), "UTC", quiet) == utc("2026-11-24 08:00")
    assert calendar.after_quiet(utc("2026-11-24 12:00"), "UTC", quiet) == utc("2026-11-24 12:00")


def test_the_end_of_quiet_hours_is_told_by_the_wall_clock_after_a_clock_change() -> None:
    assert calendar.after_quiet(utc("2026-10-24 20:00"), BERLIN, QuietHours()) == utc("2026-10-25 07:00")


@given(INSTANTS, ZONES, QUIET)
@example(utc("2026-10-25 01:10"), BERLIN, QuietHours(end=time(2, 30)))  # the second 02:10 of that night
@example(utc("2026-03-29 00:30"), BERLIN, QuietHours(start=time(2, 45), end=time(2, 30)))  # free time in the gap
def test_after_quiet_is_never_quiet_never_earlier_and_moves_only_what_must_move(
    moment: datetime, zone: str, quiet: QuietHours
) -> None:
    later = calendar.after_quiet(moment, zone, quiet)
    assert not calendar.is_quiet(later, zone, quiet)
    assert later >= moment
    assert (later == moment) != calendar.is_quiet(moment, zone, quiet)
    assert later == moment or calendar.is_quiet(later - timedelta(seconds=1), zone, quiet)


def test_the_next_weekly_time_is_later_than_now_even_on_the_day_itself() -> None:
    friday = utc("2026-11-27 08:00")  # 09:00 in Berlin
    assert calendar.next_weekly(NOW, BERLIN, 4, time(9)) == friday
    assert calendar.next_weekly(friday, BERLIN, 4, time(9)) == utc("2026-12-04 08:00")
    assert calendar.next_weekly(friday - timedelta(minutes=1), BERLIN, 4, time(9)) == friday


@given(INSTANTS, ZONES, st.integers(0, 6), CLOCKS)
def test_a_weekly_time_is_on_its_weekday_later_and_within_eight_days(
    moment: datetime, zone: str, weekday: int, clock: time
) -> None:
    found = calendar.next_weekly(moment, zone, weekday, clock)
    assert moment < found < moment + timedelta(days=8)
    shown = calendar.local(found, zone)
    gap = calendar.local(found - timedelta(seconds=1), zone) < shown - timedelta(seconds=1)
    assert gap or (shown.weekday(), shown.time()) == (weekday, clock)


def test_the_weekend_is_skipped_to_monday() -> None:
    days = [calendar.skip_weekend(date(2026, 11, day)).day for day in range(23, 30)]
    assert days == [23, 24, 25, 26, 27, 30, 30]


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_moment_is_told_with_weekday_date_and_24_hour_time() -> None:
    assert calendar.in_words(utc("2026-11-26 08:00"), BERLIN, NOW, "en") == "Thursday 26 November, 09:00"
    assert calendar.in_words(utc("2026-11-26 20:30"), BERLIN, NOW, "en-US") == "Thursday 26 November, 21:30"


def test_the_weekday_is_that_of_the_persons_own_zone() -> None:
    late = utc("2026-11-26 02:00")
    assert calendar.in_words(late, NEW_YORK, NOW, "en") == "Wednesday 25 November, 21:00"


def test_the_year_is_told_only_where_it_is_not_plain() -> None:
    today = date(2026, 11, 23)
    assert calendar.day_in_words(date(2027, 1, 22), today, "en") == "Friday 22 January"
    assert calendar.day_in_words(date(2027, 11, 26), today, "en") == "Friday 26 November 2027"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", "Donnerstag, 26. November, 09:00"),
        ("de-CH", "Donnerstag, 26. November, 09:00"),
        ("fr", "jeudi 26 novembre, 09:00"),
        ("pt-BR", "quinta-feira, 26 de novembro, 09:00"),
        ("xx", "Thursday 26 November, 09:00"),
        ("no locale at all", "Thursday 26 November, 09:00"),
    ],
)
def test_other_languages_order_a_date_their_own_way_and_unknown_ones_are_english(locale: str, words: str) -> None:
    assert calendar.in_words(utc("2026-11-26 08:00"), BERLIN, NOW, locale) == words


def test_other_languages_say_the_year_their_own_way() -> None:
    assert calendar.day_in_words(date(2027, 11, 26), date(2026, 11, 23), "de") == "Freitag, 26. November 2027"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("2026-11-23 20:00", "earlier today"),
        ("2026-11-22 23:30", "earlier today"),  # already past midnight in Berlin
        ("2026-11-22 12:00", "yesterday"),
        ("2026-11-20 12:00", "on Friday"),
        ("2026-11-17 12:00", "on Tuesday"),
        ("2026-11-16 12:00", "a week ago"),
        ("2026-11-02 12:00", "three weeks ago"),
        ("2026-10-23 12:00", "four weeks ago"),
        ("2026-09-10 12:00", "in September"),
        ("2025-09-10 12:00", "in September 2025"),
        ("2026-11-24 12:00", "earlier today"),  # the clock was set back since
    ],
)
def test_the_past_is_told_in_plain_words(then: str, words: str) -> None:
    assert calendar.ago_in_words(utc(then), NOW, BERLIN, "en") == words


def test_the_past_is_told_in_other_languages_too() -> None:
    assert calendar.ago_in_words(utc("2026-11-02 12:00"), NOW, BERLIN, "de") == "vor 3 Wochen"
