"""What is said to the bot itself, in any words and at any question."""

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.talks import at_a_question, told


def weighing() -> Conversation:
    talk = told()
    talk.press("Talk it through")
    return talk


WANTS_TO_WRITE = [
    "i want to vent",
    "i just need to vent",
    "just listen",
    "can you just listen please",
    "can i just write",
    "no advice please",
    "i don't want advice",
    "i need to get it off my chest",
]


@pytest.mark.parametrize("words", WANTS_TO_WRITE)
def test_who_wants_to_be_heard_may_write_first(words: str) -> None:
    for talk in (told(), weighing()):
        talk.write(words)
        assert talk.open_step == "rejected.write"
        talk.write("fuck them, i hate them all")
        assert talk.open_step == "rejected.written"


@pytest.mark.parametrize(
    "words", ["i dont want to talk", "I really don't want to talk about it right now", "too tired to talk"]
)
def test_who_does_not_want_to_talk_is_left_alone(words: str) -> None:
    talk = told()
    talk.write(words)
    assert talk.open_step == "reflect.rest"
    talk = weighing()
    talk.write(words)
    assert talk.open_step == "later.start"


@pytest.mark.parametrize(
    "words",
    [
        "can i talk to a human",
        "is there a real person i can talk to",
        "are you even a real person?",
        "are you a bot",
        "is this chatgpt",
    ],
)
def test_who_asks_for_a_person_is_told_that_there_is_none_and_the_question_stays(words: str) -> None:
    for talk in (told(), weighing(), at_a_question()):
        asked = talk.open_step
        talk.write(words)
        assert "I'm a program" in talk.said
        assert talk.open_step == asked


@pytest.mark.parametrize(
    "words", ["is this private", "is this really anonymous", "can my boss read this", "do you tell anyone"]
)
def test_who_asks_who_reads_it_is_told_and_the_question_stays(words: str) -> None:
    for talk in (told(), weighing(), at_a_question()):
        asked = talk.open_step
        talk.write(words)
        assert "may be able to read direct messages" in talk.said
        assert talk.open_step == asked


@pytest.mark.parametrize(
    "words",
    [
        "please delete everything",
        "erase my data",
        "forget all that",
        "can you please forget everything i told you",
        "wipe this chat",
    ],
)
def test_who_wants_it_forgotten_is_asked_once(words: str) -> None:
    for talk in (told(), weighing(), at_a_question()):
        talk.write(words)
        assert talk.open_step == "forget.start"


@pytest.mark.parametrize(
    "words", ["i will never forget all that", "they will forget me", "i can't forget everything they said"]
)
def test_forgetting_that_is_told_of_deletes_nothing(words: str) -> None:
    talk = told()
    talk.write(words)
    assert talk.open_step != "forget.start"


@pytest.mark.parametrize(
    "words",
    [
        "stupid bot",
        "this is useless",
        "you don't understand anything",
        "you're not listening",
        "that's not what i said",
    ],
)
def test_who_is_cross_with_the_bot_gets_a_word_and_ways_on(words: str) -> None:
    talk = weighing()
    asked = talk.open_step
    talk.write(words)
    assert talk.open_step == "resuming.upset"
    talk.press("Go on")
    assert talk.open_step == asked


def test_who_is_cross_again_is_left_in_peace_and_never_hears_the_same_twice() -> None:
    talk = weighing()
    said = []
    for words in ("fuck you all", "stupid bot", "this is useless"):
        talk.write(words)
        said.append(talk.said)
    talk.write("you don't understand anything")
    assert talk.open_step is None
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("words", ["fuck them", "i'm so angry", "i hate them all"])
def test_anger_may_be_written_down_in_the_talk_it_came_in(words: str) -> None:
    talk = weighing()
    talk.write(words)
    assert talk.open_step == "resuming.angry"
    talk.press("Write it down")
    assert talk.open_step == "rejected.write"
    talk.write("they let me come four times")
    (case,) = talk.state.cases.values()
    assert case.answers["writing"] == "they let me come four times"
    assert len(talk.state.frames) == 1


def test_anger_inside_an_answer_is_an_answer() -> None:
    talk = at_a_question()
    talk.write("ten years of sales and the stupid software everybody hates")
    assert talk.open_step == "competition.ask2"


@pytest.mark.parametrize("words", ["fuck you all", "stupid bot", "i need to vent"])
def test_a_stranger_who_is_angry_may_tell_what_happened(words: str) -> None:
    talk = told(words)
    assert talk.open_step == "welcome.vent"
    talk.write("i got rejected by Heron Trust")
    assert talk.open_step == "rejected.ways"


@pytest.mark.parametrize(
    "words",
    ["i don't hate them", "i don't want to write", "i want to write to them", "i'm not angry", "never forget all that"],
)
def test_what_is_denied_or_said_of_others_is_not_said_to_the_bot(words: str) -> None:
    talk = weighing()
    talk.write(words)
    assert talk.open_step not in {"resuming.angry", "rejected.write", "forget.start"}


def test_who_is_too_tired_to_be_asked_when_gets_no_reminder() -> None:
    talk = weighing()
    talk.write("i don't want to talk")
    talk.write("i'm too tired for this")
    assert talk.open_step is None
    assert not talk.nudges()
