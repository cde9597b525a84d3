"""Made-up people who have been here for a while, and folders full of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bot.dialogue.state import Frame, State, Undo, new_state
from bot.domain.messages import Choice, Message, Paragraph, Span
from bot.domain.nudge import Nudge
from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry, Lesson, Plan, Rejection, Stage, Told
from bot.ports import Drawer, Outgoing
from bot.storage.codec import to_plain
from bot.storage.drawer import readable
from bot.storage.people import DrawerCabinet
from bot.storage.tables import tables_of

NUDGES = 3  # a person
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def key_of(number: int) -> PersonKey:
    """Return the key of a made-up person."""
    return PersonKey("slack", f"T0123456:U{number:08d}")


def drawer_of(number: int, visits: int = 30, outbox: tuple[Outgoing, ...] = ()) -> Drawer:
    """Make the drawer of somebody after a first conversation, with nudges to come."""
    said = "I keep wondering who they picked and what they had that I have not."
    case = Rejection(
        id="r1",
        opened_at=START,
        role="programme director",
        stage=Stage.FINAL,
        plan=Plan(action="write to two people I used to work with", cue="it is Thursday", at=START),
        told=Told.EMAIL,
        gist=said,
        answers={f"answer {count}": said for count in range(6)},
    )
    trail = tuple(Undo(step=f"competition.{count}", answers={f"answer {count}": None}) for count in range(6))
    state: State = replace(
        new_state(key_of(number), zone="Europe/Berlin"),
        frames=(Frame(step="plan.when", visit=visits, asked_at=START, case="r1", slots={"day": "thu"}, trail=trail),),
        visits=visits,
        serial=8,
        cases={"r1": case},
        nudges={nudge.id: nudge for nudge in (nudge_of(number, count) for count in range(NUDGES))},
        lessons=(Lesson(id="l1", at=START, theme="competition", words=said, case="r1"),),
        bags={f"competition.{count}": count for count in range(20)},
        pack="1.0.0",
    )
    entry = JournalEntry(id="", at=START, kind="answer", title="What weighs", body=said)
    journal = tuple(replace(entry, id=f"j{count}") for count in range(10))
    return Drawer(state=state, seen=tuple(f"Ev0{count:08d}" for count in range(40)), outbox=outbox, journal=journal)


def nudge_of(number: int, count: int) -> Nudge:
    """Make one of the nudges a person is owed."""
    due = START + timedelta(days=1 + number % 60, hours=count, seconds=number % 3600)
    wall = due.replace(tzinfo=None)
    return Nudge(id=f"n{count}", kind="plan", due=due, wall=wall, case="r1", note="write to two people")


def outgoing() -> Outgoing:
    """Make a message on its way."""
    text = "Thursday 26 November, 09:00 your time: I'll ask how it went."
    labels = ("Change", "Don't remind me", "That's it")
    choices = tuple(Choice(label=label, token=f"30.plan.{label}") for label in labels)
    message = Message(paragraphs=(Paragraph(spans=(Span(text=text),)),) * 3, choices=choices, visit=30)
    return Outgoing(id="0123456789abcdef-0", created_at=START, message=message)


def fill(folder: Path, size: int) -> None:
    """Put people into a folder; nothing is waited for, so that it goes fast."""
    with DrawerCabinet(folder) as cabinet:
        for number in range(size):
            path = cabinet._folder.drawer(key_of(number))  # noqa: SLF001 - to leave out the waiting for the disk
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(as_written(drawer_of(number)))


def as_written(drawer: Drawer) -> bytes:
    """Return the bytes a drawer has on the disk."""
    return readable(tables_of(to_plain(drawer)))
