"""Draws the main screens from the very blocks that are sent: `python -m tests.adapters.slack.drawings` writes them.

A drawing says what is where. How Slack colours and spaces it is Slack's affair.
"""

import asyncio
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from adapters.slack.home import home_view
from adapters.slack.invitation import card
from adapters.slack.modals import MOVE, time_window
from adapters.slack.ports import Script
from bot.dialogue.state import State, new_state
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import Lesson, Rejection
from bot.ports import Drawer
from tests.adapters.slack.blocks import text_in
from tests.adapters.slack.harness import running, words
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack

DOCS = Path(__file__).parents[3] / "docs"
NOW = datetime(2026, 11, 23, 22, 40, tzinfo=UTC)
_WIDTH, _LINE, _COLUMNS, _LETTER = 640, 21, 76, 8.6
_FONT = "font-family='Lato, Helvetica, Arial, sans-serif' font-size='15'"
Json = Mapping[str, Any]


@dataclass(slots=True)
class Drawing:
    """Lines of a picture, from the top down."""

    y: int = 18
    parts: list[str] = field(default_factory=list)

    def text(self, text: str, *, bold: bool = False, small: bool = False, indent: int = 0) -> None:
        """Write a text, broken to fit."""
        style = " font-weight='bold'" if bold else " fill='#616061'" if small else ""
        for line in (short for long in text.split("\n") for short in textwrap.wrap(long, _COLUMNS) or [""]):
            self.y += _LINE
            self.parts.append(f"<text x='{24 + indent}' y='{self.y}'{style}>{escape(line)}</text>")

    def boxes(self, labels: Iterable[str]) -> None:
        """Draw buttons side by side, in a new row where they don't fit."""
        x, self.y = 24, self.y + 10
        for label in labels:
            width = int(len(label) * _LETTER) + 26
            if x + width > _WIDTH - 24:
                x, self.y = 24, self.y + 40
            box = f"<rect x='{x}' y='{self.y}' width='{width}' height='32' rx='6' fill='#fff' stroke='#b7b7b7'/>"
            self.parts += [box, f"<text x='{x + 13}' y='{self.y + 21}'>{escape(label)}</text>"]
            x += width + 8
        self.y += 38

    def line(self) -> None:
        """Draw a line across."""
        self.y += 14
        self.parts.append(f"<path d='M24 {self.y}H{_WIDTH - 24}' stroke='#ddd'/>")

    def svg(self) -> str:
        """Return the picture."""
        height = self.y + 24
        frame = f"<rect x='.5' y='.5' width='{_WIDTH - 1}' height='{height - 1}' rx='10' fill='#fff' stroke='#ccc'/>"
        head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{height}' {_FONT} fill='#1d1c1d'>"
        return "\n".join([head, frame, *self.parts, "</svg>", ""])


def draw(blocks: Sequence[Json], drawing: Drawing) -> None:
    """Draw the blocks of a message or a view."""
    for block in blocks:
        match block["type"]:
            case "header":
                drawing.y += 8
                drawing.text(block["text"]["text"], bold=True)
            case "section":
                drawing.text(_shown(block["text"]["text"]))
            case "context":
                drawing.text(" ".join(element["text"] for element in block["elements"]), small=True)
            case "actions":
                drawing.boxes(_label(element) for element in block["elements"])
            case "input":
                drawing.text(block["label"]["text"], bold=True)
                drawing.boxes([_value(block["element"])])
            case "divider":
                drawing.line()
            case _:
                for text in text_in([block]):
                    drawing.text(text)
                    drawing.y += 6


def _shown(text: str) -> str:
    """Show a time as whoever stands behind Slack's fallback reads it."""
    before, mark, rest = text.partition("<!date")
    return f"{before}{rest.partition('|')[2].replace('>', '', 1)}" if mark else text


def _label(element: Json) -> str:
    return str((element.get("text") or element["placeholder"])["text"])


def _value(element: Json) -> str:
    return str(element.get("initial_date") or element.get("initial_time") or element.get("initial_value") or " " * 40)


# --- the screens ------------------------------------------------------------------------------------------------------


def home() -> str:
    """Draw the Home tab."""
    labels = {"plan": "how your next step went", "team_page": "a look at their team page"}
    drawing = Drawing()
    draw(home_view(_drawer(), Script(nudge_labels=labels), words(), NOW, host=True)["blocks"], drawing)
    return drawing.svg()


def window() -> str:
    """Draw the window that moves a reminder."""
    view = time_window("n1", words(), datetime(2026, 11, 26, 9, 0, tzinfo=UTC), callback=MOVE)
    drawing = Drawing()
    drawing.text(view["title"]["text"], bold=True)
    draw(view["blocks"], drawing)
    drawing.boxes([view["close"]["text"], view["submit"]["text"]])
    return drawing.svg()


def invitation() -> str:
    """Draw the card in a channel."""
    drawing = Drawing()
    draw(card(words())["blocks"], drawing)
    return drawing.svg()


async def talk() -> str:
    """Draw the beginning of a conversation, as it really goes."""
    said = "i got rejected by Acme Foundation, program director. i was in the final round"
    drawing = Drawing()
    async with FakeSlack().running() as slack, running(slack) as program:
        anna = Member(program)
        await anna.says(said)
        await anna.presses("Talk it through")
        drawing.text("You", bold=True)
        drawing.text(said)
        for message in anna.dm:
            drawing.y += 12
            drawing.text("Next Step", bold=True)
            draw(message["blocks"], drawing)
    return drawing.svg()


def _drawer() -> Drawer:
    state = new_state(PersonKey("slack", "T1:U1"), zone="Europe/Berlin")
    case = Rejection(id="c1", opened_at=NOW, organisation="Acme Foundation", role="Program director")
    lesson = Lesson(
        id="l1", at=NOW, theme="competition", words="I was ready, and so was somebody else.", about="Brightwell"
    )
    planned = [("plan", datetime(2026, 11, 26, 8, tzinfo=UTC)), ("team_page", datetime(2027, 1, 22, 8, tzinfo=UTC))]
    nudges = {f"n{number}": Nudge(id=f"n{number}", kind=kind, due=due) for number, (kind, due) in enumerate(planned)}
    full: State = replace(state, cases={"c1": case}, nudges=nudges, lessons=(lesson,))
    return Drawer(state=full)


FIXED = {"slack-home.svg": home, "slack-window.svg": window, "slack-invitation.svg": invitation}
"""Drawings that only change when this adapter or its words do."""
TALK = "slack-talk.svg"


def _all() -> Iterator[tuple[str, str]]:
    yield TALK, asyncio.run(talk())
    for name, drawn in FIXED.items():
        yield name, drawn()


if __name__ == "__main__":
    for name, picture in _all():
        (DOCS / name).write_text(picture, encoding="utf-8")
