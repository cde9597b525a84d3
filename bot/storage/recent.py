"""The drawers of the people last spoken with, which need not be read again."""

from collections import OrderedDict

from bot.domain.person import PersonKey
from bot.ports import Drawer


class Recent:
    """Up to so many drawers in memory."""

    def __init__(self, most: int) -> None:
        self._drawers: OrderedDict[PersonKey, Drawer] = OrderedDict()
        self._most = most

    def get(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer if it is remembered."""
        if key in self._drawers:
            self._drawers.move_to_end(key)
        return self._drawers.get(key)

    def keep(self, key: PersonKey, drawer: Drawer | None) -> None:
        """Remember a drawer, or with `None` no drawer of this person any more."""
        self._drawers.pop(key, None)
        if drawer is not None:
            self._drawers[key] = drawer
        if len(self._drawers) > self._most:
            self._drawers.popitem(last=False)
