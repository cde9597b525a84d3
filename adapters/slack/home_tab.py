"""Publishes the Home tab: when it is opened, and after each turn of somebody who has opened it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from adapters.slack.home import home_view
from adapters.slack.ports import Script
from adapters.slack.profiles import Profiles
from adapters.slack.tokens import Tokens
from adapters.slack.whom import Who
from adapters.slack.words import Words
from bot.ports import Clock, Drawer

_WATCHING = 2_000


class HomeTab:
    """The Home tabs of people. `later` does work that nobody waits for."""

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        tokens: Tokens,
        profiles: Profiles,
        script: Script,
        words: Words,
        clock: Clock,
        *,
        later: Callable[[Awaitable[None]], None],
    ) -> None:
        self._tokens = tokens
        self._profiles = profiles
        self._script = script
        self._words = words
        self._clock = clock
        self._later = later
        self._watching: OrderedDict[Who, None] = OrderedDict()

    async def publish(self, who: Who, drawer: Drawer | None, *, note: str = "") -> None:
        """Show somebody their Home tab as it is now. Raises what Slack's client raises."""
        self._watching[who] = None
        self._watching.move_to_end(who)
        if len(self._watching) > _WATCHING:
            self._watching.popitem(last=False)
        await self._publish(who, drawer, note)

    def after_turn(self, who: Who, drawer: Drawer | None) -> None:
        """Bring a tab up to date that may be in view; one of somebody who was forgotten is always emptied."""
        if drawer is None:
            self._watching.pop(who, None)
            self._profiles.forget(who)
            self._later(self._publish(who, None, ""))
        elif who in self._watching:
            self._later(self._publish(who, drawer, ""))

    async def _publish(self, who: Who, drawer: Drawer | None, note: str) -> None:
        client = await self._tokens.client(who.installation)
        profile = await self._profiles.of(client, who)
        view = home_view(drawer, self._script, self._words, self._clock.now(), host=profile.host, note=note)
        await client.views_publish(user_id=who.user, view=view)
