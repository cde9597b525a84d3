"""What a person has a right to: to see everything that is kept about them, and to have it go away."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.ports import Drawer, ExportFiles, Kept, People
from bot.service.plain import Plain, plain
from bot.service.readable import WORDS, readable

EXPORT_FORMAT = "next-step-export"
EXPORT_VERSION = 1
"""Raised whenever a name in the export changes; new names don't count."""


class MyData:
    """Export and forget. `words` are those of the readable file."""

    def __init__(self, people: People, words: Mapping[str, str] = WORDS) -> None:
        self._people = people
        self._words = words

    async def export(self, person: PersonKey) -> ExportFiles | None:
        """Return all that is kept about a person, for machines and for people; nothing for a stranger."""
        return await exported(self._people, person, self._words)

    async def forget(self, person: PersonKey) -> None:
        """Remove every trace of a person."""
        await self._people.forget(person)


async def exported(kept: Kept, person: PersonKey, words: Mapping[str, str] = WORDS) -> ExportFiles | None:
    """Return all that is kept about a person, as `MyData` does, of what may only be looked at."""
    drawer = await kept.load(person)
    if drawer is None:
        return None
    journal = await kept.journal(person)
    return ExportFiles(json=_json(drawer, journal), markdown=readable(drawer, journal, words))


def _json(drawer: Drawer, journal: Sequence[JournalEntry]) -> str:
    kept = plain(drawer)
    state = kept.pop("state") if isinstance(kept, dict) else None
    parts: dict[str, Plain] = {"format": EXPORT_FORMAT, "version": EXPORT_VERSION}
    for part in (state, kept):
        parts.update(part if isinstance(part, dict) else {})
    parts["journal"] = plain(journal)
    return json.dumps(parts, ensure_ascii=False, indent=2) + "\n"
