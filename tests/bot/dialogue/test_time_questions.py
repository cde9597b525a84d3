"""What is written where a day was asked for and is none: left to us, taken back, news, about something else."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation

IN_A_WEEK = datetime(2026, 11, 30, 8, tzinfo=UTC)


def _asked() -> Conversation:
    talk = Conversation()
    talk.write("still no answer from Delta Print after three weeks")
    talk.write("set a day")
    assert talk.open_step == "waiting.date"
    return talk


@pytest.mark.parametrize("words", ["idk", "whenever", "you choose", "ok thats good", "ok", "up to you"])
def test_a_time_is_offered_to_whoever_leaves_it_to_us(words: str) -> None:
    talk = _asked()
    talk.write(words)
    assert "Monday 30 November, 09:00" in talk.labels()
    assert talk.nudges() == []
    talk.write("yes")
    assert [nudge.due for nudge in talk.nudges()] == [IN_A_WEEK]


@pytest.mark.parametrize(("words", "step"), [("no", "waiting.date"), ("in two weeks", None), ("friday", None)])
def test_the_time_that_was_offered_can_be_another(words: str, step: str | None) -> None:
    talk = _asked()
    talk.write("whenever")
    talk.write(words)
    assert talk.open_step == step
    assert [nudge.due for nudge in talk.nudges()] != [IN_A_WEEK]


def test_in_the_night_no_time_in_the_night_is_offered() -> None:
    talk = Conversation()
    talk.write("rejected by Alder Lab")
    talk.write("later")
    assert "In two hours" in talk.labels()
    talk.write("whenever")
    assert "Tuesday 24 November, 09:00" in talk.labels()


def test_what_is_done_is_not_asked_for_a_day() -> None:
    talk = _asked()
    talk.write("done")
    assert talk.open_step is None
    assert talk.nudges() == []


def test_no_question_for_a_time_goes_round_in_circles() -> None:
    talk = _asked()
    steps = []
    for words in ("blue", "green", "red"):
        talk.write(words)
        steps.append(talk.open_step)
    assert steps == ["waiting.date", "errors.time_offered", "resuming.stuck"]


def test_a_day_that_is_past_is_only_said_to_be_past() -> None:
    talk = _asked()
    for _ in range(3):
        talk.write("yesterday")
        assert "already behind us" in talk.said
        assert talk.open_step == "waiting.date"


def test_a_word_about_the_letter_shown_before_brings_another_one() -> None:
    talk = Conversation()
    talk.write("still no answer from Delta Print after three weeks")
    talk.write("ask them once")
    talk.write("shorter")
    assert talk.open_step == "waiting.message_next"
    talk.write("set a day")
    talk.write("shorter")
    assert talk.open_step == "waiting.message_next"
    assert "> Hello" in talk.said


# --- news there -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "step", "said"),
    [
        ("got it!!!", "good_news.worked", "Delta Print"),
        ("got invited at Birch Bakery for thursday!", "invitation.start", "Birch Bakery"),
        ("they want me", "good_news.worked", "Delta Print"),
        ("they said no", "rejected.ways", "Delta Print"),
        ("still nothing", "waiting.date", "In a week"),
    ],
)
def test_news_is_heard_where_a_day_was_asked_for(words: str, step: str, said: str) -> None:
    talk = _asked()
    talk.write(words)
    assert talk.open_step == step
    assert said in talk.said or said in talk.labels()
    assert talk.nudges() == []


@pytest.mark.parametrize(
    ("words", "step", "said"),
    [
        ("got it!!!", "good_news.worked", "Delta Print"),
        ("got invited at Birch Bakery for thursday!", "invitation.start", "Birch Bakery"),
        ("they said no yesterday", "rejected.ways", "Delta Print"),
        ("still nothing", "nudge_waiting.nothing", "a no"),
        ("nope, still not a word", "nudge_waiting.nothing", "a no"),
    ],
)
def test_news_is_heard_at_the_buttons_of_a_nudge(words: str, step: str, said: str) -> None:
    talk = _asked()
    talk.write("in a week")
    talk.wait(timedelta(days=8))
    talk.write(words)
    assert talk.open_step == step
    assert said in f"{talk.said}{talk.labels()}"


def test_the_day_of_an_invitation_is_an_answer_to_when_and_no_news() -> None:
    talk = Conversation()
    talk.write("got invited to an interview at Birch Bakery")
    talk.write("ask me afterwards")
    assert talk.open_step == "invitation.when"
    talk.write("the interview is on friday at 10")
    assert [nudge.kind for nudge in talk.nudges()] == ["interview"]


def test_a_bare_time_puts_a_nudge_off() -> None:
    talk = Conversation()
    talk.write("got invited at Birch Bakery for thursday!")
    talk.write("ask me afterwards")
    talk.write("yes")
    talk.wait(timedelta(days=4))
    talk.write("next week maybe")
    (nudge,) = talk.nudges()
    assert (nudge.kind, nudge.due) == ("interview", datetime(2026, 11, 30, 8, tzinfo=UTC))
