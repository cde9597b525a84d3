"""Writes down what is kept about a person for the person: a Markdown file to read, not to parse."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.dialogue.state import State
from bot.domain.calendar import local
from bot.domain.nudge import Nudge
from bot.domain.rejection import JournalEntry, Lesson, Plan, Rejection
from bot.ports import Drawer
from bot.service.plain import Plain, plain

WORDS: Mapping[str, str] = {
    "title": "What Next Step keeps about you",
    "intro": "Everything is in here. The JSON file beside it holds the same, for machines.",
    "stories": "Your stories",
    "story": "A story from",
    "at": "at",
    "lessons": "What you took from them",
    "nudges": "What comes when",
    "journal": "Your journal",
    "settings": "What is set",
    "open": "Talks that are open",
    "waiting": "On its way to you",
    "nothing": "Nothing.",
    "plan": "plan",
}
"""The words of the file; another language brings its own."""


def readable(drawer: Drawer, journal: Sequence[JournalEntry], words: Mapping[str, str] = WORDS) -> str:
    """Return a drawer and its whole journal as Markdown. Times are in the person's own zone."""
    state, zone = drawer.state, drawer.state.person.zone
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("stories", _stories(state, words)),
        ("lessons", (_lesson(lesson, zone) for lesson in state.lessons)),
        ("nudges", (_nudge(nudge, zone) for nudge in sorted(state.nudges.values(), key=lambda nudge: nudge.due))),
        ("journal", (_entry(entry, zone) for entry in journal)),
        ("open", _open_talks(state, zone)),
        ("waiting", (f"- {_inline(out.message.text)}" for out in drawer.outbox if out.message)),
        ("settings", _facts(plain(state.person))),
    )
    parts = [f"# {words['title']}", words["intro"]]
    for name, lines in sections:
        parts += [f"## {words[name]}", "\n".join(lines) or words["nothing"]]
    return "\n\n".join(parts) + "\n"


def _stories(state: State, words: Mapping[str, str]) -> Iterator[str]:
    for case in state.cases.values():
        yield f"### {_title(case, state.person.zone, words)}\n"
        yield from _facts(_said(case))
        if case.plan:
            yield f"- {words['plan']}: {_plan(case.plan, state.person.zone)}"
        yield ""


def _title(case: Rejection, zone: str, words: Mapping[str, str]) -> str:
    names = [_inline(name) for name in (case.role, case.organisation) if name]
    return f" {words['at']} ".join(names) or f"{words['story']} {_day(case.opened_at, zone)}"


def _said(case: Rejection) -> Plain:
    said = plain(case)
    if isinstance(said, dict):
        said.pop("plan")
    return said


def _plan(plan: Plan, zone: str) -> str:
    parts = (plan.cue, plan.action, _moment(plan.at, zone) if plan.at else None)
    return " → ".join(_inline(part) for part in parts if part)


def _lesson(lesson: Lesson, zone: str) -> str:
    about = f" ({_inline(lesson.about)})" if lesson.about else ""
    return f"- {_day(lesson.at, zone)}, {lesson.theme}{about}: {_inline(lesson.words)}"


def _nudge(nudge: Nudge, zone: str) -> str:
    note = f": {_inline(nudge.note)}" if nudge.note else ""
    return f"- {_moment(nudge.due, zone)}, {nudge.kind}, {nudge.status}{note}"


def _entry(entry: JournalEntry, zone: str) -> str:
    body = f": {_inline(entry.body)}" if entry.body else ""
    return f"- {_moment(entry.at, zone)}, {_inline(entry.title)}{body}"


def _open_talks(state: State, zone: str) -> Iterator[str]:
    for frame in state.frames:
        yield f"- {_moment(frame.asked_at, zone)}, {frame.step}"
        yield from (f"    - {_label(name)}: {_inline(said)}" for name, said in frame.slots.items())


def _facts(value: Plain, indent: str = "") -> Iterator[str]:
    """List what is there, line by line; what was never said is left out."""
    for name, fact in value.items() if isinstance(value, dict) else ():
        if isinstance(fact, dict):
            yield from (f"{indent}- {_label(name)}:", *_facts(fact, indent + "    ")) if fact else ()
        elif fact not in (None, "", []):
            words = ", ".join(map(str, fact)) if isinstance(fact, list) else str(fact)
            yield f"{indent}- {_label(name)}: {_inline(words)}"


def _label(name: str) -> str:
    return name.replace("_", " ")


def _inline(text: str) -> str:
    """Keep a text with line breaks inside its list item."""
    return " ".join(text.split())


def _moment(moment: datetime, zone: str) -> str:
    return f"{local(moment, zone):%Y-%m-%d %H:%M}"


def _day(moment: datetime, zone: str) -> str:
    return f"{local(moment, zone):%Y-%m-%d}"
