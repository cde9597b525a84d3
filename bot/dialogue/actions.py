"""What content can do besides speaking. Each action is a name that stands in `do` and `then`.

An action may send the talk elsewhere by returning a step id, `TAKE_UP` or `ASK_AGAIN`; `None` goes on.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from bot.dialogue import cases, moments, planning
from bot.dialogue.draft import Draft
from bot.dialogue.nudge_actions import NUDGE_ACTIONS, cancel_all
from bot.dialogue.script import Action
from bot.dialogue.state import MAX_LESSONS
from bot.dialogue.undo import rewind
from bot.domain.messages import Forget, SendExport
from bot.domain.rejection import Lesson, Plan, Stage, Told

TAKE_UP = "<take up>"
"""Go back to the talk that was left open."""
ASK_AGAIN = "<ask again>"
"""Ask the open question of the talk now on top."""

Do = Callable[..., str | None]


def perform(d: Draft, actions: Sequence[Action]) -> str | None:
    """Do actions in order; the first that sends the talk elsewhere ends the row."""
    for action in actions:
        jump = ACTIONS[action.name](d, *action.arguments)
        if jump is not None:
            return jump
    return None


# --- the rejection ----------------------------------------------------------------------------------------------------


def _close_case(d: Draft) -> None:
    d.change_case(closed=True)


def _close_all(d: Draft) -> None:
    for case in d.open_cases:
        d.put_case(replace(case, closed=True))


def _pick_case(d: Draft) -> str | None:
    only = d.open_cases[0].id if len(d.open_cases) == 1 else None
    case_id = d.slot("case") or (d.frames[-1].case if d.frames else None) or only
    return cases.belongs_to(d, case_id) if case_id is not None and case_id in d.cases else None


def _theme(d: Draft, slot: str) -> None:
    value = d.slot(slot)
    if value is not None and value in d.pack.themes:
        if d.case:
            d.change_case(theme=value)
        else:
            d.save("theme", value)


def _theme_done(d: Draft) -> None:
    case = d.case
    if case and case.theme and case.theme not in case.themes_done:
        d.change_case(themes_done=(*case.themes_done, case.theme))


def _keep(d: Draft, slot: str) -> None:
    words = d.slot(slot)
    if not words:
        return
    case = d.case
    forget_changed(d)
    theme = (case.theme if case else d.slot("theme")) or ""
    lesson = Lesson(
        id=d.new_id("l"),
        at=d.now,
        theme=theme,
        words=words,
        about=case.organisation if case else None,
        case=case.id if case else None,
    )
    d.lessons = (*d.lessons, lesson)[-MAX_LESSONS:]
    d.journal("lesson", d.pack.themes.get(theme, theme), words, lesson.case)


def forget_changed(d: Draft) -> None:
    """Drop the lesson that the answer now being changed had left behind."""
    if d.frames[-1].once:
        before = (d.frames[-1].case, d.slot("_before"))
        d.lessons = [lesson for lesson in d.lessons if (lesson.case, lesson.words) != before]


def _plan(d: Draft, action_slot: str, cue_slot: str = "") -> None:
    words = d.slot(action_slot)
    if not words:
        return
    offers = [*d.pack.offers.get((d.case.theme if d.case else None) or "", ()), *d.pack.offers.get("default", ())]
    words = next((offer.action for offer in offers if offer.id == words), words)
    cue = d.slot(cue_slot) if cue_slot else None
    d.change_case(plan=Plan(action=words, cue=None if cue and moments.is_moment(cue) else cue))
    d.journal("plan", words, cue or "", d.case.id if d.case else None)


def _plan_done(d: Draft, answer: str) -> None:
    if d.case and d.case.plan:
        d.change_case(plan=replace(d.case.plan, done=answer == "yes"))


def _set(d: Draft, slot: str, value: str) -> None:
    d.save(slot, value)


def _fact(d: Draft, name: str, slot: str) -> None:
    value = d.slot(slot)
    if value is None or d.case is None:
        return
    if name == "stage":
        d.change_case(stage=Stage(value) if value in {*Stage} else d.case.stage, stage_words=value)
    elif name == "told":
        d.change_case(told=Told(value) if value in {*Told} else d.case.told)
    elif name in {"organisation", "role"}:
        d.change_case(**{name: value})


# --- the person -------------------------------------------------------------------------------------------------------


def _pause(d: Draft) -> None:
    value = d.slot("time")
    if value and moments.is_moment(value):
        d.person = replace(d.person, paused_until=moments.instant(value, d.person.zone))


def _resume(d: Draft) -> None:
    d.person = replace(d.person, paused_until=None, stopped=False)
    planning.undelay(d)


def _stop(d: Draft) -> None:
    cancel_all(d)
    d.person = replace(d.person, stopped=True, silences=0)
    d.rest()


def _zone(d: Draft) -> None:
    value = d.slot("zone")
    if value:
        planning.change_zone(d, value)


def _country(d: Draft) -> None:
    value = d.slot("country")
    if value:
        d.person = replace(d.person, country=value)


def _export(d: Draft) -> None:
    d.effects.append(SendExport())


def _forget(d: Draft) -> None:
    d.frames.clear()
    d.effects.append(Forget())


# --- the talk itself --------------------------------------------------------------------------------------------------


def _return_to(_d: Draft) -> str:
    return TAKE_UP


def _leave_detour(d: Draft) -> None:
    while len(d.frames) > 1 and d.frames[-1].passing:
        d.pop()


def _rest(d: Draft) -> None:
    d.rest()


def _change(d: Draft) -> str | None:
    """Ask an earlier answer of the talk below again: words in place, a branch by going back to it."""
    place = d.slot("answer") or ""
    while d.frames and d.frames[-1].passing:
        d.pop()
    talk = d.answered_talk()
    if talk is not None and talk.id != d.frames[-1].id:  # one that lies open below
        d.frames = [*(frame for frame in d.frames if frame.id != talk.id), replace(talk, resting=False)]
    trail = talk.trail if talk else ()
    if not place.isdigit() or int(place) >= len(trail):
        return ASK_AGAIN if d.frames else None
    undo = trail[int(place)]
    step = d.step(undo.step)
    own_words = step is not None and step.save and not step.options and not step.expects
    if step is None or not own_words or not d.frames[-1].case:
        _go_back(d, len(trail) - int(place))
        return ASK_AGAIN
    d.push(step.id, case=d.frames[-1].case, detour=True)
    d.change_frame(once=True)
    d.save_here("_before", d.slot(step.save or "") or "")
    return ASK_AGAIN


def _go_back(d: Draft, answers: int) -> None:
    """Take answers back; what was written after the one to be changed lives on in the journal."""
    before = d.case.answers if d.case else {}
    for _ in range(answers):
        rewind(d)
    now = d.case.answers if d.case else {}
    for name in [name for name in before if name not in now] if answers > 1 else ():
        d.journal_words(name, before[name], d.frames[-1].case)


ACTIONS: dict[str, Do] = NUDGE_ACTIONS | {
    "close_case": _close_case,
    "close_all": _close_all,
    "new_case": cases.new_case,
    "concern": cases.told_concern,
    "same_case": cases.same_case,
    "pick_case": _pick_case,
    "theme": _theme,
    "theme_done": _theme_done,
    "keep": _keep,
    "plan": _plan,
    "plan_done": _plan_done,
    "fact": _fact,
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
    "zone": _zone,
    "country": _country,
    "export": _export,
    "forget": _forget,
    "return_to": _return_to,
    "leave_detour": _leave_detour,
    "rest": _rest,
    "set": _set,
    "change": _change,
}
"""Every action by its name."""
