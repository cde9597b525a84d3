"""Who an event is from and through which installation: the one place that knows Slack's kinds of ids.

A person's id is `<installation>:<user>`. The installation is what holds the token they are written to with: a
workspace (T…), or a whole organisation (E…) where the app was installed for all of its workspaces at once. So somebody
in two workspaces of an organisation has one conversation there if the app is one, and two if it was installed twice,
just as they see it. People of other organisations (Slack Connect) belong to the installation they met the bot through;
their user ids are never the same as those of our own people.
"""

from collections.abc import Iterator
from typing import NamedTuple

from adapters.slack.ports import PLATFORM, Json
from bot.domain.person import PersonKey


class Who(NamedTuple):
    """A user, seen through an installation."""

    installation: str
    user: str

    @property
    def key(self) -> PersonKey:
        """The person as the rest of the program knows them."""
        return PersonKey(PLATFORM, f"{self.installation}:{self.user}")


def who_is(person: PersonKey) -> Who:
    """Return the installation and user of a person of this platform."""
    installation, _, user = person.id.partition(":")
    return Who(installation, user)


def user_of(body: Json) -> str:
    """Return the id of the user who did something, or nothing."""
    event, user = body.get("event") or {}, body.get("user")
    found = user.get("id") if isinstance(user, dict) else body.get("user_id") or event.get("user")
    return found if isinstance(found, str) else ""


def installations_of(body: Json) -> tuple[str, ...]:
    """Return the ids of installations a payload may belong to, the likeliest first.

    For whom an event was delivered stands in `authorizations`; in a channel shared with others, the other ids may be
    theirs. A view says where its app is installed.
    """
    return tuple(dict.fromkeys(found for found in _candidates(body) if found))


def _candidates(body: Json) -> Iterator[str]:
    view, message = body.get("view") or {}, body.get("message") or {}
    yield str(view.get("app_installed_team_id") or "")
    for source in (*(body.get("authorizations") or ()), body):
        enterprise, team = _id(source, "enterprise"), _id(source, "team")
        for_all = str(source.get("is_enterprise_install", "")).lower() == "true"
        yield from (enterprise, team) if for_all else (team, enterprise)
    yield str(message.get("team") or "")
    user = body.get("user")
    yield str(user.get("team_id") or "") if isinstance(user, dict) else ""


def _id(source: Json, name: str) -> str:
    found = source.get(name)
    found = found.get("id") if isinstance(found, dict) else found
    return str(source.get(f"{name}_id") or found or "")
