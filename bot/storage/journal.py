"""Which entries of a journal lie in the drawer and which in the archive beside it.

A drawer is written whole at every turn. So that a turn costs the same after years, older entries move out of it; they
go to the archive before they leave the drawer, so a crash in between leaves them in both places and never in neither.
"""

from collections.abc import Iterable, Sequence

from bot.domain.rejection import JournalEntry

MOST = 50
"""Most entries a drawer is written with."""
KEPT = 25
"""How many stay in the drawer when older ones move out: fewer than `MOST`, so that it happens rarely."""

Entries = tuple[JournalEntry, ...]


def split(journal: Entries) -> tuple[Entries, Entries]:
    """Return the entries that are to move to the archive, mostly none, and those that stay."""
    if len(journal) <= MOST:
        return (), journal
    return journal[:-KEPT], journal[-KEPT:]


def whole(archived: Iterable[JournalEntry], kept: Iterable[JournalEntry]) -> Sequence[JournalEntry]:
    """Return all entries, oldest first, each id once; the newer writing of an entry counts."""
    by_id: dict[str, JournalEntry] = {}
    for entries in (archived, kept):
        by_id.update((entry.id, entry) for entry in entries)
    return tuple(by_id.values())
