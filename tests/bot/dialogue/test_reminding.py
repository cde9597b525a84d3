"""A reminder asked for in plain words, at any place: what it says, when it comes, and what is asked back."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.nudge import Nudge
from tests.bot.dialogue.conversation import Conversation
from tests.shipped import english

DAY = timedelta(days=1)


def _only(talk: Conversation) -> Nudge:
    (nudge,) = talk.nudges()
    assert nudge.kind == "reminder"
    return nudge


@pytest.mark.parametrize(
    ("words", "note", "due"),
    [
        ("remind me on feb 1 to apply at Obi", "apply at Obi", datetime(2027, 2, 1, 8, tzinfo=UTC)),
        ("can you remind me tomorrow to call my old boss", "call my old boss", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        ("ok remind me to call Ines tomorrow at 10", "call Ines", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("Remind me tomorrow to call Ines at 10", "call Ines", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("set a reminder for friday: send the form", "send the form", datetime(2026, 11, 27, 8, tzinfo=UTC)),
        ("ping me friday", None, datetime(2026, 11, 27, 8, tzinfo=UTC)),
        ("remind me in two hours about the oven", "the oven", datetime(2026, 11, 23, 23, 40, tzinfo=UTC)),
    ],
)
def test_what_is_said_with_a_time_is_planned_and_confirmed(words: str, note: str | None, due: datetime) -> None:
    talk = Conversation()
    talk.write(words)
    assert (_only(talk).note, _only(talk).due) == (note, due)
    assert f"{due:%A}" in talk.said or "Tuesday" in talk.said
    assert note is None or note in talk.said


def test_without_a_time_it_is_asked_when() -> None:
    talk = Conversation()
    talk.write("remind me to apply at Obi")
    assert talk.open_step == "remind.when"
    talk.write("next monday at 8 in the morning")
    assert _only(talk).note == "apply at Obi"


def test_without_anything_it_is_asked_of_what_and_when() -> None:
    talk = Conversation()
    talk.write("remind me")
    talk.write("my papers")
    talk.write("friday")
    assert (_only(talk).note, _only(talk).due) == ("my papers", datetime(2026, 11, 27, 8, tzinfo=UTC))


def test_a_time_of_two_meanings_is_asked_back() -> None:
    talk = Conversation()
    talk.write("remind me next friday to look at their site")
    assert talk.labels() == ["Friday 27 November, 09:00", "Friday 4 December, 09:00"]
    talk.write("2")
    assert _only(talk).due == datetime(2026, 12, 4, 8, tzinfo=UTC)


def test_a_stranger_to_the_zone_is_asked_for_a_city_and_not_for_the_time_again() -> None:
    talk = Conversation(zone=None)
    talk.write("remind me on feb 1 to apply at Obi")
    assert talk.open_step == "remind.zone"
    talk.write("Lisbon")
    assert _only(talk).due == datetime(2027, 2, 1, 9, tzinfo=UTC)
    assert _only(talk).note == "apply at Obi"


def test_the_question_it_came_at_is_asked_again() -> None:
    talk = Conversation()
    talk.write("rejected by Alder Lab")
    before = talk.open_step
    talk.write("remind me on feb 1 to apply at Obi")
    assert talk.open_step == before
    assert talk.state.cases["c1"].answers == {"story": "rejected by Alder Lab"}


def test_several_reminders_stand_beside_each_other_and_beside_the_rest() -> None:
    talk = Conversation()
    talk.write("remind me tomorrow to call Ines")
    talk.write("remind me tomorrow to call Tom")
    assert [nudge.note for nudge in talk.nudges()] == ["call Ines", "call Tom"]
    talk.write("nudges")
    assert "call Ines" in talk.said
    assert "call Tom" in talk.said
    talk.write("cancel everything")
    talk.press("Cancel all")
    assert talk.nudges() == []


def test_it_comes_at_its_hour_also_in_the_night() -> None:
    talk = Conversation()
    talk.write("remind me at 3am to take the pills")
    (said,) = talk.wait(DAY / 2)
    assert "take the pills" in said.text
    assert talk.unasked == [datetime(2026, 11, 24, 2, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("words", "left"),
    [("thanks", 0), ("done", 0), ("already did it", 0), ("tomorrow", 1), ("not needed", 0), ("he is away", 0)],
)
def test_its_answer_leads_on_in_any_words(words: str, left: int) -> None:
    talk = Conversation()
    talk.write("remind me tomorrow to call Ines")
    talk.wait(DAY)
    talk.write(words)
    talk.write("in a week") if talk.open_step == "again.when" else None
    assert len(talk.nudges()) == left
    assert talk.open_step is None


# --- what is no request -----------------------------------------------------------------------------------------------


def test_without_a_thing_it_answers_a_question_about_a_time() -> None:
    talk = Conversation()
    talk.write("rejected by Alder Lab after the interview")
    for words in ("help me answer them", "no name", "leave it out", "good", "remind me tomorrow at 8"):
        talk.write(words)
    assert [(nudge.kind, nudge.due) for nudge in talk.nudges()] == [
        ("send_reply", datetime(2026, 11, 24, 7, tzinfo=UTC))
    ]


@pytest.mark.parametrize("words", ["yes remind me", "yes, remind me then"])
def test_a_yes_to_a_reminder_that_was_offered_stays_one(words: str) -> None:
    talk = Conversation()
    talk.write("Larch & Sons went with someone else")
    for said in ("talk it through", "yes start there", "skip", "skip"):
        talk.write(said)
    assert "Yes, remind me then" in talk.labels()
    talk.write(words)
    assert [nudge.kind for nudge in talk.nudges()] == ["team_page"]


@pytest.mark.parametrize("words", ["don't remind me", "they said: remind me who you are. and then a rejection came"])
def test_what_asks_for_no_reminder_plans_none(words: str) -> None:
    talk = Conversation()
    talk.write(words)
    assert talk.nudges() == []


def test_a_pack_without_the_flow_has_no_reminders() -> None:
    steps = {name: step for name, step in english().steps.items() if not name.startswith("remind.")}
    talk = Conversation(dataclasses.replace(english(), steps=steps))
    talk.write("remind me tomorrow to call Ines")
    assert talk.nudges() == []
