"""The commands and their options."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.content import content
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

Store = Annotated[Path | None, typer.Option(help="The folder to keep things in.")]
Person = Annotated[str, typer.Option(help="Who is writing, where several people share a folder.")]
Pack = Annotated[Path | None, typer.Option(help="A folder with a content pack.")]


def settings_with(**options: object) -> Settings:
    """Read the settings, those of the command line before those of the environment, and set logging up."""
    from bot.logs import set_up

    given = {f"NEXTSTEP_{name.upper()}": str(value) for name, value in options.items() if value is not None}
    settings = read_settings({**{k: v for k, v in os.environ.items() if k.startswith("NEXTSTEP_")}, **given})
    set_up(settings.log)
    return settings


@app.command()
def chat(
    store: Store = None,
    memory: Annotated[bool, typer.Option("--memory", help="Keep nothing.")] = False,
    now: Annotated[str | None, typer.Option(help="Let the clock stand still at a time, as 2026-11-23T22:40.")] = None,
    zone: Annotated[str | None, typer.Option(help="Your time zone, as Europe/Berlin.")] = None,
    person: Person = "me",
    pack: Pack = None,
    export_dir: Annotated[Path, typer.Option(help="Where /export writes its files.")] = Path(),
) -> None:
    """Talk to it, here in the terminal."""
    settings = settings_with(store=store, pack=pack, zone=zone)
    moment = moment_of(now, settings.zone) if now else None
    from bot.bootstrap.console import Chat, run_pipe

    started = Chat(settings=settings, person=person, memory=memory, now=moment, zone=zone, export_to=export_dir)
    raise typer.Exit(run_pipe(started))


def moment_of(text: str, zone: str | None) -> datetime:
    """Read a time of the command line as UTC; one without an offset is the time in `zone`, or UTC."""
    from bot.domain.calendar import instant

    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else instant(moment, zone or "UTC")
    except (ValueError, OverflowError):
        raise SettingsError(f"{text[:40]!r} is no time; write it as 2026-11-23T22:40 (--now)") from None
