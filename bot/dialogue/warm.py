"""What the first turns would have to wait for, done before anybody waits: tables of dates, zones and words."""

from datetime import UTC, datetime

from bot.dialogue.draft import Draft
from bot.dialogue.moments import span
from bot.dialogue.script import Pack
from bot.dialogue.state import new_state
from bot.dialogue.typed import country_of
from bot.domain.person import PersonKey
from bot.understanding import places, times

_SOME_DAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def warm(pack: Pack) -> None:
    """Load what a pack's first turns need, some tenths of a second's worth; nothing is changed by it."""
    d = Draft(pack, new_state(PersonKey("warm", ""), zone="UTC", locale=pack.locale), _SOME_DAY, "warm")
    d.meaning("they said no")
    country_of(d, "nowhere")
    places.read_zone("nowhere")
    times.read_when("tomorrow at nine or on 2 december", d.now, d.person.zone)
    span(d.now, d.person, d.now)
    pack.ready()
