"""Names in conditions and actions: facts, values, answers, kinds of nudges, reflections."""

from collections.abc import Iterator

from bot.content.checks.known import saved_anywhere
from bot.content.problems import Findings
from bot.content.required import FACT_VALUES, FACTS, REFLECTIONS
from bot.dialogue.script import Action, Condition, Pack, Step

_DONE = "done."
_SLOTS: dict[str, tuple[int, ...]] = {
    "theme": (0,),
    "keep": (0,),
    "note": (0,),
    "snooze": (0,),
    "plan": (0, 1),
    "schedule": (1,),
    "fact": (1,),
}
"""Which words behind an action name an answer."""
_WORDS: dict[str, tuple[str, ...]] = {
    "plan_done": ("yes", "no"),
    "fact": ("organisation", "role", "stage", "told"),
}
"""What the first word behind an action can be."""


def check(pack: Pack, findings: Findings) -> None:
    """Report unknown facts, values, answers, kinds of nudges and reflections."""
    facts = FACTS | saved_anywhere(pack)
    for step in pack.steps.values():
        for condition in _conditions(step):
            _condition(pack, step, condition, facts, findings)
        for action in _actions(step):
            _action(pack, step, action, facts, findings)
        for choice in step.choices:
            theme = choice.set.get("theme")
            if theme is not None and theme not in pack.themes:
                _unknown_theme(step.file, step.line, f"button {choice.id!r} of {step.id}", theme, findings)
    _themes(pack, findings)


def _conditions(step: Step) -> Iterator[Condition]:
    yield from (route.when for route in step.routes)
    yield from (choice.when for choice in step.choices if choice.when)


def _actions(step: Step) -> Iterator[Action]:
    yield from (*step.do, *step.then)
    for choice in step.choices:
        yield from choice.then


def _condition(pack: Pack, step: Step, condition: Condition, facts: frozenset[str], findings: Findings) -> None:
    for fact, _, values in condition.terms:
        if fact.startswith(_DONE):
            if fact.removeprefix(_DONE) not in pack.themes:
                _unknown_theme(step.file, step.line, f"a condition of {step.id}", fact.removeprefix(_DONE), findings)
        elif fact not in facts:
            what = f"{step.id}: a condition asks about {fact!r}, which nothing ever says"
            findings.add("C113", step.file, step.line, what, "docs/content.md lists the facts; or save an answer so")
        for value in values:
            if value not in FACT_VALUES.get(fact, {value}):
                what = f"{step.id}: {fact} is never {value!r}"
                findings.add(
                    "C114", step.file, step.line, what, f"it is one of: {', '.join(sorted(FACT_VALUES[fact]))}"
                )


def _action(pack: Pack, step: Step, action: Action, facts: frozenset[str], findings: Findings) -> None:
    for place in _SLOTS.get(action.name, ()):
        if place < len(action.arguments) and action.arguments[place] not in facts:
            what = f"{step.id}: {action.name} is about {action.arguments[place]!r}, which nothing ever saves"
            findings.add("C115", step.file, step.line, what, "save an answer under this name, or correct it")
    if action.name in {"schedule", "unschedule"} and action.arguments[0] not in pack.nudges:
        what = f"{step.id}: there is no kind of nudge called {action.arguments[0]!r}"
        findings.add("C116", step.file, step.line, what, f"known are: {', '.join(sorted(pack.nudges))}")
    first = action.arguments[0] if action.arguments else ""
    if first not in _WORDS.get(action.name, (first,)):
        todo = f"known are: {', '.join(_WORDS[action.name])}"
        findings.add("C012", step.file, step.line, f"{step.id}: {action.name} can't take {first!r}", todo)
    if action.name == "snooze_for" and not first.isdecimal():
        findings.add("C012", step.file, step.line, f"{step.id}: snooze_for takes days, not {first!r}", "write a number")


def _themes(pack: Pack, findings: Findings) -> None:
    for theme in pack.themes:
        if theme not in REFLECTIONS:
            _unknown_theme("pack.toml", 0, "[themes]", theme, findings)
    for theme in pack.offers:
        if theme != "default" and theme not in pack.themes:
            _unknown_theme("pack.toml", 0, "[offers]", theme, findings)


def _unknown_theme(file: str, line: int, where: str, theme: str, findings: Findings) -> None:
    what = f"{where}: there is no reflection called {theme!r}"
    findings.add("C117", file, line, what, f"known are: {', '.join(REFLECTIONS)}")
