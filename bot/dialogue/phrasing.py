"""Which of its phrasings a step is said in: drawn from a bag, so that nobody hears the same words twice running."""

from hashlib import blake2b

from bot.dialogue.draft import Draft
from bot.dialogue.script import Phrasing, Step

_PAIR = 2


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
    if number and order[0] == _shuffled(d, step_id, count, number - 1)[-1]:
        order[0], order[1] = order[1], order[0]
    return order[place]


def _shuffled(d: Draft, step_id: str, count: int, number: int) -> list[int]:
    """Shuffle the phrasings for one round; the same person gets the same order at every replay."""
    seed = "\0".join((d.person.key.platform, d.person.key.id, step_id, str(number)))
    noise = int.from_bytes(blake2b(seed.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    left, order = list(range(count)), []
    while left:
        noise, place = divmod(noise, len(left))
        order.append(left.pop(place))
    return order
