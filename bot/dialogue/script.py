"""What a content pack is, once it is loaded: steps, phrasings, choices, nudges, commands. Only data.

`bot.content` builds it from TOML and Markdown and checks it; the engine plays it. `docs/content.md` is the coach's
description of the same things.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cached_property
from typing import NamedTuple

from bot.dialogue.word_lists import WordLists
from bot.domain.messages import Paragraph, Span
from bot.understanding.lexicon import Lexicon

_WRITTEN = frozenset({None, "time", "action"})
"""What an answer is read as where the person's own words are kept all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A placeholder in a phrasing: `{name}` or `{name.short}`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Maybe:
    """`[[with {a}|without]]`: the first part where all its placeholders are known, else the second."""

    known: tuple["Piece", ...]
    unknown: tuple["Piece", ...] = ()


Piece = str | Slot | Maybe


@dataclass(frozen=True, kw_only=True)
class Phrasing:
    """One way to say a step: paragraphs of pieces."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    line: int

    @cached_property
    def as_written(self) -> tuple[Paragraph, ...] | None:
        """What is said, the same to everybody; `None` where something is to be filled in."""
        if any(not isinstance(piece, str) for pieces in self.paragraphs for piece in pieces):
            return None
        texts = ("".join(map(str, pieces)) for pieces in self.paragraphs)
        return tuple(Paragraph(spans=(Span(text=text),)) for text in texts if text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`a & !b & c=x|y`: all terms must hold. A term is (fact, negated, accepted values; none means "is known")."""

    terms: tuple[tuple[str, bool, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a step leads instead of being said, if its condition holds."""

    when: Condition
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something done besides speaking: a name of `bot.dialogue.actions` and its arguments."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """One button of a step. `cues` are whole messages that mean it, `hear` words inside one."""

    id: str
    label: str
    to: str | None = None
    cues: tuple[str, ...] = ()
    hear: tuple[str, ...] = ()
    set: Mapping[str, str] = field(default_factory=dict)
    then: tuple[Action, ...] = ()
    when: Condition | None = None
    text: str | None = None  # pressing it is the same as writing this: "tomorrow 9:00"
    timed: bool = False  # a time that is written instead presses it, and is when the planned comes
    shown: bool = True  # otherwise it is understood when it is written, and has no button


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the dialogue: said, and asked if it has choices, options or an answer to save."""

    id: str
    file: str
    line: int
    phrasings: tuple[Phrasing, ...] = ()
    fixed: bool = False
    routes: tuple[Route, ...] = ()
    do: tuple[Action, ...] = ()  # on arriving, before it is said
    choices: tuple[StepChoice, ...] = ()
    options: str | None = None  # name of a list that is made up when asked: themes, cases, nudges, …
    pick: str | None = None  # slot an option's id is saved under
    save: str | None = None  # slot a free answer is saved under
    expects: str | None = None  # time, zone, country, …: the free answer is read as that
    then: tuple[Action, ...] = ()  # after a free answer or a picked option
    next: str | None = None  # after a free answer or a picked option; or at once where nothing is asked
    skip: str | None = None  # where "skip" leads, if not to `next`
    end: bool = False  # the talk is over after this
    apart: bool = False  # a message of its own: a draft to copy
    detached: bool = False  # said outside of any talk; its buttons work for ever and nothing of it is kept
    recap: str | None = None  # a few words for "we had stopped at …"
    hear: tuple[str, ...] = ()  # words of a question that it answers in passing, wherever its flow asks something

    @cached_property
    def asks(self) -> bool:
        """Whether the step waits for an answer."""
        return bool(self.choices or self.options or self.save or self.expects)


class HelpButton(NamedTuple):
    """A button of the care check, as some words mean it."""

    step: Step
    choice: StepChoice
    by_label: bool  # the words are what stands on it, and no cue


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeKind:
    """One kind of nudge: when it comes and what it opens."""

    name: str
    step: str
    label: str  # for lists and confirmations: "I'll ask how it went"
    after: timedelta | None = None
    after_news: bool = False  # counted from the day of the news, not from now
    at: time | None = None
    skip_weekend: bool = False
    rank: int = 5  # the lower, the earlier told when several are due
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command: the only source of Slack's manifest, Discord's tree, the help text and the plain words for it."""

    name: str
    summary: str
    step: str
    argument: str | None = None  # what may stand behind it, in words
    words: tuple[str, ...] = ()  # whole messages that mean it
    starts: tuple[str, ...] = ()  # beginnings of messages that mean it; the rest is its argument
    interrupt: bool = False  # not a command of the platforms, only a word in the conversation (back, skip, …)

    @property
    def detour(self) -> bool:
        """Whether its talk returns to the question that was open; the main talks do not."""
        return self.name not in {"rejected", "reflect", "reply", "write"}


Beginnings = Mapping[str, list[tuple[str, CommandSpec]]]
"""How messages begin that mean a command, by their first word; the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One next step that fits a reflection: a label for its button and the words of the plan."""

    id: str
    label: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Where help is in one country."""

    country: str  # ISO 3166 letters
    name: str
    lines: tuple[str, ...]
    source: str
    checked: str  # ISO date on which a person looked at the source


@dataclass(frozen=True, kw_only=True, repr=False)
class Pack(WordLists):
    """One language's words, ready to be played."""

    id: str
    version: str
    locale: str
    start: str
    steps: Mapping[str, Step]
    moved: Mapping[str, str]
    nudges: Mapping[str, NudgeKind]
    commands: Mapping[str, CommandSpec]
    themes: Mapping[str, str]  # reflection id → label, in the order they are offered
    offers: Mapping[str, tuple[Offer, ...]]  # by reflection; "default" holds those that fit anything
    help_lines: Mapping[str, HelpLine]
    phrases: Mapping[str, str]  # small fixed words the program needs: list marks, "not said", …
    lexicon: Lexicon

    def __repr__(self) -> str:
        """Name the pack; all of it would fill many screens."""
        return f"Pack({self.id!r}, {self.version!r})"

    def ready(self) -> None:
        """Work out now what would be worked out when it is first needed."""
        super().ready()
        _ = (self.spoken, self.spoken_starts, self.spoken_names, self.help_buttons, self.known_labels, self.own_words)
        _ = self.in_passing

    @cached_property
    def spoken(self) -> Mapping[str, CommandSpec]:
        """Commands by the whole messages that mean them; where two share words, the first has them."""
        said: dict[str, CommandSpec] = {}
        for spec in self.commands.values():
            for words in spec.words:
                said.setdefault(self.plain(words), spec)
        return said

    @cached_property
    def detours(self) -> frozenset[str]:
        """The steps with which a command's own talk begins, where that is a detour."""
        return frozenset(spec.step for spec in self.commands.values() if spec.detour)

    def names_of(self, step: Step) -> tuple[tuple[str, ...], ...]:
        """Return the words that mean each button of a step, folded, its label first; worked out once a step."""
        known = self._names.get(step.id)
        if known is None:
            known = tuple(self.folded((choice.label, *choice.cues)) for choice in step.choices)
            self._names[step.id] = known
        return known

    @cached_property
    def known_labels(self) -> Mapping[str, str]:
        """The labels of reflections and offers, which most made-up buttons show, with what they are folded."""
        offered = (offer.label for offers in self.offers.values() for offer in offers)
        return {label: self.plain(label) for label in (*self.themes.values(), *offered)}

    @cached_property
    def _names(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return {}

    @cached_property
    def help_buttons(self) -> Mapping[str, list[HelpButton]]:
        """The buttons of the care check by each of the words that mean them, in the order of the pack."""
        known: dict[str, list[HelpButton]] = {}
        for step in self.helping:
            for choice, (label, *cues) in zip(step.choices, self.names_of(step), strict=True):
                for words in dict.fromkeys((label, *cues)):
                    known.setdefault(words, []).append(HelpButton(step, choice, words == label))
        return known

    @cached_property
    def helping(self) -> tuple[Step, ...]:
        """The steps of the care check, whose buttons work at any time."""
        return tuple(step for step in self.steps.values() if step.detached and step.id.startswith("care."))

    @cached_property
    def in_passing(self) -> Mapping[str, tuple[Step, ...]]:
        """The steps of each flow that answer a question asked in passing, in the order they stand in it."""
        answering: dict[str, tuple[Step, ...]] = {}
        for step in self.steps.values():
            flow = step.id.partition(".")[0]
            if step.hear:
                answering[flow] = (*answering.get(flow, ()), step)
        return answering

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Slots that hold what a person wrote, and not what was read out of it."""
        saved = {step.save for step in self.steps.values() if step.save and step.expects in _WRITTEN}
        return frozenset(saved | {"story", "more"})

    @cached_property
    def spoken_starts(self) -> Beginnings:
        """Beginnings of messages that mean a command."""
        return self._begun_by({start: spec for spec in self.commands.values() for start in spec.starts})

    @cached_property
    def spoken_names(self) -> Beginnings:
        """The words for commands that take an argument, which may stand behind them."""
        return self._begun_by({words: spec for spec in self.commands.values() if spec.argument for words in spec.words})

    def _begun_by(self, beginnings: Mapping[str, CommandSpec]) -> Beginnings:
        starts = [(f"{self.plain(words)} ", spec) for words, spec in beginnings.items()]
        by_word: dict[str, list[tuple[str, CommandSpec]]] = {}
        for start, spec in sorted(starts, key=lambda pair: -len(pair[0])):
            by_word.setdefault(start.partition(" ")[0], []).append((start, spec))
        return by_word
