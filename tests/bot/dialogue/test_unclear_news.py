"""News that is not clear, or that may belong to another story: asked about, and never twice in the same words."""

from datetime import date

import pytest

from tests.bot.dialogue.talks import told

FOGGY = "well so that was that then i suppose and now it is raining"


# --- what kind of news ------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("more", ["my dads gonna be mad", "and nobody called", "it was for the archive"])
def test_who_does_not_deny_that_it_is_a_no_goes_on_with_it(more: str) -> None:
    talk = told("rejection i suppose, if one may call it that, the archive wrote")
    while talk.open_step in {"news.unsure", "news.unsure_again"}:
        talk.write("yes")
    if talk.open_step == "news.likely_no":
        talk.write(more)
    assert talk.open_step == "rejected.ways"


@pytest.mark.parametrize(
    "text",
    [
        "they take other person for nurse",
        "knocked back by St Thomas",
        "no for the electrician apprenticeship at Vattenfall",
    ],
)
def test_a_no_in_broken_or_short_words_is_one(text: str) -> None:
    assert told(text).open_step == "rejected.ways"


def test_not_knowing_how_to_face_somebody_is_no_worry_about_money() -> None:
    talk = told()
    talk.write("i don't know how to face her tomorrow")
    assert not (talk.open_step or "").startswith("concerns.")
