"""What is told first: news of any kind, small talk, or something the bot has to ask about."""

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("i got rejected by Harbour Museum after the final round", "rejected"),
        ("i got the job at Larch & Sons!", "good_news"),
        ("still no answer from Larch & Sons after three weeks", "waiting"),
        ("i was laid off today", "job_loss"),
        ("hello", "welcome"),
    ],
)
def test_each_kind_of_news_has_its_own_talk(text: str, flow: str) -> None:
    talk = Conversation()
    talk.write(text)
    assert (talk.open_step or "").partition(".")[0] == flow


def test_what_is_not_understood_is_asked_about_and_the_words_are_kept() -> None:
    talk = Conversation()
    text = "well so that was that then i suppose and now it is raining"
    talk.write(text)
    assert talk.open_step == "news.unsure"
    talk.press("It's a no")
    (case,) = talk.state.cases.values()
    assert case.answers["story"] == text


def test_clearer_words_answer_the_question_what_kind_of_news_it_was() -> None:
    talk = Conversation()
    talk.write("well so that was that then i suppose and now it is raining")
    talk.write("i got rejected by Harbour Museum after the final round")
    assert [case.organisation for case in talk.state.cases.values()] == ["Harbour Museum"]
    assert len(talk.state.frames) == 1


def test_what_was_told_is_never_asked_again() -> None:
    talk = Conversation()
    talk.write("Harbour Museum rejected me for curator after the final round, they called me")
    (case,) = talk.state.cases.values()
    assert (case.organisation, case.role, case.stage, case.told) == ("Harbour Museum", "curator", "final", "call")


def test_news_that_belong_to_no_rejection_live_on_in_the_journal() -> None:
    talk = Conversation()
    text = "still no answer from Larch & Sons after three weeks"
    talk.write(text)
    talk.press("I only wanted to say it")
    while talk.open_step:
        talk.write("1")
    assert text in [entry.body for entry in talk.journal()]


def test_an_answer_that_only_sounds_like_news_is_an_answer() -> None:
    talk = told(at="x.second")
    talk.write("that they said no by email and not on the phone")
    assert talk.state.cases["c1"].answers["two"] == "that they said no by email and not on the phone"


def test_small_talk_in_the_middle_of_a_question_of_choices_asks_again() -> None:
    talk = told(at="x.third")
    talk.write("hi")
    assert talk.open_step == "x.third"
    assert "Left or right?" in talk.said


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("i got the job! how do I tell the other place?", "good_news.asked"),
        ("I got the job at Harbour Trust. what do i tell the others now", "good_news.asked"),
        ("i got the job! no more letters", "good_news.worked"),
        (
            "Dear Kim, we are delighted to offer you the position of archivist. When can you start? Kind regards",
            "good_news.worked",
        ),
    ],
)
def test_a_question_inside_good_news_is_heard(talk: Conversation, text: str, step: str) -> None:
    talk.write(text)
    assert talk.open_step == step


def test_good_news_are_answered_with_their_names() -> None:
    for times in range(3):
        talk = Conversation()
        for _ in range(times + 1):
            talk.write("I got the archivist job at Harbour Trust!")
            assert "Harbour Trust" in talk.said
            assert "archivist" in talk.said
            talk.write("not now")
