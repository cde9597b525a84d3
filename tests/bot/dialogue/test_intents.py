"""A yes, a no, a goodbye and the words for a button, however they are put."""

from datetime import timedelta

import pytest

from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told

QUESTIONS = """
+++
id = "ask"
recap = "whether to"
choices = [
  {id = "yes", label = "Do it", to = "done", cues = ["yes"]},
  {id = "money", label = "Money", to = "paid", cues = ["cash"], hear = ["rent", "afford"]},
  {id = "no", label = "Leave it out", to = "left", cues = ["no"]},
]
+++
Shall I?

+++
id = "own"
save = "words"
next = "kept"
recap = "what happened then"
choices = [
  {id = "yes", label = "All of it went well", to = "done", cues = ["yes", "all of it"]},
  {id = "money", label = "Money", to = "paid", hear = ["rent", "afford"]},
  {id = "no", label = "I'd rather not say", to = "left", cues = ["no"]},
]
+++
What happened?

+++
id = "pick"
save = "deed"
next = "kept"
skip = "left"
recap = "what to do"
choices = [
  {id = "call", label = "Call them", to = "done", set = {deed = "call them"}},
  {id = "none", label = "Not one of them", to = "left", cues = ["none"]},
]
+++
What will you do?

+++
id = "done"
end = true
+++
Done.

+++
id = "paid"
end = true
+++
Paid.

+++
id = "left"
end = true
+++
Left.

+++
id = "kept"
end = true
+++
Kept.
"""
YES = [
    "sounds good",
    "Sure, why not?",
    "good idea",
    "ok go ahead then",
    "please",
    "why not",
    "I'd forget it otherwise",
    "that's right",
    "yes please, that would help",
    "ok",
]
NO = [
    "rather not",
    "nah I'm good",
    "no thanks, I'm fine",
    "I don't think so",
    "not really",
    "please don't",
]


def at(step: str) -> Conversation:
    return told(QUESTIONS, at=f"x.{step}")


@pytest.mark.parametrize(("words", "said"), [*((one, "Done.") for one in YES), *((one, "Left.") for one in NO)])
def test_a_yes_or_a_no_to_a_question_for_one_is_known_however_it_is_put(words: str, said: str) -> None:
    talk = at("ask")
    talk.write(words)
    assert talk.said == said


def test_a_not_now_to_a_reminder_offered_is_a_no_and_no_wish_to_be_asked_later() -> None:
    talk = Conversation()
    talk.write("i got rejected by Alder Lab for the editor job")
    for _ in range(2):
        talk.write("not now")
    assert talk.open_step is None
    assert talk.nudges() == []


@pytest.mark.parametrize("words", ["no, go ahead", "yes, but not really", "why", "good"])
def test_what_is_neither_is_taken_for_neither(words: str) -> None:
    talk = at("ask")
    talk.write(words)
    assert talk.open_step == "x.ask"


@pytest.mark.parametrize(("words", "said"), [("yeah sounds good", "Done."), ("nah I'm good", "Left.")])
def test_beside_free_words_a_plain_yes_or_no_is_one_too(words: str, said: str) -> None:
    talk = at("own")
    talk.write(words)
    assert talk.said == said


def test_beside_free_words_an_ok_is_no_yes() -> None:
    talk = at("own")
    talk.write("ok")
    assert talk.open_step == "x.own"


def test_a_story_that_begins_with_yes_answers_and_is_kept() -> None:
    talk = at("ask")
    story = "yes because the others on the panel had told me the week before that it was mine"
    talk.write(story)
    assert talk.said == "Done."
    assert talk.state.cases["c1"].answers["more"] == story


@pytest.mark.parametrize("words", ["yes, and then they all went home early", "no one had told me about the test"])
def test_a_story_in_place_of_free_words_stays_one(words: str) -> None:
    talk = at("own")
    talk.write(words)
    assert talk.said == "Kept."
    assert talk.state.cases["c1"].answers["words"] == words


def test_a_yes_with_the_words_of_its_button_behind_it_is_that_button() -> None:
    talk = at("own")
    talk.write("yes, all of it")
    assert talk.said == "Done."


@pytest.mark.parametrize("step", ["ask", "own"])
def test_a_button_is_heard_inside_a_sentence_which_is_kept(step: str) -> None:
    talk = at(step)
    talk.write("mostly that I can't afford another month here")
    assert talk.said == "Paid."
    assert "another month" in talk.state.cases["c1"].answers["more"]


def test_a_long_story_that_only_names_such_a_word_is_told_to_the_end() -> None:
    talk = at("own")
    story = "they asked about rent " + "and then there was another round of questions " * 4
    talk.write(story)
    assert talk.said == "Kept."


# --- no answer, and what then -----------------------------------------------------------------------------------------


def test_who_cannot_choose_is_not_sent_away_at_once() -> None:
    talk = at("ask")
    talk.write("I don't know, you decide")
    assert talk.open_step == "x.ask"
    assert "can't match" not in talk.said
    talk.write("i don't know")
    assert talk.open_step is None


@pytest.mark.parametrize("words", ["and then?", "what does that bring"])
def test_a_short_question_is_nothing_to_do(words: str) -> None:
    talk = at("pick")
    talk.write(words)
    assert talk.open_step == "x.pick"
    talk.write("sort the drawer")
    assert talk.state.cases["c1"].answers["deed"] == "sort the drawer"


def stuck() -> Conversation:
    talk = at("ask")
    for words in ("purple", "seventeen of them", "a lamp"):
        talk.write(words)
    assert talk.open_step == "resuming.stuck"
    return talk


def test_after_three_answers_that_fit_nothing_a_softer_way_out_is_offered() -> None:
    talk = stuck()
    talk.write("leave it for today")
    assert talk.open_step is None
    talk = stuck()
    talk.press("Ask me once more")
    assert talk.open_step == "x.ask"
    talk = stuck()
    talk.press("Something else")
    talk.write("i got rejected by Alder Lab for the editor job")
    assert [case.organisation for case in talk.state.cases.values()] == ["Elm Bakery", "Alder Lab"]


def test_own_words_at_the_softer_way_out_are_kept_and_end_there() -> None:
    talk = stuck()
    words = "it was never about the lamp to be honest"
    talk.write(words)
    assert talk.open_step is None
    assert words in " ".join(entry.body for entry in talk.journal())


def test_misses_are_counted_for_each_question_by_itself() -> None:
    talk = at("ask")
    talk.write("purple")
    talk.write("a lamp")
    talk.write("yes")
    assert talk.said == "Done."


# --- going away -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["good night", "I'm off to bed", "goodbye, thanks", "ok bye then", "Going to sleep now."]
)
@pytest.mark.parametrize("step", ["ask", "own"])
def test_a_goodbye_in_the_middle_is_answered_shortly_and_keeps_the_place(step: str, words: str) -> None:
    talk = at(step)
    talk.write(words)
    assert talk.open_step is None
    assert talk.labels() == []
    assert talk.nudges() == []
    talk.wait(timedelta(hours=9))
    talk.write("hello")
    talk.press("Go on where we were")
    assert talk.open_step == f"x.{step}"


def test_a_goodbye_before_anything_was_told_keeps_no_place() -> None:
    talk = Conversation()
    talk.write("hello")
    talk.write("bye now")
    assert "kept" not in talk.said
    assert talk.open_step is None


@pytest.mark.parametrize(
    ("words", "step"),
    [("the quick one please, i'm on a train", "minute."), ("could you help me write to her", "reply.")],
)
def test_own_words_after_the_news_lead_where_its_buttons_lead(words: str, step: str) -> None:
    talk = Conversation()
    talk.write("i got rejected by Alder Lab for the editor job")
    talk.write(words)
    assert (talk.open_step or "").startswith(step)
