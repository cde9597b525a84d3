"""What a profile says about a person: their time zone, and whether they look after the workspace."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import TROUBLE
from adapters.slack.ports import Json
from adapters.slack.whom import Who
from bot.domain.messages import ProfileSeen
from bot.ports import Drawer

HOLDS = 6 * 60 * 60
"""Seconds after which a profile is read again, at the person's next word."""
_KEPT = 20_000
_MARK = "profile:"
_REFRESH_AFTER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The part of a profile that is used; nothing of it is kept but the zone."""

    zone: str | None = None
    host: bool = False


class Profiles:
    """Profiles by person, read when first needed. `monotonic` tells seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: OrderedDict[Who, tuple[float, Profile]] = OrderedDict()

    async def of(self, client: AsyncWebClient, who: Who, *, anew: bool = False) -> Profile:
        """Return a person's profile; an empty one while it can't be read."""
        read_at, profile = self._known.get(who, (None, Profile()))
        if not anew and read_at is not None and self._monotonic() - read_at < HOLDS:
            return profile
        try:
            answer = await client.users_info(user=who.user)
        except TROUBLE:
            return Profile(zone=profile.zone, host=profile.host and not anew)
        user = answer.get("user") or {}
        profile = Profile(zone=user.get("tz") or None, host=_looks_after(who, user))
        self._known[who] = (self._monotonic(), profile)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return profile

    def forget(self, who: Who) -> None:
        """Forget a profile."""
        self._known.pop(who, None)


def _looks_after(who: Who, user: Json) -> bool:
    """Say whether somebody may speak for an installation: for one of a whole organisation, only its own admins."""
    organisation = user.get("enterprise_user") or {}
    if who.installation.startswith("E"):
        return bool(organisation.get("is_admin") or organisation.get("is_owner"))
    of_others = not organisation and user.get("team_id", who.installation) != who.installation  # Slack Connect
    return not of_others and bool(user.get("is_admin") or user.get("is_owner"))


def zone_event(profile: Profile, drawer: Drawer | None, event_id: str) -> ProfileSeen | None:
    """Return what the conversation is to be told about a zone, if that is news.

    A zone that somebody set themselves must stay until their profile changes. What the profile said last stands in the
    ids of their newest events, so there is no second store for it.
    """
    if profile.zone is None:
        return None
    seen = ProfileSeen(id=f"{_MARK}{profile.zone}:{event_id}", zone=profile.zone)
    if drawer is None:
        return seen
    told = next(((age, one) for age, one in enumerate(reversed(drawer.seen)) if one.startswith(_MARK)), None)
    if told is None:
        return None if drawer.state.person.zone_known else seen
    age, newest = told
    if newest.removeprefix(_MARK).partition(":")[0] != profile.zone:
        return seen
    # The same as before: said once more without a zone, so that it is not pushed out of what is remembered.
    return ProfileSeen(id=seen.id) if age >= _REFRESH_AFTER else None
