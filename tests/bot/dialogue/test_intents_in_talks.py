"""Own words where the shipped talks ask: at a reflection that is offered, at unclear news, after a lost job."""

import pytest

from tests.bot.dialogue.conversation import Conversation

# --- the reflection that is offered -----------------------------------------------------------------------------------


def offered() -> Conversation:
    talk = Conversation()
    talk.write("i got rejected by Alder Lab after the final round, they picked somebody with more experience")
    talk.press("Talk it through")
    assert talk.open_step == "rejected.offer_theme"
    assert "better fit" in talk.said
    return talk


@pytest.mark.parametrize(
    "words",
    [
        "yes let's talk about it",
        "that's it, yes",
        "sure, why not",
        "the other person was just better I guess",
        "yes, she had years and years of it",
        "I guess someone stronger applied",
    ],
)
def test_the_reflection_offered_is_taken_by_a_yes_and_by_saying_it_in_other_words(words: str) -> None:
    talk = offered()
    talk.write(words)
    assert talk.open_step == "competition.ask"


def test_another_reflection_behind_a_no_is_the_one_that_is_taken() -> None:
    talk = offered()
    talk.write("no, it's more that nobody tells me why")
    assert (talk.open_step or "").startswith("dont_expect_feedback.")


@pytest.mark.parametrize("words", ["no, she wasn't better than me", "it's all grey"])
def test_what_is_not_clearly_the_reflection_offered_is_asked_about(words: str) -> None:
    talk = offered()
    talk.write(words)
    assert (talk.open_step or "").startswith("rejected.")


def test_why_not_is_no_wish_to_know_why() -> None:
    talk = Conversation()
    talk.write("i got rejected by Alder Lab for the editor job")
    talk.press("Talk it through")
    talk.write("sure why not")
    talk.write("sure why not")
    assert (talk.open_step or "").startswith("rejected.")


# --- news that is not clear -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["that's right", "ok", "hm", "i don't know"])
def test_what_tells_nothing_is_no_part_of_the_story(words: str) -> None:
    talk = Conversation()
    talk.write(
        "Subject: Your file\n\nHello Robin,\n\nwe have gone through the files for the archive post.\n\nRegards\nAnn"
    )
    assert talk.open_step == "news.unsure"
    talk.write(words)
    assert talk.open_step == "news.unsure"
    talk.press("It's a no")
    (case,) = talk.state.cases.values()
    assert words not in case.answers["story"]


def test_a_that_is_right_to_what_reads_most_like_a_no_is_asked_about_once() -> None:
    talk = Conversation()
    talk.write("so they took their time, and then one line for six weeks of interviews")
    assert talk.open_step == "news.unsure"
    talk.write("that's right")
    assert talk.open_step == "news.likely_no"
    talk.write("yep")
    assert talk.open_step == "rejected.ways"


# --- a lost job -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("it's mostly the rent, it is due on friday", "concerns.money"),
        ("so what should i do now", "job_loss.which"),
        ("I don't know", "job_loss.which"),
        ("I'd like to tell someone how it went", "job_loss.tell"),
    ],
)
def test_own_words_after_a_lost_job_lead_where_its_buttons_lead(words: str, step: str) -> None:
    talk = Conversation()
    talk.write("i lost my job today")
    talk.write(words)
    assert talk.open_step == step


@pytest.mark.parametrize("text", ["ok skip", "skip then", "well, skip please"])
def test_a_command_may_stand_between_small_words(text: str) -> None:
    talk = Conversation()
    talk.write("rejected by Heron Trust")
    talk.press("Talk it through")
    talk.write(text)
    assert talk.open_step == "plan.what"


@pytest.mark.parametrize("text", ["ok talk", "well, talk then", "i want talk"])
def test_a_button_may_stand_between_small_words(text: str) -> None:
    talk = Conversation()
    talk.write("rejected by Heron Trust")
    talk.write(text)
    assert talk.open_step == "rejected.weigh"
