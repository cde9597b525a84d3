"""When a profile's zone is news, and when it is not."""

from adapters.slack.profiles import Profile, zone_event
from bot.dialogue.state import new_state
from bot.domain.messages import ProfileSeen
from bot.domain.person import PersonKey
from bot.ports import Drawer

BERLIN = Profile(zone="Europe/Berlin")
KEY = PersonKey("slack", "T1:U1")
TOLD = "profile:Europe/Berlin:Ev0"


def drawer(*seen: str, zone: str | None = "Europe/Lisbon") -> Drawer:
    return Drawer(state=new_state(KEY, zone=zone), seen=seen)


def test_a_stranger_is_told_of_with_their_zone() -> None:
    assert zone_event(BERLIN, None, "Ev1") == ProfileSeen(id="profile:Europe/Berlin:Ev1", zone="Europe/Berlin")


def test_a_zone_nobody_has_said_yet_is_news() -> None:
    assert zone_event(BERLIN, drawer(zone=None), "Ev1") is not None


def test_a_zone_somebody_said_before_any_profile_did_stays() -> None:
    assert zone_event(BERLIN, drawer("Ev0"), "Ev1") is None


def test_what_the_profile_said_last_is_no_news() -> None:
    assert zone_event(BERLIN, drawer(TOLD, "Ev1"), "Ev2") is None


def test_a_profile_that_goes_back_to_an_earlier_zone_is_news() -> None:
    assert zone_event(BERLIN, drawer(TOLD, "profile:America/Chicago:Ev1"), "Ev2") is not None


def test_what_was_said_long_ago_is_noted_again_without_moving_anybody() -> None:
    long_ago = drawer(TOLD, *(f"Ev{number}" for number in range(150)))
    assert zone_event(BERLIN, long_ago, "Ev200") == ProfileSeen(id="profile:Europe/Berlin:Ev200")


def test_a_profile_without_a_zone_says_nothing() -> None:
    assert zone_event(Profile(), drawer(), "Ev1") is None
