"""The content check: reads a pack and reports everything that is wrong with it, numbered, with file and line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.content import transcript
from bot.content.checks import cues, graph, known, limits, names, program, published, translation, wording
from bot.content.links import missing_targets
from bot.content.pack import Reading, read_pack
from bot.content.problems import Findings, Problem
from bot.content.toml_files import read_text, shown
from bot.errors import ContentError

_CHECKS = (
    missing_targets,
    graph.check,
    known.check,
    names.check,
    cues.check,
    wording.check,
    limits.check,
    program.check,
)


def check(folder: Path) -> list[Problem]:
    """Return all problems of a pack, file by file. A translation is compared with the pack it names."""
    reading = read_pack(folder)
    findings = Findings(shown(folder), list(reading.problems))
    for one in _CHECKS:
        one(reading.pack, findings)
    published.check(folder, reading.pack, findings)
    if reading.translates is not None:
        _compare(folder, reading, reading.translates, findings)
    _transcripts(folder, findings)
    return sorted(findings.problems, key=lambda problem: (problem.file, problem.line, problem.code, problem.what))


def write_steps(folder: Path) -> list[str]:
    """Add new steps to steps.txt and return them. Raises `ContentError` where it can't be written."""
    with _writing(folder):
        return published.write(folder, read_pack(folder).pack)


def mark_translated(folder: Path, step_ids: list[str]) -> list[str]:
    """Note that steps are translated from the reference's present text. Raises `ContentError` if that can't be done."""
    reading = read_pack(folder)
    if reading.translates is None:
        raise ContentError(f'{folder}/pack.toml: this is no translation; say of which pack: translates = "en"')
    reference = read_pack(folder.parent / reading.translates).pack
    with _writing(folder):
        return translation.write_marks(folder, reading.pack, reference, step_ids)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ContentError(f"{folder}: this can't be written ({error.strerror}); check who may write there") from None


def _compare(folder: Path, reading: Reading, translates: str, findings: Findings) -> None:
    beside = folder.parent / translates
    if not (beside / "pack.toml").is_file():
        what = f"there is no pack {translates!r} beside this one"
        findings.add("C001", "pack.toml", 0, what, "correct translates")
        return
    translation.check(folder, reading.pack, read_pack(beside).pack, findings)


def _transcripts(folder: Path, findings: Findings) -> None:
    for path in sorted((folder / "transcripts").glob("*.txt")):
        file = f"transcripts/{path.name}"
        text = read_text(findings, folder, file)
        try:
            transcript.parse(text or "# empty")
        except transcript.TranscriptError as error:
            findings.add("C701", file, error.line, error.what, error.todo)
