"""A person can see all that is kept about them, and have it go away."""

import enum
import json
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from msgspec.structs import replace

from bot.dialogue.state import new_state
from bot.domain.nudge import Nudge
from bot.domain.person import Person, PersonKey
from bot.domain.rejection import JournalEntry, Lesson, Plan, Rejection, Stage
from bot.domain.values import Value
from bot.ports import Drawer
from bot.service.mydata import EXPORT_VERSION, MyData
from bot.service.plain import plain
from bot.storage.memory import MemoryPeople
from tests.fakes import ANNA, MONDAY

NUMBERS = count(1000)


def filled(kind: object) -> object:
    """Make a value of a type in which nothing is left out: every field of every dataclass has a value of its own."""
    number = next(NUMBERS)
    simple: dict[object, object] = {
        str: f"words-{number}",
        int: number,
        bool: True,
        datetime: MONDAY + timedelta(minutes=number),
        date: (MONDAY + timedelta(days=number)).date(),
        time: time(number % 24, number % 60),
    }
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if isinstance(kind, type) and issubclass(kind, Value):
        hints = typing.get_type_hints(kind)
        return kind(**{name: filled(hints[name]) for name in kind.__struct_fields__})
    if kind is PersonKey:
        return ANNA
    return filled_of(typing.get_origin(kind), typing.get_args(kind))


def filled_of(origin: object, parts: tuple[object, ...]) -> object:
    if origin in {types.UnionType, typing.Union}:
        return filled(next(part for part in parts if part is not type(None)))
    if origin is tuple:
        return (filled(parts[0]),)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {filled(parts[0]): filled(parts[1])}
    raise NotImplementedError(f"{origin} with {parts}: say what a full one looks like")


def leaves(value: object) -> list[str]:
    """Return everything that stands in a value, as it is written in JSON."""
    if isinstance(value, Value):
        return [leaf for name in value.__struct_fields__ for leaf in leaves(getattr(value, name))]
    if isinstance(value, Mapping):
        return [leaf for pair in value.items() for part in pair for leaf in leaves(part)]
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [json.dumps(plain(value))]


class Shelf(MemoryPeople):
    """A store with one drawer that no codec has touched."""

    def __init__(self, drawer: Drawer) -> None:
        super().__init__()
        self.drawer = drawer

    async def load(self, key: PersonKey) -> Drawer | None:
        return self.drawer if key == self.drawer.state.person.key else None

    async def journal(self, key: PersonKey) -> tuple[JournalEntry, ...]:
        return self.drawer.journal if key == self.drawer.state.person.key else ()


def with_key(drawer: object) -> Drawer:
    assert isinstance(drawer, Drawer)
    return replace(drawer, state=replace(drawer.state, person=replace(drawer.state.person, zone="Europe/Berlin")))


async def test_no_field_of_a_drawer_is_left_out_of_the_export() -> None:
    drawer = with_key(filled(Drawer))
    files = await MyData(Shelf(drawer)).export(drawer.state.person.key)
    assert files is not None
    expected = leaves(drawer)
    assert len(expected) > 120
    assert [leaf for leaf in expected if leaf not in files.json] == []


async def test_every_name_of_every_dataclass_stands_in_the_export_or_its_human_name_does() -> None:
    exported = json.dumps(plain(filled(Drawer)))
    assert '"how_the_news_came"' in exported
    assert '"quiet_hours"' in exported
    assert '"cases"' not in exported


async def test_the_export_says_what_it_is_and_its_version() -> None:
    files = await MyData(Shelf(Drawer(state=new_state(ANNA)))).export(ANNA)
    assert files is not None
    data = json.loads(files.json)
    assert (data["format"], data["version"]) == ("next-step-export", EXPORT_VERSION)
    assert data["person"]["key"] == ["slack", "T1:anna"]


async def test_a_stranger_has_nothing_to_export() -> None:
    assert await MyData(MemoryPeople()).export(ANNA) is None


async def test_the_whole_journal_is_exported_however_long() -> None:
    people = MemoryPeople()
    journal: tuple[JournalEntry, ...] = ()
    for number in range(300):
        journal = (JournalEntry(id=f"j{number}", at=MONDAY, kind="answer", title=f"answer {number}."),)
        loaded = await people.load(ANNA) or Drawer(state=new_state(ANNA))
        await people.commit(replace(loaded, journal=loaded.journal + journal))
    files = await MyData(people).export(ANNA)
    assert files is not None
    assert len(json.loads(files.json)["journal"]) == 300
    assert files.markdown.count("answer ") == 300


async def test_the_readable_file_tells_stories_lessons_plans_nudges_and_settings_in_local_time() -> None:
    person = Person(key=ANNA, zone="Europe/Berlin", country="DE")
    plan = Plan(cue="it is Thursday morning", action="I write\nto Sam", at=datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    case = Rejection(
        id="r1", opened_at=MONDAY, organisation="Acme", role="program director", stage=Stage.FINAL, plan=plan,
        answers={"keeps": "I know the field"},
    )  # fmt: skip
    lesson = Lesson(id="l1", at=MONDAY, theme="competition", words="Someone else fitted.", about="Acme", case="r1")
    nudge = Nudge(id="n1", kind="next_step", due=datetime(2026, 11, 26, 8, 0, tzinfo=UTC), note="write to Sam")
    state = replace(new_state(ANNA), person=person, cases={"r1": case}, lessons=(lesson,), nudges={"n1": nudge})
    files = await MyData(Shelf(Drawer(state=state))).export(ANNA)
    assert files is not None
    for line in (
        "### program director at Acme",
        "- plan: it is Thursday morning → I write to Sam → 2026-11-26 09:00",
        "    - keeps: I know the field",
        "- stage: final",
        "- 2026-11-23, competition (Acme): Someone else fitted.",
        "- 2026-11-26 09:00, next_step, planned: write to Sam",
        "- zone: Europe/Berlin",
        "- country: DE",
    ):
        assert line in files.markdown.splitlines()


async def test_a_story_without_names_is_called_by_its_day() -> None:
    state = replace(new_state(ANNA), cases={"r1": Rejection(id="r1", opened_at=MONDAY)})
    files = await MyData(Shelf(Drawer(state=state))).export(ANNA)
    assert files is not None
    assert "### A story from 2026-11-23" in files.markdown


async def test_forget_leaves_nothing_to_export() -> None:
    people = MemoryPeople()
    await people.commit(Drawer(state=new_state(ANNA)))
    await MyData(people).forget(ANNA)
    assert await MyData(people).export(ANNA) is None
    assert [key async for key in people.everyone()] == []


def test_something_without_a_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain(object())


def test_the_walk_over_the_fields_reaches_every_kind_of_value_in_a_drawer() -> None:
    reached: set[type] = set()

    def walk(value: object) -> None:
        if isinstance(value, Value):
            reached.add(type(value))
        for part in parts_of(value):
            walk(part)

    walk(filled(Drawer))
    assert {Rejection, Plan, Lesson, Nudge, Person, JournalEntry} <= reached


def parts_of(value: object) -> list[object]:
    if isinstance(value, Value):
        return [getattr(value, name) for name in value.__struct_fields__]
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, (tuple, list)) else []
