"""`nextstep forget`: shows what would be removed, asks, and says what was."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.bootstrap.forget import Kept

NOT_REMOVED = "Nothing was removed."
"""Said to whoever does not confirm."""
REMOVED = (
    "Nothing of this person is kept here any more. Back-ups, and messages in the chat itself, are not touched by it."
)
"""Said when all is done."""


def asked(*, yes: bool) -> "Callable[[Sequence[Kept]], bool]":
    """Return what asks before removing, or agrees by itself."""

    def confirm(found: "Sequence[Kept]") -> bool:
        if yes:
            return True
        for kept in found:
            typer.echo(f"{kept.path}: {kept.what}")
        return typer.confirm("Remove all of it for good?")

    return confirm


def tell(removed: "Sequence[Kept]") -> None:
    """Say what was removed; ends with 1 if nothing was."""
    if not removed:
        typer.echo(NOT_REMOVED)
        raise typer.Exit(1)
    for kept in removed:
        typer.echo(f"removed: {kept.path}: {kept.what}")
    typer.echo(REMOVED)
