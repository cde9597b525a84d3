"""Help, skip, later, start over and stop: at any step, each a detour that comes back to the question."""

from datetime import timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, told


@pytest.mark.parametrize("words", ["help", "privacy", "about", "lessons", "nudges", "who are you"])
def test_a_question_in_between_is_answered_and_the_open_one_asked_again(words: str) -> None:
    talk = told(at="x.second")
    talk.write(words)
    assert talk.open_step == "x.second"
    assert "What is the second?" in talk.said


def test_a_detour_of_a_detour_returns_to_the_talk() -> None:
    talk = told(at="x.second")
    talk.command("timezone")
    talk.command("pause")
    talk.command("help")
    assert talk.open_step == "x.second"
    assert len(talk.state.frames) == 1


def test_an_old_question_is_not_asked_again_after_a_detour_but_may_still_be_answered() -> None:
    talk = told(at="x.second")
    talk.wait(timedelta(days=9))
    talk.write("help")
    assert "What is the second?" not in talk.said
    talk.write("the bus home from their office")
    assert talk.state.cases["c1"].answers["two"] == "the bus home from their office"


def test_skip_goes_past_a_question_and_back_comes_to_it_again() -> None:
    talk = told()
    talk.write("skip")
    assert talk.open_step == "x.second"
    assert "one" not in talk.state.cases["c1"].answers
    talk.write("back")
    assert talk.open_step == "x.first"


def test_a_choice_between_ways_cannot_be_skipped() -> None:
    talk = told(at="x.third")
    talk.write("skip")
    assert talk.open_step == "x.third"


@pytest.mark.parametrize("command", ["pause", "checkin", "timezone"])
def test_skipping_the_question_of_a_command_leaves_the_command_and_does_nothing(command: str) -> None:
    talk = told(at="x.second")
    person = talk.state.person
    talk.command(command)
    talk.write("skip")
    assert talk.open_step == "x.second"
    assert talk.state.person == person
    assert not talk.nudges()


def test_later_lets_the_talk_rest_and_comes_back_to_it_when_asked_to() -> None:
    talk = told(at="x.second")
    talk.write("later")
    talk.press("Tomorrow")
    assert talk.open_step != "x.second"
    told_then = talk.wait(timedelta(days=1))
    assert "the second thing" in told_then[0].text
    talk.press("Go on")
    assert talk.open_step == "x.second"
    assert not talk.nudges()


def test_later_at_a_nudge_comes_back_to_the_nudge() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.write("later")
    talk.press("No reminder")
    talk.wait(timedelta(days=1))
    opened = talk.open_step
    talk.command("later")
    assert "nothing open" not in talk.said
    talk.press("No reminder")
    talk.write("hello")
    talk.press("Go on where we were")
    assert (talk.open_step, opened) == ("nudge_day_after.open", "nudge_day_after.open")


def test_a_reminder_of_one_of_two_talks_comes_back_to_that_one() -> None:
    talk = told(at="x.second", organisation="Elm Bakery")
    talk.write("later")
    talk.press("Tomorrow")
    begin(talk, "x.first", None)
    talk.wait(timedelta(days=1))
    talk.press("Go on")
    assert talk.open_step == "x.second"


def test_later_with_nothing_open_says_so() -> None:
    talk = Conversation()
    talk.write("help")
    talk.write("later")
    assert "nothing open" in talk.said


def test_starting_over_keeps_the_old_talk_for_later() -> None:
    talk = told(at="x.second")
    talk.write("start over")
    assert talk.open_step == "welcome.ready"
    assert [frame.step for frame in talk.state.frames] == ["x.second", "welcome.ready"]
    assert talk.state.frames[0].resting


def test_buttons_of_a_talk_that_rests_still_work() -> None:
    talk = told(at="x.third")
    talk.write("start over")
    talk.press("Go right")
    assert talk.open_step == "x.right"


def test_stop_is_silence_at_once_and_the_talk_rests() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.write("stop")
    assert talk.open_step is None
    assert not talk.nudges()
    assert talk.wait(timedelta(days=90)) == []
