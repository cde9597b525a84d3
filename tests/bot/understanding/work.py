"""How much work a call is: the calls it makes in turn, those into C and back into generators too; or how it grows."""

import sys
import time
from collections.abc import Callable


def work_of(call: Callable[[], object]) -> int:
    """Return how many calls are made until a call is over."""
    count = 0

    def note(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


def grows_with_its_text(call: Callable[[int], object], signs: int) -> bool:
    """Tell whether four times the signs are about four times the work, and not sixteen times or more.

    What a pattern does inside is no call, so this compares times of the processor, of which only the ratio counts.
    Whatever disturbs it can only make it longer: one undisturbed try is enough.
    """
    call(signs)  # what is only done once
    return any(_seconds(lambda: call(4 * signs)) < 8 * _seconds(lambda: call(signs)) + 0.001 for _ in range(5))


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
