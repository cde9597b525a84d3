"""Times, zones, countries, weekly hours: what can't be read is said in one clear sentence, and asked again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.dialogue.draft import Draft
from bot.dialogue.written import hedged
from tests.bot.dialogue.conversation import LATE_EVENING, Conversation
from tests.bot.dialogue.small import pack_with, told
from tests.shipped import english

BERLIN = ZoneInfo("Europe/Berlin")
COUNTRY = """
+++
id = "ask"
expects = "country"
then = ["country"]
next = "end"
recap = "the country"
+++
Which country?

+++
id = "end"
end = true
+++
Thank you.
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("when the cows come home", "couldn't read a day or time"),
        ("yesterday", "already behind us"),
        ("31 february", "isn't in the calendar"),
        ("in 30 years", "further ahead than I can promise"),
    ],
)
def test_what_is_no_time_is_said_and_asked_again(words: str, sentence: str) -> None:
    talk = _asked("pause")
    talk.write(words)
    assert sentence in talk.said
    assert talk.open_step == "pause.start"
    assert talk.state.person.paused_until is None


def test_nine_said_late_at_night_is_tomorrow() -> None:
    talk = _asked("pause")
    talk.write("9am")
    assert talk.state.person.paused_until == datetime(2026, 11, 24, 9, tzinfo=BERLIN)
    assert "Tuesday 24 November, 09:00" in talk.said


@pytest.mark.parametrize("by", ["number", "button", "label"])
def test_two_readings_are_offered_and_one_is_chosen(by: str) -> None:
    talk = _asked("pause")
    talk.write("next wednesday")
    assert "more than one way" in talk.said
    first, second = talk.labels()
    match by:
        case "number":
            talk.write("2")
        case "button":
            talk.press(second)
        case _:
            talk.write(second)
    assert first != second
    assert talk.state.person.paused_until == datetime(2026, 12, 2, 9, tzinfo=BERLIN)


def test_instead_of_a_reading_another_time_may_be_written() -> None:
    talk = _asked("pause")
    talk.write("next wednesday")
    talk.write("friday at ten")
    assert talk.state.person.paused_until == datetime(2026, 11, 27, 10, tzinfo=BERLIN)


def test_back_takes_the_readings_away() -> None:
    talk = _asked("pause")
    talk.write("next wednesday")
    talk.write("back")
    assert talk.open_step == "pause.start"


def test_a_reading_that_has_passed_meanwhile_is_not_taken() -> None:
    talk = _asked("pause")
    talk.write("next wednesday")
    talk.wait(timedelta(days=30))
    talk.write("1")
    assert "already behind us" in talk.said
    assert talk.state.person.paused_until is None


@pytest.mark.parametrize(
    ("words", "zone"),
    [("berlin", "Europe/Berlin"), ("Lisbon, Portugal", "Europe/Lisbon"), ("eastern time", "America/New_York")],
)
def test_a_zone_is_read_from_a_city_or_its_common_name(words: str, zone: str) -> None:
    talk = _asked("timezone")
    talk.write(words)
    assert talk.state.person.zone == zone


def test_a_place_that_there_is_not_is_said_and_asked_again() -> None:
    talk = _asked("timezone")
    talk.write("qqqxxx")
    assert "don't know that place" in talk.said
    assert talk.open_step == "timezone.start"


def test_a_place_that_there_is_twice_is_asked_back() -> None:
    talk = _asked("timezone")
    talk.write("australia")
    assert "sure of the place" in talk.said
    talk.write("1")
    assert talk.state.person.zone.startswith("Australia/")


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Germany", "DE"),
        ("the moon", None),
        ("USA", "US"),
        ("uk", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("berlin, germany", "DE"),
        ("im in Vienna", "AT"),
    ],
)
def test_a_country_is_read_by_its_name(words: str, country: str | None) -> None:
    talk = told(COUNTRY, at="x.ask", organisation=None)
    talk.write(words)
    assert talk.state.person.country == country
    assert ("Thank you." in talk.said) == (country is not None)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("fridays at nine", "week:4:09:00"),
        ("every sunday evening at six", "week:6:18:00"),
        ("friday 9:30", "week:4:09:30"),
    ],
)
def test_a_weekly_hour_is_read(words: str, rule: str) -> None:
    talk = _asked("checkin")
    talk.write(words)
    assert [nudge.every for nudge in talk.nudges()] == [rule]


def test_one_of_several_days_is_asked_for() -> None:
    talk = _asked("checkin")
    talk.write("mondays and thursdays at nine")
    assert len(talk.labels()) == 2
    talk.write("2")
    assert [nudge.every for nudge in talk.nudges()] == ["week:3:09:00"]


@pytest.mark.parametrize(
    ("words", "said"), [("whenever", "couldn't read a day"), ("31 february", "isn't in the calendar")]
)
def test_what_is_no_weekly_hour_is_said_and_asked_again(words: str, said: str) -> None:
    talk = _asked("checkin")
    talk.write(words)
    assert said in talk.said
    assert talk.open_step == "checkin.start"
    assert not talk.nudges()


def test_a_long_text_where_a_time_was_wanted_is_kept() -> None:
    talk = told(at="again.when")
    talk.write("my sister says they do this to everyone who asks")
    assert talk.state.cases["c1"].answers["more"] == "my sister says they do this to everyone who asks"


def test_in_another_language_a_country_has_its_name_there() -> None:
    talk = told(COUNTRY, at="x.ask", organisation=None)
    talk.state = replace(talk.state, person=replace(talk.state.person, locale="de-CH"))
    talk.write("Deutschland")
    assert talk.state.person.country == "DE"


def _asked(command: str) -> Conversation:
    talk = Conversation(pack_with(), now=datetime(2026, 11, 23, 22, 40, tzinfo=BERLIN).astimezone(UTC))
    talk.write("help")
    talk.command(command)
    return talk


def test_a_bare_yes_takes_the_one_reading_and_none_of_several(talk: Conversation) -> None:
    _to_the_plan(talk)
    talk.write("idk, maybe call Anna")
    talk.write("yes")
    assert talk.state.cases["c1"].answers["plan_action"] == "call Anna"
    talk.write("at six")
    assert talk.open_step == "errors.time_ambiguous"
    talk.write("ok")
    assert talk.open_step == "errors.time_ambiguous"


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("I don't know, maybe that I speak slower", "I speak slower"),
        ("idk perhaps call Anna", "call Anna"),
        ("not sure... i guess ask a friend", "ask a friend"),
        ("i don't know what to do", ""),
        ("no idea honestly", ""),
        ("maybe call Anna", None),
        ("call Anna, I don't know when", None),
    ],
)
def test_a_step_only_wondered_about_is_told_from_one(text: str, perhaps: str | None) -> None:
    assert hedged(Draft(english(), Conversation().state, LATE_EVENING, "t"), text) == perhaps


def test_a_step_only_wondered_about_is_offered_and_no_plan_yet(talk: Conversation) -> None:
    _to_the_plan(talk)
    talk.write("I don't know, maybe that I speak slower")
    assert talk.labels()[0] == "I speak slower"
    talk.press("I speak slower")
    assert talk.open_step == "plan.when"
    talk.write("tomorrow at nine")
    (case,) = talk.state.cases.values()
    assert case.plan is not None
    assert case.plan.action == "I speak slower"


def test_where_it_is_not_the_step_another_one_is_asked_for(talk: Conversation) -> None:
    _to_the_plan(talk)
    talk.write("I don't know, maybe that I speak slower")
    talk.write("no")
    assert talk.open_step == "plan.what"


def test_who_knows_no_step_is_asked_once_more(talk: Conversation) -> None:
    _to_the_plan(talk)
    talk.write("not sure what there is to do")
    assert talk.open_step == "plan.what"
    assert "needn't know it now" in talk.said


def _to_the_plan(talk: Conversation) -> None:
    talk.write("rejected by Larch & Sons after the final interview")
    talk.press("Talk it through")
    talk.write("skip")
    assert talk.open_step == "plan.what"
