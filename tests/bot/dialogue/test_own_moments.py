"""Times and moments in own words: of a reminder, of a plan, of the news."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.dialogue.state import State
from tests.bot.dialogue.talks import planned, told


def memory(state: State) -> State:
    """What back must bring back: all but how often things were said and asked."""
    frames = tuple(
        replace(frame, visit=0, trail=(), asked_at=datetime.min.replace(tzinfo=UTC)) for frame in state.frames
    )
    return replace(state, bags={}, visits=0, frames=frames)


def test_a_time_in_place_of_a_button_is_when_the_nudge_comes() -> None:
    talk = told()
    talk.press("Not now")
    before = memory(talk.state)
    talk.write("tomorrow at 8")
    (nudge,) = talk.nudges()
    assert nudge.kind == "day_after"
    assert nudge.wall == datetime(2026, 11, 24, 8)  # noqa: DTZ001 - on the wall
    assert "08:00" in talk.said
    talk.write("back")
    assert memory(talk.state) == before or talk.open_step is None


def test_a_time_in_place_of_a_button_that_leads_to_when_answers_both_and_back_undoes_it() -> None:
    talk = told("interviewed at Delta Print two weeks ago and still no answer")
    before = memory(talk.state)
    talk.write("i'll give them until friday at 10")
    (nudge,) = talk.nudges()
    assert (nudge.kind, nudge.note) == ("waiting", "Delta Print")
    assert nudge.due == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert before.frames[-1].step == "waiting.start"


def test_a_no_after_the_waiting_is_known_by_its_name() -> None:
    talk = told("interviewed at Delta Print two weeks ago and still no answer")
    talk.write("friday at 10")
    talk.wait(timedelta(days=5))
    talk.write("still nothing")
    talk.write("it's a no then")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Delta Print"


@pytest.mark.parametrize("words", ["my old boss is nice", "pizza"])
def test_what_begins_like_no_moment_is_asked_about_once(words: str) -> None:
    talk = planned(words)
    assert talk.open_step == "plan.when"
    talk.write("my old boss is nice")
    talk.write("really nice") if talk.open_step == "plan.when" else None
    assert talk.open_step == "plan.cue_day"


@pytest.mark.parametrize("words", ["when the kids are home", "after breakfast", "right after my shift"])
def test_a_moment_in_words_is_taken_at_once(words: str) -> None:
    talk = planned(words)
    assert talk.open_step == "plan.cue_day"
    assert words in talk.said or "good thing" in talk.said or "your moment" in talk.said


def test_news_of_weeks_ago_gets_no_word_the_day_after() -> None:
    talk = told("they told me on nov 2 that i was rejected by Heron Trust")
    talk.press("Talk it through")
    talk.write("skip")
    talk.write("call my old boss")
    talk.write("thursday at 9")
    assert [nudge.kind for nudge in talk.nudges()] == ["plan"]


def test_the_look_at_the_team_page_counts_from_the_day_of_the_news() -> None:
    talk = told("they told me on nov 2 that i was rejected by Heron Trust")
    talk.press("Talk it through")
    talk.write("someone else was the better fit")
    for words in ("more years", "i read closely"):
        talk.write(words)
    talk.press("Yes, remind me then")
    (nudge,) = talk.nudges()
    assert nudge.due.date() == date(2027, 1, 1)


def test_what_is_told_beside_a_nudges_button_presses_it_and_is_kept() -> None:
    talk = planned()
    talk.press("That's it")
    talk.wait(timedelta(days=3))
    talk.write("i did it, and it was easier than i thought")
    (case,) = talk.state.cases.values()
    assert case.plan is not None
    assert case.plan.done
    assert "easier than i thought" in case.answers["more"]
