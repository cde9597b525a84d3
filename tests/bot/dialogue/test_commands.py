"""Commands: in plain words or from the platform, with what stands behind them."""

import pytest

from bot.dialogue.state import State
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import pack_with, told
from tests.shipped import english

LABELS_LIKE_COMMANDS = """
+++
id = "ask"
recap = "what to do"
choices = [
  {id = "stop", label = "Stop", to = "end"},
  {id = "help", label = "Ask a friend", cues = ["help"], to = "end"},
]
+++
What now?

+++
id = "end"
end = true
+++
That was it.
"""


@pytest.mark.parametrize("name", sorted(name for name, spec in english().commands.items() if not spec.interrupt))
def test_every_command_answers_somebody_new_and_in_the_middle_of_a_talk(name: str) -> None:
    talk = Conversation()
    talk.command(name)
    assert talk.said
    talk = told()
    talk.command(name)
    assert talk.said


@pytest.mark.parametrize("name", sorted(name for name, spec in english().commands.items() if spec.words))
def test_every_command_is_understood_in_its_own_plain_words(name: str) -> None:
    for words in english().commands[name].words:
        spoken, used = told(), told()
        spoken.write(words.capitalize() + ".")
        used.command(name)
        assert _without_ids(spoken.state) == _without_ids(used.state), words


def test_what_stands_behind_a_command_answers_its_question() -> None:
    talk = told()
    talk.command("pause", "until friday")
    assert talk.state.person.paused_until is not None
    assert talk.open_step == "x.first"


def test_what_stands_behind_it_in_plain_words_does_too() -> None:
    talk = told()
    talk.write("Pause until friday!")
    assert talk.state.person.paused_until is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("timezone Lisbon", "Lisbon"),
        ("time zone lisbon", "Lisbon"),
        ("timezone Lisbn", "sure of the place"),
        ("Checkin fridays at nine", "Friday 27 November, 09:00"),
        ("check in fridays at nine, please", "Friday 27 November, 09:00"),
        ("pause 3 days", "Thursday 26 November, 09:00"),
        ("pause friday", "Friday 27 November, 09:00"),
        ("pause 31 february", "isn't in the calendar"),
    ],
)
def test_a_time_or_a_place_may_stand_right_behind_the_name(words: str, said: str) -> None:
    talk = told()
    talk.write(words)
    assert said in talk.said


@pytest.mark.parametrize(
    "words",
    [
        "timezone differences made the talk hard",
        "check-in with the recruiter on friday was odd",
        "pause was awkward on friday",
        "rejected on friday",
    ],
)
def test_what_goes_on_otherwise_is_no_command(words: str) -> None:
    talk = told()
    talk.write(words)
    assert talk.state.cases["c1"].answers["one"] == words


def test_an_argument_that_can_not_be_read_is_asked_for() -> None:
    talk = told()
    talk.command("pause", "until my head is clear")
    assert talk.open_step == "pause.start"
    assert talk.state.person.paused_until is None


def test_news_behind_the_command_for_it_are_heard() -> None:
    talk = Conversation()
    talk.command("rejected", "i got rejected by Harbour Museum after the final round")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Harbour Museum"


@pytest.mark.parametrize(
    "story",
    [
        "stop wasting my time is what i wanted to tell them when they said no",
        "help me understand why Harbour Museum rejected me after four rounds",
        "back in may they told me i was their first choice",
        "i can't sleep, they rejected me by email this morning",
        "pause until monday, they said, and then Harbour Museum rejected me",
    ],
)
def test_a_story_that_begins_like_a_command_is_a_story(story: str) -> None:
    talk = Conversation()
    talk.write(story)
    assert talk.state.person.paused_until is None
    assert not talk.state.person.stopped
    assert any(frame.slots.get("story") for frame in talk.state.frames) or talk.state.cases


def test_a_button_comes_before_a_command_of_the_same_words() -> None:
    talk = told(LABELS_LIKE_COMMANDS, at="x.ask")
    talk.write("stop")
    assert not talk.state.person.stopped
    assert "That was it." in talk.said
    talk = told(LABELS_LIKE_COMMANDS, at="x.ask")
    talk.write("help")
    assert "That was it." in talk.said


def test_a_command_that_there_is_not_is_said_to_be_unknown_and_the_question_stays() -> None:
    talk = told()
    talk.command("dance", "all night")
    assert talk.open_step == "x.first"
    assert "don't know that command" in talk.said


def test_the_name_of_a_command_may_be_written_in_any_way() -> None:
    talk = told()
    talk.command(" HELP ")
    assert "don't know" not in talk.said


def test_a_command_from_the_platform_works_at_a_nudge() -> None:
    talk = Conversation(pack_with())
    talk.write("help")
    talk.command("checkin", "fridays at nine")
    (nudge,) = talk.nudges()
    talk.now = nudge.due
    talk.ring(nudge)
    opened = talk.open_step
    talk.command("timezone", "lisbon")
    assert talk.state.person.zone == "Europe/Lisbon"
    assert talk.open_step == opened


def _without_ids(state: State) -> object:
    return [(frame.step, frame.resting, frame.detour) for frame in state.frames], state.person, state.nudges.keys()
