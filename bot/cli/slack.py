"""The commands of whoever sets the bot up in Slack."""

import os
from pathlib import Path
from typing import Annotated

import typer

slack = typer.Typer(help="Set the bot up in Slack.", no_args_is_help=True)


@slack.command()
def manifest(
    url: Annotated[str, typer.Option(help="Where Slack reaches the program; without it, for Socket Mode.")] = "",
    pack: Annotated[Path | None, typer.Option(help="A folder with a content pack.")] = None,
) -> None:
    """Write the app's manifest, to be pasted where Slack makes a new app."""
    from bot.bootstrap.slack import manifest_of
    from bot.content.pack import content_folder, load_pack

    folder = pack or content_folder()
    typer.echo(manifest_of(load_pack(folder), folder, public_url=url.rstrip("/")), nl=False)


@slack.command()
def check() -> None:
    """Say what is missing or wrong in the settings, and what Slack says to them."""
    import asyncio

    from bot.bootstrap.slack import check as problems_of

    problems = asyncio.run(problems_of(os.environ))
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo("Slack is set up: nextstep run")
