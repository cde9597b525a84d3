"""Where each step of a pack can lead, and whether that exists."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.problems import Findings
from bot.dialogue.script import Pack, Step


class Link(NamedTuple):
    """A place where one step names another."""

    said_by: str  # the key that names it, in words
    to: str


def links(step: Step) -> Iterator[Link]:
    """Return all steps a step names."""
    for route in step.routes:
        yield Link("a route", route.to)
    for choice in step.choices:
        if choice.to is not None:
            yield Link(f"choice {choice.id!r}", choice.to)
    if step.next is not None:
        yield Link("next", step.next)
    if step.skip is not None:
        yield Link("skip", step.skip)


def missing_targets(pack: Pack, findings: Findings) -> None:
    """Report every name of a step that does not exist."""
    todo = "write that step, or correct the name"
    for step in pack.steps.values():
        for said_by, to in links(step):
            if to not in pack.steps:
                what = f"{step.id}: {said_by} leads to {to}, which does not exist"
                findings.add("C101", step.file, step.line, what, todo)
    for command in pack.commands.values():
        if command.step and command.step not in pack.steps:
            what = f"command {command.name} begins with {command.step}, which does not exist"
            findings.add("C101", "commands.toml", 0, what, todo)
    for nudge in pack.nudges.values():
        if nudge.step not in pack.steps:
            what = f"nudge {nudge.name} begins with {nudge.step}, which does not exist"
            findings.add("C101", "nudges.toml", 0, what, todo)
    if pack.start not in pack.steps:
        findings.add("C101", "pack.toml", 0, f"start is {pack.start!r}, which does not exist", todo)
