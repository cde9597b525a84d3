"""Letters that are drafted for somebody: made of what is known, and whole where something isn't."""

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
