"""Wakes the sweep: every half minute, and at the very moment the next nudge is due.

APScheduler holds one job for everybody and keeps nothing on disk. The job is never moved while it runs: APScheduler
would skip the run it was moved to. Whoever asks meanwhile is remembered, and the job is moved when it is over.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent, JobExecutionEvent
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.ports import AlarmClock, Clock

JOB = "sweep"
INTERVAL = timedelta(seconds=30)
"""The longest time between two sweeps."""
Sweep = Callable[[], Coroutine[object, object, None]]
_log = structlog.get_logger()


class SweepClock:
    """The port `Doorbell` on APScheduler: rings `sweep` when something is due by `clock`."""

    def __init__(self, sweep: Sweep, alarm: AlarmClock, clock: Clock, *, interval: timedelta = INTERVAL) -> None:
        self._sweep = sweep
        self._alarm = alarm
        self._clock = clock
        self._interval = interval
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._loop: asyncio.AbstractEventLoop | None = None  # there while it is started
        self._busy = False  # a sweep was begun, or is about to be
        self._running: asyncio.Task[None] | None = None
        self._asked: datetime | None = None  # the earliest ring that was asked for during a sweep

    async def start(self) -> None:
        """Sweep at once, and from now on."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.add_jobstore(MemoryJobStore(), "default")
        self._scheduler.add_listener(self._sweep_begins, EVENT_JOB_SUBMITTED)
        self._scheduler.add_listener(self._sweep_is_over, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.add_job(
            self._run,
            "interval",
            id=JOB,
            seconds=self._interval.total_seconds(),
            next_run_time=datetime.now(UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def stop(self, grace: timedelta = timedelta(seconds=10)) -> None:
        """Begin no other sweep and let the present one end; after `grace` it is cut off, which loses nothing."""
        if self._loop is None:
            return
        self._loop = None
        self._scheduler.pause()
        if self._running:
            await self._end(self._running, grace)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # it shuts down by way of the event loop

    async def _end(self, sweep: asyncio.Task[None], grace: timedelta) -> None:
        _, unfinished = await asyncio.wait({sweep}, timeout=grace.total_seconds())
        if unfinished:
            _log.warning("sweep.cut_off")
            sweep.cancel()
            await asyncio.wait({sweep})

    def wake_at(self, due: datetime | None) -> None:
        """Sweep at `due` by the clock, if that is earlier than planned. May be called from any thread."""
        if due is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake, due)

    def _wake(self, due: datetime) -> None:
        if self._busy:
            self._asked = min(due, self._asked or due)
        elif self._loop is not None:
            self._arm(due)

    def _arm(self, due: datetime) -> None:
        """Move the job to a time by the clock, if it is planned for later. A time that is over becomes now."""
        ahead = max(due - self._clock.now(), timedelta(0))
        moment = datetime.now(UTC) + ahead
        job = self._scheduler.get_job(JOB)
        if job is not None and moment < job.next_run_time:
            self._scheduler.modify_job(JOB, next_run_time=moment)

    async def _run(self) -> datetime | None:
        """Sweep and return when the next ring is due."""
        if self._loop is None:
            return None
        self._running = self._loop.create_task(self._sweep())
        try:
            await asyncio.shield(self._running)
            return await self._alarm.next_due()
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - its text may be personal
            _log.error("sweep.failed", error=type(error).__name__)
            return None
        finally:
            self._running = None

    def _sweep_begins(self, _event: JobEvent) -> None:
        self._busy = True

    def _sweep_is_over(self, event: JobExecutionEvent) -> None:
        self._busy = False
        asked, self._asked = self._asked, None
        if self._loop is not None:
            for due in (event.retval, asked):
                if due is not None:
                    self._arm(due)
