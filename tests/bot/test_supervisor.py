"""Several platforms side by side: one that fails is started again, and none of the others notices."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.bootstrap.supervisor import supervise
from bot.errors import SettingsError


@dataclass(slots=True)
class Platform:
    """Fails as often as it is told to, then runs until it is stopped, and needs a moment to end."""

    fails: list[Exception] = field(default_factory=list)
    ends_by_itself: bool = False
    hangs: bool = False
    starts: int = 0
    started: asyncio.Event = field(default_factory=asyncio.Event)
    started_again: asyncio.Event = field(default_factory=asyncio.Event)
    running: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    async def serve(self, stop: asyncio.Event) -> None:
        self.starts += 1
        self.started.set()
        if self.starts > 1:
            self.started_again.set()
        if self.fails:
            raise self.fails.pop(0)
        self.running.set()
        if self.ends_by_itself and self.starts == 1:
            return
        await stop.wait()
        if self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        self.ended = True


@dataclass(slots=True)
class Waits:
    """Writes down how long it was asked to wait, and doesn't."""

    asked: list[float] = field(default_factory=list)

    async def __call__(self, stop: asyncio.Event, seconds: float) -> None:
        del stop
        self.asked.append(seconds)
        await asyncio.sleep(0)


async def test_one_that_fails_is_started_again_after_longer_and_longer_waits_and_the_other_runs_on() -> None:
    bad, good, waits, stop = Platform(fails=[RuntimeError("secret")] * 10), Platform(), Waits(), asyncio.Event()
    running = asyncio.create_task(supervise({"bad": bad.serve, "good": good.serve}, stop, wait=waits))
    await bad.running.wait()
    assert good.starts == 1
    assert bad.starts == 11
    assert waits.asked == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    stop.set()
    assert await running == []
    assert good.ended
    assert bad.ended


async def test_one_that_ends_by_itself_is_started_again() -> None:
    one, stop = Platform(ends_by_itself=True), asyncio.Event()
    running = asyncio.create_task(supervise({"one": one.serve}, stop, wait=Waits()))
    await one.started_again.wait()
    stop.set()
    await running
    assert one.ended


async def test_what_only_a_human_can_put_right_is_told_and_not_tried_again_while_the_other_runs_on() -> None:
    wrong, good, stop = Platform(fails=[SettingsError("no such token")]), Platform(), asyncio.Event()
    running = asyncio.create_task(supervise({"wrong": wrong.serve, "good": good.serve}, stop, wait=Waits()))
    await good.running.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert not running.done()
    stop.set()
    assert [str(error) for error in await running] == ["no such token"]
    assert wrong.starts == 1
    assert good.ended


async def test_with_nothing_left_to_run_it_ends() -> None:
    wrong = Platform(fails=[SettingsError("no such token")])
    problems = await supervise({"wrong": wrong.serve}, asyncio.Event(), wait=Waits())
    assert [str(error) for error in problems] == ["no such token"]


async def test_one_that_does_not_end_is_cut_off_after_the_grace_and_the_others_end_by_themselves() -> None:
    hanging, good, stop = Platform(hangs=True), Platform(), asyncio.Event()
    served = {"hanging": hanging.serve, "good": good.serve}
    running = asyncio.create_task(supervise(served, stop, wait=Waits(), grace=timedelta(milliseconds=20)))
    await hanging.running.wait()
    stop.set()
    await running
    assert good.ended
    assert not hanging.ended


async def test_a_stop_ends_the_wait_for_a_restart() -> None:
    bad, stop = Platform(fails=[RuntimeError("secret")]), asyncio.Event()
    running = asyncio.create_task(supervise({"bad": bad.serve}, stop))
    await bad.started.wait()
    stop.set()
    await asyncio.wait_for(running, timeout=1)
    assert bad.starts == 1
