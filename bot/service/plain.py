"""Turns what is kept about a person into plain data with names a person can read.

It goes by the fields of the values, so a field that is new is exported without anybody having to think of it.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from enum import Enum

from bot.domain.values import Value

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

_NAMES = {
    "cases": "rejections",
    "frames": "open_talks",
    "bags": "lines_already_used",
    "seen": "recent_events",
    "outbox": "waiting_messages",
    "trail": "answers_that_can_be_undone",
    "fate": "what_became_of_the_role",
    "told": "how_the_news_came",
    "told_on": "day_of_the_news",
    "gist": "what_weighs_most",
    "theme": "reflection",
    "themes_done": "reflections_done",
    "quiet": "quiet_hours",
    "silences": "nudges_without_answer",
    "serial": "newest_number",
    "visits": "questions_asked",
}


def plain(value: object) -> Plain:
    """Return a value as JSON knows it, whatever it is made of."""
    match value:
        case Enum():
            return plain(value.value)
        case str() | bool() | int() | float() | None:
            return value
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case tuple() | list() | set() | frozenset():
            return [plain(part) for part in value]
        case Value():
            return {_NAMES.get(name, name): plain(getattr(value, name)) for name in value.__struct_fields__}
        case _:
            raise TypeError(f"{type(value).__name__} has no plain form")
