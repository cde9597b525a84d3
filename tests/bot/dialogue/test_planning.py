"""When a nudge is planned for, and what it carries."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue import planning
from bot.dialogue.draft import Draft
from bot.dialogue.state import Frame
from bot.domain.nudge import Nudge
from bot.domain.rejection import Rejection
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import pack_with, told

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 22, 40, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("day_after", datetime(2026, 11, 24, 10, tzinfo=BERLIN)),
        ("letting_go", datetime(2026, 11, 30, 18, tzinfo=BERLIN)),
        ("team_page", datetime(2027, 1, 22, 9, tzinfo=BERLIN)),
    ],
)
def test_each_kind_has_its_own_time(kind: str, due: datetime) -> None:
    assert _planned(kind).due == due


def test_two_months_are_counted_from_the_news_and_not_from_now() -> None:
    assert _planned("team_page", news=date(2026, 11, 1)).due == datetime(2026, 12, 31, 9, tzinfo=BERLIN)


def test_old_news_are_followed_up_on_the_next_weekday() -> None:
    friday = datetime(2026, 11, 27, 12, tzinfo=BERLIN).astimezone(UTC)
    assert _planned("team_page", news=date(2026, 5, 1), now=friday).due == datetime(2026, 11, 30, 9, tzinfo=BERLIN)


def test_a_weekend_is_passed_over_where_the_kind_says_so() -> None:
    assert _planned("radar", now=datetime(2026, 12, 2, 12, tzinfo=UTC)).due.astimezone(BERLIN).weekday() == 5 - 5


def test_the_time_somebody_named_is_theirs() -> None:
    nudge = _planned("plan", "@2026-11-26T07:15")
    assert nudge.due == datetime(2026, 11, 26, 7, 15, tzinfo=BERLIN)
    assert nudge.asked


def test_words_that_are_no_time_leave_the_kind_its_own() -> None:
    nudge = _planned("day_after", "@home")
    assert nudge.due == datetime(2026, 11, 24, 10, tzinfo=BERLIN)
    assert not nudge.asked


def test_one_of_a_kind_is_planned_for_a_rejection() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.write("back")
    talk.write("go left")
    assert [nudge.kind for nudge in talk.nudges()] == ["day_after"]


def test_in_two_hours_is_in_two_hours_wherever_they_are_by_then() -> None:
    talk = told(at="x.second")
    talk.write("later")
    talk.write("in two hours")
    (nudge,) = talk.nudges()
    assert nudge.due - talk.now == timedelta(hours=2)
    talk.command("timezone", "lisbon")
    assert talk.nudges()[0].due == nudge.due


def test_the_night_hour_that_is_left_out_in_spring_is_the_first_after_it() -> None:
    assert _planned("plan", "@2027-03-28T02:30").due == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_the_list_shows_what_is_planned_and_one_is_moved() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.command("nudges")
    assert "Tuesday 24 November, 10:00" in talk.said
    talk.write("1")
    talk.press("Another day")
    talk.write("friday at ten")
    assert talk.nudges()[0].due == datetime(2026, 11, 27, 10, tzinfo=BERLIN)
    assert talk.open_step == "x.left"


def test_one_of_the_list_is_cancelled_and_the_others_stay() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.command("checkin", "fridays at nine")
    talk.command("nudges")
    talk.write("1")
    talk.press("Cancel it")
    assert [nudge.kind for nudge in talk.nudges()] == ["checkin"]


def _planned(kind: str, value: str | None = None, *, news: date | None = None, now: datetime = MONDAY) -> Nudge:
    talk = Conversation(pack_with(), now=now)
    d = Draft(talk.pack, talk.state, talk.now, "e")
    d.frames = [Frame(step="x.first", visit=1, asked_at=now, case="c1", id=1)]
    d.cases = {"c1": Rejection(id="c1", opened_at=now, told_on=news)}
    planning.schedule(d, kind, value)
    (nudge,) = d.nudges.values()
    return nudge


def test_two_organisations_can_be_waited_for(talk: Conversation) -> None:
    for organisation in ("Larch & Sons", "Delta Print"):
        talk.write(f"haven't heard back from {organisation} for three weeks")
        talk.press("Set a day")
        talk.write("in a week")
    assert [nudge.note for nudge in talk.nudges()] == ["Larch & Sons", "Delta Print"]


def test_another_day_for_the_same_organisation_takes_the_place_of_the_first(talk: Conversation) -> None:
    for day in ("in a week", "in two weeks"):
        talk.write("haven't heard back from Larch & Sons for three weeks")
        talk.press("Set a day")
        talk.write(day)
    assert len(talk.nudges()) == 1


def test_all_can_be_cancelled_in_plain_words_at_any_time(talk: Conversation) -> None:
    talk.write("haven't heard back from Larch & Sons for three weeks")
    talk.press("Set a day")
    talk.write("in a week")
    talk.write("lessons")
    talk.write("cancel all of them")
    assert talk.open_step == "nudges.all"
    talk.write("yes")
    assert not talk.nudges()
    talk.write("cancel all of them")
    assert talk.open_step is None
