"""What a turn and a receipt make of a drawer: pure, so that the coach only has to keep the order of things.

The outbox is a queue. What stands in it is sent in order, and stays until the platform has taken it or given up on.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from msgspec.structs import replace

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain import nudge as nudges
from bot.domain.messages import Effect, Event, OpenForm, Remember, RetireButtons, Say, Schedule, SendExport
from bot.domain.nudge import NudgeStatus
from bot.domain.person import PersonKey
from bot.ports import Drawer, Outgoing

MAX_SEEN = 200
"""How many events of a person are remembered, to recognise one that comes again."""
FIRST_WAIT = timedelta(seconds=2)
"""How long the first attempt after a failed one waits; each further one waits twice as long."""
LONGEST_WAIT = timedelta(hours=1)
"""Longest wait of ours between two attempts; a platform may ask for more."""
GIVE_UP_AFTER = timedelta(days=2)
"""How old something may get before it isn't tried any more."""
MAX_ATTEMPTS = 60
"""How often something is tried."""
NO_ANSWER = "no answer from platform"
"""Why a nudge is parked that was given up on."""


def due_event_id(nudge_id: str, due: datetime) -> str:
    """Return the id of the event that a nudge's time has come: the same at every ring for the same time."""
    return f"due:{nudge_id}:{due.isoformat()}"


# --- a turn -----------------------------------------------------------------------------------------------------------


def turned(drawer: Drawer, event: Event, turn: Turn, outgoing: tuple[Outgoing, ...]) -> Drawer:
    """Return the drawer after a turn: state, event, messages and journal, all of which are kept at once."""
    state = _on_their_way(turn.state, outgoing)
    waiting = tuple(entry for entry in drawer.outbox if not _taken_back(entry, drawer.state, state))
    journal = tuple(effect.entry for effect in turn.effects if isinstance(effect, Remember))
    return replace(
        drawer,
        state=state,
        seen=_seen(drawer.seen, event, turn.effects),
        outbox=waiting + outgoing,
        journal=drawer.journal + journal,
    )


def outgoing_of(
    person: PersonKey, event: Event, effects: tuple[Effect, ...], now: datetime, reply_to: str | None
) -> tuple[Outgoing, ...]:
    """Return what a turn sends, in order. Ids follow from the event, so that a repeated attempt is recognised."""
    stem = blake2b("\0".join((*person, event.id)).encode(), digest_size=8).hexdigest()
    sendable = [effect for effect in effects if isinstance(effect, Say | RetireButtons | OpenForm | SendExport)]
    return tuple(
        _outgoing(effect, partial(Outgoing, id=f"{stem}-{number}", created_at=now, reply_to=reply_to))
        for number, effect in enumerate(sendable)
    )


def _outgoing(effect: Say | RetireButtons | OpenForm | SendExport, make: Callable[..., Outgoing]) -> Outgoing:
    match effect:
        case Say():
            return make(message=effect.message, nudge_id=effect.nudge_id)
        case RetireButtons():
            return make(retire=effect.visit, chosen=effect.chosen)
        case OpenForm():
            return make(form=effect.form)
        case SendExport():
            return make(export=True)


def _on_their_way(state: State, outgoing: tuple[Outgoing, ...]) -> State:
    for entry in outgoing:
        nudge = state.nudges.get(entry.nudge_id or "")
        if nudge and nudge.status is NudgeStatus.PLANNED and nudge.due <= entry.created_at:
            state = _with_nudge(state, nudges.sending(nudge, visit=entry.message.visit if entry.message else 0))
    return state


def _taken_back(entry: Outgoing, before: State, after: State) -> bool:
    """Say whether a nudge that still waited to be sent was cancelled or overtaken by a turn."""
    return is_sending(before, entry.nudge_id) and not is_sending(after, entry.nudge_id)


def is_sending(state: State, nudge_id: str | None) -> bool:
    """Say whether a nudge is on its way."""
    nudge = state.nudges.get(nudge_id or "")
    return nudge is not None and nudge.status is NudgeStatus.SENDING


def _seen(seen: tuple[str, ...], event: Event, effects: tuple[Effect, ...]) -> tuple[str, ...]:
    # A nudge may be set to the very time it rang before: that ring has to count again.
    anew = {due_event_id(effect.nudge.id, effect.nudge.due) for effect in effects if isinstance(effect, Schedule)}
    return (*(old for old in seen if old not in anew), event.id)[-MAX_SEEN:]


def _with_nudge(state: State, nudge: nudges.Nudge) -> State:
    return replace(state, nudges={**state.nudges, nudge.id: nudge})


# --- a receipt --------------------------------------------------------------------------------------------------------


def delivered(drawer: Drawer, now: datetime) -> Drawer:
    """Take the first thing out of the outbox: it arrived."""
    state, left = drawer.state, drawer.outbox[1:]
    for nudge in _closing_with(state, drawer.outbox[0], left):
        state = _with_nudge(state, nudges.sent(nudge, now))
    return replace(drawer, state=state, outbox=left)


def postponed(drawer: Drawer, after: timedelta | None, now: datetime) -> Drawer:
    """Let the first thing wait for another attempt, or give it up: a reply is dropped, a nudge parked."""
    first, state = drawer.outbox[0], drawer.state
    attempts = first.attempts + 1
    if attempts >= MAX_ATTEMPTS or now - first.created_at >= GIVE_UP_AFTER:
        left = tuple(entry for entry in drawer.outbox[1:] if not first.nudge_id or entry.nudge_id != first.nudge_id)
        return replace(drawer, state=_parked(state, first, left, NO_ANSWER), outbox=left)
    if is_sending(state, first.nudge_id):
        state = _with_nudge(state, nudges.retry(state.nudges[first.nudge_id or ""]))
    waiting = replace(first, attempts=attempts, not_before=now + wait(first.id, attempts, after))
    return replace(drawer, state=state, outbox=(waiting, *drawer.outbox[1:]))


def unreachable(drawer: Drawer, reason: str) -> Drawer:
    """Empty the outbox: nudges in it are parked, replies dropped."""
    state = drawer.state
    for entry in drawer.outbox:
        state = _parked(state, entry, (), reason)
    return replace(drawer, state=state, outbox=())


def _parked(state: State, entry: Outgoing, left: tuple[Outgoing, ...], reason: str) -> State:
    for nudge in _closing_with(state, entry, left):
        state = _with_nudge(state, nudges.park(nudge, reason))
    return state


def _closing_with(state: State, entry: Outgoing, left: tuple[Outgoing, ...]) -> list[nudges.Nudge]:
    """Return the nudges on their way that share an entry's fate: its own, and those that have no message of their own.

    A nudge of several messages has arrived with the last of them.
    """
    own = {other.nudge_id for other in left}
    on_their_way = [nudge for nudge in state.nudges.values() if is_sending(state, nudge.id)]
    return [nudge for nudge in on_their_way if nudge.id not in own] if entry.nudge_id else []


def wait(key: str, attempts: int, after: timedelta | None = None) -> timedelta:
    """Return how long to wait after the given number of attempts, never less than the platform asked for.

    Everyone waits a little differently (up to a quarter less), and the same thing always the same.
    """
    doubled = min(FIRST_WAIT * (1 << min(attempts - 1, 30)), LONGEST_WAIT)
    spread = int.from_bytes(blake2b(f"{key}:{attempts}".encode(), digest_size=2).digest()) / 0xFFFF
    return max(doubled * (1 - spread / 4), after or timedelta(0))


# --- what is owed -----------------------------------------------------------------------------------------------------


def is_ready(drawer: Drawer, now: datetime) -> bool:
    """Say whether the first thing in the outbox may be tried now."""
    return bool(drawer.outbox) and (drawer.outbox[0].not_before or now) <= now


def hurried(drawer: Drawer) -> Drawer:
    """Let the outbox be tried at once: the person is there, so the platform is likely to be as well."""
    if not drawer.outbox or drawer.outbox[0].not_before is None:
        return drawer
    return replace(drawer, outbox=(replace(drawer.outbox[0], not_before=None), *drawer.outbox[1:]))


def owed(drawer: Drawer) -> Iterator[tuple[str, datetime]]:
    """Return every ring a drawer needs, as nudge id and time; the id is empty where the outbox waits."""
    for nudge in drawer.state.nudges.values():
        if nudge.status is NudgeStatus.PLANNED:
            yield nudge.id, nudge.due
    if drawer.outbox:
        yield "", drawer.outbox[0].not_before or drawer.outbox[0].created_at


def rings(drawer: Drawer) -> list[tuple[str, datetime]]:
    """Return the rings of a drawer's nudges alone, as nudge id and time."""
    return [ring for ring in owed(drawer) if ring[0]]
