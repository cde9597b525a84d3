"""One event, one turn: the pure heart of the conversation.

`step` reads no clock, rolls no dice and does no I/O. The same pack, state, event and time give the same turn.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.dialogue import answers, careful, commands, news, nudging, planning
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES
from bot.dialogue.moments import of_instant
from bot.dialogue.script import Pack, Step
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.dialogue.walk import aside, mend, reask, say
from bot.dialogue.wording import messages
from bot.domain.messages import (
    MAX_ANSWER,
    Command,
    DeliveryFailed,
    Event,
    FormSent,
    Left,
    NudgeDue,
    Press,
    ProfileSeen,
    Text,
)
from bot.domain.nudge import NudgeStatus
from bot.domain.texts import kept
from bot.understanding.care import read_care
from bot.understanding.meaning import Care

MAX_READ = 20_000
"""So many characters of a text are read; so a long mail is understood, though less of it is kept."""
LONG_AGO_HOURS = 20
"""After so many hours an open question gets a sentence of context before it goes on."""
GREETING_WORDS = 3
"""Up to this many words, a text after a long time is a greeting rather than an answer."""


def step(pack: Pack, state: State, event: Event, now: datetime) -> Turn:
    """Play one event. Never raises for anything a person can do."""
    d = Draft(pack, state, now, event.id)
    match event:
        case Text():
            _alive(d)
            _text(d, event.text)
        case Press():
            _alive(d)
            _press(d, event.token)
        case Command():
            _alive(d)
            _command(d, event.name, event.argument)
        case FormSent():
            _alive(d)
            _form(d, event)
        case NudgeDue():
            nudging.due(d, event.nudge_id)
        case DeliveryFailed():
            _unreachable(d, event.reason)
        case Left():
            _left(d)
        case ProfileSeen():
            _profile(d, event)
        case _:
            assert_never(event)
    messages(d)
    return d.done()


# --- signs of life ----------------------------------------------------------------------------------------------------


def _alive(d: Draft) -> None:
    """Somebody wrote: introduce the bot, mend what content moved, wake what was parked."""
    person = d.person
    if not person.introduced:
        say(d, "welcome.notice", apart=True)
        d.passed["_first"] = YES
    if person.unreachable:
        say(d, "unreachable.told")
    if person.stopped:
        d.passed["_stopped"] = YES
    d.person = replace(person, introduced=True, unreachable=None, silences=0, seen_at=d.now, stopped=False)
    nudging.wake_parked(d)
    _mend_moved(d)


def _mend_moved(d: Draft) -> None:
    """Meet an open talk whose step the content has moved or lost."""
    if not d.frames or d.frames[-1].step in d.pack.steps:
        return
    moved = d.step(d.frames[-1].step)
    if moved is None:
        mend(d)
    else:
        say(d, "resuming.moved")
        d.change_frame(step=moved.id)


def _unreachable(d: Draft, reason: str) -> None:
    d.person = replace(d.person, unreachable=reason)


def _left(d: Draft) -> None:
    """The bot was removed: nothing is sent any more; what is kept waits for the person or for its deletion."""
    d.person = replace(d.person, unreachable="left")
    for nudge in d.planned():
        if nudge.status is NudgeStatus.PLANNED:
            d.put_nudge(replace(nudge, status=NudgeStatus.PARKED, parked="left"), ring=False)


def _profile(d: Draft, event: ProfileSeen) -> None:
    if event.zone:
        planning.change_zone(d, event.zone)
    if event.locale:
        d.person = replace(d.person, locale=event.locale)


# --- text -------------------------------------------------------------------------------------------------------------


def _text(d: Draft, raw: str) -> None:
    text = kept(raw, MAX_READ)
    care = read_care(text, d.pack.lexicon)
    if care is not Care.NONE:
        careful.answer(d, care)
    elif not text:
        _notice(d, "errors.empty")
    else:
        if len(raw) > MAX_READ:
            say(d, "errors.too_long")
        _understood(d, text)


def _understood(d: Draft, text: str) -> None:
    open_step = d.step(d.frames[-1].step) if d.listening else None
    if open_step is not None:
        meant = answers.meant_by(d, open_step, text)
        if meant is not None:
            _with_context(d)
            answers.choose(d, open_step, meant)
            return
    command = commands.spoken(d, text)
    if command is not None:
        commands.run(d, *command)
    elif open_step is not None:
        _answer(d, open_step, text)
    else:
        _idle(d, text)


def _answer(d: Draft, open_step: Step, text: str) -> None:
    """The person's own words at an open question: news of their own, an answer, or neither."""
    meant = answers.hinted_by(d, open_step, text)
    if meant is not None:
        _with_context(d)
        answers.choose(d, open_step, meant)
        return
    if open_step.options == "readings":
        answers.afresh(d, text)
        return
    told = None if open_step.save == "story" else news.interrupts(d, text)
    if told is not None:
        news.break_in(d, text, told)
    elif _long_ago(d) and len(text.split()) <= GREETING_WORDS:
        reask(d, "resuming.context")
    elif open_step.save or open_step.expects:
        _with_context(d)
        answers.write(d, open_step, text)
    else:
        answers.no_match(d)


def _long_ago(d: Draft) -> bool:
    asked = d.frames[-1].asked_at if d.frames else d.now
    return (d.now - asked).total_seconds() >= LONG_AGO_HOURS * 3600 and not (d.frames and d.frames[-1].nudge)


def _with_context(d: Draft) -> None:
    """One sentence of context when the answer comes after days."""
    if _long_ago(d):
        d.passed["_asked_at"] = of_instant(d.frames[-1].asked_at)
        say(d, "resuming.context")


def _idle(d: Draft, text: str) -> None:
    """Nothing is being waited for: a country for help lines, something left open, or news."""
    country = careful.named_country(d, text)
    if country is not None and d.person.country is None:
        d.person = replace(d.person, country=country)
        aside(d, "care.lines")
        return
    if d.passed.get("_stopped"):
        say(d, "stopped.back")
    open_talks = bool(d.frames)
    d.push(d.pack.start)
    news.story(d, text, first_contact="_first" in d.passed, open_talks=open_talks)


# --- buttons, commands, forms -----------------------------------------------------------------------------------------


def _press(d: Draft, token: str) -> None:
    visit, step_id, choice_id = _token(token)
    if visit == 0 and careful.press(d, step_id, choice_id):
        return
    place = next((i for i, frame in enumerate(d.frames) if visit and frame.visit == visit), None)
    if place is not None:
        _bring_up(d, place)
    elif not nudging.reopen(d, visit):
        _notice(d, "errors.stale")
        return
    open_step = d.step(d.frames[-1].step)
    meant = answers.token_choice(d, open_step, choice_id) if open_step else None
    if open_step is None or meant is None:
        _notice(d, "errors.stale")
        return
    d.change_frame(resting=False)
    _with_context(d)
    answers.choose(d, open_step, meant)


def _token(token: str) -> tuple[int, str, str]:
    """Split `visit.step.choice`; anything else is a button nobody knows."""
    head, _, rest = token.partition(".")
    step_id, _, choice_id = rest.rpartition(".")
    return (int(head) if head.isdecimal() and len(head) <= 9 else -1), step_id, choice_id  # noqa: PLR2004


def _bring_up(d: Draft, place: int) -> None:
    """Lay the pressed question's talk on top; detours above it are over."""
    above = d.frames[place + 1 :]
    frame = d.frames[place]
    for gone in above:
        if gone.detour and not gone.nudge:
            d.retire(gone.visit)
    kept = [other for other in above if not (other.detour and not other.nudge)]
    d.frames = [*d.frames[:place], *kept, frame]


def _command(d: Draft, name: str, argument: str) -> None:
    care = read_care(argument, d.pack.lexicon) if argument else Care.NONE
    spec = d.pack.commands.get(name.lower().strip())
    if care is not Care.NONE:
        careful.answer(d, care)
    elif spec is None:
        commands.unknown(d)
    else:
        commands.run(d, spec, kept(argument, MAX_ANSWER))


def _form(d: Draft, event: FormSent) -> None:
    """A form stands for the open question it was opened from."""
    visit, _, _ = _token(event.token)
    place = next((i for i, frame in enumerate(d.frames) if visit and frame.visit == visit), None)
    words = " ".join(value for _, value in event.values if value.strip())
    if place is None:
        _notice(d, "errors.stale")
        return
    _bring_up(d, place)
    d.change_frame(resting=False)
    _text(d, words)


def _notice(d: Draft, step_id: str) -> None:
    """Say a fixed sentence beside the talk; the open question stays as it is."""
    say(d, step_id, apart=True)
