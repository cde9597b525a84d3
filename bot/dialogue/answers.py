"""An answer to the open question: a button, a made-up option, or the person's own words."""

import dataclasses

from bot.dialogue import cases, facts, interrupting, matching, moments, news
from bot.dialogue.actions import ASK_AGAIN, TAKE_UP, forget_changed, perform
from bot.dialogue.draft import Draft
from bot.dialogue.options import PASSING, THEMES, still_offered
from bot.dialogue.read import Read
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.state import Option
from bot.dialogue.timely import Timed
from bot.dialogue.typed import Heard, read_typed, theme_at_offer
from bot.dialogue.undo import Before
from bot.dialogue.unread import PATIENCE, STUCK, keep_long, let_choose, misses, offer_time, stuck
from bot.dialogue.walk import finish, go, label, reask, take_up
from bot.domain.messages import MAX_ANSWER
from bot.domain.texts import kept
from bot.understanding.meaning import Meaning

_GIST = "gist"
"""What weighs most is kept under this name; the words of a reflection's button lead to it."""
_BESIDE_THEMES = frozenset({"rejected.no_theme", "rejected.only_feeling"})
"""Questions that offer no reflection, where one may be heard in own words all the same."""
_NO_NAME = "rejected.something_else"
_NAMED = frozenset({"errors.time_past", "errors.time_none", "errors.time_too_far", "errors.name_taken"})
"""What was read after all, and can't be taken as it is."""


def choose(d: Draft, step: Step, meant: StepChoice | Option) -> None:
    """Take a button of the open question as the answer."""
    if step.options == "readings" and isinstance(meant, Option):
        _settle_reading(d, meant)
        return
    if isinstance(meant, StepChoice) and meant.text:
        write(d, step, meant.text)
        return
    if isinstance(meant, Option) and not still_offered(d, step, meant):
        reask(d, "errors.no_match")
        return
    before = Before(d)
    d.retire(d.frames[-1].visit, chosen=meant.label if isinstance(meant, Option) else label(d, meant.label))
    if isinstance(meant, StepChoice) and _is_command(d, meant):
        d.push(meant.to or "", case=d.frames[-1].case, detour=True)
        go(d, meant.to or "")
        return
    if isinstance(meant, Option):
        _pick(d, step, meant)
    else:
        _press(d, step, meant)
    before.remember(d)


def choose_at(d: Draft, step: Step, timed: Timed) -> None:
    """Take a button as the answer, with the moment that was said in its place."""
    if timed.asks is None:
        d.passed["_at"] = timed.moment
        choose(d, step, timed.choice)
        return
    before = Before(d)
    d.retire(d.frames[-1].visit, chosen=label(d, timed.choice.label))
    d.change_frame(step=timed.asks.id)
    _save_and_go(d, timed.asks, {timed.asks.save or "time": timed.moment, "time": timed.moment})
    before.remember(d)


def _pick(d: Draft, step: Step, option: Option) -> None:
    name = step.pick or step.options or "picked"
    if step.options in PASSING:
        d.save_here(name, option.id)
    else:
        d.save(name, option.id)
    _leave(d, step.next, perform(d, step.then))


def _press(d: Draft, step: Step, choice: StepChoice) -> None:
    for name, value in choice.set.items():
        d.save(name, value)
    if d.frames[-1].once and step.save and step.save not in choice.set:
        forget_changed(d)
        d.save(step.save, "")
    _leave(d, choice.to or step.next, perform(d, choice.then))


def _is_command(d: Draft, choice: StepChoice) -> bool:
    """A button that only leads to a command's own talk is a detour: the question stays open below it."""
    if d.frames[-1].detour or choice.then or choice.set:
        return False
    return choice.to in d.pack.detours


def _leave(d: Draft, target: str | None, jump: str | None) -> None:
    if jump == TAKE_UP:
        take_up(d)
    elif jump == ASK_AGAIN:
        reask(d)
    elif jump is not None:
        go(d, jump)
    elif d.frames and d.frames[-1].once:
        finish(d)
    elif target is not None:
        go(d, target)
    else:
        finish(d)


def write(d: Draft, step: Step, text: str) -> None:
    """Take the person's own words as the answer; the step saves or expects some."""
    words = kept(text, MAX_ANSWER)
    if step.save == "story" and not step.expects:
        tell(d, text)
    elif step.options in THEMES and not step.expects:
        _typed(d, step, words, "theme")
    elif step.expects:
        _typed(d, step, words, step.expects)
    else:
        before = Before(d)
        weighs = d.case is not None and (step.save == _GIST or step.id in _BESIDE_THEMES)
        heard = theme_at_offer(d, text) if weighs else Heard()
        if heard.theme is not None and d.step("rejected.to_theme"):
            d.change_case(theme=heard.theme)
            step = dataclasses.replace(step, next="rejected.to_theme")
        elif heard.ranking:
            d.change_case(ranking=heard.ranking)
        if step.save == news.MORE:
            cases.merge(d, d.meaning(text))
        _keep(d, step, {step.save or "answer": words}, before=before)


def tell(d: Draft, text: str, *, first_contact: bool = False, open_talks: bool = False) -> None:
    """Take a text as what happened: the answer to the first question, asked or not."""
    before = Before(d)
    d.retire(d.frames[-1].visit)
    news.story(d, text, first_contact=first_contact, open_talks=open_talks)
    before.remember(d)


def break_in(d: Draft, text: str, meaning: Meaning) -> None:
    """Take a text as news of its own that came in the middle of a talk; `back` takes it away again."""
    if d.frames[-1].step in news.ASKED_BACK:  # the same news again, in clearer words
        tell(d, text)
        return
    before = Before(d)
    interrupting.break_in(d, text, meaning)
    before.remember(d)


def lead(d: Draft, step: Step, target: str, text: str) -> None:
    """Keep what was answered and go somewhere else than the question leads."""
    _keep(d, dataclasses.replace(step, next=target, then=()), {step.save or _GIST: kept(text, MAX_ANSWER)})


def _typed(d: Draft, step: Step, words: str, expects: str) -> None:
    reading = read_typed(d, expects, words)
    if expects == "theme":
        _theme(d, step, words, reading)
    elif reading.value is not None:
        name = step.save or expects
        _keep(d, step, {name: reading.value, expects: reading.value, f"{name}_words": words})
    elif reading.readings:
        let_choose(d, reading)
    elif reading.problem == "errors.time_unclear" and step.save and step.save != expects and step.next:
        _moment_in_words(d, step, words)
    else:
        keep_long(d, words)
        _unread(d, step, reading.problem)


def _unread(d: Draft, step: Step, problem: str | None) -> None:
    """Ask again. A country that can't be read twice is left unsaid: what follows holds for any; a time is offered."""
    if "_asked_at" in d.passed:  # where we are was said: no fault on top of it
        reask(d)
        return
    missed = 1 if problem in _NAMED else misses(d)
    no = declining(d, step) if step.expects == "country" and missed > 1 else None
    if no is not None:
        choose(d, step, no)
    elif missed == PATIENCE and d.step(STUCK) is not None:
        stuck(d)
    elif missed > 1 and step.expects == "time":
        offer_time(d, step)
    else:
        reask(d, problem)


def _moment_in_words(d: Draft, step: Step, words: str) -> None:
    """Take "when the coffee is made" for the moment of a plan; what begins like none is asked about once."""
    starts = tuple(f"{start} " for start in d.pack.moments)
    if starts and not f"{d.folded(words)} ".startswith(starts) and d.slot("_moment_asked") is None:
        d.save_here("_moment_asked", facts.YES)
        reask(d, "errors.cue_unclear")
    else:
        _keep(d, step, {step.save or "answer": words})


def _theme(d: Draft, step: Step, words: str, reading: Read) -> None:
    values = {step.save or "gist": words}
    if reading.value is None:
        asked_twice = step.id == reading.problem and d.step(_NO_NAME) is not None
        target = _NO_NAME if asked_twice else reading.problem
        _keep(d, dataclasses.replace(step, next=target, then=()), values, ranking=reading.ranking)
    else:
        _keep(d, step, values | {step.pick or "theme": reading.value}, ranking=reading.ranking)


def _settle_reading(d: Draft, option: Option) -> None:
    value = (d.slot(f"_reading{option.id}") or "").partition("|")[0]
    d.retire(d.frames[-1].visit, chosen=option.label)
    d.pop()
    step = d.step(d.frames[-1].step) if d.frames else None
    if step is None:
        finish(d)
        return
    expects = step.expects or "time"
    if moments.is_moment(value) and moments.instant(value, d.person.zone) <= d.now:
        reask(d, "errors.time_past")
        return
    if expects == "zone":
        d.passed["_place"] = option.label
    name = step.save or expects
    _keep(d, step, {name: value, expects: value, f"{name}_words": option.label})


def _keep(
    d: Draft, step: Step, values: dict[str, str], *, ranking: tuple[str, ...] = (), before: Before | None = None
) -> None:
    before = before or Before(d)
    d.retire(d.frames[-1].visit)
    if ranking:
        d.change_case(ranking=ranking)
    _save_and_go(d, step, values)
    before.remember(d)


def _save_and_go(d: Draft, step: Step, values: dict[str, str]) -> None:
    for name, value in values.items():
        d.save(name, value)
    _leave(d, step.next, perform(d, step.then))


def skip(d: Draft, target: str) -> None:
    """Go past the open question without an answer; `back` comes back to it."""
    before = Before(d)
    d.retire(d.frames[-1].visit)
    go(d, target)
    before.remember(d)


def no_match(d: Draft, text: str) -> None:
    """Say that none of the buttons was recognised, and ask again; what was told at length is kept."""
    keep_long(d, text)
    missed = misses(d)
    if missed == PATIENCE and d.step(STUCK) is not None:
        stuck(d)
    else:
        reask(d, "errors.no_match_again" if missed > 1 and d.step("errors.no_match_again") else "errors.no_match")


def meant_by(d: Draft, step: Step, text: str) -> StepChoice | Option | None:
    """Return the button a text names, before anything else is read into it."""
    return matching.exactly(d.folded(text), matching.offered(d, step))


def afresh(d: Draft, text: str) -> None:
    """None of the readings offered was meant: take the text as a new answer to the question below."""
    d.pop()
    below = d.step(d.frames[-1].step) if d.frames else None
    if below is None:
        finish(d)
    else:
        write(d, below, text)


def declining(d: Draft, step: Step) -> StepChoice | None:
    """Return the button that says no to the open question: where "skip" leads if nothing else is said."""
    no = d.pack.short_no
    offered = (choice for choice in step.choices if facts.holds(d, choice.when))
    return next((choice for choice in offered if not no.isdisjoint(d.pack.folded(choice.cues))), None)


def token_choice(d: Draft, step: Step, choice_id: str) -> StepChoice | Option | None:
    """Return the button with an id under the open question."""
    for option in d.frames[-1].options if d.frames else ():
        if option.id == choice_id:
            return option
    return next((c for c in step.choices if c.id == choice_id and facts.holds(d, c.when)), None)
