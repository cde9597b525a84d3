"""Who waits for whom."""

import asyncio

import pytest

from bot.domain.person import PersonKey
from bot.service.turns import Turns
from tests.fakes import ANNA, BEN


async def test_turns_of_one_person_come_one_at_a_time_in_the_order_they_were_asked_for() -> None:
    turns, course = Turns(), []

    async def turn(number: int) -> None:
        async with turns.of(ANNA):
            course.append(("begins", number))
            await asyncio.sleep(0)
            course.append(("ends", number))

    await asyncio.gather(*(turn(number) for number in range(20)))
    assert course == [(what, number) for number in range(20) for what in ("begins", "ends")]


async def test_turns_of_different_people_do_not_wait_for_each_other() -> None:
    turns, meeting = Turns(), asyncio.Barrier(2)

    async def turn(person: PersonKey) -> None:
        async with turns.of(person):
            await meeting.wait()

    async with asyncio.timeout(5):
        await asyncio.gather(turn(ANNA), turn(BEN))


async def test_nothing_is_kept_of_people_nobody_speaks_with() -> None:
    turns = Turns()
    async with turns.of(ANNA):
        assert ANNA in turns
    assert len(turns) == 0


async def test_a_turn_that_fails_or_is_given_up_lets_the_next_one_begin() -> None:
    turns = Turns()
    with pytest.raises(RuntimeError):
        async with turns.of(ANNA):
            raise RuntimeError
    async with turns.of(ANNA):
        waiting = asyncio.ensure_future(turns.of(ANNA).__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
    async with turns.of(ANNA):
        pass
    await asyncio.gather(waiting, return_exceptions=True)
    assert len(turns) == 0
