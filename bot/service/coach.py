"""One event, one turn: load, play, keep, send.

Everything a turn makes is kept in one commit before anything is sent, and what was sent is marked after it. So a crash
at any moment loses nothing, and what may come twice comes with the same id. The drawer is the truth: the alarm clock
and the sending can always be made good from it (`settle`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import (
    Cancel,
    Command,
    DeliveryFailed,
    Effect,
    Event,
    Forget,
    FormSent,
    Left,
    Message,
    NudgeDue,
    Press,
    Schedule,
    Text,
)
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.errors import DamagedDrawerError, NextStepError
from bot.ports import (
    AlarmClock,
    Clock,
    Delivered,
    Doorbell,
    Drawer,
    Gone,
    Messenger,
    Outgoing,
    People,
    Receipt,
    TryLater,
    Unreachable,
)
from bot.service import outbox
from bot.service.beside import Beside
from bot.service.bugs import place_of
from bot.service.courier import Courier
from bot.service.mydata import MyData
from bot.service.recent import RecentEvents
from bot.service.turns import Turns

Play = Callable[[State, Event, datetime], Turn]
_FOR_STRANGERS_NOTHING = (NudgeDue, DeliveryFailed, Left)
_SIGNS_OF_LIFE = (Text, Press, Command, FormSent)
_log = structlog.get_logger()


def _moved(state: State, event: NudgeDue) -> tuple[Effect, ...]:
    nudge = state.nudges.get(event.nudge_id)
    return (Schedule(nudge=nudge),) if nudge and nudge.status is NudgeStatus.PLANNED else ()


def _say_nothing(_person: PersonKey) -> Message | None:
    return None


@dataclass(slots=True, kw_only=True, eq=False)
class Coach:
    """Takes what happens to a person and sees to all that follows from it. One of it serves everybody."""

    people: People
    alarm: AlarmClock
    messengers: Mapping[str, Messenger]
    clock: Clock
    play: Play
    new_state: Callable[[PersonKey], State]
    doorbell: Doorbell | None = None
    on_damaged: Callable[[PersonKey], Message | None] = _say_nothing  # what somebody is told whose drawer was damaged
    damaged: set[PersonKey] = field(default_factory=set)  # not told yet; whoever else finds one adds it
    patience: timedelta = timedelta(seconds=30)  # how long a platform may take over one message
    mydata: MyData | None = None  # with words of another language
    _courier: Courier = field(init=False)
    _mydata: MyData = field(init=False)
    _turns: Turns = field(init=False, default_factory=Turns)
    _forgotten: RecentEvents = field(init=False, default_factory=RecentEvents)
    _beside: Beside = field(init=False, default_factory=Beside)
    _unsettled: set[PersonKey] = field(init=False, default_factory=set)  # kept, but not rung and sent to the end
    _told: set[str] = field(init=False, default_factory=set)  # delivered, and not yet marked so

    def __post_init__(self) -> None:
        self._courier = Courier(self.messengers, self.patience)
        self._mydata = self.mydata or MyData(self.people)

    async def handle(self, person: PersonKey, event: Event, *, reply_to: str | None = None) -> None:
        """Let an event have its turn. An event that comes again changes nothing.

        Raises StorageError when the turn could not be kept and NextStepError when it could not be played: then
        nothing was sent and the person stands where they stood.
        """
        async with self._turns.of(person):
            drawer = await self._load(person)
            if drawer is None:
                if not self._is_for_nobody(person, event):
                    await self._turn(Drawer(state=self.new_state(person)), event, reply_to)
            elif self._came_before(drawer, event):
                await self._finish(drawer, (), unfinished=person in self._unsettled)
            elif isinstance(event, NudgeDue) and not self._is_due(drawer.state, event):
                await self._finish(drawer, _moved(drawer.state, event), unfinished=person in self._unsettled)
            else:
                await self._turn(drawer, event, reply_to)

    async def settle(self, person: PersonKey) -> None:
        """Send what waits in a person's outbox, and make good what a turn could not finish."""
        async with self._turns.of(person):
            drawer = await self._load(person)
            if drawer is None:
                self._unsettled.discard(person)
            else:
                await self._make_good(drawer, (), unfinished=person in self._unsettled)

    def unsettled(self) -> tuple[PersonKey, ...]:
        """Return people whose newest turn was kept and not finished, those with a turn under way left out."""
        return tuple(person for person in self._unsettled if person not in self._turns)

    # --- before the turn ----------------------------------------------------------------------------------------------

    async def _load(self, person: PersonKey) -> Drawer | None:
        try:
            return await self.people.load(person)
        except DamagedDrawerError:
            self.damaged.add(person)
            return None

    def _is_for_nobody(self, person: PersonKey, event: Event) -> bool:
        return isinstance(event, _FOR_STRANGERS_NOTHING) or self._forgotten.has(person, event.id)

    def _came_before(self, drawer: Drawer, event: Event) -> bool:
        """Say whether an event was played already, also where the person was forgotten since and has begun anew."""
        rings = isinstance(event, NudgeDue)  # a new plan may have the name and the hour of one that is gone
        return event.id in drawer.seen or (not rings and self._forgotten.has(drawer.state.person.key, event.id))

    def _is_due(self, state: State, event: NudgeDue) -> bool:
        """Say whether the alarm is right, or rang for a nudge that is over, gone or moved to later."""
        nudge = state.nudges.get(event.nudge_id)
        return nudge is not None and nudge.status is NudgeStatus.PLANNED and nudge.due <= self.clock.now()

    # --- the turn -----------------------------------------------------------------------------------------------------

    async def _turn(self, drawer: Drawer, event: Event, reply_to: str | None) -> None:
        person, now = drawer.state.person.key, self.clock.now()
        turn = self._played(drawer.state, self._beside.told(person, event, now), now)
        self._beside.note(person, event, drawer.state, turn, now)
        messages = outbox.outgoing_of(person, event, turn.effects, now, reply_to)
        if any(isinstance(effect, Forget) for effect in turn.effects):
            await self._part(drawer, event, messages)
        else:
            if isinstance(event, _SIGNS_OF_LIFE):
                drawer = outbox.hurried(drawer)
            await self._keep(drawer, event, turn, self._notice(person, messages, now))

    def _played(self, state: State, event: Event, now: datetime) -> Turn:
        try:
            return self.play(state, event, now)
        except Exception as bug:  # noqa: BLE001 - a bug must not cost anybody their conversation
            kind, place = type(bug).__name__, place_of(bug)
        # Raised out here, because the bug's own text may hold what the person wrote.
        _log.error("turn.failed", event_kind=type(event).__name__, error=kind, place=place)
        raise NextStepError(f"a {type(event).__name__} could not be played: {kind} at {place}; please report it")

    def _notice(self, person: PersonKey, messages: tuple[Outgoing, ...], now: datetime) -> tuple[Outgoing, ...]:
        message = self.on_damaged(person) if person in self.damaged else None
        if message is None:
            return messages
        return (Outgoing(id=f"damaged-{now:%y%m%d%H%M%S}", created_at=now, message=message), *messages)

    async def _keep(self, drawer: Drawer, event: Event, turn: Turn, messages: tuple[Outgoing, ...]) -> None:
        person = drawer.state.person.key
        after = outbox.turned(drawer, event, turn, messages)
        unfinished = person in self._unsettled
        self._unsettled.add(person)
        await self.people.commit(after)
        self.damaged.discard(person)
        await self._finish(after, turn.effects, unfinished=unfinished)

    async def _finish(self, drawer: Drawer, effects: tuple[Effect, ...], *, unfinished: bool) -> None:
        """Ring and send what a kept turn asks for. What fails here is made good later, so nobody is told of it."""
        try:
            await self._make_good(drawer, effects, unfinished=unfinished)
        except NextStepError as error:
            _log.warning("turn.unsettled", error=type(error).__name__)

    async def _make_good(self, drawer: Drawer, effects: tuple[Effect, ...], *, unfinished: bool) -> None:
        person = drawer.state.person.key
        self._unsettled.add(person)
        await self._set_alarm(person, effects)
        if unfinished:
            await self._wind(person, outbox.rings(drawer))
        await self._send(drawer)
        self._unsettled.discard(person)

    async def _part(self, drawer: Drawer, event: Event, messages: tuple[Outgoing, ...]) -> None:
        person = drawer.state.person.key
        wanted = any(message.export for message in messages)
        files = await self._mydata.export(person) if wanted else None
        await self._forget(drawer, event.id)
        for message in messages:
            receipt = await self._courier.bring(person, message, files if message.export else None)
            if not isinstance(receipt, Delivered):
                _log.warning("goodbye.undelivered", receipt=type(receipt).__name__)

    async def _forget(self, drawer: Drawer, *event_ids: str) -> None:
        person = drawer.state.person.key
        await self.people.forget(person)
        self._forgotten.add(person, (*drawer.seen, *event_ids))
        self._unsettled.discard(person)
        self._told.difference_update(entry.id for entry in drawer.outbox)
        try:
            for nudge_id in ("", *drawer.state.nudges):
                await self.alarm.cancel(nudge_id, person)
        except NextStepError as error:  # a ring that is left finds nobody
            _log.warning("alarm.left", error=type(error).__name__)

    # --- the alarm clock ----------------------------------------------------------------------------------------------

    async def _set_alarm(self, person: PersonKey, effects: tuple[Effect, ...]) -> None:
        rings = {}
        for effect in effects:
            if isinstance(effect, Schedule):
                rings[effect.nudge.id] = effect.nudge.due
            elif isinstance(effect, Cancel):
                rings.pop(effect.nudge_id, None)
                await self.alarm.cancel(effect.nudge_id, person)
        await self._wind(person, rings.items())

    async def _wind(self, person: PersonKey, rings: Iterable[tuple[str, datetime]]) -> None:
        rings = list(rings)
        for nudge_id, due in rings:
            await self.alarm.schedule(nudge_id, person, due)
        if rings and self.doorbell:
            self.doorbell.wake_at(await self.alarm.next_due())

    # --- the outbox ---------------------------------------------------------------------------------------------------

    async def _send(self, drawer: Drawer) -> None:
        """Send the outbox in order as far as it goes, then keep what became of it.

        That need not be waited for until it lasts: what the power takes of it is sent once more, with the same id.
        """
        person, left = drawer.state.person.key, drawer
        rings: list[tuple[str, datetime]] = []
        while outbox.is_ready(left, self.clock.now()):
            receipt = await self._bring(person, left.outbox[0])
            if isinstance(receipt, Gone):
                await self._forget(left)
                return
            left = self._after(left, receipt)
            if isinstance(receipt, Unreachable):
                rings = outbox.rings(left)
        if left is not drawer:
            await self.people.commit(left, lasting=False)
            self._told.difference_update(entry.id for entry in drawer.outbox)
        if left.outbox:
            rings.append(("", left.outbox[0].not_before or self.clock.now()))
        await self._wind(person, rings)

    async def _bring(self, person: PersonKey, first: Outgoing) -> Receipt:
        if first.id in self._told:
            return Delivered()
        try:
            files = await self._mydata.export(person) if first.export else None
        except NextStepError:
            return TryLater()
        receipt = await self._courier.bring(person, first, files)
        if isinstance(receipt, Delivered):
            self._told.add(first.id)
        return receipt

    def _after(self, drawer: Drawer, receipt: Delivered | TryLater | Unreachable) -> Drawer:
        now = self.clock.now()
        match receipt:
            case Delivered():
                return outbox.delivered(drawer, now)
            case TryLater():
                return outbox.postponed(drawer, receipt.after, now)
            case Unreachable():
                return self._without_reach(drawer, receipt.reason, now)

    def _without_reach(self, drawer: Drawer, reason: str, now: datetime) -> Drawer:
        """Park what can't arrive and let the dialogue know. What it has to say to that could not arrive either."""
        event = DeliveryFailed(id=f"failed:{drawer.outbox[0].id}", reason=reason)
        drawer = outbox.unreachable(drawer, reason)
        try:
            return outbox.turned(drawer, event, self._played(drawer.state, event, now), ())
        except NextStepError:  # logged where it was raised; what is parked stays parked
            return drawer
