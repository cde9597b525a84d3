"""Steps people may stand at: what was published once stays, or says where it went."""

from pathlib import Path

from bot.content.problems import Findings
from bot.content.toml_files import read_text
from bot.dialogue.script import Pack

FILE = "steps.txt"
_HEAD = (
    "# Every step that was ever published. `nextstep content check --write` adds new ones; nothing is ever removed.\n"
)


def check(folder: Path, pack: Pack, findings: Findings) -> None:
    """Report published steps that are gone, new ones that are not listed, and moves that lead nowhere."""
    published = _published(folder, findings)
    for line, step_id in published:
        if step_id not in pack.steps and step_id not in pack.moved:
            what = f"{step_id} was published and is gone; somebody may stand there"
            findings.add("C501", FILE, line, what, f'write it again, or say in pack.toml: [moved] "{step_id}" = "…"')
    new = sorted(pack.steps.keys() - {step_id for _, step_id in published})
    if new and (folder / FILE).exists():  # before there is a list, nothing was published
        shown = ", ".join(new[:3]) + (" …" if len(new) > 3 else "")  # noqa: PLR2004 - three show what is meant
        todo = "run: nextstep content check --write"
        findings.add("C502", FILE, 0, f"{len(new)} steps are not listed yet: {shown}", todo)
    _moves(pack, findings)


def write(folder: Path, pack: Pack) -> list[str]:
    """Add the steps that are new to steps.txt and return them."""
    findings = Findings(str(folder))
    listed = [step_id for _, step_id in _published(folder, findings)]
    new = sorted(pack.steps.keys() - set(listed))
    if new:
        lines = sorted({*listed, *new})
        (folder / FILE).write_text(_HEAD + "".join(f"{step_id}\n" for step_id in lines), encoding="utf-8")
    return new


def _published(folder: Path, findings: Findings) -> list[tuple[int, str]]:
    text = read_text(findings, folder, FILE) if (folder / FILE).exists() else ""
    lines = [(number, line.strip()) for number, line in enumerate((text or "").split("\n"), start=1)]
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


def _moves(pack: Pack, findings: Findings) -> None:
    for old, new in pack.moved.items():
        if old in pack.steps:
            what = f"[moved] names {old}, which is still there"
            findings.add("C505", "pack.toml", 0, what, "take the line out, or the step")
        way = [old]
        while way[-1] in pack.moved and way[-1] not in way[:-1]:
            way.append(pack.moved[way[-1]])
        if way[-1] in way[:-1]:
            findings.add("C504", "pack.toml", 0, f"[moved] goes round: {' → '.join(way)}", "let it end at a step")
        elif way[-1] not in pack.steps:
            findings.add("C503", "pack.toml", 0, f"[moved] {old} leads to {new}, which does not exist", "name a step")
