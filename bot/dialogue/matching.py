"""Which button a text means: its number, its label, other words for it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.dialogue.draft import Draft
from bot.dialogue.facts import holds
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.state import Option
from bot.dialogue.walk import label

LEAST_PREFIX = 4
"""From this many characters on, the beginning of a label is enough."""
OWN_WORDS = 8
"""Up to this many words, a text that holds a label or cue is taken for it where no free answer is wanted."""


class Offered(NamedTuple):
    """A button as the person sees it, and the folded words that mean it, its label first."""

    names: tuple[str, ...]
    meant: StepChoice | Option


def offered(d: Draft, step: Step) -> list[Offered]:
    """Return the buttons under the open question, in the order they are shown."""
    options = d.frames[-1].options if d.frames else ()
    buttons = [Offered((d.folded(option.label), option.id), option) for option in options]
    for choice in step.choices:
        if choice.when is not None and not holds(d, choice.when):
            continue
        if "{" in choice.label:
            names = (d.folded(label(d, choice.label)), *d.pack.folded(choice.cues))
        else:
            names = d.pack.folded((choice.label, *choice.cues))
        buttons.append(Offered(names, choice))
    return buttons


def exactly(words: str, buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the button whose number, label or cue a folded text is, or `None`."""
    if words.isdecimal():
        place = int(words[:4])
        return buttons[place - 1].meant if 1 <= place <= len(buttons) else None
    return next((button.meant for button in buttons if words and words in button.names), None)


def nearly(d: Draft, words: str, buttons: Sequence[Offered], *, loosely: bool) -> StepChoice | Option | None:
    """Return the one button a folded text comes near to, or `None`. `loosely`: nothing but a button is wanted."""
    found = [button for button in buttons if words and _near(d, words, button, loosely=loosely)]
    return found[0].meant if len(found) == 1 else None


def _near(d: Draft, words: str, button: Offered, *, loosely: bool) -> bool:
    if len(words) >= LEAST_PREFIX and button.names[0].startswith(words):
        return True
    if not loosely or words.count(" ") >= OWN_WORDS:
        return False
    return any(name and _holds(d, words, name) for name in button.names)


def _holds(d: Draft, words: str, name: str) -> bool:
    """Whether a text holds the words of a button. A "no" or "nothing" only counts as the first word."""
    if name in d.pack.short_no:
        return f"{words} ".startswith(f"{name} ")
    return f" {name} " in f" {words} "
