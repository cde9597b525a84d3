"""Words that mean a button or a command: each must mean one only."""

from collections.abc import Iterator
from itertools import combinations

from bot.content.conditions import excludes
from bot.content.problems import Findings
from bot.dialogue.folding import plain
from bot.dialogue.script import CommandSpec, Pack, Step, StepChoice


def check(pack: Pack, findings: Findings) -> None:
    """Report words that two buttons of a step, or two commands, share."""
    for step in pack.steps.values():
        _buttons(step, findings)
    for one, other in combinations(pack.commands.values(), 2):
        for words in sorted(_command_words(one) & _command_words(other)):
            what = f"{words!r} means both {one.name} and {other.name}"
            findings.add("C122", "commands.toml", 0, what, "leave it to one of them")


def _buttons(step: Step, findings: Findings) -> None:
    for one, other in combinations(step.choices, 2):
        if excludes(one.when, other.when):
            continue
        for words in sorted({*_button_words(one)} & {*_button_words(other)}):
            what = f"{step.id}: {words!r} means both {one.id} and {other.id}"
            findings.add("C121", step.file, step.line, what, "leave it to one of them")


def _button_words(choice: StepChoice) -> Iterator[str]:
    yield plain(choice.label)
    yield from (plain(cue) for cue in choice.cues)


def _command_words(command: CommandSpec) -> set[str]:
    return {plain(words) for words in (*command.words, *command.starts)}
