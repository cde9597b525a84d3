"""An answer to the open question: by button, by words that mean a button, or by one's own words."""

import pytest

from bot.domain.messages import RetireButtons
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told


@pytest.mark.parametrize("words", ["1", "Go left", "go left!", "GO LEFT", "“go left”", "go le", "ok, go left then"])
def test_a_button_is_meant_by_its_number_its_label_and_words_around_it(words: str) -> None:
    talk = told(at="x.third")
    talk.write(words)
    assert talk.open_step == "x.left"


def test_a_number_without_a_button_is_no_answer() -> None:
    talk = told(at="x.third")
    talk.write("3")
    assert talk.open_step == "x.third"
    assert "can't match that" in talk.said


def test_a_sentence_in_which_a_label_stands_is_an_answer_of_its_own_where_one_is_wanted() -> None:
    talk = told()
    talk.write("nothing at all went wrong until the panel came in")
    assert _answers(talk)["one"] == "nothing at all went wrong until the panel came in"


def test_other_words_for_a_button_mean_it() -> None:
    talk = told()
    talk.write("None.")
    assert talk.open_step == "x.second"
    assert "one" not in _answers(talk)


def test_own_words_are_kept_and_given_back() -> None:
    talk = told()
    talk.write("the museum")
    assert _answers(talk)["one"] == "the museum"
    assert '"the museum". What is the second?' in talk.said


def test_the_button_that_was_pressed_is_shown_in_place_of_the_buttons() -> None:
    talk = told(at="x.third")
    turn = talk.press("Go right")
    assert RetireButtons(visit=talk.state.visits - 1, chosen="Go right") in turn.effects


def test_what_a_button_sets_is_kept() -> None:
    talk = told(at="x.third")
    talk.press("Go right")
    assert _answers(talk)["way"] == "right"


def test_a_text_that_fits_no_button_is_asked_again_and_kept_when_it_tells_something() -> None:
    talk = told(at="x.third")
    talk.write("hm")
    assert "more" not in _answers(talk)
    talk.write("my sister says they do this to everyone")
    talk.write("and she has worked there for years")
    assert talk.open_step == "x.third"
    assert _answers(talk)["more"] == "my sister says they do this to everyone\nand she has worked there for years"


def test_what_is_too_much_to_keep_at_hand_lives_on_in_the_journal() -> None:
    talk = told(at="x.third")
    talk.write("first " * 400)
    talk.write("second " * 500)
    assert "first" not in _answers(talk)["more"]
    assert any("first" in entry.body for entry in talk.journal())


def test_words_of_a_talk_about_no_rejection_live_on_in_the_journal() -> None:
    talk = told(organisation=None)
    talk.write("the first thing i thought of")
    talk.write("and the second")
    talk.press("Go left")
    assert not talk.journal()
    talk.write("the bus home")
    assert [entry.body for entry in talk.journal()][1:] == ["and the second", "the bus home"]


def test_a_button_that_leads_to_a_command_is_a_detour() -> None:
    talk = told()
    talk.press("Please pause")
    assert talk.open_step == "pause.start"
    talk.write("tomorrow")
    assert talk.open_step == "x.first"
    assert "What is the first?" in talk.said


def test_what_was_read_in_one_talk_means_nothing_in_the_next() -> None:
    talk = told()
    talk.command("pause", "until friday at 10")
    talk.write("the museum")
    assert "time" not in _answers(talk)
    assert all("time" not in frame.slots for frame in talk.state.frames)


def _answers(talk: Conversation) -> dict[str, str]:
    return dict(talk.state.cases["c1"].answers)
