"""Own words where a button, a name, a moment or an answer is wanted: heard for what they are, and never in a circle."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.dialogue.state import State
from tests.bot.dialogue.conversation import Conversation

REJECTED = "i got rejected by Heron Trust for grants officer after the final interview"
FOGGY = "well so that was that then i suppose and now it is raining"


def told(text: str = REJECTED) -> Conversation:
    talk = Conversation()
    talk.write(text)
    return talk


def memory(state: State) -> State:
    """What back must bring back: all but how often things were said and asked."""
    frames = tuple(
        replace(frame, visit=0, trail=(), asked_at=datetime.min.replace(tzinfo=UTC)) for frame in state.frames
    )
    return replace(state, bags={}, visits=0, frames=frames)


# --- news that is not clear -------------------------------------------------------------------------------------------


def test_more_words_about_unclear_news_are_read_together_with_the_first() -> None:
    talk = told(FOGGY)
    talk.write("that was about the archivist job and it still is grey")
    assert talk.open_step == "news.unsure_again"
    talk.press("It's a no")
    (case,) = talk.state.cases.values()
    assert FOGGY in case.answers["story"]
    assert "archivist" in case.answers["story"]


def test_unclear_news_in_clear_words_is_asked_about_no_more() -> None:
    talk = told(FOGGY)
    talk.write("they rejected me")
    assert talk.open_step == "rejected.ways"


def test_who_wants_to_talk_about_unclear_news_need_not_tell_it_again() -> None:
    talk = told(FOGGY)
    talk.write("talk it through")
    assert talk.open_step == "rejected.ways"
    talk = told("they let me go today, after eleven years")
    talk.write("what should i do first")
    step = talk.open_step
    talk.command("reflect")
    assert talk.open_step == step


def test_who_has_said_that_it_is_a_no_may_tell_it_in_any_words() -> None:
    talk = told("hello")
    talk.press("I didn't get a job")
    talk.write("they were nice about it")
    assert talk.open_step == "rejected.ways"
    talk = told("hello")
    talk.press("I didn't get a job")
    talk.write("still no answer from Larch & Sons after three weeks")
    assert talk.open_step == "waiting.start"


def test_small_talk_takes_a_story_as_well_as_a_button() -> None:
    talk = told("how are you")
    talk.write("well, how are you")
    assert talk.open_step == "small_talk.start"
    talk.write("i got rejected by Heron Trust")
    assert talk.open_step == "rejected.ways"


def test_several_at_once_are_taken_one_at_a_time_and_the_name_is_spelled_as_it_was() -> None:
    talk = told("two rejections in one day, from Acorn Press and from Quill Books")
    assert talk.open_step == "news.several"
    talk.write("quill books, please")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Quill Books"


# --- which story ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["got another rejection today", "i also got a no from Gull Radio"])
def test_a_no_in_the_middle_of_a_talk_that_may_be_another_one_is_asked_about(text: str) -> None:
    talk = told("I got rejected.")
    talk.press("Talk it through")
    talk.write(text)
    assert talk.open_step == "news.second"
    talk.press("It's a new one")
    assert len(talk.state.cases) == 2


def test_the_name_that_comes_with_more_of_a_story_belongs_to_it() -> None:
    talk = told("I got rejected.")
    talk.write("rejected by Gull Radio for the reporter job, they told me last friday")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Gull Radio"
    assert case.told_on == date(2026, 11, 20)


def test_the_name_of_another_story_is_asked_about_in_the_middle_of_a_talk() -> None:
    talk = told("Tern Radio rejected me for producer")
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write("rejected by Gull Radio for reporter")
    talk.press("Talk it through")
    asked = talk.open_step
    talk.write("to be honest tern radio bothers me more")
    assert talk.open_step == "news.other"
    assert talk.labels() == ["Tern Radio · producer", "It belongs to this one", "A new one"]
    talk.press("It belongs to this one")
    assert talk.open_step == asked
    talk.write("to be honest tern radio bothers me more")
    talk.press("Tern Radio")
    case = talk.state.cases[talk.state.frames[-1].case or ""]
    assert case.organisation == "Tern Radio"


# --- what is no reflection --------------------------------------------------------------------------------------------


def test_what_let_it_go_would_be_wrong_for_is_taken_up_in_the_middle_of_a_talk_once() -> None:
    talk = told()
    talk.press("Talk it through")
    asked = talk.open_step
    talk.write("they asked me whether i was pregnant")
    assert talk.open_step == "concerns.discrimination"
    talk.press("Talk about the no itself")
    assert talk.open_step == asked
    talk.write("they asked me whether i was pregnant")
    assert not (talk.open_step or "").startswith("concerns.")


def test_a_word_that_may_only_compare_does_not_leave_the_talk() -> None:
    talk = told()
    talk.write("someone else was the better fit")
    talk.press("Yes, start there") if "Yes, start there" in talk.labels() else None
    talk.write("someone younger")
    assert not (talk.open_step or "").startswith("concerns.")


# --- not yet an answer ------------------------------------------------------------------------------------------------


def at_a_question() -> Conversation:
    talk = told()
    talk.press("Talk it through")
    talk.write("someone else was the better fit")
    assert talk.open_step == "competition.ask"
    return talk


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


# --- times and moments ------------------------------------------------------------------------------------------------


def planned(when: str = "thursday at 9") -> Conversation:
    talk = told()
    talk.press("Talk it through")
    talk.write("skip")
    talk.write("call my old boss")
    talk.write(when)
    return talk


def test_a_time_in_place_of_a_button_is_when_the_nudge_comes() -> None:
    talk = told()
    talk.press("Not now")
    before = memory(talk.state)
    talk.write("tomorrow at 8")
    (nudge,) = talk.nudges()
    assert nudge.kind == "day_after"
    assert nudge.wall == datetime(2026, 11, 24, 8)  # noqa: DTZ001 - on the wall
    assert "08:00" in talk.said
    talk.write("back")
    assert memory(talk.state) == before or talk.open_step is None


def test_a_time_in_place_of_a_button_that_leads_to_when_answers_both_and_back_undoes_it() -> None:
    talk = told("interviewed at Delta Print two weeks ago and still no answer")
    before = memory(talk.state)
    talk.write("i'll give them until friday at 10")
    (nudge,) = talk.nudges()
    assert (nudge.kind, nudge.note) == ("waiting", "Delta Print")
    assert nudge.due == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert before.frames[-1].step == "waiting.start"


def test_a_no_after_the_waiting_is_known_by_its_name() -> None:
    talk = told("interviewed at Delta Print two weeks ago and still no answer")
    talk.write("friday at 10")
    talk.wait(timedelta(days=5))
    talk.write("still nothing")
    talk.write("it's a no then")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Delta Print"


@pytest.mark.parametrize("words", ["ok", "my old boss is nice", "pizza"])
def test_what_begins_like_no_moment_is_asked_about_once(words: str) -> None:
    talk = planned(words)
    assert talk.open_step == "plan.when"
    talk.write("my old boss is nice")
    talk.write("really nice") if talk.open_step == "plan.when" else None
    assert talk.open_step == "plan.cue_day"


@pytest.mark.parametrize("words", ["when the kids are home", "after breakfast", "right after my shift"])
def test_a_moment_in_words_is_taken_at_once(words: str) -> None:
    talk = planned(words)
    assert talk.open_step == "plan.cue_day"
    assert words in talk.said or "good thing" in talk.said or "your moment" in talk.said


def test_news_of_weeks_ago_gets_no_word_the_day_after() -> None:
    talk = told("they told me on nov 2 that i was rejected by Heron Trust")
    talk.press("Talk it through")
    talk.write("skip")
    talk.write("call my old boss")
    talk.write("thursday at 9")
    assert [nudge.kind for nudge in talk.nudges()] == ["plan"]


def test_the_look_at_the_team_page_counts_from_the_day_of_the_news() -> None:
    talk = told("they told me on nov 2 that i was rejected by Heron Trust")
    talk.press("Talk it through")
    talk.write("someone else was the better fit")
    for words in ("more years", "i read closely"):
        talk.write(words)
    talk.press("Yes, remind me then")
    (nudge,) = talk.nudges()
    assert nudge.due.date() == date(2027, 1, 1)


def test_what_is_told_beside_a_nudges_button_presses_it_and_is_kept() -> None:
    talk = planned()
    talk.press("That's it")
    talk.wait(timedelta(days=3))
    talk.write("i did it, and it was easier than i thought")
    (case,) = talk.state.cases.values()
    assert case.plan is not None
    assert case.plan.done
    assert "easier than i thought" in case.answers["more"]


# --- letters ----------------------------------------------------------------------------------------------------------


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


# --- ends -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["thanks", "that's it", "good night", "ok"])
def test_after_the_end_a_goodbye_gets_one_and_no_question(words: str) -> None:
    talk = told()
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write(words)
    assert talk.open_step is None or words == "good night"


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
