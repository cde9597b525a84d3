"""What all values are made of that go through a turn: frozen, given by name, compared by what is in them.

They are msgspec's structs and not dataclasses, for a turn makes and copies many of them: a new frozen dataclass costs
some fifteen times as much and a copy of one twenty times, which together was most of a turn.

They are written as JSON at every turn and read by people, so a field that holds its default is left out. msgspec goes
by which object stands there and not by what is in it. So that equal values are always written alike, a default that
there may be two of (a time, a text with letters) comes from `always`, and is always written.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")


def always(make: Callable[[], T]) -> T:
    """Return a field with a default that is written as well."""
    written: T = msgspec.field(default_factory=make)
    return written


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value. Each kind of value says `frozen=True, kw_only=True` again, for the type check."""
