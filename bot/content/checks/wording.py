"""How the pack speaks: three phrasings a line, one question, no exclamation marks, no clichés, short."""

import re
from collections.abc import Callable

from bot.content import texts
from bot.content.problems import Findings
from bot.dialogue.script import Pack, Phrasing, Step

LEAST_PHRASINGS = 3
MOST_WORDS = 60
"""Words of a message."""
MOST_TAUGHT = 90
"""Words of a message that teaches, or whose wording is fixed."""

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f]")
_WORDS = re.compile(r"\w[\w'’-]*")
_WEBSITE = re.compile(r"https?://\S+")
_NEVER: dict[str, tuple[str, ...]] = {
    "en": (
        r"at least(?! (?:a|an|one|two|three|four|five|half|\d+)\b)",
        r"their loss",
        r"(?:one|a) door closes",
        r"rejection is redirection",
        r"stay positive",
        r"i know (?:exactly )?how you feel",
        r"i understand how you feel",
        r"how does that make you feel",
        r"cheer up",
        r"chin up",
        r"just",
        r"simply",
        r"obviously",
        r"everything happens for a reason",
        r"believe in yourself",
        r"don'?t worry",
        r"you'?ll find something better",
        r"bright side",
        r"silver lining",
        r"blessing in disguise",
        r"(?:wasn't|not|it's) meant to be",
        r"so sorry to hear",
        r"proud of you",
        r"your (?:second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:no\b|\"no\"|rejection)",
    )
}
"""What the bot never says, by language, as regular expressions over whole words."""


def check(pack: Pack, findings: Findings) -> None:
    """Report lines that are not in the voice of the bot."""
    never = [re.compile(rf"\b{words}\b", re.IGNORECASE) for words in _NEVER.get(pack.locale.partition("-")[0], ())]
    for step in pack.steps.values():
        _count(step, findings)
        for phrasing in step.phrasings:
            _phrasing(step, phrasing, never, findings)
        for choice in step.choices:
            if "!" in choice.label or _EMOJI.search(choice.label):
                what = f"{step.id}: the button {choice.id!r} has an exclamation mark or emoji"
                findings.add("C211", step.file, step.line, what, "say it calmly")


def _count(step: Step, findings: Findings) -> None:
    count = len(step.phrasings)
    if step.asks and not count:
        findings.add("C201", step.file, step.line, f"{step.id} asks without a word", "write what it says")
    if step.fixed and count > 1:
        what = f"{step.id} is fixed and has {count} phrasings"
        findings.add("C203", step.file, step.phrasings[1].line, what, "keep one")
    if not step.fixed and 0 < count < LEAST_PHRASINGS:
        what = f"{step.id} has {count} of {LEAST_PHRASINGS} phrasings"
        findings.add("C202", step.file, step.phrasings[-1].line, what, "write it as another person would say it")
    told = [[texts.source(pieces) for pieces in phrasing.paragraphs] for phrasing in step.phrasings]
    for place, phrasing in enumerate(step.phrasings):
        if told[place] in told[:place]:
            findings.add(
                "C204", step.file, phrasing.line, f"{step.id} says the same twice", "change one, or take it out"
            )


def _phrasing(step: Step, phrasing: Phrasing, never: list[re.Pattern[str]], findings: Findings) -> None:
    whole = "\n".join(texts.source(pieces) for pieces in phrasing.paragraphs)
    if "!" in whole or _EMOJI.search(whole):
        what = f"{step.id} has an exclamation mark or emoji"
        findings.add("C211", step.file, phrasing.line, what, "say it calmly")
    for pattern in never:
        found = pattern.search(whole.replace("’", "'"))
        if found:
            findings.add("C212", step.file, phrasing.line, f"{step.id} says {found[0]!r}", "say it in other words")
    if any(_questions(phrasing, shown) > 1 for shown in (_all, _none)):
        findings.add("C213", step.file, phrasing.line, f"{step.id} asks more than one thing", "keep one question")
    most = MOST_TAUGHT if step.fixed or _teaches(step) else MOST_WORDS
    words = max(_count_words(phrasing, shown) for shown in (_all, _none))
    if words > most:
        what = f"{step.id} has {words} words"
        findings.add("C214", step.file, phrasing.line, what, f"stay under about {most}, or make two steps of it")


def _teaches(step: Step) -> bool:
    return step.id.partition(".")[2].startswith("teach")


def _all(_: str) -> str:
    return "a word"


def _none(_: str) -> None:
    return None


def _own(phrasing: Phrasing, shown: Callable[[str], str | None]) -> str:
    """Return what the bot says itself, without the drafts it quotes."""
    return "\n".join(line for line in texts.said(phrasing, shown).split("\n") if not line.startswith(">"))


def _questions(phrasing: Phrasing, shown: Callable[[str], str | None]) -> int:
    return _WEBSITE.sub("", _own(phrasing, shown)).count("?")


def _count_words(phrasing: Phrasing, shown: Callable[[str], str | None]) -> int:
    return len(_WORDS.findall(_own(phrasing, shown)))
