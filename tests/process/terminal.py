"""Starts the program as people do: behind a real pseudo-terminal, or in a pipe."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60.0  # seconds; a start takes one or two
PROGRAM = [sys.executable, "-m", "bot"]


def environment(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEXTSTEP_", "COV_", "XDG_"))}
    return {**kept, "HOME": str(home), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "90", "LINES": "60"}


def pipe(home: Path, *words: str, typed: bytes | str = b"", **given: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a pipe to its end."""
    return subprocess.run(
        [*PROGRAM, *words],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        env={**environment(home), **given},
    )


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, process: "subprocess.Popen[bytes]", descriptor: int) -> None:
        self.process = process
        self.seen = ""
        self._descriptor = descriptor
        self._read_to = 0

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until a text is on the screen that was not read before."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.seen.find(text, self._read_to)) < 0:
            assert time.monotonic() < deadline, f"{text!r} did not come; the screen: {self.seen[-2000:]}"
            assert self._read(deadline - time.monotonic()), f"it ended before {text!r}: {self.seen[-2000:]}"
        self._read_to = found + len(text)

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline - time.monotonic()):
            pass
        return self.process.wait(timeout=PATIENCE)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(seconds, 0))
        assert ready, f"nothing came any more; the screen: {self.seen[-2000:]}"
        with suppress(OSError):  # what a terminal says whose program is gone
            piece = os.read(self._descriptor, 65_536)
            self.seen += piece.decode("utf-8", "replace")
            return bool(piece)
        return False


@contextmanager
def terminal(home: Path, *words: str, **given: str) -> Iterator[Terminal]:
    """Run a command in a pseudo-terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *words], stdin=theirs, stdout=theirs, stderr=theirs, env={**environment(home), **given}
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
