"""What a platform can show: lengths of texts, labels, ids and lists of buttons."""

from bot.content import templates, texts
from bot.content.problems import Findings
from bot.dialogue.options import BEST
from bot.dialogue.options import MOST as MOST_LISTED
from bot.dialogue.placeholders import MAX_QUOTE
from bot.dialogue.script import Pack, Step
from bot.domain.messages import MAX_CHOICES, MAX_LABEL, MAX_TEXT, MAX_TOKEN

MAX_SUMMARY = 100
"""Longest summary of a command, in characters (Discord)."""
_LONGEST_VISIT = "9999999"
_LIST_LENGTH = 600
"""Characters a list may take; a longer one is cut when it is said."""
_LABEL_LENGTH = 20
"""Characters of a button that a placeholder may take; a longer one is cut when it is shown."""


def check(pack: Pack, findings: Findings) -> None:
    """Report what would not fit."""
    for step in pack.steps.values():
        _buttons(pack, step, findings)
        for phrasing in step.phrasings:
            length = sum(texts.longest(pieces, _slot_length) + 2 for pieces in phrasing.paragraphs)
            if length > MAX_TEXT:
                what = f"{step.id}: with long answers in it this has {length} characters"
                findings.add("C303", step.file, phrasing.line, what, f"stay under {MAX_TEXT}")
    _labels_of_lists(pack, findings)
    for command in pack.commands.values():
        if len(command.summary) > MAX_SUMMARY:
            what = f"the summary of {command.name} has {len(command.summary)} characters"
            findings.add("C305", "commands.toml", 0, what, f"stay under {MAX_SUMMARY}")


def _buttons(pack: Pack, step: Step, findings: Findings) -> None:
    count = sum(choice.shown for choice in step.choices) + _listed(pack, step)
    if count > MAX_CHOICES:
        what = f"{step.id} can show {count} buttons"
        findings.add("C301", step.file, step.line, what, f"show {MAX_CHOICES} at most; four are better")
    for choice in step.choices:
        if _label_length(choice.label) > MAX_LABEL:
            what = f"{step.id}: the button {choice.id!r} has {_label_length(choice.label)} characters"
            findings.add("C302", step.file, step.line, what, f"stay under {MAX_LABEL}")
        token = f"{_LONGEST_VISIT}.{step.id}.{choice.id}"
        if len(token) > MAX_TOKEN:
            what = f"the names {step.id} and {choice.id} are too long together"
            findings.add("C304", step.file, step.line, what, f"shorten them by {len(token) - MAX_TOKEN} characters")


def _labels_of_lists(pack: Pack, findings: Findings) -> None:
    labels = [*pack.themes.items(), *((offer.id, offer.label) for row in pack.offers.values() for offer in row)]
    for name, label in labels:
        if len(label) > MAX_LABEL:
            what = f"the label of {name!r} has {len(label)} characters"
            findings.add("C302", "pack.toml", 0, what, f"stay under {MAX_LABEL}")


def _listed(pack: Pack, step: Step) -> int:
    """Return how many buttons a step's list can have."""
    if step.options is None:
        return 0
    sizes = {
        "themes": BEST,
        "themes_all": len(pack.themes),
        "offers": max((len(row) for row in pack.offers.values()), default=0),
    }
    return sizes.get(step.options, MOST_LISTED)


def _slot_length(name: str) -> int:
    return _LIST_LENGTH if name.endswith(("_list", "_lines")) or name == "planned" else MAX_QUOTE


def _label_length(label: str) -> int:
    try:
        return texts.longest(templates.parse(label), lambda _: _LABEL_LENGTH)
    except templates.TemplateError:
        return len(label)
