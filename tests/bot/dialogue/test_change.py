""" "Change my answer": one answer is given anew, the others stay."""

from datetime import timedelta

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told


def test_the_answers_of_the_talk_are_offered_the_newest_first() -> None:
    talk = _answered()
    talk.write("change my answer")
    assert talk.labels()[:2] == ["The second thing", "The first thing"]


def test_own_words_are_changed_in_place_and_the_talk_goes_on_where_it_was() -> None:
    talk = _answered()
    talk.write("change my answer")
    talk.write("the first thing")
    assert "What is the first?" in talk.said
    talk.write("the library")
    assert talk.open_step == "x.third"
    assert dict(talk.state.cases["c1"].answers, story="") == {"one": "the library", "two": "the bus", "story": ""}


def test_what_an_answer_was_before_lives_on_in_the_journal() -> None:
    talk = _answered()
    talk.write("change my answer")
    talk.write("the first thing")
    talk.write("the library")
    assert [entry.body for entry in talk.journal()] == ["the museum"]


def test_a_button_that_says_nothing_takes_the_words_away() -> None:
    talk = _answered()
    talk.write("change my answer")
    talk.write("the first thing")
    talk.press("Nothing at all")
    assert talk.open_step == "x.third"
    assert not talk.state.cases["c1"].answers["one"]


def test_a_branch_is_changed_by_going_back_to_it() -> None:
    talk = _answered()
    talk.press("Go right")
    talk.write("the schools")
    talk.write("change my answer")
    talk.write("the third thing")
    assert talk.open_step == "x.third"
    assert "way" not in talk.state.cases["c1"].answers
    assert "the schools" in [entry.body for entry in talk.journal()]


def test_a_lesson_that_is_changed_is_not_kept_twice() -> None:
    talk = told(at="x.right")
    talk.write("the schools")
    talk.write("change my answer")
    talk.write("what is right")
    talk.write("every school in town")
    assert [lesson.words for lesson in talk.state.lessons] == ["every school in town"]


def test_changing_nothing_leaves_all_as_it_was() -> None:
    talk = _answered()
    before = talk.state.cases
    talk.write("change my answer")
    talk.press("Leave them")
    assert talk.state.cases == before
    assert talk.open_step == "x.third"


def test_a_change_can_be_left_by_going_back() -> None:
    talk = _answered()
    talk.write("change my answer")
    talk.write("the first thing")
    talk.write("back")
    assert talk.open_step == "x.third"
    assert talk.state.cases["c1"].answers["one"] == "the museum"


def test_where_nothing_was_answered_there_is_nothing_to_change() -> None:
    talk = told()
    talk.write("change my answer")
    assert talk.open_step == "x.first"
    assert "no answer to take back" in talk.said


def test_an_answer_of_the_talk_below_a_nudge_can_be_changed(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Not now")
    talk.press("Yes, look in")
    talk.write("rejected by Delta Print")
    talk.press("Talk it through")
    talk.wait(timedelta(hours=14))
    assert talk.open_step == "nudge_day_after.open"
    talk.write("change my answer")
    talk.press("How you'd like to go on")
    assert talk.open_step == "rejected.ways"
    assert talk.state.frames[-1].case == "c3"


def _answered() -> Conversation:
    talk = told()
    talk.write("the museum")
    talk.write("the bus")
    return talk
