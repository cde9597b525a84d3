"""Reads tables a coach wrote: unknown keys, wrong types and bad ids become problems, never exceptions."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.content import conditions, templates
from bot.content.problems import Findings
from bot.content.required import ACTIONS
from bot.dialogue.script import Action, Condition, Maybe

_ID = re.compile(r"[a-z][a-z0-9_]*")
_FULL_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_KIND_WORDS = {
    str: 'a text in quotes, like "this"',
    bool: "true or false",
    int: "a whole number",
    list: "a list in [square brackets]",
    dict: "a table in {curly brackets}",
}


class Source(NamedTuple):
    """A piece of TOML, where it stands, and where problems with it go."""

    findings: Findings
    file: str
    line: int  # of the first line of `text`
    text: str = ""

    def report(self, code: str, near: str, what: str, todo: str) -> None:
        """Note a problem at the line where `near` stands, or at the beginning."""
        self.findings.add(code, self.file, self.line_of(near), what, todo)

    def line_of(self, near: str) -> int:
        """Return the number of the line where `near` is a key, else of the first that holds it, comments left out."""
        lines = ["" if line.lstrip().startswith("#") else line for line in self.text.split("\n")]
        word = rf"(?<!\w){re.escape(near)}(?!\w)"
        for pattern in (rf"{word}\"?\s*=", word) if near else ():
            for number, line in enumerate(lines):
                if re.search(pattern, line):
                    return self.line + number
        return self.line


def keep_known(source: Source, table: Mapping[str, object], kinds: Mapping[str, type], near: str) -> dict[str, object]:
    """Return the entries of a table that are known and of the right kind; report the others."""
    kept: dict[str, object] = {}
    for key, value in table.items():
        kind = kinds.get(key)
        if kind is None:
            source.report("C005", key, f"{near}unknown key {key!r}", _meant(key, kinds))
        elif type(value) is not kind:
            source.report("C006", key, f"{near}{key} can't be used", f"write {_KIND_WORDS[kind]}")
        else:
            kept[key] = value
    return kept


def _meant(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - slow to import and only needed for a mistake

    close = get_close_matches(key, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known are: {', '.join(sorted(known))}"


def strings(source: Source, value: object, key: str) -> tuple[str, ...]:
    """Return a list of texts; report what is none."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        source.report("C006", key, f"{key} can't be used", 'write a list of texts: ["one", "two"]')
        return ()
    return tuple(value)


def tables(source: Source, value: object, key: str) -> list[dict[str, object]]:
    """Return a list of tables; report what is none."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        source.report(
            "C006", key.rpartition(".")[2], f"{key} can't be used", f"write a list of tables: {key} = [ {{…}}, {{…}} ]"
        )
        return []
    return value


def text_table(source: Source, value: object, key: str) -> dict[str, str]:
    """Return a table of texts; tables inside it become names with a dot. Report what is none."""
    if not isinstance(value, dict):
        source.report("C006", key.rpartition(".")[2], f"{key} can't be used", "write a table of texts")
        return {}
    texts: dict[str, str] = {}
    for name, one in value.items():
        if isinstance(one, str):
            texts[name] = one
        elif isinstance(one, dict):
            texts |= {f"{name}.{inner}": text for inner, text in text_table(source, one, f"{key}.{name}").items()}
        else:
            source.report("C006", name, f"{key}: {name} can't be used", f"write {_KIND_WORDS[str]}")
    return texts


def good_id(source: Source, value: str, what: str) -> bool:
    """Whether a text can be an id; report it if not."""
    if _ID.fullmatch(value):
        return True
    source.report("C008", value, f"{what} {value!r} can't be an id", "use small letters, digits and _ only")
    return False


def target(source: Source, value: str, flow: str | None) -> str:
    """Return the full id of a step that is named in `flow`; report what can't be one."""
    full = value if "." in value or flow is None else f"{flow}.{value}"
    if not _FULL_ID.fullmatch(full):
        source.report("C008", value, f"{value!r} can't be the name of a step", 'write "step", or "flow.step"')
    return full


def condition(source: Source, value: object) -> Condition | None:
    """Read a condition; report a bad one."""
    if not isinstance(value, str):
        source.report("C010", "when", "a condition can't be used", 'write it in quotes: when = "stage=final"')
        return None
    try:
        return conditions.parse(value)
    except conditions.ConditionError as error:
        todo = "write terms like zone, !zone or stage=final|offer, with & between them"
        source.report("C010", value, f"condition {value!r}: {error}", todo)
        return None


def actions(source: Source, value: object, key: str) -> tuple[Action, ...]:
    """Read a list of actions; report unknown ones and wrong numbers of words."""
    return tuple(action for line in strings(source, value, key) if (action := _action(source, line)))


def _action(source: Source, line: str) -> Action | None:
    name, *arguments = line.split() or [""]
    if name not in ACTIONS:
        source.report("C011", line, f"unknown action {line!r}", _meant(name, ACTIONS))
        return None
    fewest, most = ACTIONS[name]
    if not fewest <= len(arguments) <= most:
        count = str(fewest) if fewest == most else f"{fewest} to {most}"
        source.report("C012", line, f"action {line!r} has {len(arguments)} words behind it", f"it takes {count}")
        return None
    return Action(name=name, arguments=tuple(arguments))


def check_label(source: Source, text: str) -> None:
    """Report wrongly written placeholders in a label."""
    try:
        pieces = templates.parse(text)
    except templates.TemplateError as error:
        source.report("C009", text, f"{text!r}: {error.what}", error.todo)
        return
    if any(isinstance(piece, Maybe) for piece in pieces):
        todo = "write two buttons, each with its own when"
        source.report("C009", text, f"{text!r}: a button can't hold [[…]]", todo)


def check_plain(source: Source, text: str, key: str) -> None:
    """Report placeholders in a text that is said as it stands."""
    if "{" in text or "[[" in text:
        source.report("C009", key, f"{key} {text!r} can't hold placeholders", "write it in plain words")
