"""Chatter: at most one question about it, and then a word on what can be done here."""

from datetime import timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation

CHATTER = (
    "the weather is awful here today as well",
    "and the cat sleeps all day long in the kitchen",
    "she really does nothing else at all",
    "there was soup for lunch, it was all right i suppose",
)


def _over() -> Conversation:
    talk = Conversation()
    talk.write("rejected by Larch & Sons")
    for words in ("just one thing", "done", "no"):
        talk.write(words)
    assert talk.open_step is None
    return talk


def test_chatter_after_a_talk_meets_one_question() -> None:
    talk = _over()
    asked = []
    for words in CHATTER:
        talk.write(words)
        asked.append("?" in talk.said)
    assert asked == [True, False, False, False]
    assert talk.open_step is None


def test_the_way_out_says_what_can_be_done() -> None:
    talk = _over()
    talk.write(CHATTER[0])
    talk.write(CHATTER[1])
    assert "remind" in talk.said
    assert "It's a no" in talk.labels()
    talk.write(CHATTER[2])
    assert talk.labels() == []


def test_small_talk_meets_one_question() -> None:
    talk = _over()
    asked = []
    for words in ("my cat snores", "she is old", "cats, you know", "grey too"):
        talk.write(words)
        asked.append("?" in talk.said)
    assert asked == [True, False, False, False]


def test_news_is_heard_all_the_same_after_it() -> None:
    talk = _over()
    for words in CHATTER:
        talk.write(words)
    talk.write("got an offer from Birch Bakery!")
    assert "Birch Bakery" in talk.said


def test_what_is_not_understood_some_days_later_is_asked_about_again() -> None:
    talk = _over()
    for words in CHATTER:
        talk.write(words)
    talk.wait(timedelta(days=3))
    talk.write("so much snow again today, unbelievable, isn't it")
    assert "?" in talk.said


# --- start over, and back again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["wait no", "oops", "back", "no wait"])
def test_a_talk_begun_anew_by_mistake_is_gone_back_from(words: str) -> None:
    talk = Conversation()
    talk.write("rejected by Larch & Sons")
    talk.write("talk it through")
    before = talk.open_step
    talk.write("start over")
    assert talk.open_step == "welcome.ready"
    talk.write(words)
    assert talk.open_step == before
    assert len(talk.state.cases) == 1


def test_wait_no_takes_the_last_answer_back() -> None:
    talk = Conversation()
    talk.write("rejected by Larch & Sons")
    before = talk.open_step
    talk.write("talk it through")
    talk.write("wait no")
    assert talk.open_step == before
