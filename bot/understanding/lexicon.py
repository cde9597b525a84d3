"""The words of one language, compiled once: cues, spelling, names and learned weights.

It is built from plain tables (what TOML and JSON parse to), so that reading files stays with `bot.content`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from bot.errors import ContentError
from bot.understanding.cues import Cue, CueTree
from bot.understanding.matches import Spelling
from bot.understanding.model import Model, Sums
from bot.understanding.patterns import Patterns, Sequel
from bot.understanding.spelling import make_spelling
from bot.understanding.weights import Weights

Tables = Mapping[str, Mapping[str, object]]

CARE = "care"  # stem of the file whose cues run first, alone
WEIGHTS = "weights"  # stem of the file with the learned numbers
WORDS = "words"  # stem of the file with spelling and sets of words
NAMES = "names"  # stem of the file that says how names of organisations and roles are found
_FIRST = frozenset({"kind", "kind_not", "mail", "mail_sign", "concern", "concern_not", "command"})
_ONLY_CHAT = frozenset({"org", "org_not", "role"})
_ONLY_MAIL = frozenset({"mail_org", "mail_role"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything `read` needs to know about a language."""

    spelling: Spelling
    care: CueTree
    first: CueTree  # what a text brings
    chat: CueTree  # what else somebody's own words tell
    mail: CueTree  # what else a mail tells
    models: Mapping[str, Model]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of names.toml, and two sets of words.toml
    pictures: Mapping[int, str] = field(default_factory=dict)  # the words for what people draw

    def listed(self, name: str) -> frozenset[str]:
        """Return a list of words by its name; a pack that has none makes no difference to what can be read."""
        return self.lists.get(name, frozenset())


def compile_lexicon(tables: Tables) -> Lexicon:
    """Build the lexicon of a pack from its parsed files, keyed by their stems.

    Raises `ContentError` naming the file's stem and the key.
    """
    words = tables.get(WORDS, {})
    spelling = make_spelling(words)
    sets = {name: _strings(WORDS, f"sets.{name}", value) for name, value in _table(WORDS, words, "sets").items()}
    names = tables.get(NAMES, {})
    roles = {"role": _strings(NAMES, "roles", names["roles"])} if "roles" in names else {}
    patterns = Patterns(roles | sets, spelling)
    cues = [cue for stem in tables if stem not in {CARE, WEIGHTS} for cue in _read_cues(stem, tables[stem], patterns)]
    return Lexicon(
        spelling=spelling,
        care=CueTree(_read_cues(CARE, tables.get(CARE, {}), patterns)),
        first=CueTree(one for one in cues if one[1].field in _FIRST),
        chat=CueTree(one for one in cues if one[1].field not in _FIRST | _ONLY_MAIL),
        mail=CueTree(one for one in cues if one[1].field not in _FIRST | _ONLY_CHAT),
        models=_models(tables.get(WEIGHTS, {})),
        lists={
            **{key: frozenset(_strings(NAMES, key, value)) for key, value in names.items() if key != "cue"},
            **{key: frozenset(sets.get(key, ())) for key in ("me", "laughs")},
        },
        pictures=_pictures(words),
    )


def _read_cues(stem: str, table: Mapping[str, object], patterns: Patterns) -> Iterator[tuple[Sequel, Cue]]:
    for where, cue, pattern in _cues(stem, table):
        try:
            yield patterns.read(pattern), cue
        except ContentError as error:
            raise ContentError(f"{stem}: {where}: {error}") from None


def _cues(stem: str, table: Mapping[str, object]) -> Iterator[tuple[str, Cue, str]]:
    entries = table.get("cue", [])
    if not isinstance(entries, list):
        raise ContentError(f"{stem}: cue: must be tables written [[cue]]")
    for number, entry in enumerate(entries, start=1):
        where = f"cue {number}"
        if not isinstance(entry, dict) or not {"field", "value", "words"} <= entry.keys():
            raise ContentError(f"{stem}: {where}: needs field, value and words")
        weight = entry.get("weight", 1.0)
        if not isinstance(weight, int | float):
            raise ContentError(f"{stem}: {where}.weight: must be a number")
        cue = Cue(field=str(entry["field"]), value=str(entry["value"]), weight=float(weight))
        for pattern in _strings(stem, f"{where}.words", entry["words"]):
            yield f"{where}.words", cue, pattern


def _pictures(words: Mapping[str, object]) -> dict[int, str]:
    drawn = _table(WORDS, words, "pictures")
    if not all(len(sign) == 1 and isinstance(said, str) for sign, said in drawn.items()):
        raise ContentError(f"{WORDS}: pictures: must be single signs, each with words")
    return {ord(sign): f" {said} " for sign, said in drawn.items()}


def _models(table: Mapping[str, object]) -> dict[str, Model]:
    """Return the learned models, whose lanes follow each other in the order of their names."""
    heads: Mapping[str, Mapping[str, Any]] = _table(WEIGHTS, table, "heads")  # type: ignore[assignment] # else told below
    if not heads:
        return {}
    try:
        firsts = list(accumulate((len(head["labels"]) for head in heads.values()), initial=0))
        sums = Sums(Weights(table, firsts[-1]), firsts[-1])
        return {name: _model(heads[name], first, sums) for name, first in zip(heads, firsts[:-1], strict=True)}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise ContentError(f"{WEIGHTS}: heads: this is not what training writes; train again") from None


def _model(head: Mapping[str, Any], first: int, sums: Sums) -> Model:
    return Model(
        labels=tuple(head["labels"]),
        bias=tuple(map(float, head["bias"])),
        unit=float(head["unit"]),
        sharpness=float(head["sharpness"]),
        first=first,
        sums=sums,
    )


def _table(stem: str, table: Mapping[str, object], key: str) -> Mapping[str, object]:
    return _mapping(stem, key, table.get(key, {}))


def _mapping(stem: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ContentError(f"{stem}: {key}: must be a table")
    return value


def _strings(stem: str, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ContentError(f"{stem}: {key}: must be a list of texts")
    return value
