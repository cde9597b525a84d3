"""When the news came: which words of a text say so, and the day they mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar
from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import unwrap
from bot.understanding.matches import Spelling, Words
from bot.understanding.news_day import day_meant, words_for
from bot.understanding.reading import read

NOW = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)  # a Monday, 22:40 in Berlin
BERLIN = "Europe/Berlin"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


MOMENTS = st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(days=700) + timedelta(minutes=minutes))
NO = "Unfortunately we have chosen another candidate."


def day_in(text: str, now: datetime = NOW) -> date | None:
    words = words_for(Words(text, Spelling()), unwrap(text), is_mail=False)
    return day_meant(words, now, BERLIN) if words else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("they told me last friday", date(2026, 11, 20)),
        ("got the email on nov 20", date(2026, 11, 20)),
        ("rejected this morning by Larch House", date(2026, 11, 23)),
        ("they said no. two weeks ago.", date(2026, 11, 9)),
        ("found out a couple of days ago that i didn't get it", date(2026, 11, 21)),
        ("got the rejection mail last night", date(2026, 11, 22)),
        ("on the 20th they wrote me that i'm out", date(2026, 11, 20)),
        ("on the 25th they wrote me that i'm out", date(2026, 10, 25)),
        ("got a no last month", date(2026, 10, 23)),
        ("heard on 11/20 that it's a no", date(2026, 11, 20)),
        ("i got the call on sept 3rd", date(2026, 9, 3)),
        ("the mail came on 3 december", date(2025, 12, 3)),
        ("they called on monday", date(2026, 11, 23)),
        ("they called on tuesday", date(2026, 11, 17)),
    ],
)
def test_the_day_of_the_news_is_the_last_that_fits(text: str, day: date) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("had the final round last week, they called today and said no", date(2026, 11, 23)),
        ("interviewed on monday and heard back on thursday, it's a no", date(2026, 11, 19)),
        ("after my interview on friday they told me yesterday", date(2026, 11, 22)),
        ("the final round was last tuesday. a no today", date(2026, 11, 23)),
    ],
)
def test_of_several_days_the_one_beside_the_news_counts(text: str, day: date) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "i got rejected by Larch House",
        "i had the interview yesterday",
        "they said they'd get back last friday. still nothing",
        "they will tell me on friday",
        "rejected by Sunday Bakery",
        "rejected by May & Sons",
        "they told me on 31 february",
        "no idea why they said no",
        "",
    ],
)
def test_where_no_day_of_news_is_told_none_is_read(text: str) -> None:
    assert day_in(text) is None


def test_a_date_that_may_be_one_of_two_is_none() -> None:
    assert day_in("heard on 3/11 that they took someone else") is None
    assert day_in("heard on 13/11 that they took someone else") == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("Fri, 20 Nov 2026 16:04:11 +0100", date(2026, 11, 20)),
        ("Sun, 22 Nov 2026 23:30:00 -0800", date(2026, 11, 23)),
        ("Friday, November 20, 2026 4:04 PM", date(2026, 11, 20)),
        ("20 November 2026 at 16:04:11 CET", date(2026, 11, 20)),
        ("20/11/2026 16:04", date(2026, 11, 20)),
        ("2026-11-20T10:00:00Z", date(2026, 11, 20)),
        ("some day", None),
    ],
)
def test_the_date_of_a_mail_is_the_day_it_was_where_the_person_is(
    sent: str, day: date | None, lexicon: Lexicon
) -> None:
    mail = f"From: Ines Vale <ines@birch.example>\nDate: {sent}\nSubject: Your application\n\n{NO}"
    meaning = read(mail, lexicon)
    assert meaning.is_email
    assert meaning.told_when == sent
    assert day_meant(sent, NOW, BERLIN) == day


def test_the_line_above_a_quoted_mail_says_when_it_was_sent(lexicon: Lexicon) -> None:
    mail = (
        "On Fri, Nov 20, 2026 at 4:04 PM Ines Vale <ines@birch.example> wrote:\n"
        "> Dear Jo,\n> thank you for your application. Unfortunately we have chosen another candidate."
    )
    words = read(mail, lexicon).told_when
    assert words is not None
    assert day_meant(words, NOW, BERLIN) == date(2026, 11, 20)


def test_what_a_mail_says_of_other_days_is_not_its_own(lexicon: Lexicon) -> None:
    mail = "Dear Jo,\nThank you for coming on 12 November. Unfortunately we have decided to go with another candidate."
    assert read(mail, lexicon).told_when is None


@given(back=st.integers(0, 300), now=MOMENTS)
def test_a_day_that_is_over_is_found_however_it_is_written(back: int, now: datetime) -> None:
    today = calendar.local(now, BERLIN).date()
    day = today - timedelta(days=back)
    written = [f"{day.isoformat()}", f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"]
    written += [f"{day.day} {day:%B}", f"{day:%B} {day.day}"] if (day.month, day.day) != (2, 29) else []
    for words in written:
        assert day_in(f"they told me on {words}", now) == day
    if 0 < back < 100:
        assert day_in(f"they told me {back} days ago", now) == day
    if 0 < back < 7:
        assert day_in(f"they told me last {WEEKDAYS[day.weekday()]}", now) == day


@given(text=st.text(max_size=300), now=MOMENTS)
def test_any_text_is_read_and_no_news_is_from_the_future(text: str, now: datetime) -> None:
    for words in (text, f"they told me {text} today"):
        day = day_in(words, now)
        assert day is None or day <= (now + timedelta(days=1)).date()
