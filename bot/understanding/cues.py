"""Cues: short patterns of words, all of them matched in one walk through the text.

All cues become one graph of words (see `patterns` for how a cue is written), so a text costs much the same however
many cues there are. No step ever goes back: the work for one word is bounded by the longest cue.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.matches import END
from bot.understanding.patterns import Gap, Sequel, Some

GAP = 3  # words that `...` lets pass
_OUT = 0  # key of a node that holds the cues ending there
_SKIP = 1  # key of a node that holds what follows after a gap

Node = dict[object, object]


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


class CueTree:
    """All cues of a kind, to be looked for. The graph is built at the first look: a program must start quickly."""

    def __init__(self, cues: Iterable[tuple[Sequel, Cue]]) -> None:
        """Take the cues."""
        self._cues = tuple(cues)
        self._root: Node | None = None

    def _build(self) -> Node:
        grower = _Grower()
        self._root = grower.joined(frozenset(grower.grow(pattern, cue) for pattern, cue in self._cues))
        self._cues = ()
        return self._root

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return all cues in the words, in the order of where they begin."""
        hits: list[Hit] = []
        get = (self._build() if self._root is None else self._root).get
        for start, word in enumerate(words):
            node = get(word)
            if node is not None:
                _walk(node, words, start, start + 1, hits)  # type: ignore[arg-type]
        return _longest(hits) if hits else hits


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep, of the same cue found from the same word on, the longest one."""
    kept: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        key = (hit.start, id(hit.cue))
        other = kept.get(key)
        if other is None or hit.end > other.end:
            kept[key] = hit
    return list(kept.values())


def _walk(node: Node, words: Sequence[str], start: int, at: int, hits: list[Hit]) -> None:
    count = len(words)
    while True:
        outs = node.get(_OUT)
        if outs is not None:
            hits.extend([Hit(cue, start, at) for cue in outs])  # type: ignore[attr-defined]
        after_gap = node.get(_SKIP)
        if after_gap is not None:
            _skip(after_gap, words, start, at, hits)  # type: ignore[arg-type]
        if at >= count:
            return
        following = node.get(words[at])
        if following is None:
            return
        node = following  # type: ignore[assignment]
        at += 1


def _skip(node: Node, words: Sequence[str], start: int, at: int, hits: list[Hit]) -> None:
    for place in range(at, min(at + GAP + 1, len(words))):
        word = words[place]
        following = node.get(word)
        if following is not None:
            _walk(following, words, start, place + 1, hits)  # type: ignore[arg-type]
        if word == END:
            return


class _Grower:
    """Builds the graph. A state is a number; what it leads to stands in the lists below."""

    def __init__(self) -> None:
        self._edges: list[dict[str, list[int]]] = []
        self._skips: list[list[int]] = []
        self._outs: list[list[Cue]] = []
        self._nodes: dict[frozenset[int], Node] = {}

    def grow(self, pattern: Sequel, cue: Cue) -> int:
        """Add a cue from its end to its beginning and return its first state."""
        return self._before(pattern, self._state(outs=[cue]))

    def joined(self, states: frozenset[int]) -> Node:
        """Return one node that stands for several states at once, and all that follows it."""
        node = self._nodes.get(states)
        if node is not None:
            return node
        node = self._nodes[states] = {}
        known: dict[tuple[int, ...], Node] = {}  # most words of a choice lead to the same place
        for word, following in self._all_edges(states).items():
            key = tuple(following)
            if key not in known:
                known[key] = self.joined(frozenset(following))
            node[word] = known[key]
        skips = frozenset(one for state in states for one in self._skips[state])
        if skips:
            node[_SKIP] = self.joined(skips)
        outs = tuple(dict.fromkeys(cue for state in sorted(states) for cue in self._outs[state]))
        if outs:
            node[_OUT] = outs
        return node

    def _all_edges(self, states: frozenset[int]) -> dict[str, list[int]]:
        if len(states) == 1:
            return self._edges[next(iter(states))]
        edges: dict[str, list[int]] = {}
        for state in sorted(states):
            for word, following in self._edges[state].items():
                edges.setdefault(word, []).extend(following)
        return edges

    def _before(self, pattern: Sequel, after: int) -> int:
        """Return a state from which the pattern leads to the state `after`."""
        for part in reversed(pattern):
            if isinstance(part, Gap):
                after = self._state(skips=[after])
            elif isinstance(part, Some):
                ways = [self._before(choice, after) for choice in part.choices]
                after = self._merged([*ways, after] if part.optional else ways)
            else:
                after = self._state(edges={part: [after]})
        return after

    def _merged(self, states: list[int]) -> int:
        return self._state(
            edges=self._all_edges(frozenset(states)),
            skips=[one for state in states for one in self._skips[state]],
            outs=[cue for state in states for cue in self._outs[state]],
        )

    def _state(
        self,
        *,
        edges: dict[str, list[int]] | None = None,
        skips: list[int] | None = None,
        outs: list[Cue] | None = None,
    ) -> int:
        self._edges.append(edges or {})
        self._skips.append(skips or [])
        self._outs.append(outs or [])
        return len(self._edges) - 1
