"""A screen that comes on again shows the open question as it was asked."""

from bot.dialogue.again import damage_notice, open_question
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told, without


def test_the_open_question_is_said_again_in_its_own_words_and_with_its_own_buttons() -> None:
    talk = Conversation()
    talk.write("i got rejected by Harbour Museum after the final round")
    asked = talk.told[-1][1]
    again = open_question(talk.pack, talk.state, talk.now)
    assert again is not None
    assert again.choices == asked.choices
    assert again.paragraphs[-1] == asked.paragraphs[-1]


def test_where_nothing_is_open_nothing_is_said() -> None:
    talk = told()
    talk.write("later")
    talk.press("No reminder")
    assert open_question(talk.pack, talk.state, talk.now) is None


def test_a_question_that_is_gone_is_not_said() -> None:
    talk = told()
    assert open_question(without(talk.pack, "x.first"), talk.state, talk.now) is None


def test_a_damaged_drawer_is_told_in_fixed_words_without_a_button() -> None:
    talk = Conversation()
    notices = [damage_notice(talk.pack, talk.state, talk.now) for _ in range(2)]
    assert notices[0] == notices[1]
    assert notices[0] is not None
    assert "can't be read any more" in notices[0].paragraphs[0].text
    assert notices[0].choices == ()


def test_a_pack_without_the_line_about_damage_says_nothing() -> None:
    talk = Conversation()
    assert damage_notice(without(talk.pack, "errors.damaged"), talk.state, talk.now) is None
