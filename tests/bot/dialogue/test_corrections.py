"""What was read wrongly is put right in one sentence, at any question."""

import pytest

from bot.domain.rejection import Rejection, Stage
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.talks import at_a_question, told


def case_of(talk: Conversation) -> Rejection:
    (case,) = talk.state.cases.values()
    return case


@pytest.mark.parametrize(
    "words",
    [
        "no it was a bakery not a bank",
        "not a bank, a bakery",
        "it wasn't a bank, it was a bakery",
    ],
)
def test_a_place_is_put_right_by_what_it_was_not(words: str) -> None:
    for press in (False, True):
        talk = told("i got rejected by Lindt bank for baker")
        if press:
            talk.press("Talk it through")
        asked = talk.open_step
        talk.write(words)
        assert "bakery" in (case_of(talk).organisation or "")
        assert talk.open_step == asked
        talk.write("back")
        assert case_of(talk).organisation == "Lindt bank"


@pytest.mark.parametrize(
    "words",
    [
        "it was the final round not the first interview",
        "not the first interview, the final round",
        "sorry, it was the final round",
    ],
)
def test_a_step_is_put_right(words: str) -> None:
    talk = told("i got rejected by acme after the first interview")
    talk.write(words)
    assert case_of(talk).stage is Stage.FINAL
    assert talk.open_step == "rejected.ways"


def test_a_role_is_put_right() -> None:
    talk = told("i got rejected by acme for teacher")
    talk.write("not as a teacher, as a librarian")
    assert case_of(talk).role == "librarian"


@pytest.mark.parametrize("words", ["wrong company", "that's not the right company", "you got the name wrong"])
def test_a_wrong_name_is_asked_for_and_the_question_comes_back(words: str) -> None:
    for talk in (told(), at_a_question()):
        asked = talk.open_step
        talk.write(words)
        assert talk.open_step == "change.whose"
        talk.write("it was Globex")
        assert case_of(talk).organisation == "Globex"
        assert talk.open_step == asked


def test_a_lost_job_that_was_none_is_taken_for_the_no_it_was() -> None:
    talk = told("i got fired from acme")
    assert talk.open_step == "job_loss.start"
    talk.write("i didnt get fired, i just didnt get the job")
    assert talk.open_step == "rejected.ways"


def test_who_says_only_that_it_was_misread_is_asked_what_it_was() -> None:
    talk = told("i got fired from acme")
    talk.write("i wasn't fired")
    assert talk.open_step == "news.unsure"


def test_two_things_set_against_each_other_in_an_answer_stay_an_answer() -> None:
    talk = at_a_question()
    talk.write("more experience, not more talent")
    assert talk.open_step == "competition.ask2"
    assert case_of(talk).answers["their_edge"] == "more experience, not more talent"


@pytest.mark.parametrize("words", ["I withdrew", "i said no to them", "no, i turned them down"])
@pytest.mark.parametrize("presses", [(), ("Talk it through",)])
def test_a_no_of_ones_own_ends_the_talk_about_a_rejection(words: str, presses: tuple[str, ...]) -> None:
    talk = told("acme, it's a no")
    for label in presses:
        talk.press(label)
    talk.write(words)
    assert talk.open_step == "other_work.start"
    assert not talk.state.cases


@pytest.mark.parametrize(
    "words",
    [
        "sorry, i wasn't the runner up. i'm on the reserve list, it's not a no yet",
        "STOP. it is not a no, i am on the reserve list until 4 december",
    ],
)
def test_what_is_no_no_yet_is_waited_for(words: str) -> None:
    for talk in (told("runner up at acme"), at_a_question()):
        talk.write(words)
        assert (talk.open_step or "").startswith("waiting.")
        assert not talk.state.cases


@pytest.mark.parametrize("words", ["wrong way round", "it was me who pulled out"])
def test_the_wrong_way_round_is_asked_about_again(words: str) -> None:
    talk = told("acme, it's a no")
    talk.write(words)
    assert talk.open_step == "news.unsure"
    assert not talk.state.cases


@pytest.mark.parametrize("words", ["they asked if i could travel and i said no", "i turned down other work for this"])
def test_a_no_told_of_in_an_answer_changes_nothing_else(words: str) -> None:
    talk = at_a_question()
    talk.write(words)
    assert case_of(talk).organisation == "Heron Trust"
