"""A bounded memory of events whose drawer is gone, so that a platform's retry doesn't start a new story."""

from collections.abc import Iterable
from hashlib import blake2b

from bot.domain.person import PersonKey

_LIMIT = 20_000


class RecentEvents:
    """Hashes of events, the newest `limit` of them; nothing in it leads back to a person."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._hashes: dict[bytes, None] = {}

    def add(self, person: PersonKey, event_ids: Iterable[str]) -> None:
        """Remember events; the oldest ones go."""
        self._hashes.update((_hash(person, event_id), None) for event_id in event_ids)
        for oldest in list(self._hashes)[: max(0, len(self._hashes) - self._limit)]:
            del self._hashes[oldest]

    def has(self, person: PersonKey, event_id: str) -> bool:
        """Say whether an event is remembered."""
        return _hash(person, event_id) in self._hashes


def _hash(person: PersonKey, event_id: str) -> bytes:
    return blake2b("\0".join((*person, event_id)).encode(), digest_size=12).digest()
