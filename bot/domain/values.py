"""What all values are made of that go through a turn: frozen, given by name, compared by what is in them.

They are msgspec's structs and not dataclasses, for a turn makes and copies many of them: a new frozen dataclass costs
some fifteen times as much and a copy of one twenty times, which together was most of a turn.
"""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value. Each kind of value says `frozen=True, kw_only=True` again, for the type check."""
