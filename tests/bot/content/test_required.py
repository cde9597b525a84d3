"""The check's list of what the program knows agrees with the program."""

import re
from pathlib import Path

import bot.dialogue
from bot.content import required
from bot.dialogue import actions, facts, options, placeholders, typed

_STEP = re.compile(r'"([a-z_]+\.[a-z_]+)"')
_FLOWS = {step.partition(".")[0] for step in (*required.REQUIRED_STEPS, *required.OPTIONAL_STEPS)}


def test_the_actions_are_those_of_the_program() -> None:
    assert required.ACTIONS.keys() == actions.ACTIONS.keys()


def test_the_lists_of_buttons_are_those_of_the_program() -> None:
    assert required.OPTIONS == options.NAMES


def test_the_facts_are_those_of_the_program() -> None:
    assert required.FACTS >= facts.NAMES
    assert {"concern"} >= required.FACTS - facts.NAMES


def test_the_placeholders_are_those_of_the_program() -> None:
    assert required.PLACEHOLDERS - facts.NAMES <= placeholders.NAMES
    assert placeholders.NAMES <= required.PLACEHOLDERS


def test_answers_are_read_as_what_the_program_can_read() -> None:
    assert typed.READERS.keys() <= required.EXPECTS


def test_every_step_the_program_names_is_one_it_needs() -> None:
    sources = Path(bot.dialogue.__file__).parent.glob("*.py")
    named = {step for path in sources for step in _STEP.findall(path.read_text(encoding="utf-8"))}
    known = {*required.REQUIRED_STEPS, *required.OPTIONAL_STEPS}
    assert {step for step in named if step.partition(".")[0] in _FLOWS} <= known
    assert {step for step in known if not step.startswith(("concerns.", "care."))} <= named
