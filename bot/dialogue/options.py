"""Choices that are made up when asked: the likeliest reflections, open rejections, nudges, answers, offers."""

from collections.abc import Callable, Iterable

from bot.dialogue.draft import Draft
from bot.dialogue.facts import fact
from bot.dialogue.placeholders import case_name, nudge_row
from bot.dialogue.script import Step
from bot.dialogue.state import Option
from bot.dialogue.together import names_in
from bot.domain.messages import MAX_LABEL

BEST = 3
"""How many readings are offered when it is not sure which one is right."""
MOST = 20
"""How many choices a list offers at most; room is left for the step's own."""


def options_for(d: Draft, step: Step) -> list[Option]:
    """Return the made-up choices of a step; none where it has none."""
    if step.options is None:
        return []
    return list(_SOURCES[step.options](d))[:MOST]


def _label(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MAX_LABEL else line[: MAX_LABEL - 1].rstrip() + "…"


def _themes(d: Draft, most: int) -> Iterable[Option]:
    case = d.case
    done = case.themes_done if case else ()
    order = dict.fromkeys((*case.ranking, *d.pack.themes) if case else d.pack.themes)
    left = [theme for theme in order if theme in d.pack.themes and theme not in done]
    for theme in left[:most]:
        yield Option(id=theme, label=_label(d.pack.themes[theme]))


def _cases(d: Draft) -> Iterable[Option]:
    for case in reversed(d.open_cases):
        yield Option(id=case.id, label=_label(case_name(d, case.id)))


def _other_cases(d: Draft) -> Iterable[Option]:
    """The open rejections but the one of the talk below, where something was said that may be about another."""
    talked = {frame.case for frame in d.frames[-2:-1]}
    yield from (option for option in _cases(d) if option.id not in talked)


def _told_together(d: Draft) -> Iterable[Option]:
    """The organisations named in a story of several noes."""
    for place, name in enumerate(names_in(d, d.slot("story") or ""), 1):
        yield Option(id=str(place), label=_label(name))


def _nudges(d: Draft) -> Iterable[Option]:
    for nudge in d.planned():
        yield Option(id=nudge.id, label=_label("".join(span.text for span in nudge_row(d, nudge))))


def _late(d: Draft) -> Iterable[Option]:
    for nudge_id in d.late or (fact(d, "_late") or "").split():
        nudge = d.nudges.get(nudge_id)
        if nudge:
            yield Option(id=nudge.id, label=_label("".join(span.text for span in nudge_row(d, nudge))))


def _answers(d: Draft) -> Iterable[Option]:
    """The answers of the talk below that can be given anew, newest first."""
    talk = d.answered_talk()
    for place, undo in reversed(list(enumerate(talk.trail if talk else ()))):
        step = d.step(undo.step)
        if step is not None:
            words = step.recap or step.save or step.id.partition(".")[2]
            yield Option(id=str(place), label=_label(words[:1].upper() + words[1:]))


def _offers(d: Draft) -> Iterable[Option]:
    theme = fact(d, "theme") or ""
    for offer in d.pack.offers.get(theme) or d.pack.offers.get("default", ()):
        yield Option(id=offer.id, label=_label(offer.label))


def _readings(d: Draft) -> Iterable[Option]:
    frame = d.frame
    for name, value in frame.slots.items() if frame else ():
        if name.startswith("_reading"):
            key, _, shown = value.partition("|")
            yield Option(id=name.removeprefix("_reading"), label=_label(shown or key))


_SOURCES: dict[str, Callable[[Draft], Iterable[Option]]] = {
    "themes": lambda d: _themes(d, BEST),
    "themes_all": lambda d: _themes(d, MOST),
    "cases": _cases,
    "other_cases": _other_cases,
    "told_together": _told_together,
    "nudges": _nudges,
    "late": _late,
    "answers": _answers,
    "offers": _offers,
    "readings": _readings,
}

THEMES = frozenset({"themes", "themes_all"})
"""Lists of reflections."""
CASES = frozenset({"cases", "other_cases"})
"""Lists of rejections."""
PASSING = frozenset({"cases", "other_cases", "told_together", "nudges", "late", "answers", "readings"})
"""Lists of things that come and go: what was picked from them belongs to the talk, not to the rejection."""


def still_offered(d: Draft, step: Step, option: Option) -> bool:
    """Say whether a button that was made up when asked still stands for something."""
    source = "themes_all" if step.options == "themes" else step.options
    return any(option.id == other.id for other in _SOURCES[source](d)) if source else False


NAMES = frozenset(_SOURCES)
"""Every list a step may offer."""
