"""Whatever a person does, in whatever order, certain things always hold."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.dialogue.engine import step
from bot.dialogue.state import State
from bot.domain import calendar
from bot.domain.messages import (
    MAX_CHOICES,
    MAX_LABEL,
    MAX_TEXT,
    MAX_TOKEN,
    Command,
    DeliveryFailed,
    Event,
    FormSent,
    Left,
    NudgeDue,
    Press,
    ProfileSeen,
    Text,
)
from bot.ports import Drawer
from bot.storage.codec import from_bytes, to_bytes
from tests.bot.dialogue.conversation import LATE_EVENING, Conversation, messages_of
from tests.shipped import english

Act = Callable[[Conversation], Event | None]
"""Something that happens: makes an event from how the conversation stands, or lets time pass."""

TEXTS = st.sampled_from(
    [
        "i got rejected by Harbour Museum after the final round",
        "they said no. Tidewater Water Works, for surveyor",
        "i got the job at Larch & Sons!",
        "still waiting to hear from them after three weeks",
        "i was laid off today",
        "hi",
        "1",
        "2",
        "3",
        "yes",
        "no",
        "i know the harbour better than anyone",
        "thursday at nine",
        "tomorrow 9",
        "31 february",
        "next friday",
        "fridays at nine",
        "berlin",
        "atlantis",
        "usa",
        "germany",
        "help",
        "back",
        "skip",
        "later",
        "stop",
        "change my answer",
        "start over",
        "pause until monday",
        "nudges",
        "lessons",
        "export",
        "forget",
        "i don't want to live any more",
        "i'm worried that my brother will kill himself",
        "they asked me if i plan to have children",
        "x" * 5000,
        "",
        "@everyone *hi* [a](https://b.example) ```",
        "\u202eabc\u0000\u0007 🙂\ud800",
    ]
)
ANYTHING = st.one_of(TEXTS, TEXTS, st.text(max_size=200))


def _text(words: str) -> Act:
    return lambda talk: Text(id=f"w{len(talk.turns)}", text=words)


def _press(place: int) -> Act:
    def act(talk: Conversation) -> Event:
        buttons = talk.buttons()
        token = buttons[-1 - place % len(buttons)].token if buttons else "1.rejected.ways.talk"
        return Press(id=f"p{len(talk.turns)}", token=token)

    return act


def _ring(place: int) -> Act:
    def act(talk: Conversation) -> Event:
        planned = sorted(talk.state.nudges) or ["n1"]
        return NudgeDue(id=f"r{len(talk.turns)}", nudge_id=planned[place % len(planned)])

    return act


def _wait(hours: int) -> Act:
    def act(talk: Conversation) -> None:
        talk.wait(timedelta(hours=hours))

    return act


def _command(name: str, argument: str) -> Act:
    return lambda talk: Command(id=f"c{len(talk.turns)}", name=name, argument=argument)


def _other(make: Callable[[str], Event]) -> Act:
    return lambda talk: make(f"o{len(talk.turns)}")


NAMES = st.sampled_from(
    [
        "rejected",
        "reflect",
        "reply",
        "checkin",
        "nudges",
        "lessons",
        "pause",
        "resume",
        "stop",
        "timezone",
        "privacy",
        "export",
        "forget",
        "help",
        "about",
        "back",
        "skip",
        "later",
        "change",
        "restart",
        "dance",
    ]
)
ACTS: st.SearchStrategy[Act] = st.one_of(
    ANYTHING.map(_text),
    st.integers(0, 30).map(_press),
    st.integers(0, 3).map(_press),
    st.integers(0, 3).map(_press),
    st.integers(0, 5).map(_ring),
    st.sampled_from([1, 9, 24, 80, 400, 1500]).map(_wait),
    st.builds(_command, NAMES, st.sampled_from(["", "", "until monday", "berlin", "i got rejected by Elm Bakery"])),
    st.text(max_size=130).map(lambda token: _other(lambda i: Press(id=i, token=token))),
    st.sampled_from(
        [
            _other(lambda i: DeliveryFailed(id=i, reason="closed")),
            _other(lambda i: Left(id=i)),
            _other(lambda i: ProfileSeen(id=i, zone="Asia/Kathmandu")),
            _other(lambda i: FormSent(id=i, token="1.a.b", values=(("x", "y"),))),
        ]
    ),
)
WALKS = st.lists(ACTS, max_size=25)


def _walked(acts: list[Act]) -> Conversation:
    talk = Conversation()
    _walk(talk, acts)
    return talk


def _walk(talk: Conversation, acts: list[Act]) -> None:
    for act in acts:
        event = act(talk)
        if event is not None:
            talk.happens(event)


@given(acts=WALKS)
def test_every_sign_of_life_gets_an_answer_within_all_limits(acts: list[Act]) -> None:
    talk = Conversation()
    for act in acts:
        event = act(talk)
        if event is None:
            continue
        turn = talk.happens(event)
        if isinstance(event, Text | Press | Command | FormSent):
            assert messages_of(turn), event
        for message in messages_of(turn):
            assert message.text.strip()
            assert len(message.text) <= MAX_TEXT
            assert len(message.choices) <= MAX_CHOICES
            assert all(0 < len(c.label) <= MAX_LABEL and len(c.token) <= MAX_TOKEN for c in message.choices)
            assert len({c.token for c in message.choices}) == len(message.choices)


@given(acts=WALKS, last=ACTS)
def test_the_same_turn_twice_gives_the_same_bytes(acts: list[Act], last: Act) -> None:
    talk = _walked(acts)
    event = last(talk)
    if event is None:
        return
    one = step(english(), talk.state, event, talk.now)
    two = step(english(), _read_back(talk.state), event, talk.now)
    assert one == two
    assert repr(one) == repr(two)


@given(acts=WALKS)
def test_a_state_survives_being_written_down(acts: list[Act]) -> None:
    state = _walked(acts).state
    assert _read_back(state) == state


ANSWERS = st.one_of(st.sampled_from(["i know the harbour", "they were kind", "nothing much"]), st.integers(0, 4))
"""An answer to the open question: own words, or the button at a place."""


@given(acts=st.lists(ACTS, max_size=12), answer=ANSWERS)
def test_back_takes_exactly_one_answer_away(acts: list[Act], answer: str | int) -> None:
    talk = Conversation()
    talk.write("i was rejected by Elm Bakery for the oven job")
    _walk(talk, acts)
    talk.command("help")  # any sign of life wakes what was parked; only the answer is to be looked at
    before = talk.state
    if not _answered(talk, answer):
        return
    talk.command("back")  # as a command: a button may be called "back" too
    assert _kept(talk.state) == _kept(before)


def _answered(talk: Conversation, answer: str | int) -> bool:
    """Answer the open question; whether the same talk goes on with one answer more."""
    step = english().steps.get(talk.open_step or "")
    if step is None or step.save == "story" or step.options == "readings":
        return False
    before = talk.state.frames
    buttons = [choice for choice in talk.buttons() if choice.token.startswith(f"{before[-1].visit}.")]
    if isinstance(answer, str):
        if not step.save or step.expects:
            return False
        talk.write(answer)
    elif buttons:
        talk.happens(Press(id="answer", token=buttons[answer % len(buttons)].token))
    after = talk.state.frames
    same = [frame.id for frame in before] == [frame.id for frame in after]
    return same and len(after[-1].trail) == len(before[-1].trail) + 1


@given(acts=WALKS, days=st.integers(1, 90))
def test_stop_means_silence(acts: list[Act], days: int) -> None:
    talk = _walked(acts)
    talk.command("stop")
    assert talk.wait(timedelta(days=days)) == []


@given(acts=WALKS, days=st.integers(1, 90))
def test_nothing_unasked_comes_twice_a_day_or_at_night(acts: list[Act], days: int) -> None:
    talk = _walked(acts)
    talk.happens(ProfileSeen(id="zone", zone="Europe/Berlin"))
    asked = {nudge.due for nudge in talk.nudges() if nudge.asked}
    before = len(talk.told)
    talk.wait(timedelta(days=days))
    unasked = [at for at, _ in talk.told[before:] if at not in asked]
    days_told = [at.date() for at in unasked]
    assert len(days_told) == len(set(days_told))
    assert all(8 <= calendar.local(at, "Europe/Berlin").hour < 21 for at in unasked)


def _read_back(state: State) -> State:
    return from_bytes(to_bytes(Drawer(state=state))).state


def _kept(state: State) -> State:
    """What an answer can change, without what only tells when and how often something was asked."""
    frames = tuple(replace(frame, visit=0, asked_at=LATE_EVENING, resting=False) for frame in state.frames)
    person = replace(state.person, seen_at=None, silences=0)
    return replace(state, frames=frames, visits=0, serial=0, bags={}, person=person)
