"""Own words at a question: heard for what they are, and never in a circle."""

import pytest

from tests.bot.dialogue.talks import at_a_question, planned, told

# --- not yet an answer ------------------------------------------------------------------------------------------------


def test_a_hm_is_waited_for_once_and_never_given_back() -> None:
    talk = at_a_question()
    talk.write("hm")
    assert talk.open_step == "competition.ask"
    talk.write("hm")
    assert talk.open_step == "competition.ask2"
    assert '"hm"' not in talk.said


def test_who_does_not_understand_gets_the_question_in_other_words() -> None:
    talk = at_a_question()
    first = talk.said.split("\n\n")[-1]
    talk.write("I don't understand the question.")
    assert talk.open_step == "competition.ask"
    assert first not in talk.said


def test_the_words_of_a_reflection_that_is_not_among_the_three_shown_are_known() -> None:
    talk = told()
    talk.press("Talk it through")
    label = next(words for words in talk.pack.themes.values() if words not in talk.labels())
    talk.write(label.lower())
    (case,) = talk.state.cases.values()
    assert talk.pack.themes[case.theme or ""] == label
    assert (talk.open_step or "").startswith(case.theme or "?")


def test_a_question_beside_the_story_is_honestly_left_without_an_answer() -> None:
    talk = told()
    talk.write("what does final interview mean to them")
    assert any(word in talk.said for word in ("can't answer", "not one I can answer", "no answer for that"))


# --- skip, also where a question says nothing of it ------------------------------------------------------------------


def test_skip_presses_the_button_that_means_no() -> None:
    talk = told()
    talk.press("Not now")
    talk.write("skip")
    assert talk.nudges() == []
    assert talk.open_step is None


def test_skip_at_a_plan_leaves_it_as_it_stands() -> None:
    talk = planned()
    talk.write("skip")
    assert [nudge.kind for nudge in talk.nudges()] == ["plan", "day_after"]


@pytest.mark.parametrize("text", ["still nothing", "so far nothing"])
def test_a_no_inside_other_words_presses_no_button(text: str) -> None:
    talk = told("interviewed at Delta Print two weeks ago and still no answer")
    talk.write(text)
    assert talk.open_step == "waiting.start"


# --- ends -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["thanks", "that's it", "good night", "ok"])
def test_after_the_end_a_goodbye_gets_one_and_no_question(words: str) -> None:
    talk = told()
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write(words)
    assert talk.open_step is None or words == "good night"


def test_who_says_hello_again_and_again_is_answered_and_never_shown_the_same_menu_twice_running() -> None:
    talk = told()
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write("hello")
    assert talk.labels()
    for words in ("hi", "you there?", "idk", "hello again"):
        talk.write(words)
        assert talk.said
        assert talk.labels() == []
    talk.write("thanks again")
    assert talk.open_step is None
    talk.write("hey")
    talk.write("i got rejected by Gull Radio")
    assert talk.open_step == "rejected.ways"


def test_a_number_with_no_question_open_is_an_old_button() -> None:
    talk = told()
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write("2")
    assert talk.said == next(iter(talk.pack.steps["errors.stale"].phrasings)).paragraphs[0][0]


def test_a_country_that_cannot_be_read_twice_is_left_unsaid() -> None:
    talk = told("rejected by Rook Bakery, and they asked me whether i was pregnant")
    talk.press("Who can help")
    assert talk.open_step is not None
    asked = talk.open_step
    talk.write("over there")
    assert talk.open_step == asked
    talk.write("over there")
    assert talk.open_step != asked


def test_good_news_offers_to_close_what_is_open_with_nothing_planned() -> None:
    talk = told()
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write("I got an offer from Dale Studio")
    assert talk.open_step == "good_news.tidy_open"
    talk.write("close it")
    assert all(case.closed for case in talk.state.cases.values())


def test_a_button_is_pressed_by_its_words_wherever_its_commas_stand() -> None:
    talk = told()
    for words in (
        "talk it through",
        "they got it wrong",
        "they missed my work abroad",
        "my languages",
        "good riddance",
    ):
        talk.write(words)
    assert talk.open_step == "human_decision.do"
    talk.write("close it no reminder")
    assert talk.state.cases["c1"].answers["let_go"] == "yes"
