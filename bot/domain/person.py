"""Who the bot talks to: only what it needs to know to write at the right time, in the right language."""

from datetime import date, datetime, time
from typing import NamedTuple

from bot.domain.values import Value, always


class PersonKey(NamedTuple):
    """A person on a platform: `("console", "me")`, `("slack", "T1:U2")`, `("discord", "123")`."""

    platform: str
    id: str


class QuietHours(Value, frozen=True, kw_only=True):
    """The hours, in the person's own zone, in which nothing unasked is sent; may run over midnight."""

    start: time = always(lambda: time(21, 0))
    end: time = always(lambda: time(8, 0))


class Person(Value, frozen=True, kw_only=True):
    """What is known about a person apart from their stories."""

    key: PersonKey
    zone: str = always(lambda: "UTC")  # IANA name
    zone_known: bool = False  # told by the platform or the person; else a guess that is asked about
    locale: str = always(lambda: "en")
    quiet: QuietHours = always(QuietHours)
    introduced: bool = False  # has been told what the bot is and what it keeps
    paused_until: datetime | None = None  # UTC; no nudge before it
    stopped: bool = False  # said stop: silence until they write again
    unreachable: str | None = None  # why messages don't arrive, told at the next chance
    country: str | None = None  # said by the person; ISO 3166 letters, only for help lines and advice services
    silences: int = 0  # nudges in a row without an answer
    unasked_on: date | None = None  # local day of the newest message they did not ask for
    seen_at: datetime | None = None  # UTC; the last sign of life
