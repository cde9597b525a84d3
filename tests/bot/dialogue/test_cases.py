"""Several rejections are kept apart; where it is not plain which one is meant, the bot asks."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.dialogue.state import MAX_CASES, MAX_FRAMES
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, case, told

FIRST = "i got rejected by Harbour Museum after the final round"
SECOND = "Brook Library rejected me too, by email this morning"


def test_a_second_rejection_in_the_middle_of_a_talk_is_asked_about() -> None:
    talk = _told(FIRST)
    talk.write(SECOND)
    assert talk.open_step == "news.second"
    talk.press("It's a new one")
    assert _organisations(talk) == ["Harbour Museum", "Brook Library"]
    assert talk.state.cases[talk.state.frames[-1].case or ""].organisation == "Brook Library"


def test_what_is_part_of_the_same_story_stays_with_it_and_the_talk_goes_on() -> None:
    talk = _told(FIRST)
    question = talk.open_step
    talk.write(SECOND)
    talk.press("It's part of this one")
    assert _organisations(talk) == ["Harbour Museum"]
    assert _only(talk)["more"] == SECOND
    assert talk.open_step == question


def test_answers_go_to_the_rejection_they_are_about() -> None:
    talk = told()
    begin(talk, "x.first", case(talk, "Brook Library"))
    talk.write("the library")
    talk.press_token(next(c.token for c in talk.buttons() if c.label == "Nothing at all"))
    talk.write("for the bakery")
    assert talk.state.cases["c1"].answers == {"story": "a no", "two": "for the bakery"}
    assert talk.state.cases["c2"].answers == {"story": "a no", "one": "the library"}


def test_the_same_organisation_told_again_is_the_same_rejection_and_the_words_are_kept() -> None:
    talk = _told(FIRST)
    talk.write("later")
    talk.press("No reminder")
    again = "Harbour Museum rejected me, it still goes round in my head"
    talk.write(again)
    assert _organisations(talk) == ["Harbour Museum"]
    assert _only(talk)["more"] == again


def test_another_role_at_the_same_place_is_another_rejection() -> None:
    talk = _told("i got rejected by Harbour Museum for the role of curator")
    talk.write("later")
    talk.press("No reminder")
    talk.write("i got rejected by Harbour Museum for the role of archivist")
    assert sorted(c.role or "" for c in talk.state.cases.values()) == ["archivist", "curator"]


def test_a_no_without_a_name_is_asked_about_while_another_talk_is_open() -> None:
    talk = _told(FIRST)
    talk.write("later")
    talk.press("No reminder")
    words = "they rejected me after the interview, i just got the email"
    talk.write(words)
    assert talk.open_step == "news.which_known"
    talk.press("Harbour Museum")
    assert _organisations(talk) == ["Harbour Museum"]
    assert _only(talk)["more"] == words


def test_it_may_be_a_new_one() -> None:
    talk = _told(FIRST)
    talk.write("later")
    talk.press("No reminder")
    talk.write("they rejected me after the interview, i just got the email")
    talk.press("A new one")
    assert _organisations(talk) == ["Harbour Museum", None]


def test_which_one_is_asked_where_there_are_several() -> None:
    talk = told(at="x.second")
    case(talk, "Brook Library")
    talk.command("reflect")
    assert [label for label in talk.labels() if label in {"Elm Bakery", "Brook Library"}] == [
        "Brook Library",
        "Elm Bakery",
    ]
    talk.write("elm bakery")
    assert talk.state.frames[-1].case == "c1"
    assert "case" not in talk.state.cases["c1"].answers


def test_a_mail_pasted_into_the_talk_about_it_belongs_to_it_and_is_kept() -> None:
    talk = _told("i got rejected by Harbour Museum for the role of curator")
    mail = (
        "Dear applicant,\n\nthank you for applying for the position of Curator at Harbour Museum. Unfortunately we have"
        " decided to move forward with other candidates.\n\nKind regards\nThe Harbour Museum team"
    )
    talk.write(mail)
    assert _organisations(talk) == ["Harbour Museum"]
    assert "email" in next(iter(talk.state.cases.values())).marks
    assert _only(talk)["more"] == mail
    talk.write("back")
    assert "more" not in _only(talk)


def test_a_mail_from_somewhere_else_is_asked_about() -> None:
    talk = _told("i got rejected by Harbour Museum for the role of curator")
    talk.write(
        "Dear applicant,\n\nthank you for applying for the position of Analyst at Brook Library. Unfortunately we have"
        " decided to move forward with other candidates.\n\nKind regards\nThe Brook Library team"
    )
    assert talk.open_step == "news.second"


def test_the_second_time_refers_to_what_was_learned_at_the_first_and_does_not_count() -> None:
    talk = told(at="x.right")
    talk.write("every school in town knows me")
    talk.state = replace(talk.state, frames=())
    talk.write(SECOND)
    talk.press("Talk it through")
    assert "every school in town knows me" in talk.said
    assert not any(word in talk.said.lower() for word in ("second", "again", "twice"))


def test_more_rejections_than_are_kept_at_hand_live_on_in_the_journal() -> None:
    talk = told(at="x.second")
    talk.write("the bus")
    for number in range(MAX_CASES):
        talk.write("start over")
        talk.write(f"i got rejected by Place{number}, they sent an email")
    assert len(talk.state.cases) == MAX_CASES
    assert "c1" not in talk.state.cases
    assert any("two: the bus" in entry.body for entry in talk.journal() if entry.kind == "rejection")


def test_more_talks_than_may_lie_open_leave_the_oldest() -> None:
    talk = told(at="x.second")
    for _ in range(MAX_FRAMES):
        talk.write("start over")
        talk.write("hm, not sure what to say about all of it")
    assert len(talk.state.frames) <= MAX_FRAMES
    talk.press_token("1.x.second.none")
    assert "finished" in talk.said


@pytest.mark.parametrize("days", [1, 60])
def test_good_news_in_a_talk_are_good_news(days: int) -> None:
    talk = told(at="x.second")
    talk.wait(timedelta(days=days))
    talk.write("i got the job at Larch & Sons!")
    assert talk.open_step is not None
    assert talk.open_step.startswith("good_news.")
    assert "two" not in talk.state.cases["c1"].answers


def _told(story: str) -> Conversation:
    talk = Conversation()
    talk.write(story)
    return talk


def _organisations(talk: Conversation) -> list[str | None]:
    return [rejection.organisation for rejection in talk.state.cases.values()]


def _only(talk: Conversation) -> dict[str, str]:
    (rejection,) = talk.state.cases.values()
    return dict(rejection.answers)


def test_a_name_with_and_without_its_article_is_the_same(talk: Conversation) -> None:
    talk.write("turned down by the Green Cross after the interview")
    assert "the Green Cross" in talk.said
    talk.press("Not now")
    talk.press("No, I'll write")
    talk.write("rejected by Green Cross, still sad about it")
    assert len(talk.state.cases) == 1


UNPAID = "I worked a full trial week without pay at the cafe, then they didn't want me"


@pytest.mark.parametrize("button", ["It's a new one", "It's part of this one"])
def test_a_concern_is_taken_up_wherever_what_was_told_with_it_belongs(button: str) -> None:
    talk = Conversation()
    talk.write("got rejected by Acme for analyst")
    talk.press("Talk it through")
    talk.write(UNPAID)
    assert talk.open_step == "news.second"
    talk.press(button)
    assert talk.open_step == "concerns.unpaid_work"


def test_a_concern_told_with_a_rejection_that_is_known_is_taken_up_once() -> None:
    talk = Conversation()
    talk.write("got rejected by Acme for analyst")
    talk.press("Not now")
    talk.write("Acme rejected me for analyst and the interviewer put his hand on my knee")
    assert talk.open_step == "concerns.harassment"
    talk.press("I only wanted to say it")
    talk.write("Acme rejected me for analyst and the interviewer put his hand on my knee")
    assert not (talk.open_step or "").startswith("concerns.")
