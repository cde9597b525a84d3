"""A person at a terminal: what is shown, what can be typed, how one leaves."""

import asyncio
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from adapters.console.app import talk
from adapters.console.buttons import Buttons
from adapters.console.files import history_in
from adapters.console.history import KeptHistory, open_history
from adapters.console.terminal import WIDEST, TerminalScreen, TypingLine, Words
from bot.domain.messages import Message, Paragraph, Span, SpanKind
from tests.adapters.console.world import ME, NOW, Sitting, asking


@pytest.fixture
def typing() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def line_of(sitting: Sitting, history: Path | None = None) -> TypingLine:
    return TypingLine(sitting.session.messenger.buttons, ["pause", "privacy"], history=open_history(history))


def shown(message: Message, width: int = 60, *, unasked: bool = False) -> str:
    out = StringIO()
    screen = TerminalScreen(Console(file=out, width=width, highlight=False, markup=False), lambda: "Europe/Berlin")
    screen.say(message, unasked_at=NOW if unasked else None)
    return out.getvalue()


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_buttons_are_numbered_below_the_question() -> None:
    assert [line.strip() for line in shown(asking(1, "Yes", "Not now")).split("\n")] == [
        "question 1",
        "",
        "1  Yes",
        "2  Not now",
        "",
        "",
    ]


@pytest.mark.parametrize("width", [30, 60, 300])
def test_text_is_wrapped_to_the_terminal_and_never_wider_than_can_be_read(width: int) -> None:
    long = Message(paragraphs=(Paragraph(spans=(Span(text="word " * 100),)),))
    lines = shown(long, width).splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) <= min(width, WIDEST)


def test_a_long_button_or_list_item_goes_on_below_its_own_words() -> None:
    item = Paragraph(spans=(Span(text="- one two three four five"),))
    message = replace(asking(1, "six seven eight nine ten"), paragraphs=(item,))
    assert shown(message, 20).splitlines()[:6] == [
        "- one two three",
        "  four five",
        "",
        "  1  six seven eight",
        "     nine ten",
        "",
    ]


def test_what_comes_unasked_tells_its_time_where_the_person_is() -> None:
    assert shown(asking(1), unasked=True).startswith("Monday 23 November, 22:40\nquestion 1")


def test_markup_and_escape_sequences_of_a_person_do_nothing() -> None:
    said = Span(text="[bold]x[/bold] :smile: \x1b[31mred", kind=SpanKind.SAID)
    assert shown(Message(paragraphs=(Paragraph(spans=(said,)),))).startswith("[bold]x[/bold] :smile: red\n")


# --- what is typed ----------------------------------------------------------------------------------------------------


async def test_lines_are_answered_and_empty_ones_passed_over(typing: PipeInput) -> None:
    sitting = Sitting()
    typing.send_text("ask\r\r  \r1\r\x04")
    await talk(sitting.session, line_of(sitting).next)
    assert sitting.screen.said == ["question 100", "pressed 100.step.Yes"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
async def test_ctrl_c_and_ctrl_d_leave(typing: PipeInput, key: str) -> None:
    sitting = Sitting()
    typing.send_text(f"hello\r{key}")
    await talk(sitting.session, line_of(sitting).next)
    assert sitting.screen.said == ["1: hello", "how are you?"]


async def test_ctrl_c_over_half_a_line_leaves_and_sends_nothing(typing: PipeInput) -> None:
    sitting = Sitting()
    typing.send_text("half a li\x03")
    await talk(sitting.session, line_of(sitting).next)
    assert sitting.screen.said == []


async def test_a_pasted_mail_is_one_message(typing: PipeInput) -> None:
    sitting = Sitting()
    typing.send_text("\x1b[200~Dear you,\nwe went on\nwith others\x1b[201~\r\x04")
    await talk(sitting.session, line_of(sitting).next)
    assert sitting.screen.said == ["1: Dear you,\nwe went on\nwith others"]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("/pri", ["/privacy"]),
        ("/P", ["/pause", "/press", "/privacy"]),
        ("no", ["Not now"]),
        ("", ["Yes", "Not now"]),
        ("/privacy", []),
        ("maybe", []),
    ],
)
def test_commands_and_buttons_can_be_completed(typed: str, completed: list[str]) -> None:
    buttons = Buttons()
    buttons.show(asking(1, "Yes", "Not now"))
    words = Words(buttons, ["pause", "privacy"]).get_completions(Document(typed), CompleteEvent())
    assert [one.text for one in words] == completed


async def test_what_comes_by_itself_is_shown_while_somebody_types(typing: PipeInput) -> None:
    sitting = Sitting()
    await sitting.types("nudge tap 60")
    waiting = asyncio.ensure_future(line_of(sitting).next())
    await sitting.types("/wait 1h")
    assert sitting.screen.said[-1] == "tap"
    typing.send_text("still here\r")
    assert await waiting == "still here"


# --- history ----------------------------------------------------------------------------------------------------------


async def test_the_arrow_keys_bring_back_what_was_typed_at_an_earlier_start(typing: PipeInput, tmp_path: Path) -> None:
    kept = tmp_path / "history"
    typing.send_text("hello there\r")
    assert await line_of(Sitting(), kept).next() == "hello there"
    typing.send_text("\x1b[A\r")
    assert await line_of(Sitting(), kept).next() == "hello there"
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("typing")
def test_forgetting_empties_the_history_on_the_disk_as_well(tmp_path: Path) -> None:
    kept = tmp_path / "history"
    history = open_history(kept)
    history.append_string("secret")
    TypingLine(Sitting().session.messenger.buttons, [], history=history).forget()
    assert not kept.exists()
    history.append_string("new")
    assert "secret" not in kept.read_text(encoding="utf-8")
    assert history.get_strings() == ["new"]


def test_a_disk_that_takes_no_history_is_no_reason_to_stop(tmp_path: Path) -> None:
    history = KeptHistory(tmp_path / "nowhere" / "history")
    history.append_string("hello")
    assert list(history.load_history_strings()) == []


def test_people_who_share_a_folder_have_histories_of_their_own(tmp_path: Path) -> None:
    people = [ME, *(ME._replace(id=name) for name in ("anna", "an/na", "../anna", "ANNA", "ben"))]
    paths = {history_in(tmp_path, person) for person in people}
    assert len(paths) == len(people)
    assert {path.parent for path in paths} == {tmp_path}
    assert not any("anna" in path.name.lower() for path in paths)
