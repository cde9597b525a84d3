"""One event, one turn: the pure heart of the conversation.

`step` reads no clock, rolls no dice and does no I/O. The same pack, state, event and time give the same turn.
"""

from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from bot.dialogue import (
    addressed,
    answers,
    careful,
    commands,
    helping,
    intents,
    moving,
    nudging,
    own_words,
    planning,
    reminding,
    tokens,
)
from bot.dialogue.cases import keep_more
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES
from bot.dialogue.script import Pack, Step
from bot.dialogue.state import Frame, State
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
    Shown,
    Text,
)
from bot.domain.nudge import NudgeStatus
from bot.domain.texts import kept
from bot.understanding.care import read_care
from bot.understanding.meaning import Care

MAX_READ = 20_000
"""So many characters of a text are read; so a long mail is understood, though less of it is kept."""


def step(pack: Pack, state: State, event: Event, now: datetime) -> Turn:
    """Play one event. Never raises for anything a person can do."""
    d = Draft(pack, state, now, event.id)
    match event:
        case Text():
            _alive(d)
            _text(d, event.text, event.beside)
        case Press():
            _alive(d, introduce=not event.token.startswith("0."))
            _press(d, event.token, event.beside)
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


def _alive(d: Draft, *, introduce: bool = True) -> None:
    """Somebody wrote: introduce the bot, wake what was parked. A button beside help lines is no place for a notice."""
    person = d.person
    introduced = person.introduced or introduce
    if not person.introduced and introduce:
        _introduce(d)
    if person.unreachable:
        say(d, "unreachable.told")
    if person.stopped:
        d.passed["_stopped"] = YES
    d.person = replace(person, introduced=introduced, unreachable=None, silences=0, seen_at=d.now, stopped=False)
    nudging.wake_parked(d)


def _introduce(d: Draft) -> None:
    say(d, "welcome.notice", apart=True)
    d.passed["_first"] = YES
    d.person = replace(d.person, introduced=True)


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


def _text(d: Draft, raw: str, beside: Shown | None = None) -> None:
    text = kept(raw, MAX_READ)
    nudging.take_back_unsent(d, text)
    open_step = d.step(d.frames[-1].step) if d.listening else None
    meant = answers.meant_by(d, open_step, text) if open_step else None
    care = _care(d, raw, text, ours=meant is not None or d.folded(text) in d.pack.spoken)
    if beside and (helping.misread(d, text, beside) or (care is Care.NONE and _wishes_back(d, text, beside))):
        _go_back(d, beside)
        return
    if beside and helping.denied(d, text, care, beside):
        _take_back(d, beside)
        return
    if careful.typed(d, text, asked=care is not Care.NONE or not d.listening, beside=beside):
        return
    if care is not Care.NONE:
        if not (beside and helping.goes_on(care, beside) and careful.follow_up(d, text, beside, care)):
            careful.answer(d, care, text, beside)
    elif not text:
        _notice(d, "errors.empty")
    elif beside and commands.spoken(d, text) is None and careful.follow_up(d, text, beside, care):
        return
    elif open_step is not None and meant is not None:
        own_words.choose(d, open_step, meant)
    else:
        if len(raw) > MAX_READ or (len(text) > MAX_ANSWER and not d.look(text).is_email):
            say(d, "errors.too_long")
        _understood(d, open_step, text)


def _wishes_back(d: Draft, text: str, shown: Shown) -> bool:
    """Whether somebody who was shown help wants to go back to the talk: `back` and `skip` say no more than that."""
    command = commands.spoken(d, text)
    spoken = command is not None and command[0].name in {"back", "skip"}
    return spoken or careful.wishes_back(d, text, shown)


def _go_back(d: Draft, shown: Shown) -> None:
    """Go on with the talk as it stood, or with the story that was told when help came."""
    story = careful.go_back(d, shown)
    if story:
        _understood(d, d.step(d.frames[-1].step) if d.listening else None, story)


def _take_back(d: Draft, shown: Shown) -> None:
    """Go on with what had been told when the gentle question was asked, as if it had not been."""
    told = careful.take_back(d, shown)
    if told is not None:
        _understood(d, d.step(d.frames[-1].step) if d.listening else None, told)


def _care(d: Draft, raw: str, text: str, *, ours: bool) -> Care:
    """Check whether a life may be in danger. Of our own words, a button or a command, no gentle question is asked."""
    if ours:
        found = read_care(raw, d.pack.lexicon)
        return Care.NONE if found is Care.CHECK else found
    return read_care(raw, d.pack.lexicon) if len(raw) > MAX_READ else d.look(text).care


def _understood(d: Draft, open_step: Step | None, text: str) -> None:
    command = commands.spoken(d, text)
    if command is not None:
        commands.run(d, *command)
    elif d.reminded and moving.hear(d, text):
        return
    elif d.listening and intents.leaves(d, text) and d.step("later.bye") is not None:
        commands.leave(d)
    elif d.listening and commands.takes_back(d, text):
        commands.back(d)
    elif (request := reminding.asked(d, text, open_step)) is not None:
        reminding.open_request(d, request)
    elif addressed.hear(d, open_step, text):
        return
    elif open_step is not None:
        own_words.hear(d, open_step, text)
    elif d.listening:  # at a question that the content has lost
        keep_more(d, text)
        mend(d)
    else:
        _idle(d, text)


def _idle(d: Draft, text: str) -> None:
    """Nothing is being waited for: a country for help lines, something left open, or news."""
    country = careful.named_country(d, text)
    if country is not None and d.person.country is None:
        d.person = replace(d.person, country=country)
        aside(d, "care.lines")
        return
    if text.isdecimal():  # the number of a button that is gone
        _notice(d, "errors.stale")
        return
    if d.passed.get("_stopped"):
        say(d, "stopped.back")
    d.frames = [frame for frame in d.frames if frame.trail or frame.case or not _asks_for_a_story(d, frame)]
    open_talks = bool(d.frames)
    d.push(d.pack.start)
    answers.tell(d, text, first_contact="_first" in d.passed, open_talks=open_talks)


def _asks_for_a_story(d: Draft, frame: Frame) -> bool:
    """Whether a talk stands at its very beginning, with nothing told: no talk to come back to."""
    step = d.step(frame.step)
    return step is not None and step.save == "story"


# --- buttons, commands, forms -----------------------------------------------------------------------------------------


def _press(d: Draft, token: str, beside: Shown | None) -> None:
    visit, step_id, choice_id = tokens.parted(token)
    if visit == 0 and beside and careful.takes_back(d, step_id, choice_id, beside):
        if not d.person.introduced:
            _introduce(d)
        _take_back(d, beside)
        return
    if visit == 0 and beside and careful.goes_back(d, step_id, choice_id, beside):
        if not d.person.introduced:
            _introduce(d)
        _go_back(d, beside)
        return
    if visit == 0 and careful.press(d, step_id, choice_id, beside):
        return
    if not tokens.bring_up(d, visit) and not nudging.reopen(d, visit, step_id):
        _notice(d, "errors.stale")
        return
    open_step = d.step(d.frames[-1].step)
    meant = answers.token_choice(d, open_step, choice_id) if open_step else None
    if open_step is None:
        mend(d)
    elif meant is None:
        reask(d, "errors.no_match")
    else:
        if d.frames[-1].resting:
            d.change_frame(resting=False)
        own_words.choose(d, open_step, meant)


def _command(d: Draft, name: str, argument: str) -> None:
    care = read_care(argument, d.pack.lexicon) if argument else Care.NONE
    spec = d.pack.commands.get(name.lower().strip())
    if care is not Care.NONE:
        careful.answer(d, care, argument)
    elif spec is None:
        commands.unknown(d)
    else:
        commands.run(d, spec, kept(argument, MAX_ANSWER))


def _form(d: Draft, event: FormSent) -> None:
    """A form stands for the open question it was opened from."""
    visit, _, _ = tokens.parted(event.token)
    words = "\n".join(value for _, value in event.values if value.strip())
    if read_care(words, d.pack.lexicon) is Care.NONE:
        if not tokens.bring_up(d, visit):
            d.journal("answer", "more", kept(words, MAX_ANSWER))
            _notice(d, "errors.stale")
            return
        d.change_frame(resting=False)
    _text(d, words)


def _notice(d: Draft, step_id: str) -> None:
    """Say a fixed sentence beside the talk; the open question stays as it is."""
    say(d, step_id, apart=True)
