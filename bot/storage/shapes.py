"""Lean twins of the domain's values, which leave out what is as it always is.

A drawer is written at every turn and read by people, so a field that holds its default is not written. msgspec does
this in C, but goes by which object stands there: a default is therefore only left out where there is one such object
(`None`, `True`, 0, the empty text, an enum's member, an empty collection), so that equal drawers are always written
alike. For that every kind of value gets a twin, a struct of the same fields.
"""

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
    """Return the struct that has the fields of a value, and those within it, but leaves defaults out."""
    hints = get_type_hints(kind)
    fields = [_field(field, _type(hints[field.name])) for field in msgspec.structs.fields(kind)]
    return msgspec.defstruct(kind.__name__, fields, omit_defaults=True, kw_only=True)


def twin(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return the lean twin of a value. It shares nothing with the value that may be changed."""
    return msgspec.convert(value, shape_of(type(value)), from_attributes=True)


def lean(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value
    """Turn a value into JSON-able builtins without its defaults."""
    plain: dict[str, Any] = msgspec.to_builtins(twin(value))
    return plain


def _field(field: msgspec.structs.FieldInfo, kind: Any) -> tuple[str, Any] | tuple[str, Any, Any]:  # noqa: ANN401 - a type
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
    """Put shapes in the place of values, wherever they stand in a type."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return shape_of(hint)
    origin = get_origin(hint)
    if origin is None:
        return hint
    inner = tuple(part if part is Ellipsis else _type(part) for part in get_args(hint))
    return _STANDS_FOR.get(origin, origin)[inner]
