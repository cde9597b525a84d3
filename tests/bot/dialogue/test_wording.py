"""How a step is put into words: which phrasing, whose words, how long."""

import itertools
from collections import Counter

from bot.dialogue.draft import Draft, Part
from bot.dialogue.phrasing import choose
from bot.dialogue.wording import messages, render
from bot.domain.messages import MAX_LABEL, MAX_TEXT, Paragraph, Say, Span, SpanKind
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, case, told

PHRASED = """
+++
id = "three"
save = "word"
next = "three"
recap = "a word"
+++
One.
---
Two.
---
Three.

+++
id = "two"
save = "word"
next = "two"
recap = "a word"
+++
One.
---
Two.

+++
id = "filled"
save = "word"
next = "over"
recap = "a word"
choices = [{id = "at", label = "Back to {organisation}", to = "over"}]
+++
[[At {organisation}|There]][[ as {role}]], you said[[ "{long.short}"|]]: {long}

[[{role}]]

+++
id = "over"
end = true
+++
Good.
"""


def test_each_phrasing_is_said_once_a_round_and_none_twice_running() -> None:
    for step, count in (("x.three", 3), ("x.two", 2)):
        for person in range(20):
            talk = told(PHRASED, at=step, organisation=f"Place {person}")
            said = [talk.said]
            for _ in range(count * 10 - 1):
                talk.write("hm hm")
                said.append(talk.said)
            assert all(one != two for one, two in itertools.pairwise(said))
            rounds = [said[place : place + count] for place in range(0, len(said), count)]
            assert all(len(set(one)) == count for one in rounds)


def test_rounds_differ_and_so_do_people() -> None:
    orders: Counter[tuple[int, ...]] = Counter()
    for person in range(30):
        d = _draft(f"somebody {person}")
        step = d.pack.steps["x.three"]
        orders[tuple(step.phrasings.index(choose(d, step)) for _ in range(3))] += 1
    assert len(orders) == 6


def test_placeholders_are_filled_in_and_what_is_unknown_left_out() -> None:
    talk = told(PHRASED, at="x.filled", organisation="Elm Bakery")
    assert talk.said.startswith("At Elm Bakery, you said: ")
    assert talk.labels() == ["Back to Elm Bakery"]
    talk = told(PHRASED, at="x.filled", organisation=None)
    assert talk.said == "There, you said: "


def test_what_the_person_wrote_is_marked_as_theirs() -> None:
    talk = told(PHRASED, at="x.filled", organisation="*Elm* @everyone")
    spans = talk.told[-1][1].paragraphs[0].spans
    assert [span.text for span in spans if span.kind is SpanKind.SAID] == ["*Elm* @everyone"]
    assert [span.text for span in spans if span.kind is SpanKind.WRITTEN] == ["At ", ", you said: "]


def test_long_words_are_cut_when_they_are_said_back_and_never_called_short() -> None:
    talk = told(PHRASED, at="x.three")
    about = case(talk, "Elm Bakery")
    talk.state.cases[about].answers["long"] = "word " * 500  # type: ignore[index] # a fresh one of this test
    begin(talk, "x.filled", about)
    assert len(talk.said) < 300
    assert talk.said.endswith("…")
    assert '"' not in talk.said


def test_a_label_is_never_longer_than_a_button_takes() -> None:
    talk = told(PHRASED, at="x.filled", organisation="x" * 190)
    assert all(len(label) <= MAX_LABEL for label in talk.labels())


def test_no_message_is_longer_than_a_platform_takes() -> None:
    d = _draft()
    paragraphs = tuple(Paragraph(spans=(Span(text="x" * 700), Span(text="y", kind=SpanKind.SAID))) for _ in range(9))
    d.parts.append(Part(paragraphs=paragraphs))
    messages(d)
    (said,) = [effect.message for effect in d.effects if isinstance(effect, Say)]
    assert len(said.text) <= MAX_TEXT
    assert said.text.endswith("…")


def test_a_paragraph_that_comes_out_empty_is_left_out() -> None:
    d = _draft()
    assert len(render(d, d.pack.steps["x.filled"].phrasings[0])) == 1


def test_a_list_of_lessons_of_any_length_fits_one_message() -> None:
    talk = told()
    for number in range(25):
        begin(talk, "x.right", "c1")
        talk.write(f"{number} " + "a line that somebody wanted to keep " * 8)
    talk.command("lessons")
    assert len(talk.told[-2][1].text) <= MAX_TEXT


def _draft(name: str = "somebody") -> Draft:
    talk: Conversation = told(PHRASED, at="x.three", organisation=None)
    state = talk.state
    person = type(state.person)(key=type(state.person.key)("test", name))
    return Draft(talk.pack, type(state)(person=person), talk.now, "e")


def test_a_closing_full_stop_is_not_given_back() -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    for words in ("talk it through", "something else"):
        talk.write(words)
    talk.press("Someone else")
    talk.write("A bigger oven.")
    assert "bigger oven." not in talk.said.replace("bigger oven. ", "")


def test_a_question_is_not_given_back_as_an_answer() -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    for words in ("talk it through", "something else"):
        talk.write(words)
    talk.press("Someone else")
    talk.write("why would they even care")
    assert "why would they" not in talk.said
