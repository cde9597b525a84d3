"""The commands and their options."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.content import content
from bot.cli.discord import discord
from bot.cli.slack import slack
from bot.config import Settings, read_settings
from bot.errors import SettingsError

app = typer.Typer(
    name="nextstep",
    help='A coaching bot for job seekers, for the days after a "no".',
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(content, name="content")
app.add_typer(slack, name="slack")
app.add_typer(discord, name="discord")

FIRST_LINE = "Next Step. Write in your own words; /help shows more, Ctrl-D leaves.\n"
"""Shown at once, while the words are being loaded."""
NOTHING_TO_RUN = (
    "nothing is set up to run: this is no terminal, and no chat platform is configured. "
    "For a conversation in a pipe: nextstep chat"
)
"""What `run` says where it can't do anything."""

Store = Annotated[Path | None, typer.Option(help="The folder to keep things in.")]
Person = Annotated[str, typer.Option(help="Who is writing, where several people share a folder.")]
Pack = Annotated[Path | None, typer.Option(help="A folder with a content pack.")]
Zone = Annotated[str | None, typer.Option(help="Your time zone, as Europe/Berlin; else this machine's.")]


@contextmanager
def _left_at_any_time() -> Iterator[None]:
    """Ctrl-C is how people leave a conversation, also before its first question stands there."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit from None


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"nextstep {version('next-step')}")
        raise typer.Exit


@app.callback()
def every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Take what stands before a command."""


@app.command()
def chat(
    store: Store = None,
    memory: Annotated[bool, typer.Option("--memory", help="Keep nothing.")] = False,
    now: Annotated[str | None, typer.Option(help="Let the clock stand still at a time, as 2026-11-23T22:40.")] = None,
    zone: Zone = None,
    person: Person = "me",
    pack: Pack = None,
    export_dir: Annotated[Path, typer.Option(help="Where /export writes its files.")] = Path(),
) -> None:
    """Talk to it, here in the terminal. In a pipe, each line is one message."""
    with _left_at_any_time():
        _say_first_line()
        settings = settings_with(store=store, pack=pack, zone=zone)
        raise typer.Exit(_converse(settings, person, now, export_dir, memory=memory, zone_is_said=zone is not None))


@app.command()
def run(store: Store = None, pack: Pack = None) -> None:
    """Run what is configured, until it is told to end."""
    from bot.bootstrap.wanted import wanted

    if wanted(os.environ):
        from bot.bootstrap.platforms import run_platforms

        settings = settings_with(store=store, pack=pack, log=os.environ.get("NEXTSTEP_LOG", "info"))
        run_platforms(settings, os.environ)
        return
    if not sys.stdin.isatty():
        raise SettingsError(NOTHING_TO_RUN)
    with _left_at_any_time():
        _say_first_line()
        settings = settings_with(store=store, pack=pack, log=os.environ.get("NEXTSTEP_LOG", "warning"))
        raise typer.Exit(_converse(settings, "me", None, Path(), memory=False, zone_is_said=False))


@app.command()
def export(
    person: Person = "me",
    store: Store = None,
    platform: Annotated[str, typer.Option(help="Where this person writes.")] = "console",
    out: Annotated[Path, typer.Option(help="The folder to write both files to.")] = Path(),
) -> None:
    """Write everything that is kept about a person into two files, one to read and one for machines."""
    settings = settings_with(store=store)
    from bot.bootstrap.export import export_person

    for path in export_person(settings, platform, person, out):
        typer.echo(path)


@app.command()
def forget(
    person: Annotated[str, typer.Option(help="Whose data.")],
    store: Store = None,
    platform: Annotated[str, typer.Option(help="Where this person writes.")] = "console",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before removing.")] = False,
) -> None:
    """Remove everything that is kept about a person; it can't be taken back."""
    settings = settings_with(store=store)
    from bot.bootstrap.forget import forget_person
    from bot.cli.removing import asked, tell

    tell(forget_person(settings, platform, person, asked(yes=yes)))


@app.command()
def understand(
    text: Annotated[list[str] | None, typer.Argument(help="What somebody wrote; else read from a pipe.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read JSON lines {"id", "text", "subject"?}.')] = False,
    file: Annotated[Path | None, typer.Option(help="A file with the text.")] = None,
    pack: Pack = None,
) -> None:
    """Show what is read in a text, and why."""
    settings = settings_with(pack=pack)
    from bot.cli import understanding

    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lexicon = understanding.lexicon_of(settings)
    if jsonl:
        understanding.understand_lines(lexicon, sys.stdin)
    else:
        understanding.show(lexicon, understanding.text_of(text or [], file))


def settings_with(**options: object) -> Settings:
    """Read the settings, those of the command line before those of the environment, and set logging up."""
    from bot.logs import set_up

    given = {f"NEXTSTEP_{name.upper()}": str(value) for name, value in options.items() if value is not None}
    settings = read_settings({**{k: v for k, v in os.environ.items() if k.startswith("NEXTSTEP_")}, **given})
    set_up(settings.log)
    return settings


def _converse(
    settings: Settings, person: str, now: str | None, export_dir: Path, *, memory: bool, zone_is_said: bool
) -> int:
    from bot.bootstrap.console import Chat, run_chat, with_zone_of_system

    chat = Chat(
        settings=settings,
        person=person,
        memory=memory,
        zone=settings.zone,
        zone_is_said=zone_is_said,
        export_to=export_dir.absolute(),
    )
    chat = with_zone_of_system(chat)
    moment = moment_of(now, chat.zone) if now else None
    return run_chat(replace(chat, now=moment), interactive=_interactive())


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _say_first_line() -> None:
    if _interactive():
        typer.echo(FIRST_LINE)


def moment_of(text: str, zone: str | None) -> datetime:
    """Read a time of the command line as UTC; one without an offset is the time in `zone`, or UTC."""
    from bot.domain.calendar import instant

    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else instant(moment, zone or "UTC")
    except (ValueError, OverflowError):
        raise SettingsError(f"{text[:40]!r} is no time; write it as 2026-11-23T22:40 (--now)") from None
