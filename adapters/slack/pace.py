"""How fast a channel is written to. Slack allows a message a second, and short bursts on top of it."""

from collections import OrderedDict

_KEPT = 10_000


class Pace:
    """When the next message may go to a channel: `burst` at once, then one a second. Times are in seconds."""

    def __init__(self, burst: int = 5) -> None:
        self._ahead = burst - 1
        self._channels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # the last one, and when all is quiet

    def wait(self, channel: str, now: float, *, unasked: bool = False) -> float:
        """Take the next place in a channel and return how long it is until then. Unasked messages have no bursts."""
        last, quiet = self._channels.get(channel, (now - 1, now))
        at = max(now, last + 1) if unasked else max(now, last, quiet - self._ahead)
        self._channels[channel] = (at, max(quiet, at) + 1)
        self._channels.move_to_end(channel)
        if len(self._channels) > _KEPT:
            self._channels.popitem(last=False)
        return at - now
