"""How much work a call is, without a clock: the calls it makes in turn, those into C and back into generators too."""

import sys
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
