"""Whose answer came: a "they said no" without a name is tied to the place somebody was waiting for."""

from datetime import timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation


def _invited(*then: str) -> Conversation:
    talk = Conversation()
    talk.write("got invited at Birch Bakery for thursday!")
    for words in then:
        talk.write(words)
    return talk


def _told_of(talk: Conversation) -> str | None:
    (case,) = talk.state.cases.values()
    return case.organisation


@pytest.mark.parametrize(
    "then",
    [("ok",), ("ok", "idk"), ("ask me afterwards", "yes"), ("prepare",), ("i only wanted to say it",)],
)
def test_a_no_after_an_invitation_is_of_that_place(then: tuple[str, ...]) -> None:
    talk = _invited(*then)
    assert talk.open_step is None or talk.open_step.startswith("invitation.")
    talk.wait(timedelta(days=1))
    talk.write("they said no yesterday")
    assert _told_of(talk) == "Birch Bakery"


def test_what_was_set_for_after_the_interview_goes_with_the_no() -> None:
    talk = _invited("ask me afterwards", "yes")
    assert [nudge.kind for nudge in talk.nudges()] == ["interview"]
    talk.write("they said no already")
    assert talk.nudges() == []


def test_an_invitation_elsewhere_takes_the_place_of_what_was_waited_for() -> None:
    talk = Conversation()
    talk.write("still no answer from Delta Print after three weeks")
    talk.write("set a day")
    talk.write("in a week")
    talk.write("got invited at Birch Bakery for thursday!")
    talk.write("i only wanted to say it")
    talk.write("they said no")
    assert _told_of(talk) == "Birch Bakery"
    assert [nudge.note for nudge in talk.nudges()] == ["Delta Print"]


def test_another_name_is_what_it_says() -> None:
    talk = _invited("i only wanted to say it")
    talk.write("Alder Lab, they said no")
    assert _told_of(talk) == "Alder Lab"


def test_a_no_that_speaks_of_nobody_is_tied_to_nobody() -> None:
    talk = _invited("i only wanted to say it")
    talk.write("got rejected for the editor job")
    assert _told_of(talk) is None


def test_a_no_ends_the_waiting_it_was_told_for() -> None:
    talk = _invited("i only wanted to say it")
    talk.write("they said no")
    assert talk.state.awaited == ""


def _set_for(told: str, *, phrasing: int) -> Conversation:
    talk = Conversation()
    for _ in range(phrasing + 1):
        talk.write(told)
        talk.write("set a day")
        talk.write("in a week")
    return talk


@pytest.mark.parametrize("phrasing", range(3))
def test_what_is_promised_to_be_taken_off_is_taken_off(phrasing: int) -> None:
    talk = _set_for("still no answer from Delta Print after three weeks", phrasing=phrasing)
    assert "take it off" not in talk.said or "Delta Print" in talk.said
    talk.write("Delta Print rejected me")
    assert talk.nudges() == []


@pytest.mark.parametrize("phrasing", range(3))
def test_nothing_is_promised_where_it_is_not_known_whose_answer_it_is(phrasing: int) -> None:
    talk = _set_for("still no answer after three weeks", phrasing=phrasing)
    assert len(talk.nudges()) == 1
    assert "I'll take it off" not in talk.said
