"""The commands of whoever sets the bot up on Discord."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Settings
from bot.errors import SettingsError

discord = typer.Typer(help="Set the bot up on Discord.", no_args_is_help=True)
Store = Annotated[Path | None, typer.Option(help="The folder to keep things in.")]


@discord.command()
def sync(store: Store = None) -> None:
    """Tell Discord the commands now; `nextstep run` does so by itself when they have changed."""
    _needed()
    from bot.bootstrap.discord_platform import sync as tell

    typer.echo(f"Discord knows the commands now: {tell(_settings(store), os.environ)} of them")


@discord.command()
def invite_link() -> None:
    """Show where the bot is added to a server, and where to oneself."""
    _needed()
    from bot.bootstrap.discord_platform import links

    found = links(os.environ)
    typer.echo(f"For a server: {found['server']}")
    typer.echo(f"For yourself: {found['person']}")


@discord.command()
def check(store: Store = None) -> None:
    """Say what is missing or wrong in the settings, and what Discord says to them."""
    _needed()
    from bot.bootstrap.discord_platform import check as problems_of

    problems = problems_of(_settings(store), os.environ)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo("Discord is set up: nextstep run")


def _needed() -> None:
    from importlib.util import find_spec

    if find_spec("discord") is None:
        raise SettingsError("this needs an extra: pip install 'next-step[discord]'")


def _settings(store: Path | None) -> Settings:
    from bot.cli.app import settings_with

    return settings_with(store=store)
