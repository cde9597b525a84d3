"""Made-up values of the domain for Hypothesis: every shape that may lie in a drawer.

They are made from the types, so a field that is added to a value is covered without a change here.
"""

import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.dialogue.state import State
from bot.domain.nudge import Nudge
from bot.domain.person import Person, PersonKey
from bot.domain.rejection import JournalEntry, Rejection
from bot.domain.values import Value
from bot.ports import Drawer, Outgoing

Values = st.SearchStrategy[Any]


def tried(times: float) -> settings:
    """Try so many times the examples of the profile (`tests/conftest.py`): more of what is quick, fewer of what is not.

    A folder may be shared by all examples of a test.
    """
    usual = settings()
    shared = [*usual.suppress_health_check, HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=round(times * usual.max_examples), suppress_health_check=shared)


FIRST, LAST = datetime(2020, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 - the bounds of naive times

moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
"""Aware times in UTC."""
wall_times = st.datetimes(FIRST, LAST)
"""Naive times, as a wall clock shows them."""
words = st.one_of(
    st.text(max_size=20), st.sampled_from(["", "Acme Foundation", "naïve “quotes” 🙂\u202e\x00", "x" * 300])
)
"""What a person may write; no half surrogates, which no file can hold."""
keys = st.builds(PersonKey, st.sampled_from(["console", "slack", "discord"]), st.text(min_size=1, max_size=12))
"""People, on platforms that exist."""

_SIMPLE: Mapping[Any, Values] = {
    str: words,
    int: st.integers(-3, 100_000),
    bool: st.booleans(),
    type(None): st.none(),
    datetime: moments,
    date: st.dates(FIRST.date(), LAST.date()),
    time: st.times(),
    PersonKey: keys,
}


def values_of(hint: Any) -> Values:  # noqa: ANN401 - any type
    """Make values of a type as the domain uses types."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, Value):
        return made(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    origin, inner = get_origin(hint), get_args(hint)
    return _COMPOSED[origin](*inner)


_COMPOSED: Mapping[Any, Callable[..., Values]] = {
    types.UnionType: lambda *kinds: st.one_of(*map(values_of, reversed(kinds))),
    Union: lambda *kinds: st.one_of(*map(values_of, reversed(kinds))),
    Mapping: lambda _, kind: st.dictionaries(words, values_of(kind), max_size=2),
    tuple: lambda kind, *_: st.lists(values_of(kind), max_size=2).map(tuple),
}


def made(kind: Any, **given: Values) -> Values:  # noqa: ANN401 - any kind of value
    """Make values of one kind, all fields filled; `given` is for those whose type does not say enough."""
    hints = get_type_hints(kind)
    fields = {name: hints[name] for name in kind.__struct_fields__}
    unnamed = {name: values_of(hint) for name, hint in fields.items() if name not in given}
    return st.builds(kind, **unnamed, **given)


nudges: st.SearchStrategy[Nudge] = made(Nudge, wall=st.none() | wall_times)
"""Nudges in every status."""
rejections: st.SearchStrategy[Rejection] = made(Rejection)
"""Rejections, with plans and answers."""
entries: st.SearchStrategy[JournalEntry] = made(JournalEntry)
"""Lines of a journal."""
outgoing: st.SearchStrategy[Outgoing] = made(Outgoing)
"""Things on their way."""


def _by_id(values: Values) -> Values:
    return st.lists(values, max_size=3).map(lambda found: {value.id: value for value in found})


def states(people: st.SearchStrategy[PersonKey] = keys) -> st.SearchStrategy[State]:
    """Make states, whose cases and nudges stand under their own ids."""
    return made(State, person=made(Person, key=people), cases=_by_id(rejections), nudges=_by_id(nudges))


def drawers(people: st.SearchStrategy[PersonKey] = keys) -> st.SearchStrategy[Drawer]:
    """Make drawers."""
    return made(Drawer, state=states(people))
