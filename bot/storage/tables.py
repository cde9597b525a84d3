"""The tables of a drawer: how its sections lie in a file that any TinyDB can open."""

from typing import Any

from bot.errors import DamagedDrawerError
from bot.storage.codec import Plain

Tables = dict[str, dict[str, Any]]


def tables_of(plain: Plain) -> Tables:
    """Lay the sections of a drawer out as tables, whose rows have numbers; most empty ones are left out."""
    return {name: _rows(name, section) for name, section in plain.items() if section or name in _LOOKED_AT}


def plain_of(tables: Tables) -> Plain:
    """Return the sections that `tables_of` laid out. Raises `DamagedDrawerError` for what are no tables."""
    try:
        return {name: _section(name, list(rows.values())) for name, rows in tables.items()}
    except AttributeError:
        raise DamagedDrawerError("a drawer can't be read: its tables are not as they should be") from None


_LOOKED_AT = frozenset({"nudges", "outbox"})
"""Sections that are looked for at every start, and whose absence is seen at once where they are written always."""
_SINGLE = frozenset({"drawer", "person", "talk", "seen"})
"""Sections that are one record and not a list of them."""


def _rows(name: str, section: Any) -> dict[str, Any]:  # noqa: ANN401 - one record or a list
    records = [section] if name in _SINGLE else section
    return {str(number): record for number, record in enumerate(records, start=1)}


def _section(name: str, records: list[Any]) -> Any:  # noqa: ANN401 - one record or a list
    return records[0] if name in _SINGLE and records else records
