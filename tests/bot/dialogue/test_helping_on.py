"""Help that goes on: shorter the second time, an act told after it, a story told beside it, a sigh about applying."""

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.test_care import CRISIS, words_of


def test_help_for_the_same_is_shorter_the_second_time_and_stays_so() -> None:
    talk = Conversation()
    talk.write(CRISIS)
    first = talk.said
    talk.write("i want to kill myself")
    second = talk.said
    talk.write("i want to die")
    assert "988" in second
    assert len(second) < len(first) / 2
    assert talk.said == second


@pytest.mark.parametrize("dark", ["i'm worried that my brother will kill himself", "i am going to stab my boss"])
def test_help_for_others_is_shorter_the_second_time(dark: str) -> None:
    talk = Conversation()
    talk.write(dark)
    first = talk.said
    talk.write(dark)
    assert "988" in talk.said
    assert len(talk.said) < len(first)


def test_what_is_only_heard_gets_shorter_and_never_longer_again() -> None:
    talk = Conversation()
    talk.write(CRISIS)
    lengths = []
    for words in ("it hurts", "every day", "since march", "it hurts", "so much"):
        talk.write(words)
        lengths.append(len(talk.said))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] == lengths[-2]


@pytest.mark.parametrize("words", ["I took all of them", "took them all", "swallowed them", "no, i took all of them"])
@pytest.mark.parametrize(
    "before", [CRISIS, "counting my pills", "what's the point of anything, i can't go on like this"]
)
def test_an_act_told_after_help_gets_the_emergency_number_first(before: str, words: str) -> None:
    talk = Conversation()
    talk.write(before)
    talk.write(words)
    assert "911" in talk.said
    assert "call your local emergency number now" in talk.said


@pytest.mark.parametrize("words", ["i haven't taken them", "she took them away", "i took them to the pharmacy"])
def test_what_was_not_done_is_no_act(words: str) -> None:
    talk = Conversation()
    talk.write(CRISIS)
    talk.write(words)
    assert "911" not in talk.said
    assert "988" in talk.said


@pytest.mark.parametrize("words", ["i feel ok now", "my sister is coming", "thanks", "i want to die", "no"])
def test_whatever_follows_an_act_is_told_to_make_the_call(words: str) -> None:
    talk = Conversation()
    talk.write("i took a whole packet of paracetamol last night")
    talk.write(words)
    assert "please make it now" in talk.said
    assert "911" in talk.said


def test_an_act_of_somebody_else_gets_the_emergency_number_too() -> None:
    talk = Conversation()
    talk.write("my roommate says he wants to die")
    talk.write("he took all his pills")
    assert "911" in talk.said
    talk = Conversation()
    talk.write("my son took 30 pills")
    assert "911" in talk.said


def test_an_act_told_at_once_gets_the_emergency_number_first() -> None:
    talk = Conversation()
    talk.write("i took 30 paracetamol an hour ago")
    assert talk.said.startswith("This comes before everything")


@pytest.mark.parametrize(
    "first",
    [
        "i dont want to live, acme turned me down for the nurse job",
        "i want to die because acme turned me down for the nurse job",
        "acme turned me down for the nurse job, i want to die, so much for that",
    ],
)
def test_the_way_back_knows_a_story_told_on_either_side_of_the_dark_words(first: str) -> None:
    talk = Conversation()
    talk.write(first)
    talk.press("Go back to the talk")
    (case,) = talk.state.cases.values()
    assert case.organisation == "acme"
    assert case.role == "nurse"
    assert not any(word in {"die", "live"} for word in words_of(talk.state))


def sighed() -> Conversation:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write("whats the point")
    return talk


def test_a_sigh_in_a_talk_about_a_job_is_asked_about_as_one_that_may_be_about_applying() -> None:
    talk = sighed()
    assert "Is it the applying you mean" in talk.said
    assert "988" in talk.said
    first = Conversation()
    first.write("whats the point")
    assert "Are you thinking about not living" in first.said


@pytest.mark.parametrize("words", ["the applying", "just the job search", "no", "the applications, they go nowhere"])
def test_who_means_the_applying_goes_on_with_the_question_that_was_open(words: str) -> None:
    talk = sighed()
    talk.write(words)
    assert "once too often" in talk.said
    assert (talk.open_step or "").startswith("rejected.")


@pytest.mark.parametrize("words", ["everything", "more than that", "yes", "both"])
def test_who_means_more_than_applying_is_asked_the_gentle_question(words: str) -> None:
    talk = sighed()
    talk.write(words)
    assert "Are you thinking about not living" in talk.said


def test_darker_words_after_a_sigh_get_what_they_would_get_anywhere() -> None:
    talk = sighed()
    talk.write("i can't go on like this, nothing will ever change")
    assert "Are you thinking about not living" in talk.said
    talk.write(CRISIS)
    assert "comes before any job" in talk.said


@pytest.mark.parametrize(
    ("dark", "words"),
    [
        (CRISIS, "what?? no! i meant a letter to the headteacher"),
        (CRISIS, "you misunderstood, it is for the school"),
        ("my son wants to die", "oh god no, he's just sulking, he's sad about it. nobody is dying here"),
        ("my son wants to die", "you misunderstood. he is not suicidal. he's disappointed about the apprenticeship"),
    ],
)
def test_who_was_misread_goes_on_with_help_in_view(dark: str, words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    before = talk.open_step
    talk.write(dark)
    talk.write(words)
    assert "988" in talk.said
    assert "findahelpline.com" in talk.said
    assert talk.open_step == before


@pytest.mark.parametrize(
    ("dark", "words"),
    [
        (CRISIS, "you misunderstood, but i wish it was over"),
        (CRISIS, "you misunderstood, i want to die"),
        (CRISIS, "nobody is dying here"),
        ("my son wants to die", "no"),
        ("my son wants to die", "he's not suicidal, i am"),
        ("my son wants to die", "he's not suicidal, i guess"),
    ],
)
def test_who_says_more_or_less_than_that_stays_with_help(dark: str, words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write(dark)
    talk.write(words)
    assert "988" in talk.said
    assert talk.open_step is None


def test_violence_at_home_stops_the_coaching_and_shows_where_to_turn() -> None:
    talk = Conversation()
    talk.write("no from lidl. my husband got violent when i told him")
    assert "Nobody may do that" in talk.said
    assert "emergency number" in talk.said
    assert "findahelpline.com" in talk.said
    assert talk.open_step is None


@pytest.mark.parametrize("words", ["my husband hit me", "no", "thanks", "i don't know what to do"])
def test_the_lines_for_violence_stay_until_the_talk_is_wanted_again(words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    before = talk.open_step
    talk.write("my husband hit me tonight")
    talk.write(words)
    assert "0808 2000 247" in talk.said
    assert talk.open_step is None
    talk.write("can we talk about the job")
    assert talk.open_step == before
