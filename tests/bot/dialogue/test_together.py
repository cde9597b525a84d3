"""Noes told together, and turning from one rejection to another."""

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.talks import told

TWO = "roche and novartis both said no"


def about(talk: Conversation) -> str | None:
    """Return whose no is spoken about."""
    case = talk.state.cases.get(talk.state.frames[-1].case or "")
    return case.organisation if case else None


@pytest.mark.parametrize(
    ("story", "names"),
    [
        (TWO, ["roche", "novartis"]),
        ("three rejections this week: Acme, Globex and Initech", ["Acme", "Globex", "Initech"]),
        ("got two nos today one from the bakery and one from the hotel", ["the bakery", "the hotel"]),
        ("both the museum and the library turned me down", ["the museum", "the library"]),
        ("two rejections, one from Lidl, one from Aldi", ["Lidl", "Aldi"]),
    ],
)
def test_the_names_of_several_are_shown_to_begin_with(story: str, names: list[str]) -> None:
    talk = told(story)
    assert talk.open_step == "news.several"
    assert talk.labels()[:-1] == names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("roche was the one i really wanted", "roche"),
        ("novartis", "novartis"),
        ("2", "novartis"),
        ("the second one", "novartis"),
        ("start with the first", "roche"),
        ("it doesn't matter", "roche"),
    ],
)
def test_the_one_to_begin_with_is_taken_from_any_words_for_it(words: str, name: str) -> None:
    talk = told(TWO)
    talk.write(words)
    assert talk.open_step == "rejected.ways"
    assert about(talk) == name


@pytest.mark.parametrize(
    "words", ["what about novartis", "the other one", "novartis please", "not that one, the second"]
)
def test_the_other_of_two_is_turned_to_later_and_back(words: str) -> None:
    talk = told(TWO)
    talk.write("roche")
    talk.press("Talk it through")
    asked = talk.open_step
    talk.write(words)
    assert about(talk) == "novartis"
    talk.write("back to the other one")
    assert about(talk) == "roche"
    assert talk.open_step == asked
    assert len(talk.state.cases) == 2


@pytest.mark.parametrize(
    "words", ["the producer one", "no, the producer job", "what about tern radio", "the other one"]
)
def test_a_rejection_of_before_is_turned_to_by_its_role_its_name_or_none(words: str) -> None:
    talk = told("Tern Radio rejected me for producer")
    talk.press("Not now")
    talk.press("No, I'll write myself")
    talk.write("rejected by Gull Opera for reporter")
    talk.press("Talk it through")
    talk.write(words)
    assert about(talk) == "Tern Radio"


@pytest.mark.parametrize("words", ["the other candidate", "the first", "someone else", "not the first time"])
def test_words_for_something_else_turn_to_no_other_rejection(words: str) -> None:
    talk = told(TWO)
    talk.write("roche")
    talk.press("Talk it through")
    talk.write(words)
    assert about(talk) == "roche"


@pytest.mark.parametrize(
    ("words", "name"), [("the reporter one", "Gull Opera"), ("tern", "Tern Radio"), ("producer", "Tern Radio")]
)
def test_a_word_of_a_rejection_picks_it_from_the_list(words: str, name: str) -> None:
    talk = told("Tern Radio rejected me for producer")
    talk.write("start over")
    talk.write("rejected by Gull Opera for reporter")
    talk.write("start over")
    talk.command("reflect")
    assert talk.open_step == "news.which"
    talk.write(words)
    assert about(talk) == name


def test_with_nothing_open_a_name_leads_to_its_rejection() -> None:
    talk = told(TWO)
    talk.write("roche")
    talk.press("Not now")
    talk.press("No, I'll write myself")
    for name in ("novartis", "roche", "roche"):
        talk.write(f"lets talk about {name}")
        assert about(talk) == name
        talk.write("not now")
        if talk.open_step:
            talk.write("no")
