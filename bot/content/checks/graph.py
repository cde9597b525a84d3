"""Where steps lead: nothing unreachable, no dead ends, no circle without a question."""

from collections.abc import Iterator, Mapping

from bot.content.links import links
from bot.content.problems import Findings
from bot.content.required import CALLED_STEPS, FACT_VALUES, JUMPS, OPTIONAL_STEPS, SPOKEN_STEPS
from bot.dialogue.script import Action, Pack, Route, Step

MOST_IN_A_ROW = 3
"""How many texts may follow each other before the person can answer."""


def roots(pack: Pack) -> Iterator[str]:
    """Yield every step the program, a command or a nudge begins with."""
    yield pack.start
    yield from (*CALLED_STEPS, *SPOKEN_STEPS, *OPTIONAL_STEPS)
    yield from (command.step for command in pack.commands.values() if command.step)
    yield from (nudge.step for nudge in pack.nudges.values())
    yield from (step.id for step in pack.steps.values() if step.hear)


def jumps(*rows: tuple[Action, ...]) -> bool:
    """Whether actions send the talk elsewhere."""
    return any(action.name in JUMPS for actions in rows for action in actions)


def at_once(step: Step) -> list[str]:
    """Return the steps this one leads to without an answer."""
    targets = [route.to for route in step.routes]
    if not step.asks and not step.end and step.next is not None and not jumps(step.do):
        targets.append(step.next)
    return targets


def check(pack: Pack, findings: Findings) -> None:
    """Report unreachable steps, dead ends, loops, routes that may fail and long rows of texts."""
    _unreachable(pack, findings)
    for step in pack.steps.values():
        _dead_end(step, findings)
        _detached(step, findings)
        _open_routes(step, findings)
    circles = _circles(pack.steps)
    for circle in circles:
        step = pack.steps[circle[0]]
        way = " → ".join((*circle, circle[0]))
        findings.add(
            "C104", step.file, step.line, f"a circle without a question: {way}", "ask something in it, or end it"
        )
    if not circles:
        _long_rows(pack, findings)


def _unreachable(pack: Pack, findings: Findings) -> None:
    reached: set[str] = set()
    waiting = [*roots(pack), *pack.moved.values()]
    while waiting:
        step_id = waiting.pop()
        if step_id in pack.steps and step_id not in reached:
            reached.add(step_id)
            waiting += [link.to for link in links(pack.steps[step_id])]
    for step in pack.steps.values():
        if step.id not in reached:
            todo = "lead to it from somewhere, or take it out"
            findings.add("C102", step.file, step.line, f"nothing leads to {step.id}", todo)


def _dead_end(step: Step, findings: Findings) -> None:
    if step.end or step.detached or step.next is not None or step.id in SPOKEN_STEPS:
        return
    for what in _ways_into_nothing(step):
        todo = "say where it goes on (next, to), or that it ends (end = true)"
        findings.add("C103", step.file, step.line, f"{step.id}: {what}", todo)


def _ways_into_nothing(step: Step) -> Iterator[str]:
    if not step.asks:
        if not step.routes and not jumps(step.do):
            yield "nothing comes after this"
        return
    read_by_program = step.save == "story" or step.options == "readings"
    if (step.save or step.expects or step.options) and not read_by_program and not jumps(step.then):
        yield "nothing comes after the answer"
    for choice in step.choices:
        if choice.to is None and not jumps(choice.then):
            yield f"nothing comes after the button {choice.id!r}"


def _detached(step: Step, findings: Findings) -> None:
    """What is said outside of any talk has no place to keep an answer: only buttons that lead somewhere work."""
    if not step.detached:
        return
    wants = [key for key in ("save", "expects", "options", "next") if getattr(step, key) is not None]
    wants += ["do"] if step.do else []
    wants += [f"button {choice.id!r} without to" for choice in step.choices if choice.to is None]
    wants += [f"button {choice.id!r} with then" for choice in step.choices if choice.then]
    wants += [f"button {choice.id!r} that sets an answer" for choice in step.choices if choice.set.keys() - {"country"}]
    for what in wants:
        todo = "take it away, or take detached away"
        findings.add("C107", step.file, step.line, f"{step.id} is detached and has {what}", todo)


def _open_routes(step: Step, findings: Findings) -> None:
    said = step.detached and step.phrasings
    goes_on = step.asks or step.end or said or step.hear or step.next is not None or jumps(step.do)
    if step.routes and not goes_on and not _cover_all(step.routes):
        what = f"{step.id}: if none of its routes holds, nothing comes after this"
        findings.add("C105", step.file, step.line, what, "add next, or a last route that always holds")


def _cover_all(routes: tuple[Route, ...]) -> bool:
    """Whether single conditions cover a fact and its opposite, or all of its values."""
    terms = [route.when.terms[0] for route in routes if len(route.when.terms) == 1]
    values: dict[str, set[str]] = {}
    for fact, negated, accepted in terms:
        if (fact, not negated, ()) in terms and not accepted:
            return True
        if not negated:
            values.setdefault(fact, set()).update(accepted)
    return any(found >= FACT_VALUES.get(fact, {""}) for fact, found in values.items())


def _circles(steps: Mapping[str, Step]) -> list[tuple[str, ...]]:
    """Return each circle of steps that lead to each other without an answer, once."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []

    def walk(step_id: str, way: tuple[str, ...]) -> None:
        if step_id in way:
            found.append(way[way.index(step_id) :])
        elif step_id in steps and step_id not in done:
            for target in at_once(steps[step_id]):
                walk(target, (*way, step_id))
            done.add(step_id)

    for step_id in steps:
        walk(step_id, ())
    return found


def _long_rows(pack: Pack, findings: Findings) -> None:
    """Report steps at which a row of texts that began with an answer becomes too long."""
    rows: dict[str, int] = {}
    entered = {*roots(pack)}
    for step in pack.steps.values():
        entered |= {link.to for link in links(step)} - set(at_once(step))
    for step_id in sorted(entered & pack.steps.keys()):
        if _row(pack, step_id, rows) > MOST_IN_A_ROW:
            step = pack.steps[step_id]
            what = f"from {step_id} on, {rows[step_id]} texts follow each other before anything is asked"
            findings.add("C106", step.file, step.line, what, "leave one out, or ask in between")


def _row(pack: Pack, step_id: str, rows: dict[str, int]) -> int:
    """Return the most texts that follow each other from a step on. The graph has no circles here."""
    if step_id not in rows:
        step = pack.steps[step_id]
        lengths = [_row(pack, to, rows) if to in pack.steps else 0 for to in at_once(step)]
        routed, ahead = lengths[: len(step.routes)], lengths[len(step.routes) :]
        own = (1 if step.phrasings else 0) + sum(ahead)
        rows[step_id] = max([own, *routed])
    return rows[step_id]
