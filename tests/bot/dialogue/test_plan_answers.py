"""A next step in own words: what is one and what is none, and what somebody writes when it was due."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation


def _asked() -> Conversation:
    talk = Conversation()
    talk.write("Larch & Sons went with someone else")
    for words in ("talk it through", "yes start there", "skip", "skip", "skip", "skip"):
        talk.write(words)
    assert talk.open_step == "plan.what"
    return talk


def _due() -> Conversation:
    talk = _asked()
    for words in ("call my old boss", "tomorrow at nine", "that's it"):
        talk.write(words)
    talk.wait(timedelta(hours=12))
    assert talk.open_step == "nudge_plan.open"
    return talk


def _step(talk: Conversation) -> str | None:
    plan = talk.state.cases["c1"].plan
    return plan.action if plan else talk.state.cases["c1"].answers.get("plan_action")


@pytest.mark.parametrize(
    "words",
    [
        "call my old boss",
        "i'll look at three adverts",
        "I'm going to rest properly",
        "that I ask Ines for coffee",
        "my cv",
        "rest a bit",
        "not look at job boards for two days",
        "i have to write to the agency",
    ],
)
def test_what_one_can_do_is_a_step(words: str) -> None:
    talk = _asked()
    talk.write(words)
    assert talk.open_step == "plan.when"
    assert _step(talk) == words


@pytest.mark.parametrize(
    "words",
    [
        "nobody told me a date",
        "they never wrote back to me",
        "i feel flat after all this",
        "it was a waste of time",
        "i don't think that helps",
        "yes because i liked it there",
    ],
)
def test_what_tells_of_something_is_said_back_and_is_no_step(words: str) -> None:
    talk = _asked()
    offered = talk.labels()
    talk.write(words)
    assert talk.open_step == "plan.what"
    assert words in talk.said
    assert talk.labels() == offered
    assert _step(talk) is None


@pytest.mark.parametrize("words", ["whatever", "no idea", "nah"])
def test_no_step_is_an_answer(words: str) -> None:
    talk = _asked()
    talk.write(words)
    assert talk.open_step == "plan.none_ask"


def test_the_second_ok_goes_past_the_question() -> None:
    talk = _asked()
    talk.write("yes")
    assert talk.open_step == "plan.what"
    talk.write("ok")
    assert talk.open_step == "plan.none_ask"


def test_an_invitation_elsewhere_is_no_step() -> None:
    talk = _asked()
    talk.write("got invited at Birch Bakery for thursday!")
    assert talk.open_step == "invitation.start"
    assert _step(talk) is None


def test_telling_on_and_on_leads_out_of_the_question() -> None:
    talk = _asked()
    for words in ("nobody told me a date", "they never do", "it is what it is"):
        talk.write(words)
    assert talk.open_step == "resuming.stuck"


# --- what became of it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["yes i called him!", "did it, felt good", "i wrote to him yesterday", "done!"])
def test_what_was_done_is_done(words: str) -> None:
    talk = _due()
    talk.write(words)
    assert talk.open_step == "nudge_plan.done"
    plan = talk.state.cases["c1"].plan
    assert plan is not None
    assert plan.done is True


@pytest.mark.parametrize("words", ["no i forgot", "i forgot", "didn't manage", "nope, too tired", "no"])
def test_what_was_forgotten_is_not_yet(words: str) -> None:
    talk = _due()
    talk.write(words)
    assert talk.open_step == "nudge_plan.not_yet"


@pytest.mark.parametrize(("words", "step"), [("another day", "again.when"), ("no", None), ("that's enough", None)])
def test_half_of_it_counts_as_half(words: str, step: str | None) -> None:
    talk = _due()
    talk.write("half of it")
    assert talk.open_step == "nudge_plan.half"
    talk.write(words)
    assert talk.open_step == step


@pytest.mark.parametrize("words", ["tomorrow maybe", "tomorrow", "tomorrow then, sorry"])
def test_a_time_is_another_day(words: str) -> None:
    talk = _due()
    talk.write(words)
    assert datetime(2026, 11, 25, 8, tzinfo=UTC) in [nudge.due for nudge in talk.nudges() if nudge.kind == "plan"]


def test_a_sentence_with_a_time_in_it_is_still_a_report() -> None:
    talk = _due()
    talk.write("he calls me back tomorrow")
    assert talk.open_step == "nudge_plan.keep_report"


@pytest.mark.parametrize("words", ["tomorrow", "tomorrow after work", "next friday when the kids are in bed"])
def test_a_time_alone_is_no_step(words: str) -> None:
    talk = _asked()
    talk.write(words)
    assert talk.open_step == "plan.what"
    assert _step(talk) is None


def test_what_is_said_of_the_step_is_heard_also_after_another_nudge_came() -> None:
    talk = _asked()
    for words in ("call my old boss", "tomorrow at nine", "that's it"):
        talk.write(words)
    talk.wait(timedelta(days=2))
    assert talk.open_step == "nudge_day_after.open"
    talk.write("i did it. they told me to volunteer")
    plan = talk.state.cases["c1"].plan
    assert plan is not None
    assert plan.done
