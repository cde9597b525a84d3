"""Going through the steps: arriving, speaking, asking, coming to an end, returning from a detour."""

from datetime import timedelta

from bot.dialogue import moments
from bot.dialogue.actions import ASK_AGAIN, TAKE_UP, perform
from bot.dialogue.draft import Draft, Part
from bot.dialogue.facts import holds, route_of
from bot.dialogue.options import options_for
from bot.dialogue.phrasing import choose
from bot.dialogue.placeholders import RETURN, placeholder
from bot.dialogue.planning import unplan
from bot.dialogue.script import Maybe, Slot, Step
from bot.dialogue.wording import render
from bot.domain.messages import MAX_LABEL, Choice

MAX_HOPS = 60
"""How many steps one turn may pass; more would be a circle, which the content check finds before."""
STILL_OPEN = timedelta(days=2)
"""A question older than this is not asked again by itself after a detour; it rests."""


def go(d: Draft, step_id: str) -> None:
    """Walk on from a step until a question is asked or the talk ends."""
    target: str | None = step_id
    for _ in range(MAX_HOPS):
        step = d.step(target) if target else None
        if step is None:
            finish(d)
            return
        jump = perform(d, step.do) if step.do else None
        if jump == TAKE_UP:
            take_up(d)
            return
        if jump == ASK_AGAIN:
            reask(d)
            return
        if jump is not None:
            target = jump
            continue
        route = route_of(d, step)
        if route is not None:
            target = route
        elif _asks_now(d, step):
            ask(d, step)
            return
        else:
            speak(d, step)
            target = None if step.end else step.next
    finish(d)


def _asks_now(d: Draft, step: Step) -> bool:
    if not step.asks or step.detached:
        return False
    return bool(step.choices or step.save or step.expects or options_for(d, step))


def speak(d: Draft, step: Step | None, *, apart: bool = False, lead: bool = False) -> None:
    """Say a step without asking."""
    if step is None or not step.phrasings:
        return
    choices = _buttons(d, step, 0) if step.detached else ()
    part = Part(
        paragraphs=render(d, choose(d, step)), choices=choices, apart=apart or step.apart or bool(choices), lead=lead
    )
    if part.paragraphs:
        d.parts.append(part)


def say(d: Draft, step_id: str, *, apart: bool = False, lead: bool = False) -> None:
    """Say a step of the program's own choosing, where the pack has it."""
    speak(d, d.step(step_id), apart=apart, lead=lead)


def aside(d: Draft, step_id: str) -> None:
    """Say something outside of any talk: the open talks stay as they are."""
    step = d.step(step_id)
    for _ in range(MAX_HOPS):
        route = route_of(d, step) if step else None
        if route is None:
            break
        step = d.step(route)
    speak(d, step, apart=True)


def ask(d: Draft, step: Step) -> None:
    """Open a question: a new asking, with buttons of its own."""
    if d.frame is None:
        d.push(step.id)
    d.retire(d.frames[-1].visit)
    d.visits += 1
    options = tuple(options_for(d, step)) if step.options else ()
    d.change_frame(step=step.id, visit=d.visits, asked_at=d.now, resting=False, options=options)
    paragraphs = render(d, choose(d, step)) if step.phrasings else ()
    buttons = _buttons(d, step, d.visits)
    d.parts.append(Part(paragraphs=paragraphs, choices=buttons, visit=d.visits, apart=step.apart))


def _buttons(d: Draft, step: Step, visit: int) -> tuple[Choice, ...]:
    options = d.frames[-1].options if visit else ()
    offered = [(option.id, option.label) for option in options]
    shown_now = [c for c in step.choices if c.shown and (c.when is None or holds(d, c.when))]
    offered += [(choice.id, label(d, choice.label)) for choice in shown_now]
    return tuple([Choice(label=shown[:MAX_LABEL], token=f"{visit}.{step.id}.{key}") for key, shown in offered])


def label(d: Draft, words: str) -> str:
    """Fill the placeholders of a button's label in."""
    if "{" not in words:
        return words
    for name in [part.partition("}")[0] for part in words.split("{")[1:]]:
        words = words.replace(f"{{{name}}}", "".join(span.text for span in placeholder(d, name) or ()))
    return " ".join(words.split())


def finish(d: Draft) -> None:
    """End the talk. A detour returns to the question below, if that is still fresh; other ends let it rest."""
    if not d.frames:
        return
    ended = d.pop()
    if not d.frames or d.frames[-1].resting:
        return
    if ended.detour and d.now - d.frames[-1].asked_at <= STILL_OPEN:
        come_back(d, "resuming.detour")
    elif not ended.passing:
        d.rest()


def come_back(d: Draft, first: str | None) -> None:
    """Ask the open question again after something else; it may not be a question any more by now."""
    step = d.step(d.frames[-1].step)
    route = route_of(d, step) if step else None
    if route is not None:
        go(d, route)
    else:
        reask(d, first)


def reask(d: Draft, first: str | None = None) -> None:
    """Ask the open question again, with a line before it. Where the content has moved it, that is said instead."""
    frame = d.frames[-1]
    step = d.step(frame.step)
    if step is None:
        mend(d)
        return
    d.passed["_asked_at"] = moments.of_instant(frame.asked_at)
    first = first if step.id == frame.step else "resuming.moved"
    if first:
        say(d, first, lead=True)
    if _asks_now(d, step):
        ask(d, step)
    else:
        go(d, step.id)


def take_up(d: Draft) -> None:
    """Take the talk up again that was left open."""
    talk = d.left_open()
    said = bool(d.frames) and _says_where(d.step(d.frames[-1].step))
    if d.frames:
        d.pop()
    while d.frames and d.frames[-1].passing:
        d.pop()
    if talk is not None:
        d.frames = [*(frame for frame in d.frames if frame.id != talk.id), talk]
        _unplan_return(d)
        come_back(d, None if said else "resuming.context" if talk.resting else "resuming.detour")
    else:
        d.push("welcome.ready")
        go(d, "welcome.ready")


def _says_where(step: Step | None) -> bool:
    """Whether the question just answered has named the one that lies open."""
    pieces = [piece for said in (step.phrasings if step else ()) for part in said.paragraphs for piece in part]
    inside = [piece for maybe in pieces if isinstance(maybe, Maybe) for piece in maybe.known]
    return any(isinstance(piece, Slot) and piece.name == "recap" for piece in (*pieces, *inside))


def _unplan_return(d: Draft) -> None:
    """Who has come back needs no nudge to come back."""
    for nudge in d.planned():
        if nudge.kind.startswith(RETURN) and nudge.case == d.frames[-1].case:
            unplan(d, nudge)


def mend(d: Draft) -> None:
    """Go on where the content no longer has the step somebody stood at: the nearest earlier one, answers kept."""
    frame = d.frames[-1]
    place = next((i for i, undo in reversed(list(enumerate(frame.trail))) if d.step(undo.step)), None)
    say(d, "resuming.moved", lead=True)
    if place is not None:
        d.change_frame(step=frame.trail[place].step, trail=frame.trail[:place])
        reask(d)
    elif frame.case is not None and d.step("rejected.ways"):
        go(d, "rejected.ways")
    else:
        finish(d)
