"""Commands and interrupts: help, back, skip, later, stop, change, start over, and the commands of the table.

They work at any step, from a platform's command or in plain words. Each but the main talks is a detour: it returns,
and the open question is asked again.
"""

from bot.dialogue import answers
from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES
from bot.dialogue.matching import bare
from bot.dialogue.script import CommandSpec, Step
from bot.dialogue.typed import begins_as
from bot.dialogue.undo import rewind
from bot.dialogue.walk import go, reask, say
from bot.understanding.meaning import Kind

INSTEAD = "_instead"
"""The mark of a talk that was begun in the place of another one."""
LONGEST = 80
"""Texts longer than this are no command, whatever they begin with."""


def spoken(d: Draft, text: str) -> tuple[CommandSpec, str] | None:
    """Return the command a text says in plain words, and its argument."""
    if len(text) > LONGEST:
        return None
    words = d.folded(text) or text.strip()
    spec = d.pack.spoken.get(words) or d.pack.spoken.get(bare(d, words))
    if spec is not None:
        return spec, ""
    first = words.partition(" ")[0]
    for start, begun in d.pack.spoken_starts.get(first, ()):
        if words.startswith(start) and not _is_story(d, text):
            return begun, words[len(start) :]
    for name, named in d.pack.spoken_names.get(first, ()):
        if words.startswith(name) and _answers(d, named, words[len(name) :]) and not _is_story(d, text):
            return named, words[len(name) :]
    return None


def _answers(d: Draft, spec: CommandSpec, argument: str) -> bool:
    """Whether words behind a command's name are an answer to its question: "timezone lisbon", "pause 3 days"."""
    step = d.step(spec.step)
    return step is not None and begins_as(d, step.expects, argument)


def _is_story(d: Draft, text: str) -> bool:
    """A story may begin like a command: "pause for thought: they turned me down"."""
    meaning = d.meaning(text)
    return meaning.sure and meaning.kind is not Kind.OTHER


def run(d: Draft, spec: CommandSpec, argument: str) -> None:
    """Do a command."""
    match spec.name:
        case "back":
            back(d)
        case "skip":
            skip(d)
        case "change" if d.answered_talk() is None:
            _nothing(d, "errors.nothing_to_undo")
        case "restart":
            _restart(d, spec)
        case "write" if _can_write_here(d):
            answers.skip(d, spec.step)
        case "later" | "stop":
            d.rest()
            _talk(d, spec, argument)
        case _:
            _talk(d, spec, argument)


def _can_write_here(d: Draft) -> bool:
    """Whether the open talk is about a rejection, so that it can go on with what is written."""
    return d.listening and d.case is not None and not d.frames[-1].detour


def leave(d: Draft) -> None:
    """Say goodbye to somebody who goes away in the middle of something; the place is kept."""
    _drop_detours(d)
    begun = any(frame.trail or frame.case or frame.nudge for frame in d.frames)
    d.rest()
    say(d, "later.bye" if begun else "small_talk.bye")


def takes_back(d: Draft, text: str) -> bool:
    """Whether a text takes back what was said last, where something can be taken back: "wait no"."""
    frame = d.frames[-1]
    return bool(frame.trail or INSTEAD in frame.slots) and d.folded(text) in d.pack.taking_back


def unknown(d: Draft) -> None:
    """Say that there is no such command."""
    _nothing(d, "errors.unknown_command")


def _talk(d: Draft, spec: CommandSpec, argument: str) -> None:
    """Open the command's talk; what stands behind it answers its question."""
    step = d.step(spec.step)
    if spec.detour:
        _drop_detours(d)
    case = d.frames[-1].case if d.frames else None
    if case is None and len(d.open_cases) == 1:
        case = d.open_cases[0].id
    story = spec.name == "rejected"
    if spec.name == "reflect" and case is None and d.listening and d.slot("story"):
        reask(d, "resuming.detour")  # it was told, and there is a question about it
        return
    d.push(spec.step, case=None if story else case, detour=spec.detour)
    if argument and story:
        answers.tell(d, argument)
    elif argument and step is not None and (step.expects or step.save):
        d.change_frame(asked_at=d.now)
        answers.write(d, step, argument)
    else:
        go(d, spec.step)


def _drop_detours(d: Draft) -> None:
    """A detour of a detour returns to the talk, not to the detour. Nudges keep their place."""
    while d.frames and d.frames[-1].passing:
        d.pop()


def _nothing(d: Draft, step_id: str) -> None:
    if d.listening:
        reask(d, step_id)
    else:
        say(d, step_id)


def back(d: Draft) -> None:
    """Take the last answer back, or the way into this talk."""
    if not d.listening:
        say(d, "errors.nothing_to_undo")
        return
    frame = d.frames[-1]
    if frame.trail:
        d.retire(frame.visit)
        rewind(d)
        reask(d, "back.done")
    elif INSTEAD in frame.slots and len(d.frames) > 1:
        d.pop()
        d.change_frame(resting=False)
        reask(d, "back.done")
    elif frame.passing and len(d.frames) > 1 and not d.frames[-2].resting:
        d.pop()
        reask(d, "back.done")
    else:
        reask(d, "errors.nothing_to_undo")


def can_pass(d: Draft, step: Step) -> bool:
    """Whether a "no" in place of an answer goes past the question."""
    return step.save != "story" and (_ways_past(step) is not None or answers.declining(d, step) is not None)


def skip(d: Draft) -> None:
    """Go past the open question, where something lies behind it."""
    step = d.step(d.frames[-1].step) if d.listening else None
    if step is None:
        _nothing(d, "errors.nothing_to_skip")
    elif _ways_past(step) is not None:
        answers.skip(d, _ways_past(step) or "")
    elif d.frames[-1].passing and len(d.frames) > 1 and not d.frames[-2].resting:
        d.pop()
        reask(d, "resuming.detour")
    elif (no := answers.declining(d, step)) is not None:
        answers.choose(d, step, no)
    else:
        reask(d, "errors.nothing_to_skip")


def _ways_past(step: Step) -> str | None:
    """Where "skip" leads. Past a time, a zone or a pick there is only what the content says: what follows needs it."""
    needed = step.expects or step.options or step.save == "story"
    return step.skip or (None if needed else step.next)


def _restart(d: Draft, spec: CommandSpec) -> None:
    """Leave the open talk where it is and start a new one; `back` goes back to it while nothing is told."""
    left = d.listening
    d.rest()
    d.push(spec.step)
    if left:
        d.save_here(INSTEAD, YES)
    go(d, spec.step)
