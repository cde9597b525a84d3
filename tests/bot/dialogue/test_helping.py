"""What is written to help that was shown: heard shortly, taken back only where it was asked gently."""

from datetime import timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told
from tests.bot.dialogue.test_care import CRISIS, uncounted, words_of


def asked() -> Conversation:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write("what's the point of anything, i can't go on like this")
    assert "Are you thinking about not living" in talk.said
    return talk


@pytest.mark.parametrize("words", ["yes", "yeah", "kind of"])
def test_a_yes_to_the_gentle_question_is_heard_as_one(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "Thank you for saying it" in talk.said


@pytest.mark.parametrize("words", ["every day", "hm", "it comes and goes"])
def test_whatever_else_is_written_to_it_stays_with_it(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "988" in talk.said
    assert "Go back to the talk" in talk.labels()


DENIALS = [
    "no",
    "no no, i'm fine",
    "It was only a manner of speaking, I meant the applications",
    "no, i just mean these endless forms",
    "not like that, only worn out by interviews",
    "oh no, nothing like that",
    "sorry, figure of speech. i meant i can't go on with job boards",
    "No, I put it strongly",
    "no, I'm not suicidal, only worn out",
    "nah im not suicidal if that is what you mean, only worn out",
    "i don't want to die, i want somebody to read what i send",
]


@pytest.mark.parametrize("words", DENIALS)
def test_a_denial_of_the_gentle_question_goes_back_to_the_question_that_was_open(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "once too often" in talk.said
    assert "The numbers above stay" in talk.said
    assert (talk.open_step or "").startswith("rejected.")


@pytest.mark.parametrize("button", [True, False])
def test_what_was_told_when_the_gentle_question_came_is_heard_after_a_denial(button: bool) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery, i can't go on like this")
    assert talk.state.cases == {}
    talk.press("No, I put it strongly") if button else talk.write("not like that, i meant the search")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Elm Bakery"
    assert "I'm a program, not a person" in talk.said
    assert talk.open_step == "rejected.ways"


@pytest.mark.parametrize("words", ["no, but i want to die", "i'm not suicidal but sometimes i think of ending my life"])
def test_who_names_what_is_not_and_what_is_in_one_breath_gets_help(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "988" in talk.said
    assert "can't call anybody" in talk.said


def test_a_late_denial_is_heard_as_well() -> None:
    talk = asked()
    for words in ("hm", "ok", "it comes and goes"):
        talk.write(words)
        assert "No, I put it strongly" in talk.labels()
    talk.write("no")
    assert "once too often" in talk.said
    assert talk.open_step == "rejected.weigh"


def test_after_the_help_has_gone_out_of_memory_a_denial_leads_back_by_a_button() -> None:
    talk = asked()
    talk.restart()
    talk.press("No, I put it strongly")
    assert "once too often" in talk.said
    assert talk.open_step is None
    assert "Go back to the talk" in talk.labels()


def test_a_denial_on_another_day_belongs_to_nothing() -> None:
    talk = asked()
    talk.wait(timedelta(hours=13))
    talk.write("no, it was only a manner of speaking")
    assert "once too often" not in talk.said


def test_any_other_answer_ends_what_was_held_of_the_help_shown() -> None:
    talk = asked()
    talk.write("privacy")
    talk.write("sorry, it was only a manner of speaking")
    assert "once too often" not in talk.said


@pytest.mark.parametrize(
    "words",
    [
        "no, but sometimes",
        "maybe",
        "no, nobody would notice anyway",
        "i don't know",
        "i meant it",
        "not like that, more like disappearing",
        "rather not",
        "not now",
        "no point in talking",
        "i can't see the point of anything",
    ],
)
def test_what_is_no_plain_denial_stays_with_help(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "988" in talk.said
    assert talk.open_step is None


@pytest.mark.parametrize("words", DENIALS)
def test_no_denial_takes_back_help_that_was_given_for_more(words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write(CRISIS)
    for said in (words, "i can't go on like this", words):
        talk.write(said)
        assert "findahelpline.com" in talk.said
        assert "once too often" not in talk.said
        assert talk.open_step is None


def test_a_denial_after_a_yes_stays_with_help() -> None:
    talk = asked()
    talk.write("yes")
    talk.write("no, it was only a manner of speaking")
    assert "988" in talk.said
    assert talk.open_step is None


def test_words_of_a_life_in_danger_are_never_a_denial() -> None:
    talk = asked()
    talk.write("no, it's just an expression, but i do want to die")
    assert "comes before any job" in talk.said


@pytest.mark.parametrize("first", [CRISIS, "what's the point of anything, i can't go on like this"])
def test_help_is_not_repeated_word_for_word_and_stays_in_view(first: str) -> None:
    talk = Conversation()
    talk.write(first)
    before = talk.said
    for words in ("ok", "thank you", "I called my mum", "it hurts", "every day", "hm", "thanks", "everything hurts"):
        talk.write(words)
        assert talk.said != before
        assert "988" in talk.said
        assert "findahelpline.com" in talk.said
        assert talk.open_step is None
        before = talk.said


def test_a_person_reached_is_heard_unless_they_did_not_answer() -> None:
    talk = Conversation()
    talk.write(CRISIS)
    talk.write("i rang my sister and she is coming")
    assert "not alone" in talk.said
    talk.write("i rang my sister, she didn't pick up")
    assert "not alone" not in talk.said


def test_nothing_on_disk_tells_of_a_question_that_was_denied() -> None:
    denied, ordinary = told(at="x.second"), told(at="x.second")
    denied.write("i can't go on like this")
    denied.write("no, i just mean these forms")
    assert denied.open_step == "x.third"
    ordinary.write("it rained all day")
    kept = " ".join(words_of(uncounted(denied.state))).replace("i can't go on like this", "it rained all day")
    assert kept == " ".join(words_of(uncounted(ordinary.state)))


def test_a_country_named_after_help_was_shown_leads_to_its_lines() -> None:
    talk = Conversation()
    talk.write("i want to die")
    talk.write("i'm in germany")
    assert talk.state.person.country == "DE"
    assert "findahelpline.com you choose your country" in talk.said


def test_plain_news_after_help_was_shown_is_a_way_back() -> None:
    talk = asked()
    talk.write("i got an offer from Larch Bakery today")
    assert "988" not in talk.said


def test_commands_work_while_help_is_shown() -> None:
    talk = asked()
    talk.write("stop")
    assert "stopped" in talk.said


def test_the_way_back_is_a_soft_one() -> None:
    talk = asked()
    talk.write("it comes and goes")
    talk.press("Go back to the talk")
    assert talk.labels() == ["Go on where we were", "Stop for today"]
    talk.write("stop for today")
    assert talk.open_step is None


@pytest.mark.parametrize("words", ["can we talk about the job", "ok, back to the applications", "back", "skip"])
@pytest.mark.parametrize("dark", [CRISIS, "what's the point of anything, i can't go on like this"])
def test_who_asks_for_the_job_in_own_words_goes_back_to_the_talk_with_help_in_view(dark: str, words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    before = talk.open_step
    talk.write(dark)
    talk.write(words)
    assert "988" in talk.said
    assert talk.open_step == before


@pytest.mark.parametrize(
    "words", ["i can't go back to the job", "i hate to talk about the job", "back to the job, i want to die"]
)
def test_who_names_the_job_without_wishing_to_go_back_stays_with_help(words: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write(CRISIS)
    talk.write(words)
    assert "988" in talk.said
    assert talk.open_step is None


@pytest.mark.parametrize(
    "first", ["i got rejected by Elm Bakery. i want to die", "rejected by Elm Bakery and i want to die"]
)
@pytest.mark.parametrize("how", ["press", "label", "words"])
def test_news_told_in_one_breath_with_crisis_words_is_taken_up_without_them(first: str, how: str) -> None:
    talk = Conversation()
    talk.write(first)
    assert talk.state.cases == {}
    match how:
        case "press":
            talk.press("Go back to the talk")
        case "label":
            talk.write("go back to the talk")
        case _:
            talk.write("back to the job please")
    (case,) = talk.state.cases.values()
    assert case.organisation == "Elm Bakery"
    assert "988" in talk.said
    assert "I'm a program, not a person" in talk.said
    assert not any("want to die" in words for words in words_of(talk.state))


def test_who_goes_back_where_nothing_was_told_is_asked_what_happened() -> None:
    talk = Conversation()
    talk.write(CRISIS)
    talk.write("can we talk about the job")
    assert "988" in talk.said
    assert "What happened?" in talk.said


@pytest.mark.parametrize("between", ["ok", "thanks", "it comes and goes"])
def test_a_yes_to_anything_but_the_gentle_question_is_asked_about(between: str) -> None:
    talk = asked()
    talk.write(between)
    talk.write("yes")
    assert "Was it an answer to whether" in talk.said
    talk.write("yes")
    assert "Thank you for saying it" in talk.said


def test_who_refuses_help_lines_is_told_of_somebody_near() -> None:
    talk = Conversation()
    talk.write(CRISIS)
    talk.write("i really don't want a helpline")
    assert "Somebody near" in talk.said
    assert "988" in talk.said


@pytest.mark.parametrize(
    ("words", "country"), [("im in lisbon", "PT"), ("i live in new york", "US"), ("i'm in pain", None)]
)
def test_a_city_named_after_help_was_shown_leads_to_the_lines_of_its_country(words: str, country: str | None) -> None:
    talk = Conversation()
    talk.write(CRISIS)
    talk.write(words)
    assert talk.state.person.country == country


@pytest.mark.parametrize(
    ("words", "denied"), [("not my life, the applications", True), ("not living, only existing", False)]
)
def test_not_life_is_a_denial_where_it_is_said_what_it_is_instead(words: str, denied: bool) -> None:
    talk = asked()
    talk.write(words)
    assert ("once too often" in talk.said) is denied
