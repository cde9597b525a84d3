import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.storage.gathered import Gathered


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as opened:
        yield opened


class Work:
    """Doubles numbers, notes what it was given together, and goes on only when it is let."""

    def __init__(self, *, held: bool = False) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.go = Event(), Event()
        if not held:
            self.go.set()

    def __call__(self, items: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(items))
        self.begun.set()
        assert self.go.wait(10)
        if 13 in items:
            raise RuntimeError("all of them")
        return [ValueError("this one") if item < 0 else 2 * item for item in items]


async def test_what_is_asked_for_at_the_same_time_is_done_together(pool: ThreadPoolExecutor) -> None:
    work = Work()
    gathered = Gathered(work, pool)
    assert await asyncio.gather(*map(gathered.add, range(20, 70))) == [2 * number for number in range(20, 70)]
    assert work.batches == [list(range(20, 70))]


async def test_what_is_asked_for_meanwhile_is_the_next_batch(pool: ThreadPoolExecutor) -> None:
    work = Work(held=True)
    gathered = Gathered(work, pool)
    first = gathered.add(0)
    await asyncio.to_thread(work.begun.wait, 10)
    others = [gathered.add(number) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    assert not first.done()
    work.go.set()
    await asyncio.gather(first, *others)
    assert work.batches == [[0], [1, 2, 3]]


async def test_an_error_of_one_leaves_the_others_of_its_batch_alone(pool: ThreadPoolExecutor) -> None:
    gathered = Gathered(Work(), pool)
    outcomes = await asyncio.gather(*map(gathered.add, (1, -1, 2)), return_exceptions=True)
    assert [outcomes[0], outcomes[2]] == [2, 4]
    assert isinstance(outcomes[1], ValueError)


async def test_what_stops_a_batch_is_told_to_all_of_it_and_not_to_the_next(pool: ThreadPoolExecutor) -> None:
    gathered = Gathered(Work(), pool)
    outcomes = await asyncio.gather(*map(gathered.add, (1, 13)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RuntimeError, RuntimeError]
    assert await gathered.add(2) == 4


async def test_one_that_takes_long_does_not_hold_up_others_where_several_may_run(pool: ThreadPoolExecutor) -> None:
    work = Work(held=True)
    gathered = Gathered(work, pool, at_once=2)
    first = gathered.add(1)
    await asyncio.to_thread(work.begun.wait, 10)
    work.begun.clear()
    second = gathered.add(2)
    await asyncio.sleep(0)
    assert await asyncio.to_thread(work.begun.wait, 10)
    work.go.set()
    assert [await first, await second] == [2, 4]


async def test_who_no_longer_waits_disturbs_nobody(pool: ThreadPoolExecutor) -> None:
    gathered = Gathered(Work(), pool)
    given_up, other = gathered.add(1), gathered.add(2)
    given_up.cancel()
    assert await other == 4


def test_it_goes_on_when_an_event_loop_was_left_in_the_middle(pool: ThreadPoolExecutor) -> None:
    gathered, left = Gathered(Work(), pool), list[asyncio.Future[int]]()

    async def leave() -> None:
        left.append(gathered.add(1))

    async def stay() -> int:
        return await gathered.add(2)

    asyncio.run(leave())
    assert asyncio.run(stay()) == 4
