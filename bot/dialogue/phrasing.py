"""Which of its phrasings a step is said in: drawn from a bag, so that nobody hears the same words twice running."""

from collections.abc import Sequence
from itertools import permutations
from zlib import crc32

from bot.dialogue.draft import Draft
from bot.dialogue.script import Phrasing, Step

_PAIR = 2
MAX_ORDERED = 5
"""Up to so many phrasings, all orders are equally likely."""
ORDERS = {count: tuple(permutations(range(count))) for count in range(MAX_ORDERED + 1)}


def choose(d: Draft, step: Step) -> Phrasing:
    """Take the next phrasing from the step's bag: each once a round, never the same twice running."""
    count = len(step.phrasings)
    if count == 1:
        return step.phrasings[0]
    spoken = d.bags.get(step.id, 0)
    d.bags[step.id] = spoken + 1
    return step.phrasings[_drawn(d, step.id, count, spoken)]


def _drawn(d: Draft, step_id: str, count: int, spoken: int) -> int:
    number, place = divmod(spoken, count)
    if count == _PAIR:  # two can only take turns
        return (_shuffled(d, step_id, count, 0)[0] + spoken) % _PAIR
    order = _shuffled(d, step_id, count, number)
    if number and place < _PAIR and order[0] == _shuffled(d, step_id, count, number - 1)[-1]:
        place = 1 - place  # the first two of them change places
    return order[place]


def _shuffled(d: Draft, step_id: str, count: int, number: int) -> Sequence[int]:
    """Shuffle the phrasings for one round; the same person gets the same order at every replay."""
    noise = crc32(f"{d.person.key.platform}\0{d.person.key.id}\0{step_id}\0{number}".encode("utf-8", "replace"))
    if count <= MAX_ORDERED:
        return ORDERS[count][noise % len(ORDERS[count])]
    turned = noise % count  # very many can only be turned round and dealt out
    return [*range(turned, count), *range(turned)]
