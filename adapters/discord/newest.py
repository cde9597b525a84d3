"""A mapping that holds its newest entries only, so that it never grows."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Newest(Generic[K, V]):
    """At most `most` entries; what was not used for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def put(self, key: K, value: V) -> None:
        """Keep an entry."""
        self._held[key] = value
        self._held.move_to_end(key)
        if len(self._held) > self._most:
            self._held.popitem(last=False)

    def get(self, key: K) -> V | None:
        """Return an entry and count it as used."""
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def drop(self, key: K) -> V | None:
        """Take an entry out."""
        return self._held.pop(key, None)
