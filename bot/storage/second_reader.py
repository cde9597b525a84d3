"""A second process that reads drawers at the start, where there are very many of them and more than one processor.

It decides nothing. It is told where a handful of drawers lies and answers what their people are owed. What is not quite
plain, a drawer that is damaged or gone, it leaves to whoever asked, the whole handful. So nothing hangs on it: where it
can't be had, or ends early, the start takes longer, and that is all.
"""

import gc
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Final, Self

import msgspec

from bot.ports import Owed
from bot.storage.files import read
from bot.storage.owed import look
from bot.storage.seal import Seal, seal_of

Paths = Sequence[str]
_AHEAD: Final = 4
"""How many handfuls it is given at once, so that it need not wait for the next."""
_ON_ITS_WAY: Final = 1 << 18
"""Room for so many bytes between the two, each way: more than there ever are, or each might wait for the other."""
_PATIENCE: Final = 10.0
"""Seconds it is waited for when there is nothing else to do."""
_START: Final = "from bot.storage.second_reader import serve; serve()"
_answers: Final = msgspec.msgpack.Decoder(list[Owed])


class SecondReader:
    """The process, from here. It is gone when this is closed, and when this process ends, however that happens.

    Raises `OSError` where no process can be had.
    """

    def __init__(self, seal: Seal) -> None:
        self._line, far_end = _line()
        self._given: deque[Paths] = deque()
        with far_end:
            try:
                self._process = _started(far_end)
            except OSError:
                self._line.close()
                raise
        with suppress(OSError):
            self._line.send_bytes(seal.key or b"")  # never as an argument, which everybody may read

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    def give(self, paths: Paths) -> bool:
        """Have a handful of drawers of one room read, and say whether it can take that."""
        if len(self._given) >= _AHEAD:
            return False
        room = os.path.dirname(paths[0])  # noqa: PTH120 - texts, of which there are very many
        try:
            self._line.send_bytes(os.fsencode("\0".join([room, *(path[len(room) + 1 :] for path in paths)])))
        except OSError:
            return False
        self._given.append(paths)
        return True

    def answers(self) -> Iterator[tuple[Paths, list[Owed] | None]]:
        """Go through what it has found by now, handful by handful; `None` stands for one that it leaves to others."""
        while self._given and self._line.poll():
            yield self._given.popleft(), self._answer()

    def rest(self) -> Iterator[tuple[Paths, list[Owed] | None]]:
        """Go through what is still to come, as `answers` does. After too long a silence it is asked no more."""
        while self._given and self._line.poll(_PATIENCE):
            yield self._given.popleft(), self._answer()
        while self._given:
            yield self._given.popleft(), None

    def _answer(self) -> list[Owed] | None:
        try:
            answer = self._line.recv_bytes()
            return _answers.decode(answer) if answer else None
        except (EOFError, OSError, msgspec.DecodeError):
            return None


def is_worth_it(drawers: int) -> bool:
    """Say whether a second reader has done more by the end than it costs to start one."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return drawers >= MANY and processors > 1


MANY: Final = 20_000
"""From how many drawers on it is worth it: one process reads them in half a second."""


def _line() -> tuple[Connection, Connection]:
    ends = socket.socketpair()
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ON_ITS_WAY)
    return Connection(ends[0].detach()), Connection(ends[1].detach())


def _started(line: Connection) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-P", "-c", _START, str(line.fileno())],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        pass_fds=[line.fileno()],
        process_group=0,  # Ctrl-C is for this process, which ends the other
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


# --- over there -------------------------------------------------------------------------------------------------------


def serve() -> None:
    """Answer until nobody asks any more."""
    gc.disable()  # nothing it makes hangs together in a ring
    with Connection(int(sys.argv[1])) as line, suppress(EOFError, OSError):
        seal = seal_of(line.recv_bytes() or None)
        while True:
            room, *names = os.fsdecode(line.recv_bytes()).split("\0")
            line.send_bytes(_looked_at(room, names, seal))


def _looked_at(room: str, names: Sequence[str], seal: Seal) -> bytes:
    try:
        return msgspec.msgpack.encode([look(seal.open(read(f"{room}/{name}"))) for name in names])
    except Exception:  # noqa: BLE001 - whoever asked reads them again, and knows what to say
        return b""
