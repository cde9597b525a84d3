"""How many turns the pure conversation makes, and how long the slowest take; fresh and after a long history.

The floor is what any engine must do at least: take the state apart and put one together again (`State` through its
codec's plain form and back).
"""

from collections.abc import Callable, Iterator
from time import perf_counter_ns

import msgspec

from bench.conversations import stranger, walk
from bench.figures import Figure, figure
from bot.content.pack import content_folder, load_pack
from bot.dialogue.engine import step
from bot.dialogue.state import State

TURNS = 6000
HISTORY = 10_000


def _times(calls: Iterator[Callable[[], object]]) -> list[int]:
    """Time each call once, in nanoseconds."""
    taken = []
    for call in calls:
        start = perf_counter_ns()
        call()
        taken.append(perf_counter_ns() - start)
    return taken


def run() -> Iterator[Figure]:
    """Measure pure turns on the real pack."""
    pack = load_pack(content_folder("en"))
    fresh = list(walk(pack, stranger("fresh"), TURNS // 10)) * 10
    aged_state = list(walk(pack, stranger("aged"), HISTORY))[-1][0]
    aged = list(walk(pack, aged_state, TURNS // 10)) * 10
    for state, event, now in fresh[:500]:
        step(pack, state, event, now)
    for name, played in (("turns.pure", fresh), ("turns.pure.after_10000", aged)):
        taken = _times((lambda s=s, e=e, n=n: step(pack, s, e, n)) for s, e, n in played)
        floor = _times((lambda s=s: msgspec.convert(msgspec.to_builtins(s), State)) for s, _, _ in played)
        yield figure(name, taken, floor=floor, of="turn")
