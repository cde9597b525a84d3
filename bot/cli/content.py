"""The commands of those who write the words."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ContentError

if TYPE_CHECKING:
    from bot.content.problems import Problem

content = typer.Typer(help="Check and look at the words in content/.", no_args_is_help=True)
Pack = Annotated[Path | None, typer.Option(help="A folder with a content pack.")]
HINT = "Read what changed. If it is what you want: nextstep content transcripts --write"
"""Said below the differences."""


@content.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder with a content pack; all packs, if left out.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Publish: add new steps to steps.txt.")] = False,
    translated: Annotated[
        list[str] | None, typer.Option(help="A step that is now translated from the original's present text.")
    ] = None,
) -> None:
    """Tell everything that is wrong with the words: file and line, what, and what to do."""
    from bot.content import check as checks

    problems: list[Problem] = []
    for pack in [folder] if folder else _packs():
        if translated:
            _told("marked", checks.mark_translated(pack, translated))
        if write:
            _told("added", checks.write_steps(pack))
        problems += checks.check(pack)
    for problem in problems:
        typer.echo(f"{_from_here(problem)} [{problem.code}]")
    errors = sum(problem.severity.value == "error" for problem in problems)
    typer.echo(f"{_many(errors, 'error')}, {_many(len(problems) - errors, 'warning')}")
    if errors:
        raise typer.Exit(1)


@content.command()
def preview(
    step: Annotated[str, typer.Argument(help="A step: competition.ask; its short id where only one flow has it.")],
    pack: Pack = None,
) -> None:
    """Show a step in all its phrasings, with example facts and without any."""
    from bot.content.pack import content_folder, read_pack
    from bot.content.preview import preview as shown

    typer.echo(shown(read_pack(pack or content_folder()).pack, step), nl=False)


@content.command()
def train(
    folder: Annotated[Path | None, typer.Argument(help="A folder with a content pack.")] = None,
    only: Annotated[str | None, typer.Option("--only", help="Learn this alone: kind, theme, care or mail.")] = None,
) -> None:
    """Learn from the example sentences anew and write the weights (needs the extra `train`)."""
    from bot.content.pack import content_folder
    from bot.content.training import train as learn

    written = learn(folder or content_folder(), only)
    typer.echo(f"written: {str(written).removeprefix(f'{Path.cwd()}/')}")


@content.command(name="map")
def map_(
    pack: Pack = None,
    dot: Annotated[bool, typer.Option("--dot", help="As a graph for Graphviz.")] = False,
) -> None:
    """Show every step and where it leads."""
    from bot.content.map import map_dot, map_text
    from bot.content.pack import content_folder, read_pack

    typer.echo((map_dot if dot else map_text)(read_pack(pack or content_folder()).pack), nl=False)


@content.command()
def transcripts(
    files: Annotated[list[Path] | None, typer.Argument(help="Transcripts; all of the pack, if none are named.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the bot's lines anew.")] = False,
    pack: Pack = None,
) -> None:
    """Play the transcripts and say where the bot answers differently."""
    from bot.bootstrap.transcripts import Playbook, difference
    from bot.logs import set_up

    set_up(None)
    playbook, bad = Playbook(pack), 0
    for path in files or playbook.paths():
        try:
            written, out = playbook.play(path)
        except ContentError as error:
            bad += 1
            typer.echo(error, err=True)
            continue
        if written != out and write:
            path.write_text(out, encoding="utf-8")
            typer.echo(f"{path}: written")
        elif written != out:
            bad += 1
            typer.echo(difference(path, written, out))
    if bad:
        typer.echo(HINT, err=True)
        raise typer.Exit(1)


def _packs() -> Iterator[Path]:
    from bot.content.pack import content_folder

    yield from sorted(path.parent for path in content_folder().parent.glob("*/pack.toml"))


def _told(what: str, step_ids: list[str]) -> None:
    for step_id in step_ids:
        typer.echo(f"{what}: {step_id}")


def _from_here(problem: "Problem") -> str:
    """Name the file from where somebody stands, so that an editor can open it."""
    return problem.sentence.replace(f"{Path.cwd()}/", "", 1)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
