"""Makes steps of the blocks of a flow file."""

from collections.abc import Iterable

from tomli import TOMLDecodeError, loads

from bot.content import fields, templates
from bot.content.fields import Source
from bot.content.flows import Block, FlowError, Said, read_flow
from bot.content.problems import Findings
from bot.content.required import EXPECTS, OPTIONS
from bot.content.toml_files import toml_problem
from bot.dialogue.script import Action, Phrasing, Piece, Route, Step, StepChoice

_STEP_KEYS: dict[str, type] = {
    **dict.fromkeys(("id", "next", "save", "expects", "options", "pick", "skip", "recap"), str),
    **dict.fromkeys(("choices", "then", "do", "routes", "hear"), list),
    **dict.fromkeys(("end", "fixed", "detached", "apart"), bool),
}
_CHOICE_KEYS: dict[str, type] = {
    **dict.fromkeys(("id", "label", "to", "when", "text"), str),
    **dict.fromkeys(("cues", "hear", "then"), list),
    "set": dict,
    **dict.fromkeys(("timed", "shown"), bool),
}
_ROUTE_KEYS: dict[str, type] = {"when": str, "to": str}


def flow_steps(findings: Findings, file: str, flow: str, text: str) -> list[Step]:
    """Return the steps of one flow file; what is wrong with them goes to `findings`."""
    try:
        blocks = read_flow(text)
    except FlowError as error:
        findings.add("C003", file, error.line, error.what, error.todo)
        return []
    return [step for block in blocks if (step := _step(findings, file, flow, block))]


def _step(findings: Findings, file: str, flow: str, block: Block) -> Step | None:
    source = Source(findings, file, block.line + 1, block.front)
    try:
        front = loads(block.front)
    except (TOMLDecodeError, RecursionError) as error:
        toml_problem(source, error, "is a +++ line missing or out of place?")
        return None
    table = fields.keep_known(source, front, _STEP_KEYS, "")
    short = table.get("id")
    if not isinstance(short, str):
        findings.add("C004", file, block.line, "this step has no id", 'give it one: id = "…"')
        return None
    if not fields.good_id(source, short, "the step's name"):
        return None
    return _StepReader(source, flow, f"{flow}.{short}", table).step(block)


class _StepReader:
    """Reads one front matter whose keys are known to have the right types."""

    def __init__(self, source: Source, flow: str, step_id: str, table: dict[str, object]) -> None:
        self._source = source
        self._flow = flow
        self._id = step_id
        self._table = table

    def step(self, block: Block) -> Step:
        return Step(
            id=self._id,
            file=self._source.file,
            line=block.line,
            phrasings=tuple(self._phrasings(block.said)),
            fixed=self._table.get("fixed") is True,
            routes=self._routes(),
            do=self._actions("do"),
            choices=self._choices(),
            options=self._one_of("options", OPTIONS),
            pick=self._slot("pick"),
            save=self._slot("save"),
            expects=self._one_of("expects", EXPECTS),
            then=self._actions("then"),
            next=self._target("next"),
            skip=self._target("skip"),
            end=self._table.get("end") is True,
            detached=self._table.get("detached") is True,
            apart=self._table.get("apart") is True,
            recap=self._recap(),
            hear=fields.strings(self._source, self._table.get("hear", []), "hear"),
        )

    def _text(self, key: str) -> str | None:
        value = self._table.get(key)
        return value if isinstance(value, str) else None

    def _target(self, key: str) -> str | None:
        value = self._text(key)
        return fields.target(self._source, value, self._flow) if value is not None else None

    def _slot(self, key: str) -> str | None:
        value = self._text(key)
        return value if value is not None and fields.good_id(self._source, value, key) else None

    def _one_of(self, key: str, known: Iterable[str]) -> str | None:
        value = self._text(key)
        if value is None or value in known:
            return value
        self._source.report("C006", value, f"{key} can't be {value!r}", f"it can be: {', '.join(sorted(known))}")
        return None

    def _actions(self, key: str) -> tuple[Action, ...]:
        return fields.actions(self._source, self._table[key], key) if key in self._table else ()

    def _recap(self) -> str | None:
        recap = self._text("recap")
        if recap is not None:
            fields.check_plain(self._source, recap, "recap")
        return recap

    def _routes(self) -> tuple[Route, ...]:
        listed = fields.tables(self._source, self._table.get("routes", []), "routes")
        return tuple(route for entry in listed if (route := self._route(entry)))

    def _route(self, entry: dict[str, object]) -> Route | None:
        kept = fields.keep_known(self._source, entry, _ROUTE_KEYS, "routes: ")
        to = kept.get("to")
        if "when" not in kept or not isinstance(to, str):
            self._source.report("C004", "routes", "a route needs when and to", 'write {when = "…", to = "…"}')
            return None
        when = fields.condition(self._source, kept["when"])
        return Route(when=when, to=fields.target(self._source, to, self._flow)) if when else None

    def _choices(self) -> tuple[StepChoice, ...]:
        choices: dict[str, StepChoice] = {}
        for entry in fields.tables(self._source, self._table.get("choices", []), "choices"):
            choice = self._choice(entry)
            if choice is None:
                continue
            if choice.id in choices:
                self._source.report("C007", choice.label, f"two choices are called {choice.id!r}", "rename one")
            choices[choice.id] = choice
        return tuple(choices.values())

    def _choice(self, entry: dict[str, object]) -> StepChoice | None:
        source = self._source
        kept = fields.keep_known(source, entry, _CHOICE_KEYS, "choices: ")
        name, label, to = kept.get("id"), kept.get("label"), kept.get("to")
        if not isinstance(name, str) or not isinstance(label, str) or not label.strip():
            source.report("C004", "choices", "a choice needs id and label", 'write {id = "…", label = "…"}')
            return None
        if not fields.good_id(source, name, "the choice's name"):
            return None
        fields.check_label(source, label)
        return StepChoice(
            id=name,
            label=label,
            to=fields.target(source, to, self._flow) if isinstance(to, str) else None,
            cues=fields.strings(source, kept.get("cues", []), "cues"),
            hear=fields.strings(source, kept.get("hear", []), "hear"),
            set=fields.text_table(source, kept.get("set", {}), "set"),
            then=fields.actions(source, kept.get("then", []), "then"),
            when=fields.condition(source, kept["when"]) if "when" in kept else None,
            text=str(kept["text"]) if "text" in kept else None,
            timed=bool(kept.get("timed", False)),
            shown=bool(kept.get("shown", True)),
        )

    def _phrasings(self, said: Iterable[Said]) -> Iterable[Phrasing]:
        for one in said:
            if one.paragraphs:
                yield Phrasing(paragraphs=tuple(self._paragraphs(one)), line=one.line)
            else:
                todo = "write it, or take one of the --- lines out"
                self._source.findings.add("C013", self._source.file, one.line, "a phrasing is empty", todo)

    def _paragraphs(self, said: Said) -> Iterable[tuple[Piece, ...]]:
        for words in said.paragraphs:
            try:
                yield templates.parse(words.text)
            except templates.TemplateError as error:
                line = words.line_of(error.offset)
                self._source.findings.add("C009", self._source.file, line, error.what, error.todo)
