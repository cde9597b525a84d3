"""The direct-message channel of each person: asked for once, and learned from what they write."""

from collections import OrderedDict

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.whom import Who

_KEPT = 50_000


class Channels:
    """Channels by person."""

    def __init__(self) -> None:
        self._channels: OrderedDict[Who, str] = OrderedDict()

    async def of(self, client: AsyncWebClient, who: Who) -> str:
        """Return a person's channel, opening it if need be. Raises what Slack's client raises."""
        known = self._channels.get(who)
        if known is None:
            answer = await client.conversations_open(users=who.user)
            known = str((answer.get("channel") or {}).get("id") or "")
            self.learn(who, known)
        return known

    def learn(self, who: Who, channel: str) -> None:
        """Know a person's channel."""
        if channel.startswith("D"):
            self._channels[who] = channel
            self._channels.move_to_end(who)
            if len(self._channels) > _KEPT:
                self._channels.popitem(last=False)

    def known(self, who: Who) -> str | None:
        """Return a person's channel if it is known."""
        return self._channels.get(who)

    def forget(self, who: Who) -> None:
        """Forget a channel that turned out to be closed."""
        self._channels.pop(who, None)
