"""A reminder that was just set is moved or joined by another in plain words; a request may stand anywhere in a text."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation

DAY = timedelta(days=1)
FRIDAY_AT_8 = datetime(2026, 11, 27, 7, tzinfo=UTC)
TUESDAY_AT_17 = datetime(2026, 11, 24, 16, tzinfo=UTC)


def _planned(talk: Conversation) -> list[tuple[str | None, datetime]]:
    return [(nudge.note, nudge.due) for nudge in talk.nudges() if nudge.kind == "reminder"]


@pytest.mark.parametrize(
    ("words", "note", "due"),
    [
        ("please remind me on friday at 8 to call Hays", "call Hays", FRIDAY_AT_8),
        ("can you remind me friday at 9.30 to call Hays", "call Hays", FRIDAY_AT_8 + timedelta(hours=1.5)),
        ("remind me friday at 8 o'clock to call Hays", "call Hays", FRIDAY_AT_8),
        ("remind me on friday at 3 to call Hays", "call Hays", FRIDAY_AT_8 + timedelta(hours=7)),
    ],
)
def test_a_bare_hour_behind_a_day_is_read_and_is_no_part_of_the_thing(words: str, note: str, due: datetime) -> None:
    talk = Conversation()
    talk.write(words)
    assert _planned(talk) == [(note, due)]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("not 9, 8 o'clock please", FRIDAY_AT_8),
        ("8.30 not 9", FRIDAY_AT_8 + timedelta(minutes=30)),
        ("move it to 8:00", FRIDAY_AT_8),
        ("no, i meant saturday at 10", FRIDAY_AT_8 + DAY + timedelta(hours=2)),
        ("not friday, saturday", FRIDAY_AT_8 + DAY + timedelta(hours=1)),
    ],
)
def test_right_after_it_was_set_it_is_moved_and_confirmed(words: str, due: datetime) -> None:
    talk = Conversation()
    talk.write("remind me on friday at 9 to call Hays")
    talk.write(words)
    assert _planned(talk) == [("call Hays", due)]
    assert f"{due + timedelta(hours=1):%H:%M}: call Hays" in talk.said


def test_it_can_be_moved_twice_and_not_into_the_past() -> None:
    talk = Conversation()
    talk.write("remind me on friday at 9 to call Hays")
    talk.write("make it today at 9:00")
    talk.write("move it to 10")
    talk.write("no, 8")
    assert _planned(talk) == [("call Hays", FRIDAY_AT_8)]


@pytest.mark.parametrize("words", ["not 9 but 8 people were there", "no, they said friday is too late", "sorry"])
def test_what_tells_something_moves_nothing(words: str) -> None:
    talk = Conversation()
    talk.write("remind me on friday at 8 to call Hays")
    talk.write(words)
    assert _planned(talk) == [("call Hays", FRIDAY_AT_8)]


def test_later_on_an_hour_set_against_another_moves_nothing() -> None:
    talk = Conversation()
    talk.write("remind me on friday at 8 to call Hays")
    talk.write("rejected by Alder Lab")
    talk.write("not 9, 10 o'clock")
    assert _planned(talk) == [("call Hays", FRIDAY_AT_8)]


def test_one_more_is_added_to_the_one_just_set() -> None:
    talk = Conversation()
    talk.write("remind me on friday at 8 to call Hays")
    talk.write("and also tomorrow 5pm to rewrite my cv")
    assert _planned(talk) == [("call Hays", FRIDAY_AT_8), ("rewrite my cv", TUESDAY_AT_17)]


def test_without_one_just_set_the_same_words_set_none() -> None:
    talk = Conversation()
    talk.write("and also tomorrow 5pm to rewrite my cv")
    assert _planned(talk) == []


@pytest.mark.parametrize(
    "words",
    [
        "tomorrow 5pm remind me to call them",
        "ok, tomorrow at 5pm, remind me to call them",
        "nothing. i just want the licence. remind me tomorrow at 5pm to call them",
        "that's enough, thanks. can you remind me tomorrow at 5pm to call them?",
    ],
)
def test_at_an_open_question_a_time_in_front_and_a_later_sentence_count(words: str) -> None:
    talk = Conversation()
    for said in ("rejected by Alder Lab", "talk it through", "they won't tell me why"):
        talk.write(said)
    before = talk.open_step
    talk.write(words)
    assert _planned(talk) == [("call them", TUESDAY_AT_17)]
    assert talk.open_step == before


def test_what_was_answered_in_front_of_a_request_is_kept() -> None:
    talk = Conversation()
    for said in ("rejected by Alder Lab", "talk it through", "they won't tell me why"):
        talk.write(said)
    talk.write("i just want the licence. remind me tomorrow at 5pm to call them")
    assert talk.state.cases["c1"].answers["more"] == "i just want the licence."


# --- from the day that was told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("no, the same evening at 8", datetime(2026, 11, 26, 19, tzinfo=UTC)),
        ("two hours later", datetime(2026, 11, 26, 15, tzinfo=UTC)),
        ("the next morning at 9", datetime(2026, 11, 27, 8, tzinfo=UTC)),
        ("tuesday at 8pm", datetime(2026, 12, 1, 19, tzinfo=UTC)),
    ],
)
def test_of_an_interview_a_time_is_told_from_its_day_and_never_before_it(words: str, due: datetime) -> None:
    talk = Conversation()
    talk.write("I have an interview on thursday at 2pm at the zoo")
    talk.write("ask me afterwards how it went")
    talk.write(words)
    assert [(nudge.kind, nudge.due) for nudge in talk.nudges()] == [("interview", due)]


def test_where_the_day_is_asked_for_it_is_told_from_the_interview_as_well() -> None:
    talk = Conversation()
    talk.write("I have an interview on thursday at 2pm at the zoo")
    talk.write("ask me afterwards how it went")
    talk.press("Another day")
    talk.write("the day after at noon")
    assert [nudge.due for nudge in talk.nudges()] == [datetime(2026, 11, 27, 11, tzinfo=UTC)]
