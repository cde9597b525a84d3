"""Shows every step of a pack and where it leads, as a tree to read or a graph to draw."""

from collections.abc import Iterator

from bot.content.checks.graph import roots
from bot.content.preview import condition_text
from bot.dialogue.script import Pack, Step


def map_text(pack: Pack) -> str:
    """Return the steps as a tree. A step's own branches are shown where it comes first; `↑` stands for the others."""
    shown: set[str] = set()
    lines: list[str] = []
    for root in dict.fromkeys(roots(pack)):
        if root in pack.steps and root not in shown:
            lines += _branch(pack, root, "", shown)
    lines += [f"{step_id}  (nothing leads here)" for step_id in pack.steps if step_id not in shown]
    return "\n".join(lines) + "\n"


def map_dot(pack: Pack) -> str:
    """Return the steps as a graph in the DOT language."""
    lines = ["digraph pack {", "  rankdir=LR; node [shape=box];"]
    for step in pack.steps.values():
        shape = ", style=rounded" if step.asks else ""
        lines.append(f'  "{step.id}" [label="{step.id}"{shape}];')
        lines += [f'  "{step.id}" -> "{to}" [label="{_quoted(why)}"];' for why, to in _ways(step)]
    return "\n".join([*lines, "}"]) + "\n"


def _branch(pack: Pack, root: str, why: str, shown: set[str]) -> Iterator[str]:
    """Walk down from a step without recursion: a pack may be deeper than Python's stack."""
    waiting = [(root, why, 0)]
    while waiting:
        step_id, reason, depth = waiting.pop()
        step = pack.steps.get(step_id)
        before = f"{'  ' * depth}{f'{reason} → ' if reason else ''}"
        if step is None:
            yield f"{before}{step_id}  (does not exist)"
        elif step_id in shown:
            yield f"{before}{step_id} ↑"
        else:
            shown.add(step_id)
            yield f"{before}{step_id}{_marks(step)}"
            waiting += [(to, way, depth + 1) for way, to in reversed(list(_ways(step)))]


def _marks(step: Step) -> str:
    marks = [name for name, there in (("asks", step.asks), ("ends", step.end), ("fixed", step.fixed)) if there]
    return f"  ({', '.join(marks)})" if marks else ""


def _ways(step: Step) -> Iterator[tuple[str, str]]:
    for route in step.routes:
        yield f"if {condition_text(route.when.terms)}", route.to
    for choice in step.choices:
        if choice.to is not None:
            yield f"[{choice.label}]", choice.to
    if step.next is not None:
        yield "then", step.next
    if step.skip is not None:
        yield "skip", step.skip


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
