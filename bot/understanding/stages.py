"""How far a process had got, with the words said for it: "second technical interview", "welding test"."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from bot.domain.rejection import Stage
from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, plain_words

_STAGES = tuple(Stage)
_HINT = 1.0  # a cue lighter than this needs a word in front that tells what kind of step it was
_POINT = 0.6  # what "after" or "failed" in front adds: there it ended
_BEFORE_A_ROLE = frozenset({"for", "as"})
_MOST_IN_FRONT = 2  # words looked at for that


class Step(NamedTuple):
    """A step of the process, from word `start` up to word `end`."""

    stage: Stage
    start: int
    end: int
    weight: float


def reached(words: Words, hits: Sequence[Hit], lexicon: Lexicon) -> Step | None:
    """Pick the step reached: what the text says most plainly, then the furthest, longest and first.

    Words inside longer ones ("interview" in "phone interview") say nothing of their own.
    """
    steps = (_step(hit, words, lexicon) for hit in _outermost(hits))
    return max(
        (step for step in steps if step.weight >= _HINT),
        key=lambda step: (step.weight, _STAGES.index(step.stage), step.end - step.start, -step.start),
        default=None,
    )


def outside_role(hits: Sequence[Hit], words: Words, role: str | None, lexicon: Lexicon) -> Sequence[Hit]:
    """Leave out a word that the role goes on from: the "test" of "test engineer"."""
    pairs = set(pairwise(plain_words(role or "", lexicon.spelling)))
    return [hit for hit in hits if not _leads_to_trade(hit, words, pairs, lexicon)]


def _leads_to_trade(hit: Hit, words: Words, pairs: AbstractSet[tuple[str, str]], lexicon: Lexicon) -> bool:
    """Tell whether a trade follows; "the interview director said" only where it stands behind "for" or "as"."""
    pair = tuple(words.words[hit.end - 1 : hit.end + 1])
    if pair in pairs:
        return True
    wanted = not _BEFORE_A_ROLE.isdisjoint(words.words[max(hit.start - _MOST_IN_FRONT, 0) : hit.end])
    trades = lexicon.listed("roles") if wanted else lexicon.listed("roles") - lexicon.listed("no_organisation")
    return pair[-1] in trades


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what stands inside a longer one."""
    outer: set[tuple[int, int]] = set()
    furthest = -1
    for start, end in sorted({(hit.start, hit.end) for hit in hits}, key=lambda span: (span[0], -span[1])):
        if end > furthest:
            outer.add((start, end))
            furthest = end
    return [hit for hit in hits if (hit.start, hit.end) in outer]


def _step(hit: Hit, words: Words, lexicon: Lexicon) -> Step:
    """Return a cue as a step: without "the" and "my", with the word in front that says what kind it was."""
    start = hit.start
    while start < hit.end - 1 and words.words[start] in lexicon.listed("determiners"):
        start += 1
    weight = hit.cue.weight
    if words.words[start] in lexicon.listed("step_heads") and _tells_kind(start - 1, words, lexicon):
        start -= 1
        weight = max(weight, _HINT)
    before = words.words[max(start - _MOST_IN_FRONT, 0) : start]
    if weight >= _HINT and any(word in lexicon.listed("points") for word in before):
        weight += _POINT
    return Step(Stage(hit.cue.value), start, hit.end, weight)


def _tells_kind(at: int, words: Words, lexicon: Lexicon) -> bool:
    """Tell whether a word in front of "test" or "round" belongs to it, and is no name, verb or little word."""
    if at < 0:
        return False
    word = words.words[at]
    said = words.text[slice(*words.place(at))]
    between = words.text[words.place(at)[1] : words.place(at + 1)[0]]
    if not word.isalpha() or between not in {" ", "-"} or (said[0].isupper() and not said.isupper()):
        return False
    return not any(word in lexicon.listed(name) for name in ("ends", "role_starts", "no_kind", "determiners", "roles"))
