"""The conversation in a pipe: reads lines, writes plain ones, each answer at once, for scripts and for tests."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TextIO

from adapters.console.outgoing import clean, plain, remark
from bot.domain.messages import Message

LONGEST_LINE = 400_000
"""So many bytes of a line are taken; the conversation reads less of it anyway."""
_PIECE = 65_536


class PipeScreen:
    """The port `Screen` on two plain streams. `on_closed` is told when nobody reads any more."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self.on_closed: Callable[[], None] = lambda: None

    def say(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        """Write what the bot says, all of it at once."""
        del unasked_at  # the line looks the same
        self._write(plain(message))

    def remark(self, text: str) -> None:
        """Write a remark of the terminal's own."""
        with suppress(OSError):
            self._write(remark(text))

    def fail(self, text: str) -> None:
        """Say on the other stream what went wrong."""
        self._err.write(f"nextstep: {clean(text)}\n")
        self._err.flush()

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except OSError:
            self.on_closed()
            raise


class PipedLines:
    """The lines of a file or pipe; bytes that are no UTF-8 become replacement characters.

    A thread of its own waits for them, because not every file can be waited for by the event loop. It is left behind
    when the program ends while it waits.
    """

    def __init__(self, descriptor: int) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=_read, args=(descriptor, self._put), name="lines", daemon=True).start()

    async def next(self) -> str | None:
        """Wait for the next line; `None` when there are no more."""
        return await self._lines.get()

    def _put(self, line: str | None) -> None:
        self._loop.call_soon_threadsafe(self._lines.put_nowait, line)


def _read(descriptor: int, put: Callable[[str | None], None]) -> None:
    try:
        for line in split(iter(lambda: os.read(descriptor, _PIECE), b"")):
            put(line)
        put(None)
    except RuntimeError:  # the loop is closed, so nobody waits for lines any more
        return
    except OSError:
        put(None)


def split(pieces: Iterator[bytes]) -> Iterator[str]:
    """Cut bytes into lines without their ends; of an endless line only the beginning is taken."""
    begun = b""
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for end in whole:
            yield _text(begun + end)
            begun = b""
        begun = (begun + rest)[:LONGEST_LINE]
    if begun:
        yield _text(begun)


def _text(line: bytes) -> str:
    return line[:LONGEST_LINE].removesuffix(b"\r").decode("utf-8", "replace")


def standard_screen() -> PipeScreen:
    """Return the screen of this process."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    return PipeScreen(sys.stdout, sys.stderr)
