"""Own words that go into a letter: names, sentences, remarks about a draft."""

import pytest

from tests.bot.dialogue.talks import told


@pytest.mark.parametrize(
    ("words", "greeting"),
    [
        ("marta", "Marta"),
        ("Marta Lind", "Marta Lind"),
        ("it was Marta", "Marta"),
        ("a woman called Marta Lind, she was nice", "Marta Lind"),
        ("Ms O'Vale", "Ms O'Vale"),
    ],
)
def test_a_name_in_an_answer_stands_behind_dear(words: str, greeting: str) -> None:
    talk = told()
    talk.press("Help me answer them")
    talk.write(words)
    talk.press("Leave that out")
    assert f"Dear {greeting}," in talk.said or f"Hello {greeting}," in talk.said


@pytest.mark.parametrize("words", ["thanks for the time", "they were very clear", "Thanks", "the nice lady", "12"])
def test_what_is_no_name_is_asked_about_once_and_then_left_out(words: str) -> None:
    talk = told()
    talk.press("Help me answer them")
    talk.write(words)
    assert talk.open_step == "reply.contact"
    talk.write("they were very clear about it")
    assert talk.open_step == "reply.liked"
    talk.press("Leave that out")
    assert "Dear hiring team," in talk.said


def test_words_in_a_letter_are_written_as_in_a_letter() -> None:
    talk = told()
    talk.press("Help me answer them")
    talk.press("Leave the name out")
    talk.write("i liked that i'm not a number there")
    assert "that I'm not a number there" in talk.said
    assert "I liked: i liked" not in talk.said


def test_a_remark_about_a_draft_is_no_note() -> None:
    talk = told()
    talk.press("Help me answer them")
    talk.press("Leave the name out")
    talk.press("Leave that out")
    asked = talk.open_step
    talk.write("hm not so sure")
    assert talk.open_step == asked
    talk.write("make it warmer please")
    assert talk.open_step == "reply.warmer_a"
    talk.write("Dear Marta, thank you for your answer and for the good talk. All the best")
    assert talk.open_step == "reply.sleep"
