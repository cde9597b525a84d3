"""Whatever is thrown at it gets a clear sentence, and what was said before stays."""

from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from bot.domain.messages import MAX_TEXT, Command, FormSent, SpanKind
from bot.ports import Drawer
from bot.storage.codec import to_bytes
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, pack_with, told

LONG = "they told me that i was their first choice and then they were silent. " * 715
ODD = {
    "empty": "",
    "blanks": " \n\t ",
    "control characters": "\x00\x01\x02\x7f",
    "half a character": "\ud800",
    "marks that turn the direction": "\u202e\u202d\u2066",
    "emoji": "🙂🙃💥",
    "right to left": "לא קיבלתי את המשרה",
    "everyone": "@everyone @here <!channel> <@U123>",
    "markdown": "*hi* _there_ [a](https://b.example) `code` ~x~ > quote",
    "template": "{organisation} {0} %s [[x|y]] {one.short}",
    "one character": "a",
    "marks only": "???",
    "many digits": "9" * 400,
    "many lines": "\n".join("line" for _ in range(2000)),
    "long": LONG,
}
UNKNOWN_BUTTONS = [
    *("", ".", "..", "x", "0.", "0..", "9" * 99, "\ud800", "8." * 50),
    *("999.x.third.left", "-1.x.third.left", "٣.x.third.left", "0.x.third.left"),
    *("0.care.crisis.nothing", "0.care.nothing.back"),
]


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("at", ["x.second", "x.third", "again.when", None])
def test_anything_written_gets_a_clear_sentence_and_nothing_is_lost(name: str, at: str | None) -> None:
    talk = told(at="x.second")
    talk.state = replace(talk.state, cases={"c1": replace(talk.state.cases["c1"], answers={"one": "the museum"})})
    if at is None:
        talk.write("later")
        talk.press("No reminder")
    elif at != "x.second":
        begin(talk, at, "c1")
    talk.write(ODD[name])
    assert talk.said.strip()
    assert all(len(message.text) <= MAX_TEXT for _, message in talk.told)
    assert talk.state.cases["c1"].answers["one"] == "the museum"
    assert to_bytes(Drawer(state=talk.state))


@pytest.mark.parametrize("name", ["empty", "blanks", "control characters", "half a character"])
def test_what_can_not_be_read_leaves_the_question_open(name: str) -> None:
    talk = told(at="x.second")
    talk.write(ODD[name])
    assert "Nothing readable" in talk.said
    assert talk.open_step == "x.second"
    assert not talk.state.frames[-1].trail


@pytest.mark.parametrize("name", ["emoji", "right to left", "everyone", "markdown", "template"])
def test_what_was_written_is_said_back_as_theirs_and_as_it_was(name: str) -> None:
    talk = told()
    talk.write(ODD[name])
    spans = [span for paragraph in talk.told[-1][1].paragraphs for span in paragraph.spans]
    assert [span.text for span in spans if span.kind is SpanKind.SAID] in ([ODD[name]], [])
    assert talk.state.cases["c1"].answers["one"] == ODD[name]


def test_of_too_much_the_beginning_is_kept_and_that_is_said() -> None:
    talk = told(at="x.second")
    talk.write(LONG)
    assert "read the beginning" in talk.said
    assert LONG.startswith(talk.state.cases["c1"].answers["two"])


def test_of_more_than_is_kept_that_is_said_too() -> None:
    talk = told(at="x.second")
    talk.write(LONG[:6000])
    assert "read the beginning" in talk.said


@pytest.mark.parametrize("token", UNKNOWN_BUTTONS)
def test_a_button_nobody_knows_is_refused_and_the_question_stays(token: str) -> None:
    talk = told(at="x.third")
    frames = talk.state.frames
    talk.press_token(token)
    assert "finished" in talk.said
    assert talk.state.frames == frames


def test_a_button_the_open_question_never_had_is_asked_for_again() -> None:
    talk = told(at="x.third")
    talk.press_token(f"{talk.state.frames[-1].visit}.x.third.up")
    assert talk.open_step == "x.third"
    assert "can't match that" in talk.said


def test_a_button_pressed_twice_counts_once() -> None:
    talk = told(at="x.third")
    token = talk.buttons()[-2].token
    talk.press_token(token)
    before = talk.state
    talk.press_token(token)
    assert "answer you gave then stays" in talk.said
    assert talk.state == before


def test_of_two_answers_at_once_the_first_counts_and_the_second_goes_on() -> None:
    talk = told(at="x.second")
    talk.write("the bus")
    talk.write("no, the train, the bus was the day before that one")
    answers = talk.state.cases["c1"].answers
    assert answers["two"] == "the bus"
    assert answers["more"] == "no, the train, the bus was the day before that one"
    assert talk.open_step == "x.third"


def test_two_buttons_of_one_question_count_once() -> None:
    talk = told(at="x.third")
    left, right = (choice.token for choice in talk.buttons()[-2:])
    talk.press_token(left)
    talk.press_token(right)
    assert talk.state.cases["c1"].answers["way"] == "left"
    assert talk.open_step == "x.left"


@pytest.mark.parametrize(
    ("name", "argument"), [("", ""), ("dance", "x"), ("\x00", ""), ("help" * 99, "🙂"), ("/help", "")]
)
def test_a_command_that_there_is_not_is_told(name: str, argument: str) -> None:
    talk = told()
    talk.happens(Command(id="c", name=name, argument=argument))
    assert "don't know that command" in talk.said
    assert talk.open_step == "x.first"


@pytest.mark.parametrize("argument", [*ODD.values()])
def test_any_argument_may_stand_behind_a_command(argument: str) -> None:
    for name in talk_commands():
        talk = told()
        talk.happens(Command(id="c", name=name, argument=argument))
        assert talk.said.strip()


def talk_commands() -> list[str]:
    """Commands that take an argument."""
    return [spec.name for spec in pack_with().commands.values() if spec.argument]


def test_words_in_a_form_that_is_over_are_kept_in_the_journal() -> None:
    talk = told()
    talk.happens(FormSent(id="f", token="99.x.second", values=(("words", "the bus home"),)))
    assert "finished" in talk.said
    assert [entry.body for entry in talk.journal()] == ["the bus home"]


def test_a_form_answers_the_question_it_was_opened_from() -> None:
    talk = told(at="x.second")
    visit = talk.state.frames[-1].visit
    talk.happens(FormSent(id="f", token=f"{visit}.x.second", values=(("words", "the bus"), ("more", "and home"))))
    assert talk.state.cases["c1"].answers["two"] == "the bus\nand home"


def test_an_empty_form_is_nothing_readable() -> None:
    talk = told(at="x.second")
    visit = talk.state.frames[-1].visit
    talk.happens(FormSent(id="f", token=f"{visit}.x.second", values=()))
    assert "Nothing readable" in talk.said
    assert talk.open_step == "x.second"


def test_the_state_does_not_grow_with_the_years() -> None:
    sizes = [_size_after(turns, Random(4)) for turns in (600, 3000)]
    assert sizes[1] < sizes[0] * 1.5


def _size_after(turns: int, chance: Random) -> int:
    """Let somebody talk at random, and return the largest drawer of the last turns."""
    talk = Conversation(pack_with())
    words = [
        "i got rejected by {n} Ltd after the interview",
        "1",
        "2",
        "yes",
        "no",
        "tomorrow at nine",
        "the people there {n}",
    ]
    words += [
        "help",
        "back",
        "later",
        "reflect",
        "checkin",
        "fridays at nine",
        "start over",
        "skip",
        "change my answer",
        "3",
    ]
    largest = 0
    for number in range(turns):
        talk.write(chance.choice(words).format(n=number))
        if chance.random() < 0.2:
            talk.wait(timedelta(hours=chance.choice([2, 30, 200])))
        if number > turns - 200:
            largest = max(largest, len(to_bytes(Drawer(state=talk.state))))
        talk.turns.clear()
        talk.told.clear()
    return largest


def test_a_number_that_fits_no_button_is_no_answer() -> None:
    talk = Conversation()
    talk.write("i got rejected by Elm Bakery after the final round")
    talk.write("talk it through")
    before = talk.open_step
    talk.write("99")
    assert talk.open_step == before
    assert "number" in talk.said
