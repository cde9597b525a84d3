"""Answers to the question what weighs most: taken where they belong, and never into the same dead end twice."""

import tomllib
from pathlib import Path

import pytest

from bot.dialogue.draft import Draft
from bot.dialogue.typed import weighed
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.talks import told

HELDOUT = Path(__file__).parents[1] / "understanding" / "heldout"


def asked(text: str = "i got rejected by acme") -> Conversation:
    talk = told(text)
    talk.press("Talk it through")
    assert talk.open_step == "rejected.weigh"
    return talk


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("someone else was better i guess", "competition"),
        ("they gave it to Martin", "competition"),
        ("my colleague Petra got the position", "competition"),
        ("THEY NEVER EVEN READ MY CV", "bad_process"),
        ("they never read what i sent", "bad_process"),
        ("the waiting was the worst", "bad_process"),
        ("nobody tells me why", "dont_expect_feedback"),
        ("if they would take me another time", "nothing_is_final"),
        ("i was the right one for it", "human_decision"),
        ("i have to see them all on monday", "preserve_relationships"),
    ],
)
def test_a_sentence_in_own_words_leads_to_its_reflection(words: str, theme: str) -> None:
    talk = asked()
    talk.write(words)
    assert (talk.open_step or "").startswith(f"{theme}.")


@pytest.mark.parametrize("words", ["all of it", "everything", "all of the above i guess"])
def test_who_says_all_of_it_is_asked_what_shall_be_first_and_then_led(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert talk.open_step == "rejected.one_first"
    talk.write("you choose")
    assert (talk.open_step or "").startswith("competition.")


@pytest.mark.parametrize(
    ("words", "place"), [("the second and the last one", 1), ("the last one i guess", 2), ("number two", 1), ("2nd", 1)]
)
def test_a_place_in_the_list_is_what_stands_there(words: str, place: int) -> None:
    talk = asked()
    label = talk.labels()[place]
    talk.write(words)
    (case,) = talk.state.cases.values()
    assert talk.pack.themes[case.theme or ""] == label


@pytest.mark.parametrize("words", ["something else weighs more", "none of these", "it's something else", "neither"])
def test_what_is_not_on_the_list_leads_to_the_longer_one(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert talk.open_step == "rejected.all"
    talk.write("none of them")
    assert talk.open_step == "rejected.something_else"


@pytest.mark.parametrize("words", ["dunno, just sad", "i feel like shit", "just tired", "i don't know"])
def test_a_feeling_is_an_answer_and_gets_no_list(words: str) -> None:
    talk = asked()
    talk.write(words)
    if talk.open_step == "rejected.weigh":  # "i don't know" may wait once
        talk.write(words)
    assert talk.open_step in {"rejected.only_feeling", "plan.what"}


@pytest.mark.parametrize("words", ["how do i tell my wife", "and how do I tell my parents I didn't get it?"])
def test_how_to_say_it_at_home_is_answered_in_passing(words: str) -> None:
    talk = asked()
    before = talk.open_step
    talk.write(words)
    assert "didn't get it" in talk.said or "It was a no" in talk.said or "They took somebody else" in talk.said
    assert talk.open_step == before


@pytest.mark.parametrize("words", ["the rent", "what do i tell my kids", "starting all over again"])
def test_what_none_of_the_six_is_about_is_talked_about_as_it_is(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert talk.open_step == "rejected.no_theme"
    talk.press("Talk about it as it is")
    assert talk.open_step == "rejected.as_it_is"
    talk.write("it comes back at night")
    (case,) = talk.state.cases.values()
    assert case.answers["own_matter"] == "it comes back at night"


def test_what_was_said_is_picked_up_where_it_could_go_more_than_one_way() -> None:
    talk = asked()
    talk.write("it is raining")
    assert talk.open_step in {"rejected.which", "rejected.no_theme"}
    assert "it is raining" in talk.said


@pytest.mark.parametrize("words", ["xyz", "hmpf so so", "blue"])
def test_no_dead_end_is_met_twice(words: str) -> None:
    talk = asked()
    steps = []
    for _ in range(3):
        talk.write(words)
        steps.append(talk.open_step)
    assert len(set(steps)) == len(steps)


def test_a_yes_to_a_few_readings_asks_about_the_likeliest() -> None:
    talk = asked()
    talk.write("it is raining")
    assert talk.open_step == "rejected.which"
    first = talk.labels()[0]
    talk.write("yes that's it exactly")
    assert talk.open_step == "rejected.offer_theme"
    assert first in talk.said


def test_what_is_told_beside_the_first_question_says_what_may_weigh() -> None:
    talk = told("i got rejected by acme")
    talk.write("i keep wondering who they picked")
    assert talk.open_step == "rejected.offer_theme"
    assert talk.pack.themes["competition"] in talk.said


@pytest.mark.parametrize(
    "words", ["i messed up", "my mind went blank in the test", "im just not good enough", "i was so nervous"]
)
def test_who_blames_themselves_is_not_told_that_the_others_were_wrong(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert talk.open_step == "rejected.beside_self"
    talk.press("Look at it once")
    assert talk.open_step == "dont_expect_feedback.ask"
    (case,) = talk.state.cases.values()
    assert case.theme == "dont_expect_feedback"


@pytest.mark.parametrize("words", ["i want talk", "that one there", "talk then"])
def test_a_few_words_without_a_sign_of_a_reflection_lead_to_none(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert (talk.open_step or "").startswith("rejected.")


def test_most_sentences_never_trained_on_lead_straight_to_their_reflection() -> None:
    talk = Conversation()
    d = Draft(talk.pack, talk.state, talk.now, "heldout")
    told = [
        (weighed(d, text).theme, label)
        for file in sorted(HELDOUT.glob("*themes*.toml"))
        for label, texts in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for text in texts
    ]
    straight = [(theme, label) for theme, label in told if theme]
    assert len(straight) >= 0.8 * len(told)
    assert sum(theme == label for theme, label in straight) >= 0.92 * len(straight)


@pytest.mark.parametrize("words", ["you choose", "just pick one for me", "up to you"])
def test_who_leaves_the_choice_gets_the_first(words: str) -> None:
    talk = asked()
    first = talk.labels()[0]
    talk.write(words)
    (case,) = talk.state.cases.values()
    assert talk.pack.themes[case.theme or ""] == first


@pytest.mark.parametrize("words", ["what are the options", "show me the list please"])
def test_who_asks_what_else_there_is_sees_all_of_them(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert talk.open_step == "rejected.all"


def test_a_question_of_any_kind_is_not_the_wish_to_know_why() -> None:
    talk = asked()
    talk.write("what are the options that people have")
    assert talk.open_step in {"rejected.which", "rejected.no_theme"}
