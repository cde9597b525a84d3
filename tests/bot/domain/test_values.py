"""A field that holds its default is not written. Equal values are written alike all the same."""

from datetime import time
from enum import Enum
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import NODEFAULT

from bot.domain.person import QuietHours
from bot.domain.values import Value
from bot.ports import Drawer

SINGLE = (None, False, True, 0, "", ())
"""Defaults of which there is one object each, so that msgspec knows them again."""


def kinds_in(hint: Any) -> set[type[Value]]:  # noqa: ANN401 - a type
    """Return every kind of value that stands somewhere in a type."""
    within = get_type_hints(hint).values() if isinstance(hint, type) and issubclass(hint, Value) else get_args(hint)
    own = {hint} if isinstance(hint, type) and issubclass(hint, Value) else set()
    return own.union(*map(kinds_in, within))


def test_every_default_that_is_left_out_is_known_again_whoever_made_it() -> None:
    fields = [field for kind in kinds_in(Drawer) for field in msgspec.structs.fields(kind)]
    defaults = [field.default for field in fields if field.default is not NODEFAULT]
    assert len(defaults) > 50
    assert [default for default in defaults if default not in SINGLE and not isinstance(default, Enum)] == []


def test_other_defaults_are_written() -> None:
    for hours in (QuietHours(), QuietHours(start=time(21, 0)), msgspec.json.decode(b"{}", type=QuietHours)):
        assert msgspec.json.encode(hours) == b'{"start":"21:00:00","end":"08:00:00"}'
