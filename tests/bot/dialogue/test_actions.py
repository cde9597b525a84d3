"""What content can do besides speaking, one action at a time."""

import pytest

from bot.domain.messages import Forget, SendExport
from bot.domain.rejection import Stage, Told
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import told

ASK = """
+++
id = "ask"
save = "words"
then = [{actions}]
next = "end"
recap = "words"
+++
Words?

+++
id = "end"
end = true
+++
Done.
"""


def test_a_fact_is_put_into_the_rejection() -> None:
    for name, words in (("organisation", "Larch & Sons"), ("role", "surveyor")):
        assert getattr(_did(f"fact {name} words", words).state.cases["c1"], name) == words


def test_a_stage_is_kept_in_words_and_as_one_where_it_is_one() -> None:
    assert _did("fact stage words", "final").state.cases["c1"].stage is Stage.FINAL
    case = _did("fact stage words", "the coffee with the boss").state.cases["c1"]
    assert (case.stage, case.stage_words) == (None, "the coffee with the boss")


def test_how_it_was_told_is_one_of_the_ways_there_are() -> None:
    assert _did("fact told words", "call").state.cases["c1"].told is Told.CALL
    assert _did("fact told words", "by pigeon").state.cases["c1"].told is None


def test_a_reflection_is_worked_on_and_done_once() -> None:
    case = _did("theme words", "competition", "theme_done", "theme_done").state.cases["c1"]
    assert (case.theme, case.themes_done) == ("competition", ("competition",))


def test_a_reflection_that_there_is_not_is_none() -> None:
    assert _did("theme words", "astrology", "theme_done").state.cases["c1"].theme is None


def test_without_a_rejection_the_reflection_belongs_to_the_talk_and_so_does_its_lesson() -> None:
    talk = _did("keep words", "every school knows me", organisation=None)
    (lesson,) = talk.state.lessons
    assert (lesson.words, lesson.case, lesson.about) == ("every school knows me", None, None)


def test_an_offer_becomes_a_plan_in_its_own_words() -> None:
    talk = _did("plan words", "prepare")
    plan = talk.state.cases["c1"].plan
    offered = {offer.id: offer.action for offer in talk.pack.offers["default"]}
    assert plan is not None
    assert plan.action == offered["prepare"]


def test_a_plan_in_own_words_is_done_or_given_up() -> None:
    for answer, done in (("yes", True), ("no", False)):
        plan = _did("plan words", "call the library", f"plan_done {answer}").state.cases["c1"].plan
        assert plan is not None
        assert (plan.action, plan.done) == ("call the library", done)


def test_the_nudge_of_a_plan_carries_the_plan() -> None:
    (nudge,) = _did("plan words", "call the library", "schedule plan").nudges()
    assert nudge.note == "call the library"


def test_a_nudge_carries_the_words_that_were_noted_for_it_and_the_next_does_not() -> None:
    talk = _did("note words", "call the library", "schedule day_after", "schedule letting_go")
    assert {nudge.kind: nudge.note for nudge in talk.nudges()} == {"day_after": "call the library", "letting_go": None}


@pytest.mark.parametrize(("actions", "left"), [("cancel_all", 0), ("cancel_case", 0), ("unschedule day_after", 1)])
def test_what_is_planned_is_taken_back(actions: str, left: int) -> None:
    talk = _did("schedule day_after", "words", "schedule letting_go", actions)
    assert len(talk.nudges()) == left


def test_a_rejection_is_closed_and_so_are_all() -> None:
    for action in ("close_case", "close_all"):
        assert _did(action, "words").state.cases["c1"].closed


def test_export_and_forget_are_handed_on() -> None:
    assert SendExport() in _did("export", "words").turns[-1].effects
    talk = _did("forget", "words")
    assert Forget() in talk.turns[-1].effects
    assert talk.said == "Done."


@pytest.mark.parametrize("action", ["snooze words", "snooze_for 3", "move_nudge", "cancel_nudge", "answered", "weekly"])
def test_an_action_on_what_there_is_not_does_nothing(action: str) -> None:
    talk = _did(action, "words")
    assert talk.said == "Done."
    assert not talk.nudges()


@pytest.mark.parametrize(
    "action", ["pause", "zone", "country", "late_pick", "pick_case", "keep nothing", "plan nothing"]
)
def test_an_action_without_its_words_does_nothing(action: str) -> None:
    talk, before = told(), told().state.person
    talk = _did(action, "words")
    assert talk.said == "Done."
    assert talk.state.person == before
    assert talk.state.lessons == ()


def _did(first: str, words: str, *others: str, organisation: str | None = "Elm Bakery") -> Conversation:
    actions = ", ".join(f'"{action}"' for action in (first, *others))
    talk = told(ASK.replace("{actions}", actions), at="x.ask", organisation=organisation)
    talk.write(words)
    return talk
