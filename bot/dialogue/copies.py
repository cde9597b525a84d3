"""Copies of values with some fields changed.

The same as `dataclasses.replace`, without its checks: a turn makes several copies of values with many fields, and they
are most of its time.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def changed(value: T, **changes: object) -> T:
    """Return a copy of a dataclass with some fields changed."""
    kind: Any = type(value)
    names, read = _fields(kind)
    copy: T = kind(**{**dict(zip(names, read(value), strict=True)), **changes})
    return copy


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
