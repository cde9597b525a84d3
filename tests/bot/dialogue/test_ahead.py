"""What is still to come: an interview, and a day by which an answer was promised."""

from datetime import timedelta

import pytest

from bot.domain.nudge import NudgeStatus
from tests.bot.dialogue.conversation import Conversation

INVITATION = """Dear Ms Kern,

Thank you for applying for the post of night porter at Hotel Seeblick. {}

Kind regards
Rosa Lindqvist
"""


@pytest.mark.parametrize(
    "said",
    [
        "We would like to invite you to an interview on Thursday 3 December at 11:00.",
        "We'd love for you to come in for a trial shift on Thursday 3 December.",
        "I am glad to tell you that you have been shortlisted for interview, which is on Thursday 3 December.",
    ],
)
def test_an_invitation_is_news_of_its_own_and_closes_nothing(talk: Conversation, said: str) -> None:
    talk.write("rejected by Delta Print")
    talk.write(INVITATION.format(said))
    assert talk.open_step == "invitation.start"
    assert not any(case.closed for case in talk.state.cases.values())


@pytest.mark.parametrize(
    "text",
    [
        "i got an interview at Delta Print!",
        "delta print invited me to a second interview next thursday",
        "they want to see me again!",
    ],
)
def test_an_invitation_told_in_own_words_is_one_too(talk: Conversation, text: str) -> None:
    talk.write(text)
    assert talk.open_step == "invitation.start"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("i got the job after two interviews!", "good_news.worked"),
        ("they invited me to an interview three weeks ago and still no answer", "waiting.start"),
        ("i got an interview at Delta Print and then they rejected me", "rejected.ways"),
    ],
)
def test_an_interview_that_is_over_is_no_invitation(talk: Conversation, text: str, step: str) -> None:
    talk.write(text)
    assert talk.open_step == step


def test_a_meeting_at_work_is_no_invitation(talk: Conversation) -> None:
    talk.write("my boss invited me to a meeting about the budget")
    assert talk.open_step != "invitation.start"


def test_the_day_after_an_interview_is_read_in_the_mail(talk: Conversation) -> None:
    talk.write(INVITATION.format("We would like to invite you to an interview on Thursday 3 December at 11:00."))
    talk.press("Ask me afterwards")
    assert "Friday 4 December" in talk.said
    talk.write("yes")
    (nudge,) = talk.nudges(NudgeStatus.PLANNED)
    assert (nudge.kind, nudge.note) == ("interview", "Hotel Seeblick")


def test_where_no_day_is_named_it_is_asked_for(talk: Conversation) -> None:
    talk.write("i got an interview at Delta Print!")
    talk.press("Ask me afterwards")
    assert talk.open_step == "invitation.when"


def test_a_mail_misread_as_a_no_is_put_right_in_own_words(talk: Conversation) -> None:
    talk.write("Dear Ms Kern, unfortunately we can not offer you the slot you asked for. Kind regards, Delta Print")
    assert talk.open_step == "rejected.ways"
    talk.write("it's an invitation, not a no")
    assert talk.open_step == "invitation.start"
    assert "Delta Print" in talk.said
    assert not talk.state.cases


@pytest.mark.parametrize("text", ["that's not a rejection", "Not a no!", "you misread that"])
def test_a_no_that_was_none_is_asked_about_again(talk: Conversation, text: str) -> None:
    talk.write("Dear Ms Kern, unfortunately we can not offer you the slot you asked for. Kind regards, Delta Print")
    talk.write(text)
    assert talk.open_step == "news.unsure"
    assert not talk.state.cases
    talk.press("It's good news")
    assert talk.open_step == "good_news.worked"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("haven't heard back from Delta Print for three weeks", "no wait, they just invited me to an interview"),
        ("good news from Delta Print", "it's an interview, not the job yet"),
        ("rejected by Delta Print", "no they invited me to an interview"),
    ],
)
def test_whatever_it_was_taken_for_an_invitation_is_heard(talk: Conversation, told: str, text: str) -> None:
    talk.write(told)
    talk.write(text)
    assert talk.open_step == "invitation.start"
    assert "Delta Print" in talk.said
    assert not talk.state.cases


def test_going_back_from_it_comes_to_what_was_told(talk: Conversation) -> None:
    talk.write("rejected by Delta Print")
    talk.write("no they invited me to an interview")
    talk.write("back")
    assert talk.open_step == "news.unsure"


def test_an_interview_elsewhere_leaves_the_no_as_it_is(talk: Conversation) -> None:
    talk.write("rejected by Delta Print")
    talk.write("but larch & sons want to see me again")
    assert talk.open_step == "invitation.start"
    assert [case.organisation for case in talk.state.cases.values()] == ["Delta Print"]


@pytest.mark.parametrize("when", ["within four weeks", "by 18 December", "by the end of January"])
def test_an_acknowledgement_that_names_a_time_is_no_silence(talk: Conversation, when: str) -> None:
    talk.write(f"Dear applicant, we have received your application. You will hear from us {when}. Delta Print")
    assert talk.open_step == "waiting.named"
    assert when in talk.said


def test_the_word_after_a_named_time_comes_on_a_working_day_after_it(talk: Conversation) -> None:
    talk.write("Dear applicant, we have received your application. We will get back to you by Friday 4 December. HR")
    talk.write("yes")
    (nudge,) = talk.nudges(NudgeStatus.PLANNED)
    assert nudge.wall is not None
    assert (nudge.kind, f"{nudge.wall:%A %d %B}") == ("promised", "Monday 07 December")


def test_an_acknowledgement_without_a_time_is_waiting_as_before(talk: Conversation) -> None:
    talk.write("Dear applicant, we have received your application. We will be in touch. Kind regards, Delta Print")
    assert talk.open_step == "waiting.start"


@pytest.mark.parametrize("word", ["ok", "yes"])
def test_a_bare_yes_picks_none_of_several_ways_to_wait(talk: Conversation, word: str) -> None:
    talk.write("haven't heard back from Larch & Sons for four weeks")
    talk.write(word)
    assert talk.open_step == "waiting.start"


def test_who_has_written_to_them_is_not_told_that_they_waited(talk: Conversation) -> None:
    talk.write("haven't heard back from Larch & Sons for four weeks")
    talk.press("Set a day")
    talk.write("in a week")
    talk.wait(timedelta(days=8))
    talk.write("i wrote to them")
    assert talk.open_step == "nudge_waiting.wrote"
    talk.write("yes")
    talk.write("in a week")
    assert talk.nudges(NudgeStatus.PLANNED)[0].note == "Larch & Sons"


@pytest.mark.parametrize("word", ["ok", "yes"])
def test_a_bare_yes_is_no_news(talk: Conversation, word: str) -> None:
    talk.write("the thing with the portal moved again and now the other date")
    assert talk.open_step == "news.unsure"
    talk.write(word)
    assert word not in talk.state.frames[-1].slots["story"].split("\n")


@pytest.mark.parametrize(
    "news", ["rejected by larch & sons after the interview", "larch & sons invited me to an interview next tuesday!"]
)
def test_an_answer_told_before_its_day_takes_the_day_off(talk: Conversation, news: str) -> None:
    for organisation in ("Larch & Sons", "Delta Print"):
        talk.write(f"haven't heard back from {organisation} for three weeks")
        talk.press("Set a day")
        talk.write("in a week")
    talk.write(news)
    assert [nudge.note for nudge in talk.nudges()] == ["Delta Print"]


@pytest.mark.parametrize(
    "text",
    [
        "had two interviews in september, they said i'd hear within a week. nothing since",
        "had an interview on 10 september, they said i'd hear within a week. still nothing",
    ],
)
def test_a_promise_that_counts_from_a_day_long_gone_is_over(text: str) -> None:
    talk = Conversation()
    talk.write(text)
    assert talk.open_step == "waiting.start"
    assert "answer_due" not in talk.state.frames[-1].slots
