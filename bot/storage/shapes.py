"""Lean twins of the domain's dataclasses, which leave out what is as it always is.

A drawer is written at every turn and read by people, so a field that holds its default is not written. msgspec does
this in C for its own structs but not for dataclasses: every dataclass therefore gets a struct of the same fields. A
default is only left out where there is one such object (`None`, `True`, 0, the empty text, an enum's member, an empty
collection): so equal drawers are always written alike.
"""

import dataclasses
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec

_STANDS_FOR: Final[Mapping[Any, Any]] = {types.UnionType: Union, Mapping: dict}
"""What can be built from its parts, by what can't."""


@cache
def shape_of(kind: type[Any]) -> type[msgspec.Struct]:
    """Return the struct that has the fields of a dataclass, and those within it, but leaves defaults out."""
    hints = get_type_hints(kind)
    fields = [_field(field, _type(hints[field.name])) for field in dataclasses.fields(kind)]
    return msgspec.defstruct(kind.__name__, fields, omit_defaults=True, kw_only=True)


def lean(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """Turn a dataclass into JSON-able builtins without its defaults."""
    shape = shape_of(type(value))  # type: ignore[arg-type] # mypy takes the hash of its objects for that of a class
    shaped = msgspec.convert(value, shape, from_attributes=True)
    plain: dict[str, Any] = msgspec.to_builtins(shaped)
    return plain


def _field(field: dataclasses.Field[Any], kind: Any) -> tuple[str, Any] | tuple[str, Any, Any]:  # noqa: ANN401 - a type
    if field.default_factory is dict:
        return field.name, kind, msgspec.field(default_factory=dict)
    if _is_single(field.default):
        return field.name, kind, field.default
    return field.name, kind


def _is_single(default: object) -> bool:
    if isinstance(default, Enum | bool | None):
        return True
    return default in (0, "", ())


def _type(hint: Any) -> Any:  # noqa: ANN401 - a type
    """Put shapes in the place of dataclasses, wherever they stand in a type."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return shape_of(hint)
    origin = get_origin(hint)
    if origin is None:
        return hint
    inner = tuple(part if part is Ellipsis else _type(part) for part in get_args(hint))
    return _STANDS_FOR.get(origin, origin)[inner]
