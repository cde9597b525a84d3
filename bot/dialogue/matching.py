"""Which button a text means: its number, its label, other words for it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.dialogue.draft import Draft
from bot.dialogue.facts import holds
from bot.dialogue.folding import WORD
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.spoken import begins_with
from bot.dialogue.state import Option
from bot.dialogue.walk import label

LEAST_PREFIX = 4
"""From this many characters on, the beginning of a label is enough."""
_MARKS = ",.;:!?"
_LONGEST_PLACE = 2
"""So many words name a place at most: "number two"."""
OWN_WORDS = 8
"""Up to this many words, a text that holds a label or cue is taken for it where no free answer is wanted."""


class Offered(NamedTuple):
    """A button as the person sees it, and the folded words that mean it, its label first."""

    names: tuple[str, ...]
    meant: StepChoice | Option
    shown: bool = True


def offered(d: Draft, step: Step) -> list[Offered]:
    """Return the buttons under the open question, in the order they are shown, and what is understood without one."""
    options = d.frames[-1].options if d.frames else ()
    known = d.pack.known_labels
    buttons = [Offered((known.get(option.label) or d.folded(option.label), option.id), option) for option in options]
    for choice, names in zip(step.choices, d.pack.names_of(step), strict=True):
        if choice.when is None or holds(d, choice.when):
            filled = (d.folded(label(d, choice.label)), *names[1:]) if "{" in choice.label else names
            buttons.append(Offered(filled, choice, choice.shown))
    return buttons


def exactly(words: str, buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the button whose number, label or cue a folded text is, or `None`."""
    if words.isdecimal():
        place, shown = int(words[:4]), [button for button in buttons if button.shown]
        return shown[place - 1].meant if 1 <= place <= len(shown) else None
    return next((button.meant for button in buttons if words and words in button.names), None)


def without_marks(words: Sequence[str], buttons: Sequence[Offered]) -> StepChoice | Option | None:
    """Return the button whose label or cue has a text's words, wherever its commas stand: "close it no reminder"."""
    marked = ((button, name) for button in buttons for name in button.names if "," in name)
    return next((button.meant for button, name in marked if WORD.findall(name) == words), None)


def bare(d: Draft, words: str) -> str:
    """Return a folded text without the small words it begins and ends with: "ok talk then"."""
    kept = [word.strip(_MARKS) for word in words.split()]
    while len(kept) > 1 and kept[0] in d.pack.asides:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in d.pack.asides:
        kept = kept[:-1]
    return " ".join(kept)


def by_place(d: Draft, text: str, shown: Sequence[Option]) -> list[Option]:
    """Return what a text names of a list by its places alone ("the second and the last one"), in that order."""
    words = WORD.findall(d.folded(text))
    found: list[Option] = []
    at = 0
    while at < len(words):
        place, length = _place(d, words[at : at + _LONGEST_PLACE])
        if place is None and words[at] not in d.pack.place_words:
            return []
        if place is not None and place < len(shown):
            found.append(shown[place])
        at += length
    return list(dict.fromkeys(found)) if shown else []


def _place(d: Draft, words: Sequence[str]) -> tuple[int | None, int]:
    """Return the place that the first of some words name, and how many words name it."""
    for length in range(len(words), 0, -1):
        place = d.pack.places.get(" ".join(words[:length]))
        if place is not None:
            return place, length
    return None, 1


def nearly(d: Draft, words: str, buttons: Sequence[Offered], *, loosely: bool) -> StepChoice | Option | None:
    """Return the one button a folded text comes near to, or `None`. `loosely`: nothing but a button is wanted."""
    found = [button for button in buttons if words and _near(d, words, button, loosely=loosely)]
    return found[0].meant if len(found) == 1 else None


def _near(d: Draft, words: str, button: Offered, *, loosely: bool) -> bool:
    if len(words) >= LEAST_PREFIX and button.names[0].startswith(words):
        return True
    if not loosely or words.count(" ") >= OWN_WORDS:
        return False
    if " " in words and _holds(d, button.names[0], words):  # "few more days"
        return True
    return any(name and _holds(d, words, name) for name in button.names)


def _holds(d: Draft, words: str, name: str) -> bool:
    """Whether a text holds the words of a button. A "no" counts as the first word only, and not in "no more of it"."""
    if name in d.pack.short_no:
        return f"{words} ".startswith(f"{name} ") and not begins_with(d, words, d.pack.no_refusals)
    return f" {name} " in f" {words} "
