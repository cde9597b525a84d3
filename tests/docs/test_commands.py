"""Every command and every option is documented, those of the command line and those of the conversation."""

from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.app import app
from tests.docs.pages import first_cells, headings, page, section
from tests.shipped import english

PAGE = "docs/commands.md"


def commands(group: TyperGroup, name: str) -> Iterator[tuple[str, TyperCommand]]:
    for word, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{name} {word}")
        elif isinstance(command, TyperCommand):
            yield f"{name} {word}", command


def program() -> dict[str, TyperCommand]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return dict(commands(group, "nextstep"))


def options(command: TyperCommand) -> set[str]:
    return {name.lstrip("-") for one in command.params for name in one.opts if name.startswith("--")} - {"help"}


def test_every_command_of_the_program_has_a_section_and_no_other_has() -> None:
    assert {heading for heading in headings(page(PAGE)) if heading.startswith("nextstep ")} == set(program())


@pytest.mark.parametrize("name", sorted(program()))
def test_every_option_of_a_command_is_a_row_of_its_section(name: str) -> None:
    rows = {word.lstrip("-") for word in first_cells(section(PAGE, name)) if word.startswith("--")}
    assert rows == options(program()[name])


def test_every_command_of_the_conversation_is_a_row() -> None:
    pack = english()
    assert first_cells(section(PAGE, "In the conversation")) == set(pack.commands)


def test_what_stands_behind_a_command_is_said_where_something_may() -> None:
    pack = english()
    rows = [line.strip("| ").split("|") for line in section(PAGE, "In the conversation").splitlines()]
    told = {
        cells[0].strip(" `"): cells[1].strip() for cells in rows if len(cells) == len(("name", "behind it", "what"))
    }
    behind = {name for name, argument in told.items() if argument and name in pack.commands}
    assert behind == {name for name, spec in pack.commands.items() if spec.argument}
