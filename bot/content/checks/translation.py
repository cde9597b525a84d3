"""A translated pack beside the one it is a translation of.

`translated.txt` keeps, for each step, a mark of the text it was translated from. When that text changes, the mark no
longer fits and the step is told to be looked at again.
"""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from bot.content import texts
from bot.content.problems import Findings
from bot.content.toml_files import read_text
from bot.dialogue.script import Pack, Step

FILE = "translated.txt"
_HEAD = "# Which text each step was translated from. `nextstep content check` compares; don't edit by hand.\n"


def mark(step: Step) -> str:
    """Return a short mark of everything a step says."""
    lines = [texts.source(pieces) for phrasing in step.phrasings for pieces in (*phrasing.paragraphs, ("---",))]
    lines += [f"{choice.id}: {choice.label}" for choice in step.choices]
    return blake2b("\n".join([*lines, step.recap or ""]).encode(), digest_size=6).hexdigest()


def check(folder: Path, pack: Pack, reference: Pack, findings: Findings) -> None:
    """Report steps that are not translated, translated from an older text, or that work differently."""
    marks = _marks(folder, findings)
    for step_id, original in reference.steps.items():
        step = pack.steps.get(step_id)
        if step is None:
            todo = f"write it as in {reference.id}/{original.file}:{original.line}"
            findings.add("C601", original.file, 0, f"{step_id} is not translated", todo)
            continue
        if marks.get(step_id) != mark(original):
            what = f"{step_id} was translated from an older text" if step_id in marks else f"{step_id} is not marked"
            todo = f"compare {reference.id}/{original.file}:{original.line}, then mark it as translated"
            findings.add("C602", step.file, step.line, what, todo)
        if _works(step) != _works(original):
            todo = f"take everything but the words from {reference.id}/{original.file}:{original.line}"
            findings.add("C604", step.file, step.line, f"{step_id} works differently than in {reference.id}", todo)
    for step_id in sorted(pack.steps.keys() - reference.steps.keys()):
        step = pack.steps[step_id]
        what = f"{step_id} does not exist in {reference.id}"
        findings.add("C603", step.file, step.line, what, "take it out, or correct its name")


def write_marks(folder: Path, pack: Pack, reference: Pack, step_ids: Iterable[str]) -> list[str]:
    """Note that these steps are now translated from the reference's present text, and return those that exist."""
    marks = _marks(folder, Findings(str(folder)))
    done = [step_id for step_id in step_ids if step_id in pack.steps and step_id in reference.steps]
    marks |= {step_id: mark(reference.steps[step_id]) for step_id in done}
    lines = [f"{step_id} {marks[step_id]}\n" for step_id in sorted(marks)]
    (folder / FILE).write_text(_HEAD + "".join(lines), encoding="utf-8")
    return done


def _marks(folder: Path, findings: Findings) -> dict[str, str]:
    text = read_text(findings, folder, FILE) if (folder / FILE).exists() else ""
    parts = (line.split() for line in (text or "").split("\n") if not line.startswith("#"))
    return {part[0]: part[1] for part in parts if len(part) == 2}  # noqa: PLR2004 - a step and its mark


def _works(step: Step) -> tuple[object, ...]:
    """Return everything about a step but its words."""
    choices = tuple((one.id, one.to, dict(one.set), one.then, one.when) for one in step.choices)
    asks = (step.options, step.pick, step.save, step.expects, step.then, step.next, step.skip)
    return (choices, asks, step.routes, step.do, step.end, step.detached, step.fixed)
