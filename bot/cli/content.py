"""The commands of those who write the words."""

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ContentError

content = typer.Typer(help="Check and look at the words in content/.", no_args_is_help=True)
Pack = Annotated[Path | None, typer.Option(help="A folder with a content pack.")]


@content.command()
def transcripts(
    files: Annotated[list[Path] | None, typer.Argument(help="Transcripts; all of the pack, if none are named.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the bot's lines anew.")] = False,
    pack: Pack = None,
) -> None:
    """Play the transcripts and say where the bot answers differently."""
    from bot.bootstrap.transcripts import Playbook
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


HINT = "Read what changed. If it is what you want: nextstep content transcripts --write"


def difference(path: Path, written: str, out: str) -> str:
    """Return how a transcript differs from what the bot says."""
    from difflib import unified_diff

    return "\n".join(unified_diff(written.splitlines(), out.splitlines(), f"{path}", "what the bot says", lineterm=""))
