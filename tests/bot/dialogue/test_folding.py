"""However a contraction is written, it says the same."""

import pytest

from tests.bot.dialogue.small import TWO_QUESTIONS, told

LABELS = """
+++
id = "ask"
recap = "how it is"
choices = [
  {id = "well", label = "I'm all right", to = "over"},
  {id = "that", label = "That's it", to = "over"},
  {id = "not", label = "I did not look", to = "over", cues = ["can't say"]},
]
+++
How is it?

+++
id = "over"
end = true
+++
Heard.
"""


@pytest.mark.parametrize(
    "words",
    ["I am all right", "im all right", "I\u2019M ALL RIGHT", "That is it.", "thats it", "i didn't look", "cannot say"],
)
def test_a_label_or_cue_is_known_with_its_contraction_open_or_shut(words: str) -> None:
    talk = told(LABELS, at="x.ask")
    talk.write(words)
    assert talk.said == "Heard."


@pytest.mark.parametrize("words", ["do not message me", "i cannot right now"])
def test_a_spoken_command_is_known_with_its_contraction_open(words: str) -> None:
    talk = told(TWO_QUESTIONS)
    talk.write(words)
    assert talk.open_step != "x.first"
    assert "one" not in talk.state.cases["c1"].answers


def test_a_whole_message_is_known_with_its_contraction_open() -> None:
    talk = told(TWO_QUESTIONS)
    talk.write("I do not get the question")
    assert talk.open_step == "x.first"
