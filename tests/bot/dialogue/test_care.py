"""A life may be in danger: help first, whatever is open, and no trace of it anywhere."""

import dataclasses
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.dialogue.state import State
from bot.domain.messages import Command, FormSent, RetireButtons, Say
from bot.domain.person import PersonKey
from bot.ports import Drawer
from bot.storage.codec import to_bytes
from tests.bot.dialogue.conversation import Conversation, messages_of
from tests.bot.dialogue.small import told

CRISIS = "i don't want to live any more"
OTHER = "i'm worried that my brother will kill himself"
SAID = {CRISIS: "988", OTHER: "988"}


@pytest.mark.parametrize("text", [CRISIS, OTHER, f"they rejected me. {CRISIS}", CRISIS.upper()])
def test_help_comes_first_and_alone(text: str) -> None:
    for talk in (Conversation(), told(), told(at="x.third")):
        turn = talk.write(text)
        (message,) = messages_of(turn)
        assert "988" in message.text
        assert "findahelpline.com" in message.text


@pytest.mark.parametrize("place", ["command", "form", "pasted mail", "long text"])
def test_help_comes_wherever_the_words_stand(place: str) -> None:
    talk = told()
    match place:
        case "command":
            talk.happens(Command(id="e", name="pause", argument=CRISIS))
        case "form":
            talk.happens(FormSent(id="e", token="77.x.y", values=(("words", CRISIS),)))
        case "pasted mail":
            mail = "From: jobs@elm.example\nSubject: Your application\n\nDear applicant,\n\nunfortunately we decided"
            talk.write(f"{mail} to move forward with other candidates.\n\nRegards\n\n{CRISIS}")
        case _:
            talk.write("and then they said no again. " * 1700 + CRISIS)
    assert "988" in talk.said
    assert talk.open_step is None


def test_nothing_of_it_is_kept() -> None:
    talk = told(at="x.second")
    before = talk.state
    turn = talk.write(CRISIS)
    assert all(isinstance(effect, Say | RetireButtons) for effect in turn.effects)
    assert words_of(replace(talk.state, person=before.person, frames=before.frames)) == words_of(before)
    assert [replace(frame, resting=False) for frame in talk.state.frames] == list(before.frames)


def test_the_drawer_is_the_one_of_somebody_who_said_later() -> None:
    careful, ordinary = told(at="x.second"), told(at="x.second")
    careful.write(CRISIS)
    ordinary.write("later")
    ordinary.press("No reminder")
    one, two = words_of(uncounted(careful.state)), words_of(uncounted(ordinary.state))
    assert one == two


def test_of_somebody_new_nothing_at_all_is_kept_and_the_notice_comes_with_their_next_word() -> None:
    talk = Conversation()
    before = talk.state
    talk.write(CRISIS)
    assert replace(talk.state, pack="") == before
    talk.restart()
    talk.write("hello")
    assert "not a therapist" in talk.said


def test_coaching_rests_until_they_come_back_to_it() -> None:
    talk = told(at="x.second")
    talk.write(CRISIS)
    talk.write("thank you")
    assert "What is the second?" not in talk.said
    assert "two" not in talk.state.cases["c1"].answers


def test_the_button_back_leads_to_the_question_that_was_open() -> None:
    talk = told(at="x.second")
    talk.write(CRISIS)
    talk.press("Go back to the talk")
    talk.press("Go on where we were")
    assert talk.open_step == "x.second"


def test_the_button_back_leads_to_a_nudge_that_was_open() -> None:
    talk = told(at="x.third")
    talk.press("Go left")
    talk.write("later")
    talk.press("No reminder")
    talk.wait(timedelta(days=1))
    opened = talk.open_step
    talk.write(CRISIS)
    talk.press("Go back to the talk")
    talk.press("Go on where we were")
    assert talk.open_step == opened


def test_no_nudge_comes_that_day_not_even_one_they_set() -> None:
    talk = told(at="x.second")
    talk.now -= timedelta(hours=9)
    talk.command("checkin", "mondays at 18:00")
    assert talk.nudges()[0].due.day == 23
    talk.write(CRISIS)
    assert talk.wait(timedelta(hours=11)) == []
    assert len(talk.wait(timedelta(days=1))) == 1


def test_the_country_is_asked_and_its_lines_are_shown() -> None:
    talk = told()
    talk.write(CRISIS)
    talk.press("I'm in Canada")
    assert talk.state.person.country == "CA"
    assert "988.ca" in talk.said


@pytest.mark.parametrize(
    ("words", "country"), [("Canada", "CA"), ("usa", "US"), ("Portugal", "PT"), ("i'm not sure", None)]
)
def test_a_country_may_be_written(words: str, country: str | None) -> None:
    talk = told()
    talk.write(CRISIS)
    talk.write(words)
    assert talk.state.person.country == country


def test_a_language_nobody_knows_does_not_stop_help() -> None:
    talk = told()
    talk.state = replace(talk.state, person=replace(talk.state.person, locale="tlh-XX"))
    talk.write(CRISIS)
    talk.write("Portugal")
    assert "findahelpline.com" in talk.said


def test_the_labels_of_help_may_be_typed_out() -> None:
    talk = told(at="x.second")
    talk.write(CRISIS)
    talk.write("i'm in canada.")
    assert "988.ca" in talk.said
    talk.write("go back to the talk")
    talk.write("go on where we were")
    assert talk.open_step == "x.second"


def test_saying_yes_word_by_word_to_the_gentle_question_is_taken_for_a_yes() -> None:
    talk = told()
    talk.write("Yes, I'm thinking about not living")
    assert "Thank you for saying it" in talk.said


def test_no_gentle_question_is_asked_of_our_own_words() -> None:
    talk = told()
    for words in ("stop it", "i have to go", "what can i do here"):
        talk.write(words)
        assert "dark" not in talk.said


def test_buttons_of_help_work_for_ever() -> None:
    talk = told()
    talk.write(CRISIS)
    talk.wait(timedelta(days=200))
    talk.press("I'm in the United States")
    assert "988lifeline.org" in talk.said


def words_of(state: State) -> list[str]:
    return json.dumps(json.loads(to_bytes(Drawer(state=state))), sort_keys=True).split()


def uncounted(state: State) -> State:
    """A state without what only tells how much was said."""
    person = replace(state.person, key=PersonKey("test", "x"), unasked_on=None)
    return replace(state, person=person, visits=0, talks=0, bags={})


def test_no_notice_stands_between_help_and_its_lines() -> None:
    talk = Conversation()
    talk.write("i want to kill myself")
    talk.press("I'm in Canada")
    assert "988" in talk.said
    assert "I'm a program, not a person" not in talk.said
    talk.restart()
    talk.write("hello")
    assert "I'm a program, not a person" in talk.said


def test_a_short_yes_is_asked_about_when_the_help_was_shown_before_a_restart() -> None:
    talk = Conversation()
    talk.write("what's the point of anything, i can't go on like this")
    assert "Are you thinking about not living" in talk.said
    talk.restart()
    talk.write("yes")
    assert "988" in talk.said
    talk.press("Yes, I'm thinking")
    assert "Thank you for saying it" in talk.said


def test_a_short_yes_on_another_day_is_small_talk() -> None:
    talk = Conversation()
    talk.write("hello")
    talk.write("later")
    talk.write("no reminder")
    talk.write("yes")
    assert "988" not in talk.said


def test_crisis_words_that_are_also_a_label_or_a_command_still_get_help() -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    step = talk.pack.steps[talk.open_step or ""]
    words = "i want to kill myself"
    steps = {
        **talk.pack.steps,
        step.id: dataclasses.replace(
            step, choices=(dataclasses.replace(step.choices[0], label=words), *step.choices[1:])
        ),
    }
    talk.pack = dataclasses.replace(talk.pack, steps=steps)
    talk.write(words)
    assert "988" in talk.said
