"""Loads a content pack: a folder of TOML and Markdown becomes a `Pack`, or an error that names file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgspec

from bot.content import fields, tables
from bot.content.fields import Source
from bot.content.links import missing_targets
from bot.content.problems import Findings, Problem
from bot.content.steps import flow_steps
from bot.content.toml_files import read_text, read_toml, shown
from bot.dialogue.script import Pack, Step
from bot.errors import ContentError
from bot.understanding.lexicon import Lexicon, compile_lexicon

_PACK_KEYS: dict[str, type] = {
    **dict.fromkeys(("id", "version", "locale", "start", "translates"), str),
    **dict.fromkeys(("moved", "themes", "phrases", "offers"), dict),
}
_NEEDED = ("id", "version", "locale", "start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came out of reading a folder: as much of the pack as could be read, and what was wrong."""

    pack: Pack
    problems: list[Problem]
    translates: str | None = None  # the folder, beside this one, that it is a translation of


def content_folder(locale: str = "en") -> Path:
    """Return the folder of an installed pack. Raises `ContentError` if there is none for this language."""
    spec = find_spec("content")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / locale
        if (folder / "pack.toml").is_file():
            return folder
    raise ContentError(f"content/{locale}: there is no pack for this language; install the program anew")


def load_pack(folder: Path) -> Pack:
    """Load a pack. Raises `ContentError` with all its errors, each `file:line: what is wrong; what to do`."""
    findings = Findings(shown(folder))
    pack, _ = _read(findings, folder)
    if not findings.errors:
        missing_targets(pack, findings)
    findings.raise_errors()
    return pack


def read_pack(folder: Path) -> Reading:
    """Read as much of a pack as can be read. Raises nothing: what is wrong stands in `problems`."""
    findings = Findings(shown(folder))
    pack, translates = _read(findings, folder)
    return Reading(pack=pack, problems=findings.problems, translates=translates)


def _read(findings: Findings, folder: Path) -> tuple[Pack, str | None]:
    source, raw = read_toml(findings, folder, "pack.toml")
    head = fields.keep_known(source, raw, _PACK_KEYS, "")
    for key in _NEEDED:
        if source.text and key not in raw:
            source.report("C004", "", f"the pack has no {key}", f'add {key} = "…"')
    pack = Pack(
        id=str(head.get("id", "")),
        version=str(head.get("version", "")),
        locale=str(head.get("locale", "")),
        start=str(head.get("start", "")),
        steps=_steps(findings, folder),
        moved=fields.text_table(source, head.get("moved", {}), "moved"),
        nudges=tables.nudges(*read_toml(findings, folder, "nudges.toml")),
        commands=tables.commands(*read_toml(findings, folder, "commands.toml")),
        themes=fields.text_table(source, head.get("themes", {}), "themes"),
        offers=tables.offers(source, head.get("offers", {})),
        help_lines=tables.help_lines(*read_toml(findings, folder, "care_lines.toml")),
        phrases=fields.text_table(source, head.get("phrases", {}), "phrases"),
        lexicon=_lexicon(findings, folder),
    )
    translates = head.get("translates")
    return pack, translates if isinstance(translates, str) else None


def _steps(findings: Findings, folder: Path) -> dict[str, Step]:
    steps: dict[str, Step] = {}
    for file in _files(findings, folder, "flows", ".md"):
        flow = file.removeprefix("flows/").removesuffix(".md")
        if not fields.good_id(Source(findings, file, 0), flow, "the file's name"):
            continue
        text = read_text(findings, folder, file)
        for step in flow_steps(findings, file, flow, text) if text is not None else ():
            if step.id in steps:
                what = f"there is another step {step.id} in line {steps[step.id].line}"
                findings.add("C007", file, step.line, what, "give one of them another id")
            steps[step.id] = step
    return steps


def _lexicon(findings: Findings, folder: Path) -> Lexicon:
    found: dict[str, Mapping[str, object]] = {}
    for file in ("care.toml", *_files(findings, folder, "understanding", ".toml")):
        stem = Path(file).stem
        if stem in {*found, "weights"}:
            findings.add("C007", file, 0, f"{stem} is the name of another file of words", "rename this one")
        found[stem] = read_toml(findings, folder, file)[1]
    if (folder / "understanding/weights.json").exists():
        found["weights"] = _weights(findings, folder, "understanding/weights.json")
    try:
        return compile_lexicon(found)
    except ContentError as error:
        stem = str(error).partition(":")[0]
        file = "care.toml" if stem == "care" else f"understanding/{stem}.toml"
        what = str(error).partition(": ")[2] or str(error)
        findings.add("C014", file if stem in found else "understanding", 0, what, "put it right there")
        return compile_lexicon({})


def _weights(findings: Findings, folder: Path, file: str) -> dict[str, object]:
    text = read_text(findings, folder, file)
    try:
        return msgspec.json.decode(text, type=dict[str, object]) if text is not None else {}
    except msgspec.DecodeError:
        findings.add("C014", file, 0, "the learned weights can't be read", "run: nextstep content train")
        return {}


def _files(findings: Findings, folder: Path, inside: str, ending: str) -> Iterable[str]:
    """Return the files of a folder in the pack, named from the pack on, in a fixed order."""
    try:
        names = sorted(path.name for path in (folder / inside).iterdir() if path.suffix == ending)
    except OSError as error:
        what = f"this folder can't be read ({error.strerror})"
        findings.add("C001", inside, 0, what, "create it, or check who may read it")
        return []
    return [f"{inside}/{name}" for name in names if not name.startswith(".")]
