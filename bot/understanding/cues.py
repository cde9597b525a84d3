"""Cues: short patterns of words, all of them matched in one walk through the text.

All cues become one graph of words (see `patterns` for how a cue is written), so a text costs much the same however
many cues there are. No step ever goes back: the work for one word is bounded by the longest cue. The graph grows where
texts lead: a program starts quickly, and most of what cues could match is never said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from bot.understanding.matches import END
from bot.understanding.patterns import Sequel, Some

GAP = 3  # words that `...` lets pass
_OUT = 0  # key of a node that holds the cues ending there
_SKIP = 1  # key of a node that holds what follows after a gap
_NO_WORD = ""  # stands behind the last word, so that no walk need look where it ends

_Sequels = tuple["_Rest", ...]
Node = dict[object, object]  # word -> Node, or the rests of cues that a node is made of at the first visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What a pattern says about a text."""

    field: str
    value: str
    weight: float = 1.0


class Hit(NamedTuple):
    """A cue found, from word `start` up to word `end`. A tuple, for there are many of them."""

    cue: Cue
    start: int
    end: int


def places(hits: Iterable[Hit]) -> frozenset[int]:
    """Return the places of all words that stand in cues: what ends at one of them ends inside a cue."""
    return frozenset(chain.from_iterable(range(hit.start, hit.end) for hit in hits))


class CueTree:
    """All cues of a kind, to be looked for."""

    def __init__(self, cues: Iterable[tuple[Sequel, Cue]]) -> None:
        """Take the cues."""
        self._cues = tuple(cues)
        self._rests: dict[tuple[int, int, int], _Rest] = {}
        self._nodes: dict[frozenset[_Rest], Node] = {}

    @cached_property
    def _root(self) -> Node:
        """Return where every walk begins, made before the first: not every start of the program meets a mail."""
        return self._node(tuple(self._rest(pattern, 0, _Rest(cue=cue)) for pattern, cue in self._cues))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return all cues in the words, in the order of where they begin."""
        hits: list[Hit] = []
        root = self._root
        ended = [*words, _NO_WORD]
        for start, following in enumerate(map(root.get, words)):
            if following is None:
                continue
            node = self._next(root, words[start]) if type(following) is tuple else following
            if ended[start + 1] in node or _SKIP in node or _OUT in node:  # type: ignore[operator] # a node by now
                self._walk(node, ended, start, start + 1, hits)  # type: ignore[arg-type]
        return _longest(hits) if hits else hits

    def _walk(self, node: Node, words: Sequence[str], start: int, at: int, hits: list[Hit]) -> None:
        while True:
            if _OUT in node:
                hits.extend([Hit(cue, start, at) for cue in node[_OUT]])  # type: ignore[attr-defined]
            if _SKIP in node:
                self._skip(self._next(node, _SKIP), words, start, at, hits)
            word = words[at]
            following = node.get(word)
            if following is None:
                return
            node = self._next(node, word) if type(following) is tuple else following  # type: ignore[assignment]
            at += 1

    def _skip(self, node: Node, words: Sequence[str], start: int, at: int, hits: list[Hit]) -> None:
        if node.keys().isdisjoint(words[at : at + GAP + 1]):  # most often nothing follows
            return
        for place in range(at, min(at + GAP + 1, len(words) - 1)):
            word = words[place]
            if word in node:
                self._walk(self._next(node, word), words, start, place + 1, hits)
            if word == END:
                return

    def _next(self, node: Node, key: object) -> Node:
        """Return the node behind a word, made now where nothing came this way before."""
        following = node[key]
        if type(following) is tuple:
            following = node[key] = self._node(following)
        return following  # type: ignore[return-value]

    def _node(self, rests: _Sequels) -> Node:
        """Return the node that stands for several rests of cues at once."""
        key = frozenset(rests)
        node = self._nodes.get(key)
        if node is None:
            ahead = _Ahead()
            for rest in rests:
                self._look(rest, ahead)
            node = self._nodes[key] = {word: tuple(found) for word, found in ahead.words.items()}
            if ahead.skips:
                node[_SKIP] = tuple(ahead.skips)
            if ahead.outs:
                node[_OUT] = tuple(dict.fromkeys(ahead.outs))
        return node

    def _look(self, rest: "_Rest | None", ahead: "_Ahead") -> None:
        """Gather what a cue may go on with."""
        while rest is not None and rest.cue is None and rest.at == len(rest.sequel):
            rest = rest.after
        if rest is None:
            return
        if rest.cue is not None:
            ahead.outs.append(rest.cue)
            return
        part = rest.sequel[rest.at]
        following = self._rest(rest.sequel, rest.at + 1, rest.after)
        if isinstance(part, str):
            ahead.words.setdefault(part, []).append(following)
        elif isinstance(part, Some):
            for choice in part.choices:
                self._look(self._rest(choice, 0, following), ahead)
            if part.optional:
                self._look(following, ahead)
        else:
            ahead.skips.append(following)

    def _rest(self, sequel: Sequel, at: int, after: "_Rest | None") -> "_Rest":
        """Return the one rest of its kind: nodes are known again by the rests they are made of."""
        key = (id(sequel), at, id(after))
        rest = self._rests.get(key)
        if rest is None:
            rest = self._rests[key] = _Rest(sequel=sequel, at=at, after=after)
        return rest


class _Rest:
    """What is left of a cue: a place in a sequel and what comes after that, or, at the very end, the cue."""

    __slots__ = ("after", "at", "cue", "sequel")

    def __init__(
        self, *, sequel: Sequel = (), at: int = 0, after: "_Rest | None" = None, cue: Cue | None = None
    ) -> None:
        self.sequel, self.at, self.after, self.cue = sequel, at, after, cue


class _Ahead:
    """What may follow a node: words, what comes after a gap, and the cues that are complete there."""

    __slots__ = ("outs", "skips", "words")

    def __init__(self) -> None:
        self.words: dict[object, list[_Rest]] = {}
        self.skips: list[_Rest] = []
        self.outs: list[Cue] = []


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep, of the same cue found from the same word on, the longest one."""
    kept: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        key = (hit.start, id(hit.cue))
        other = kept.get(key)
        if other is None or hit.end > other.end:
            kept[key] = hit
    return list(kept.values())
