"""How many turns the pure conversation makes, and how long the slowest take; fresh and after a long history.

Times are those of the processor, which other programs disturb less than those of the clock. The floor is what any
engine must do at least: take the state apart and put one together again (`State` through its codec's plain form and
back). `turns.buttons` leaves out what reading a text costs. `turns.own` is the dialogue's own share of the turns with a
text: each turn without the time it spent inside the reader (`look`, `whole` and the care check).
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from time import thread_time_ns
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import msgspec

from bench.conversations import stranger, walk
from bench.figures import Figure, figure
from bot.bootstrap.program import collect_rarely
from bot.content.pack import content_folder, load_pack
from bot.dialogue import draft, engine
from bot.dialogue.engine import step
from bot.dialogue.script import Pack
from bot.dialogue.state import State
from bot.domain.messages import Event, Press, Text

TURNS = 6000
HISTORY = 10_000
Played = tuple[State, Event, datetime]
P = ParamSpec("P")
T = TypeVar("T")


def run() -> Iterator[Figure]:
    """Measure pure turns on the real pack."""
    pack = load_pack(content_folder("en"))
    fresh = list(walk(pack, stranger("fresh"), TURNS))
    aged = list(walk(pack, _aged(pack), TURNS))
    _played(pack, fresh[:500])
    gc.collect()
    collect_rarely()  # as the program does once it is ready
    yield from _figures("turns.pure", pack, fresh)
    yield from _figures("turns.pure.after_10000", pack, aged)
    yield figure("turns.pure.own", _own(pack, fresh), of="turn")


def _aged(pack: Pack) -> State:
    return list(walk(pack, stranger("aged"), HISTORY))[-1][0]


def _figures(name: str, pack: Pack, turns: Sequence[Played]) -> Iterator[Figure]:
    yield _figure(name, pack, turns)
    yield _figure(f"{name}.buttons", pack, [played for played in turns if isinstance(played[1], Press)])


def _figure(name: str, pack: Pack, turns: Sequence[Played]) -> Figure:
    floor = _times(partial(_rebuilt, state) for state, _, _ in turns)
    return figure(name, _played(pack, turns), floor=floor, of="turn")


def _played(pack: Pack, turns: Sequence[Played]) -> list[int]:
    return _times(partial(step, pack, *played) for played in turns)


def _own(pack: Pack, turns: Sequence[Played]) -> list[int]:
    """Time the turns with a text, each without what the reader took of it."""
    taken = []
    with _reading_timed() as reading:
        for played in turns:
            if isinstance(played[1], Text):
                reading.clear()
                whole = _times([partial(step, pack, *played)])[0]
                taken.append(whole - sum(reading))
    return taken


@contextmanager
def _reading_timed() -> Iterator[list[int]]:
    """Note how long each call of the reader takes that the dialogue makes meanwhile."""
    reading: list[int] = []

    def timed(read: Callable[P, T]) -> Callable[P, T]:
        def timing(*args: P.args, **kwargs: P.kwargs) -> T:
            start = thread_time_ns()
            found = read(*args, **kwargs)
            reading.append(thread_time_ns() - start)
            return found

        return timing

    with ExitStack() as patched:
        for module, name in ((draft, "look"), (draft, "whole"), (engine, "read_care")):
            patched.enter_context(patch.object(module, name, timed(getattr(module, name))))
        yield reading


def _rebuilt(state: State) -> State:
    return msgspec.convert(msgspec.to_builtins(state), State)


def _times(calls: Iterable[Callable[[], object]]) -> list[int]:
    """Time each call once, in nanoseconds of the processor."""
    taken = []
    for call in calls:
        start = thread_time_ns()
        call()
        taken.append(thread_time_ns() - start)
    return taken
