"""What is known where: no placeholder is used before it is.

A placeholder may stand alone only where every way to the step has made it known; a fact holds on the far side of a
route or button that asks for it. Everything else belongs in `[[…]]`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.content import templates, texts
from bot.content.checks.graph import roots
from bot.content.problems import Findings
from bot.content.required import (
    ALWAYS_SHOWN,
    ENDED_BY_ACTION,
    PLACEHOLDERS,
    SHOWN_AT_START,
    SHOWN_BY_ACTION,
    SHOWN_BY_FACT,
)
from bot.dialogue.script import Action, Condition, Pack, Piece, Step, StepChoice

Known = frozenset[str]


class Way(NamedTuple):
    """One way out of a step, and what is known at its end."""

    to: str
    known: Known


def check(pack: Pack, findings: Findings) -> None:
    """Report unknown placeholders, those used before they are known, and times asked before the zone is."""
    names = PLACEHOLDERS | saved_anywhere(pack)
    arriving = known_on_arrival(pack)
    for step in pack.steps.values():
        known = arriving.get(step.id)
        _clock(step, known, findings)
        for line, pieces, more in _texts(step):
            for name, held in texts.slots(pieces):
                base = name.partition(".")[0]
                if base not in names:
                    todo = "docs/content.md lists them; or save an answer under this name"
                    findings.add("C111", step.file, line, f"{step.id}: nothing is ever called {{{name}}}", todo)
                elif known is not None and not held and name not in _said_with(step, known) | more:
                    findings.add("C112", step.file, line, _unsure(step, name), f"write [[… {{{name}}} …|without it]]")


def _clock(step: Step, known: Known | None, findings: Findings) -> None:
    if step.expects in {"time", "weekly"} and known is not None and "zone" not in _said_with(step, known):
        what = f"{step.id} asks for a time, and the person's zone may not be known"
        todo = 'ask for it before: routes = [{when = "!zone", to = "…"}]'
        findings.add("C118", step.file, step.line, what, todo)


def _unsure(step: Step, name: str) -> str:
    if name.endswith(".short"):
        return f"{step.id}: {{{name}}} is only known where the answer was short"
    return f"{step.id}: {{{name}}} is not known on every way here"


def _texts(step: Step) -> Iterator[tuple[int, tuple[Piece, ...], Known]]:
    """Yield everything a step shows: its line, the pieces, and what is known there besides."""
    for phrasing in step.phrasings:
        for pieces in phrasing.paragraphs:
            yield phrasing.line, pieces, frozenset()
    for choice in step.choices:
        try:
            yield step.line, templates.parse(choice.label), _shown(_asked_for(choice.when))
        except templates.TemplateError:
            continue  # reading the pack has reported it


def saved_anywhere(pack: Pack) -> Known:
    """Return every name answers are saved under."""
    names: set[str] = set()
    for step in pack.steps.values():
        for name in _answered(step):
            names |= {name, f"{name}_words"}
        if step.options is not None:
            names.add(step.pick or step.options)
        for choice in step.choices:
            names |= choice.set.keys()
        names |= {action.arguments[0] for action in step.do if action.name == "set"}
    return frozenset(names)


def _answered(step: Step) -> list[str]:
    """Return the names a free answer is saved under, surely so."""
    if step.options in {"themes", "themes_all"} and not step.expects:
        return [step.save or "gist", step.pick or "theme"]
    if step.expects == "time" and step.save not in {None, "time"}:
        return [step.save or "time"]  # words that are no time are kept as words
    return [name for name in (step.save, step.expects) if name]


def known_on_arrival(pack: Pack) -> dict[str, Known]:
    """Return for each reachable step what is known on every way to it."""
    known: dict[str, Known] = {}
    waiting = [Way(root, ALWAYS_SHOWN | SHOWN_AT_START.get(root, frozenset())) for root in roots(pack)]
    waiting += [Way(kind.step, ALWAYS_SHOWN | _shown({"nudge"})) for kind in pack.nudges.values()]
    while waiting:
        way = waiting.pop()
        if way.to not in pack.steps:
            continue
        before = known.get(way.to)
        after = way.known if before is None else before & way.known
        if after != before:
            known[way.to] = after
            waiting += ways_out(pack.steps[way.to], after)
    return known


def ways_out(step: Step, known: Known) -> Iterator[Way]:
    """Return every way out of a step, given what is known on arriving."""
    known = _after_actions(known, step.do)
    for route in step.routes:
        yield Way(route.to, known | _shown(_asked_for(route.when)))
        known |= _shown(_denied(route.when))
    if step.asks:
        yield from _answers(step, known)
    elif step.next is not None:
        yield Way(step.next, known)


def _said_with(step: Step, known: Known) -> Known:
    """Return what is known when a step is said: after its `do`, and when none of its routes held."""
    known = _after_actions(known, step.do)
    for route in step.routes:
        known |= _shown(_denied(route.when))
    return known


def _answers(step: Step, known: Known) -> Iterator[Way]:
    for choice in step.choices:
        target = choice.to or step.next
        if target is not None:
            yield Way(target, _after_button(known, choice))
    if step.next is None:
        return
    if step.options is not None:
        yield Way(step.next, _after_actions(known | _picked(step), step.then))
    if step.save or step.expects or step.options in {"themes", "themes_all"}:
        yield Way(step.next, _after_actions(known | _shown(_answered(step)), step.then))
    if step.options != "readings" and step.save != "story":
        yield Way(step.skip or step.next, known)


def _picked(step: Step) -> Known:
    name = step.pick or step.options or ""
    return _shown({name, "nudge"} if step.options == "nudges" else {name})


def _after_button(known: Known, choice: StepChoice) -> Known:
    emptied = {name for name, value in choice.set.items() if not value}
    known = (known | _shown(_asked_for(choice.when)) | _shown(choice.set)) - _shown(emptied)
    return _after_actions(known, choice.then)


def _after_actions(known: Known, actions: Iterable[Action]) -> Known:
    for action in actions:
        needs, shows = SHOWN_BY_ACTION.get(action.name, ("", frozenset[str]()))
        slot = action.arguments[0] if needs == "#" else needs
        known -= ENDED_BY_ACTION.get(action.name, frozenset())
        if not slot or slot in known:
            known |= shows
        if action.name == "fact" and action.arguments[1] in known:
            known |= _shown({action.arguments[0]})
    return known


def _shown(facts: Iterable[str]) -> Known:
    """Return the facts and all placeholders that are known with them."""
    facts = frozenset(facts)
    return facts.union(*(SHOWN_BY_FACT.get(fact, frozenset()) for fact in facts))


def _asked_for(condition: Condition | None) -> set[str]:
    """Return the facts a condition needs to be known."""
    return {fact for fact, negated, _ in condition.terms if not negated} if condition else set()


def _denied(condition: Condition) -> set[str]:
    """Return the fact that is known where a condition does not hold."""
    if len(condition.terms) != 1:
        return set()
    fact, negated, accepted = condition.terms[0]
    return {fact} if negated and not accepted else set()
