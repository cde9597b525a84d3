"""Brings messages to the person at this terminal, and their export into files."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from adapters.console.buttons import Buttons
from adapters.console.files import write_export
from bot.domain.messages import Message
from bot.domain.person import PersonKey
from bot.ports import Delivered, ExportFiles, Outgoing, Receipt, TryLater

PLATFORM = "console"
"""The name of this platform in a `PersonKey`."""


class Screen(Protocol):
    """Where things are shown."""

    def say(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        """Show what the bot says; `unasked_at` where it comes by itself."""

    def remark(self, text: str) -> None:
        """Show a remark of the terminal's own."""

    def fail(self, text: str) -> None:
        """Say what went wrong."""


class ConsoleMessenger:
    """The port `Messenger` for one person and one screen. `writes_to` is the folder for exports, if there is one."""

    platform = PLATFORM

    def __init__(self, person: PersonKey, screen: Screen, *, writes_to: Path | None) -> None:
        self.buttons = Buttons()
        self.failed = False
        self.newest_visit = 0
        self.person = person
        self.screen = screen
        self._writes_to = writes_to

    async def deliver(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Show one thing. What is for somebody else waits until they sit here."""
        if person != self.person:
            return TryLater()
        if outgoing.retire is not None:
            self.buttons.retire(outgoing.retire)
        if outgoing.message is not None:
            self.show(outgoing.message, unasked_at=outgoing.created_at if outgoing.nudge_id else None)
        if export is not None and self._writes_to is not None:
            self._hand_over(export, self._writes_to)
        return Delivered()

    def show(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        """Show a message and remember its buttons."""
        self.screen.say(message, unasked_at=unasked_at)
        self.buttons.show(message)
        self.newest_visit = max(self.newest_visit, message.visit)

    def _hand_over(self, export: ExportFiles, folder: Path) -> None:
        try:
            paths = write_export(export, folder)
        except OSError as error:
            why = error.strerror or "unknown reason"
            self.failed = True
            self.screen.fail(
                f"The files could not be written to {folder} ({why}). Nothing is lost: "
                "start in another folder, or name one with --export-dir, and ask again."
            )
        else:
            self.screen.remark(f"Written: {' and '.join(path.name for path in paths)}, in {folder}")
