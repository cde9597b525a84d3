"""Letters that are drafted for somebody: made of what is known, and whole where something isn't."""

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.shipped import english

MAIL = (
    "Dear Ms Kern, thank you for coming in about the Volunteer Coordinator post. Unfortunately we have chosen "
    "another candidate. Kind regards, Rosa Lindqvist, Tidewell Trust"
)


def test_no_draft_has_a_blank_in_brackets() -> None:
    letters = [
        piece
        for step in english().steps.values()
        for phrasing in step.phrasings
        for paragraph in phrasing.paragraphs
        if isinstance(paragraph[0], str) and paragraph[0].startswith(">")
        for piece in paragraph
    ]
    assert letters
    assert not [piece for piece in letters if isinstance(piece, str) and "(" in piece]


def test_a_mail_pasted_in_the_middle_of_a_talk_says_whom_to_answer(talk: Conversation) -> None:
    talk.write("rejected by Tidewell Trust after the interview")
    talk.press("Talk it through")
    talk.write(MAIL)
    talk.write("help me answer them")
    assert talk.open_step == "reply.liked"
    talk.write("leave it out")
    assert "Dear Rosa Lindqvist" in talk.said


def test_who_wrote_is_known_also_where_the_answer_is_still_open(talk: Conversation) -> None:
    told = "Dear Ms Kern, we have received your application. We will be in touch."
    talk.write(f"{told} Best wishes, Rosa Lindqvist, Delta Print")
    talk.press("Help me ask")
    assert "Hello Rosa Lindqvist" in talk.said


def test_no_draft_has_a_gap_to_fill() -> None:
    said = [
        piece
        for step in english().steps.values()
        for phrasing in step.phrasings
        for paragraph in phrasing.paragraphs
        if step.apart or (isinstance(paragraph[0], str) and paragraph[0].startswith(">"))
        for piece in paragraph
    ]
    assert said
    assert not [piece for piece in said if isinstance(piece, str) and "…" in piece]


# --- what is said about a draft before it stands ----------------------------------------------------------------------


def _asked_whom(told: str = "rejected by Tidewell Trust after the interview") -> Conversation:
    talk = Conversation()
    talk.write(told)
    talk.write("help me answer them")
    assert talk.open_step == "reply.contact"
    return talk


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("shorter", "reply.shorter_a"),
        ("make it short please", "reply.shorter_a"),
        ("warmer", "reply.warmer_a"),
        ("by phone", "reply.phone"),
        ("can i ask for feedback", "reply.feedback_start"),
        ("ok i sent it", "reply.more"),
    ],
)
def test_the_kind_of_draft_that_is_named_comes_at_once(words: str, step: str) -> None:
    talk = _asked_whom()
    talk.write(words)
    assert talk.open_step == step
    talk = _asked_whom()
    talk.write("the team")
    talk.write(words)
    assert talk.open_step == (step if step != "reply.feedback_start" else "reply.feedback_a")
    assert words not in talk.said


def test_a_bare_name_is_whom_the_letter_goes_to_where_nobody_is_known() -> None:
    for name in ("Tom", "anna", "Rosa Lindqvist"):
        talk = _asked_whom()
        talk.write("no name")
        talk.write(name)
        assert talk.open_step == "reply.liked"
        talk.write("how calm everyone was")
        assert f"Dear {name[0].upper()}{name[1:]}" in talk.said


def test_a_single_word_that_is_no_name_is_what_was_liked() -> None:
    talk = _asked_whom()
    talk.write("no name")
    talk.write("kindness")
    assert "What I liked most: kindness" in talk.said


def test_an_ok_is_nothing_that_was_liked() -> None:
    talk = _asked_whom()
    talk.write("anna")
    talk.write("ok")
    assert talk.open_step == "reply.liked"
    talk.write("yes")
    assert "Dear Anna" in talk.said
    assert "liked most" not in talk.said


# --- what is said about a draft that stands ---------------------------------------------------------------------------


def _drafted(told: str = "rejected by Tidewell Trust after the interview") -> Conversation:
    talk = _asked_whom(told)
    talk.write("anna")
    talk.write("leave it out")
    assert talk.open_step == "reply.draft_plain_a"
    return talk


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("no more polite", "reply.draft_plain_b"),
        ("can you say i would like feedback", "reply.feedback_a"),
        ("can you make it a lot shorter for me please", "reply.shorter_a"),
        ("a bit friendlier", "reply.warmer_a"),
        ("ok i sent it", "reply.more"),
        ("sent", "reply.more"),
        ("i already sent something", "reply.more"),
        ("no", "reply.more"),
        ("no leave it", "reply.more"),
    ],
)
def test_a_remark_about_the_draft_is_heard(words: str, step: str) -> None:
    talk = _drafted()
    talk.write(words)
    assert talk.open_step == step


def test_a_wish_no_draft_can_fulfil_is_no_note_of_ones_own() -> None:
    talk = _drafted()
    talk.write("can you mention that i once had a dog called rex")
    assert talk.open_step == "reply.draft_plain_a"
    assert "can't work that in" in talk.said


def test_a_note_that_asks_for_feedback_stays_a_note() -> None:
    talk = _drafted()
    note = "Dear Anna, thank you for your answer. I'd be glad of some feedback if you can. Kind regards"
    talk.write(note)
    assert talk.state.cases["c1"].answers["own_reply"] == note


def test_who_was_not_seen_is_told_that_feedback_rarely_comes() -> None:
    talk = _drafted("rejected by Tidewell Trust, they only had my application")
    assert "Ask for feedback" not in talk.labels()
    talk.write("can you ask for feedback")
    assert "hardly anything to say" in talk.said
    assert "Dear Anna" in talk.said


def test_a_letter_that_was_sent_needs_no_reminder() -> None:
    talk = _drafted()
    talk.write("good")
    talk.write("yes")
    assert [nudge.kind for nudge in talk.nudges()] == ["send_reply"]
    talk.write("i already sent it")
    assert talk.nudges() == []


@pytest.mark.parametrize("words", ["shorter", "the draft again", "by phone"])
def test_the_draft_can_be_come_back_to_after_it(words: str) -> None:
    talk = _drafted()
    talk.write("good")
    talk.write(words)
    assert talk.open_step in {"reply.shorter_a", "reply.draft_plain_a", "reply.phone"}


def test_a_wish_about_the_letter_does_not_take_its_place() -> None:
    talk = Conversation()
    for words in ("rejected by Acme", "help me answer them", "Dr Vogt", "the depot"):
        talk.write(words)
    talk.write("it still says hear from you another time. another version please")
    assert "Dear Dr Vogt" in talk.said or "Hello Dr Vogt" in talk.said
    talk.write("please take out the last sentence")
    assert (talk.open_step or "").startswith("reply.draft")
