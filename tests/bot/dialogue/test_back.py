""" "Back" takes exactly one answer away, wherever one stands."""

from datetime import timedelta

from bot.dialogue.state import MAX_FRAMES, MAX_TRAIL
from bot.domain.nudge import NudgeStatus
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, case, told


def test_back_takes_the_answer_away_and_asks_its_question_again() -> None:
    talk = told()
    talk.write("the museum")
    talk.write("back")
    assert talk.open_step == "x.first"
    assert "one" not in talk.state.cases["c1"].answers


def test_back_goes_on_to_the_beginning_and_no_further() -> None:
    talk = told()
    for words in ("the museum", "the bus", "go right", "the door"):
        talk.write(words)
    assert [_back(talk) for _ in range(4)] == ["x.right", "x.third", "x.second", "x.first"]
    assert _back(talk) == "x.first"
    assert "no answer to take back" in talk.said


def test_back_cancels_what_the_answer_planned() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    assert len(talk.nudges()) == 1
    talk.write("back")
    assert talk.nudges() == []
    assert "way" not in talk.state.cases["c1"].answers


def test_back_leaves_a_nudge_alone_that_has_come_since() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    nudge = talk.nudges()[0]
    talk.wait(timedelta(days=2))
    talk.press("Go")  # nothing: the newest button that begins so is the old one
    talk.command("back")
    assert nudge.id in talk.state.nudges
    assert talk.state.nudges[nudge.id].status is NudgeStatus.SENT


def test_back_takes_away_the_lesson_that_was_kept() -> None:
    talk = told(at="x.right")
    talk.write("the schools know me")
    assert [lesson.words for lesson in talk.state.lessons] == ["the schools know me"]
    talk.write("back")
    assert talk.state.lessons == ()


def test_back_takes_a_story_back_and_its_rejection_with_it() -> None:
    talk = Conversation()
    talk.write("i got rejected by Harbour Museum after the final round")
    assert len(talk.state.cases) == 1
    talk.write("back")
    assert not talk.state.cases
    assert talk.open_step == "welcome.start"


def test_back_in_a_detour_leaves_the_detour() -> None:
    talk = told()
    talk.write("the museum")
    talk.command("timezone")
    talk.write("back")
    assert talk.open_step == "x.second"
    assert talk.state.cases["c1"].answers["one"] == "the museum"


def test_a_detour_by_a_button_is_no_answer_to_take_back() -> None:
    talk = told()
    talk.press("Please pause")
    talk.write("tomorrow")
    talk.write("back")
    assert "no answer to take back" in talk.said


def test_back_at_a_nudge_keeps_its_question() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.wait(timedelta(days=1))
    opened = talk.open_step
    talk.write("back")
    assert talk.open_step == opened
    assert "no answer to take back" in talk.said


def test_back_keeps_what_another_talk_said_about_the_same_rejection() -> None:
    talk = told(at="x.third")
    talk.press("Go right")
    begin(talk, "x.first", "c1")
    talk.write("said meanwhile")
    _press(talk, "x.right")
    talk.command("back")
    assert talk.state.cases["c1"].answers["one"] == "said meanwhile"


def test_as_many_answers_can_be_taken_back_as_are_remembered() -> None:
    loop = """
+++
id = "again"
save = "word"
next = "again"
recap = "a word"
+++
A word?
"""
    talk = told(loop, at="x.again")
    for number in range(MAX_TRAIL + 5):
        talk.write(f"word {number}")
    for _ in range(MAX_TRAIL):
        assert "no answer" not in (talk.write("back"), talk.said)[1]
    talk.write("back")
    assert "no answer to take back" in talk.said
    assert talk.state.cases["c1"].answers["word"] == "word 4"


def test_an_answer_that_opens_one_talk_too_many_is_remembered_in_its_own_talk() -> None:
    talk = told(at="x.third")
    for number in range(MAX_FRAMES):
        begin(talk, "x.second", case(talk, f"Place {number}"))
    about = talk.state.frames[-1].case
    talk.write("i got rejected by Harbour Museum after the final round")
    assert len(talk.state.frames) == MAX_FRAMES
    assert all(undo.step != "x.second" for undo in talk.state.frames[-1].trail)
    _press(talk, "x.second", about)
    talk.write("two words")
    talk.write("back")
    assert talk.open_step == "x.second"


def _back(talk: Conversation) -> str | None:
    talk.write("back")
    return talk.open_step


def _press(talk: Conversation, step: str, about: str | None = None) -> None:
    """Lay a talk on top that stands at a step, as its button would."""
    begin(talk, step, about or "c1")


def test_back_opens_again_what_an_answer_closed_in_another_talk() -> None:
    talk = Conversation()
    talk.write("i was rejected by Elm Bakery for the oven job")
    talk.write("i got the job at Larch & Sons!")
    talk.press("Close it")
    assert not [case for case in talk.state.cases.values() if not case.closed]
    talk.command("back")
    assert [case.organisation for case in talk.state.cases.values() if not case.closed] == ["Elm Bakery"]


def test_back_takes_away_what_was_told_of_a_story_known_before() -> None:
    talk = Conversation()
    talk.write("i was rejected by Elm Bakery for the oven job")
    talk.command("rejected", "they also sent two lines")
    before = talk.state.cases
    talk.press("Elm Bakery · oven")
    assert talk.state.cases != before
    talk.command("back")
    assert talk.state.cases == before
