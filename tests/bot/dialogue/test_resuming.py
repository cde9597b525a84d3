"""Coming back: after days, after a month, after the content has changed below an open talk."""

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, case, pack_with, told, without

MOVED = "My texts have been changed"
DAY = timedelta(days=1)


def test_an_answer_after_days_gets_one_sentence_of_context() -> None:
    talk = told(at="x.second")
    talk.wait(DAY * 3)
    talk.write("the bus home from their office")
    assert "the second thing" in talk.said
    assert talk.open_step == "x.third"


def test_an_answer_on_the_same_day_gets_none() -> None:
    talk = told(at="x.second")
    talk.wait(timedelta(hours=5))
    talk.write("the bus home from their office")
    assert "the second thing" not in talk.said


def test_a_hello_after_a_month_is_no_answer_and_the_question_is_asked_again() -> None:
    talk = told(at="x.second")
    talk.wait(DAY * 31)
    talk.write("hi")
    assert "the second thing" in talk.said
    assert "What is the second?" in talk.said
    assert "two" not in talk.state.cases["c1"].answers


def test_a_short_answer_after_a_month_is_one_where_the_pack_lists_greetings() -> None:
    talk = told(at="x.second")
    talk.pack = dataclasses.replace(talk.pack, phrases={**talk.pack.phrases, "greetings": "hi, hello, good morning"})
    talk.wait(DAY * 31)
    talk.write("Good morning!")
    assert talk.open_step == "x.second"
    talk.wait(DAY * 31)
    talk.write("my patience")
    assert talk.state.cases["c1"].answers["two"] == "my patience"


@pytest.mark.parametrize("hours", [0, 30])
def test_a_hello_at_an_open_when_is_told_where_we_are(talk: Conversation, hours: int) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.write("later")
    talk.restart()
    talk.wait(timedelta(hours=hours))
    talk.write("Hi!")
    assert "what weighs most" in talk.said
    assert "couldn't read" not in talk.said
    assert talk.open_step == "later.start"


def test_a_part_of_the_day_is_a_time_and_no_hello(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.write("later")
    talk.write("morning")
    assert [nudge.kind for nudge in talk.nudges()] == ["resume"]


def test_a_hello_is_never_given_back_as_an_answer(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.press("They won't tell me why")
    talk.write("hello again")
    assert talk.open_step == "dont_expect_feedback.ask"


def test_where_the_talk_had_stopped_is_said_once(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.write("later")
    talk.write("tomorrow at noon")
    talk.wait(DAY)
    assert "what weighs most" in talk.told[-1][1].text
    talk.press("Go on")
    assert "what weighs most" not in talk.said
    assert talk.open_step == "rejected.weigh"


def test_what_is_no_time_after_a_break_is_no_fault(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.write("later")
    talk.wait(DAY * 2)
    talk.write("so here i am once more")
    assert "what weighs most" in talk.said
    assert "couldn't read" not in talk.said
    talk.write("blue")
    assert "couldn't read" in talk.said


def test_a_button_pressed_after_a_month_counts() -> None:
    talk = told(at="x.third")
    talk.wait(DAY * 31)
    talk.press("Go right")
    assert talk.open_step == "x.right"
    assert "the third thing" in talk.said


def test_a_hello_while_a_talk_rests_offers_to_go_on() -> None:
    talk = told(at="x.second")
    talk.write("later")
    talk.press("No reminder")
    talk.wait(DAY * 31)
    talk.write("hello")
    assert "the second thing" in talk.said
    talk.press("Go on")
    assert talk.open_step == "x.second"


# --- the content has changed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["the bus home from their office", "help"])
def test_a_moved_step_is_gone_to_and_that_is_said(answer: str) -> None:
    talk = _updated("x.second", "x.right", at="x.second")
    talk.write(answer)
    assert MOVED in talk.said
    assert talk.state.cases["c1"].answers.get("at_right") == (answer if " " in answer else None)


def test_a_removed_step_leads_to_the_nearest_earlier_one_and_no_word_is_lost() -> None:
    talk = told()
    talk.write("the museum")
    talk.pack = without(talk.pack, "x.second")
    talk.write("the bus")
    assert MOVED in talk.said
    assert talk.open_step == "x.first"
    assert dict(talk.state.cases["c1"].answers) == {"story": "a no", "one": "the museum", "more": "the bus"}


def test_where_no_earlier_step_is_left_the_ways_are_offered() -> None:
    talk = told()
    talk.pack = without(talk.pack, "x.first")
    talk.write("the museum")
    assert MOVED in talk.said
    assert talk.open_step == "rejected.ways"


def test_where_there_is_no_rejection_either_the_talk_is_over_and_the_words_are_in_the_journal() -> None:
    talk = told(organisation=None)
    talk.pack = without(talk.pack, "x.first")
    talk.write("the museum")
    assert MOVED in talk.said
    assert talk.open_step is None
    assert [entry.body for entry in talk.journal()] == ["the museum"]


def test_a_button_of_a_removed_step_leads_to_the_nearest_earlier_one() -> None:
    talk = told()
    talk.write("the museum")
    talk.write("the bus")
    talk.pack = without(talk.pack, "x.third")
    talk.press("Go left")
    assert MOVED in talk.said
    assert talk.open_step == "x.second"


def test_a_button_that_is_gone_is_asked_for_again_with_those_there_are() -> None:
    talk = told(at="x.third")
    step = talk.pack.steps["x.third"]
    talk.pack = dataclasses.replace(
        talk.pack, steps={**talk.pack.steps, step.id: dataclasses.replace(step, choices=step.choices[:1])}
    )
    talk.press("Go right")
    assert talk.open_step == "x.third"
    assert talk.labels() == ["Go left"]


def test_an_update_is_met_in_the_talk_below_too() -> None:
    talk = told()
    talk.write("the museum")
    talk.command("timezone")
    talk.pack = without(talk.pack, "x.second")
    talk.write("lisbon")
    assert talk.state.person.zone == "Europe/Lisbon"
    assert MOVED in talk.said
    assert talk.open_step == "x.first"


def test_an_update_is_met_in_a_talk_that_rests() -> None:
    talk = told()
    talk.write("the museum")
    talk.write("later")
    talk.press("Tomorrow")
    talk.pack = without(talk.pack, "x.second")
    talk.wait(DAY * 2)
    talk.press("Go on")
    assert talk.open_step == "x.first"


def test_back_past_a_removed_step_goes_to_the_one_before() -> None:
    talk = told()
    talk.write("the museum")
    talk.write("the bus")
    talk.pack = without(talk.pack, "x.second")
    talk.write("back")
    assert talk.open_step == "x.first"


def test_a_question_that_became_a_statement_is_said_and_the_talk_goes_on() -> None:
    talk = told(at="x.second")
    step = dataclasses.replace(talk.pack.steps["x.second"], save=None)
    talk.pack = dataclasses.replace(talk.pack, steps={**talk.pack.steps, step.id: step})
    talk.command("help")
    assert talk.open_step == "x.third"


def test_an_option_that_is_gone_is_asked_for_again() -> None:
    talk = told()
    talk.command("checkin", "fridays at nine")
    talk.command("nudges")
    button = talk.buttons()[-3]
    talk.state = replace(talk.state, nudges={})
    talk.press_token(button.token)
    assert "move" not in talk.said.lower()


def test_a_reflection_that_is_gone_stops_nobody() -> None:
    talk = told(at="x.second")
    talk.state = replace(
        talk.state, cases={"c1": replace(talk.state.cases["c1"], theme="astrology", ranking=("tarot",))}
    )
    begin(talk, "rejected.to_theme", "c1")
    assert talk.open_step is not None
    begin(talk, "rejected.weigh", "c1")
    assert talk.labels()


def test_a_rejection_that_is_gone_stops_nobody() -> None:
    talk = told(at="x.second")
    talk.state = replace(talk.state, cases={})
    talk.write("the bus home from their office")
    assert talk.open_step == "x.third"
    talk.write("back")
    assert talk.open_step == "x.second"


def test_whole_flows_may_vanish_below_somebody() -> None:
    talk = Conversation(pack_with())
    talk.write("i got rejected by Harbour Museum after the final round")
    talk.press("Talk it through")
    case(talk, "Elm Bakery")
    gone = [step for step in talk.pack.steps if step.startswith(("rejected.", "welcome.", "news.", "plan."))]
    talk.pack = without(talk.pack, *gone)
    for words in ("they picked somebody with more years", "hi", "skip", "back", "later", "change my answer"):
        talk.write(words)
        assert talk.said, words


def _updated(old: str, new: str, *, at: str) -> Conversation:
    talk = told(at=at)
    talk.pack = without(talk.pack, old, moved={old: new})
    return talk
