"""Questions asked beside a concern are answered where they are asked, and the open question comes back."""

import pytest

from tests.bot.dialogue.conversation import Conversation

TOLD = {
    "discrimination": "acme turned me down because i am pregnant",
    "harassment": "the interviewer touched my knee and then acme said no",
    "unpaid_work": "they had me work three days for free and then acme said no",
    "scam": "they asked me to pay for training and it was a fake job",
    "money": "acme said no and i cant pay my rent",
    "visa": "my visa runs out in march and acme said no",
    "bereavement": "my father died last week and acme said no",
}
ASKED = [
    "i dont know where to start",
    "is that even legal",
    "can they do that",
    "what is the deadline",
    "what should i write down",
    "how do i tell my wife",
    "who do i call",
    "what if they find out",
    "i feel so stupid",
    "i can't sleep because of it",
]


@pytest.mark.parametrize("worry", TOLD)
def test_what_people_ask_there_is_answered_at_every_concern(worry: str) -> None:
    for words in ASKED:
        talk = Conversation()
        talk.write(TOLD[worry])
        assert talk.open_step == f"concerns.{worry}"
        talk.write(words)
        assert "can't match" not in talk.said, words
        assert (talk.open_step or "").startswith("concerns."), words


def test_the_open_question_is_asked_again_behind_the_answer_and_still_takes_its_button() -> None:
    talk = Conversation()
    talk.write(TOLD["scam"])
    talk.write("how do i tell my wife")
    assert "I believed a job that wasn't real" in talk.said
    assert talk.open_step == "concerns.scam"
    talk.write("i sent them money")
    assert "call your bank" in talk.said
    talk.write("will i get my money back")
    assert "the same people again" in talk.said
    assert talk.open_step == "concerns.scam_next"


def test_the_answer_is_the_one_for_what_was_told() -> None:
    said = {}
    for worry, told in TOLD.items():
        talk = Conversation()
        talk.write(told)
        talk.write("is that legal")
        said[worry] = talk.said
    assert "fraud" in said["scam"]
    assert "exact permit" in said["visa"]
    assert "equality office" in said["discrimination"]
    assert "labour office" in said["unpaid_work"]


def test_what_is_asked_in_passing_is_heard_where_a_day_or_a_country_is_asked_for_too() -> None:
    talk = Conversation()
    talk.write(TOLD["harassment"])
    talk.write("who can help")
    assert talk.open_step == "concerns.country"
    talk.write("what if they find out about it")
    assert "It's your choice at every step" in talk.said
    assert talk.open_step == "concerns.country"
    talk.write("germany")
    assert "antidiskriminierungsstelle.de" in talk.said


def test_what_one_concern_answers_is_not_heard_at_another() -> None:
    talk = Conversation()
    talk.write(TOLD["visa"])
    talk.write("will i get my money back")
    assert "the same people again" not in talk.said


def test_a_concern_named_outright_is_taken_up_however_short_it_is_said() -> None:
    talk = Conversation()
    for words in ("rejected by Acme", "talk it through", "i think it was discrimination"):
        talk.write(words)
    assert talk.open_step == "concerns.discrimination"


def test_a_concern_told_in_the_middle_of_a_talk_answers_and_comes_back_to_the_talk() -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    before = talk.open_step
    talk.write("they asked me whether i plan to have kids")
    talk.write("can they even do that")
    assert "many countries" in talk.said
    talk.write("talk about the no itself")
    assert talk.open_step == before


def test_a_country_is_no_next_step_after_a_lay_off() -> None:
    talk = Conversation()
    talk.write("i was laid off today")
    talk.write("what should i do first")
    assert talk.open_step == "job_loss.which"
    talk.write("germany")
    assert talk.open_step == "job_loss.which"
    assert "needn't know it now" in talk.said
    talk.write("register as unemployed")
    assert talk.open_step == "job_loss.when"


@pytest.mark.parametrize(
    ("story", "worry"),
    [
        (
            "Three rounds at Lark, then a no. In the second talk they asked if I plan to have kids.",
            "discrimination",
        ),
        (
            "They said no. I built a campaign over two weekends for free and now it's on their website.",
            "unpaid_work",
        ),
        ("no from acme again. my nan died on sunday so i was not at my best", "bereavement"),
        ("rejected by Birch. also my permit ends in january so i need something fast", "visa"),
        ("got turned down by Oak. the recruiter put his hand on my back", "harassment"),
    ],
)
def test_a_concern_told_in_passing_beside_a_no_is_taken_up(story: str, worry: str) -> None:
    talk = Conversation()
    talk.write(story)
    assert talk.open_step == f"concerns.{worry}"
