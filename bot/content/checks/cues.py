"""Words that mean a button or a command: each must mean one only."""

from collections.abc import Iterator
from itertools import combinations

from bot.content.conditions import excludes
from bot.content.problems import Findings
from bot.dialogue.script import CommandSpec, Pack, Step, StepChoice


def check(pack: Pack, findings: Findings) -> None:
    """Report words that two buttons of a step, or two commands, share."""
    for step in pack.steps.values():
        _buttons(pack, step, findings)
    for one, other in combinations(pack.commands.values(), 2):
        for words in sorted(_command_words(pack, one) & _command_words(pack, other)):
            what = f"{words!r} means both {one.name} and {other.name}"
            findings.add("C122", "commands.toml", 0, what, "leave it to one of them")


def _buttons(pack: Pack, step: Step, findings: Findings) -> None:
    for one, other in combinations(step.choices, 2):
        if excludes(one.when, other.when):
            continue
        for words in sorted({*_button_words(pack, one)} & {*_button_words(pack, other)}):
            what = f"{step.id}: {words!r} means both {one.id} and {other.id}"
            findings.add("C121", step.file, step.line, what, "leave it to one of them")


def _button_words(pack: Pack, choice: StepChoice) -> Iterator[str]:
    yield from pack.folded((choice.label, *choice.cues))


def _command_words(pack: Pack, command: CommandSpec) -> set[str]:
    return {*pack.folded((*command.words, *command.starts))}
