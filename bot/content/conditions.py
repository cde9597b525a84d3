"""Reads a condition: `a & !b & c=x|y`."""

import re

from bot.dialogue.script import Condition

_TERM = re.compile(r"(!?)\s*([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)(?:\s*=\s*([A-Za-z0-9_]+(?:\s*\|\s*[A-Za-z0-9_]+)*))?")


class ConditionError(Exception):
    """A condition can't be read; the text says which part of it."""


def parse(text: str) -> Condition:
    """Read a condition. Raises `ConditionError`."""
    return Condition(terms=tuple(_term(part.strip()) for part in text.split("&")))


def _term(text: str) -> tuple[str, bool, tuple[str, ...]]:
    found = _TERM.fullmatch(text)
    if found is None:
        raise ConditionError(f"can't read {text!r}" if text else "a part of it is empty")
    negated, fact, values = found.groups()
    return fact, bool(negated), tuple(value.strip() for value in values.split("|")) if values else ()


def excludes(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions can never hold together, as far as their terms show it."""
    if one is None or other is None:
        return False
    return any(_against(mine, theirs) for mine in one.terms for theirs in other.terms)


def _against(one: tuple[str, bool, tuple[str, ...]], other: tuple[str, bool, tuple[str, ...]]) -> bool:
    if one[0] != other[0]:
        return False
    if one[1] != other[1]:
        denied, held = (one, other) if one[1] else (other, one)
        return not denied[2] or (bool(held[2]) and set(held[2]) <= set(denied[2]))
    return not one[1] and bool(one[2]) and bool(other[2]) and not set(one[2]) & set(other[2])
