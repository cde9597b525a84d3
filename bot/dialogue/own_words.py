"""The person's own words at an open question: an answer, news of its own, a time for a reminder, or neither of them."""

from datetime import timedelta

from bot.dialogue import (
    answers,
    cases,
    commands,
    intents,
    interrupting,
    matching,
    news,
    nudging,
    timely,
    unread,
    weighing,
)
from bot.dialogue.draft import Draft
from bot.dialogue.facts import asks
from bot.dialogue.moments import of_instant
from bot.dialogue.options import CASES
from bot.dialogue.script import Step, StepChoice
from bot.dialogue.state import Option
from bot.dialogue.together import among
from bot.dialogue.typed import read_typed
from bot.dialogue.walk import go, reask, say
from bot.dialogue.written import is_note, is_remark

LONG_AGO = timedelta(hours=20)
"""After so long an open question gets a sentence of context before it goes on."""
GREETING_WORDS = 3
"""Up to this many words, a text after a long time is taken for a greeting where the pack lists none."""
ASKING_WORDS = 6
"""Up to this many words, a question is no thing to do."""
_FREE = frozenset({None, "phrase", "action"})
"""What an answer is read as where it is in the person's own words."""
_WAITED = "_waited"
"""The question that was asked again because what came was no answer yet."""


def hear(d: Draft, open_step: Step, text: str) -> None:
    """Take a text that is no command and names no button exactly."""
    if interrupting.turns(d, open_step, text):
        return
    timed = timely.meant(d, open_step, text)
    meant = None if timed else hinted_by(d, open_step, text)
    if timed is not None:
        _with_context(d)
        answers.choose_at(d, open_step, timed)
    elif meant is not None:
        choose(d, open_step, meant)
    elif (answer := intents.in_passing(d, open_step, text)) is not None:
        _answer_in_passing(d, answer)
    elif _answers_another_nudge(d, text) or weighing.hear(d, open_step, text):
        return
    elif open_step.options == "readings":
        _hear_at_readings(d, open_step, text)
    elif open_step.id in news.UNSURE and _tells_nothing(d, text):
        _point(d, agreed=intents.agrees(d, text))
    else:
        _hear_freely(d, open_step, text)


def _answers_another_nudge(d: Draft, text: str) -> bool:
    """Answer a nudge that came before the one asked about, where a text has words for one of its buttons."""
    for nudge, step in nudging.unanswered(d) if d.frames[-1].nudge else ():
        meant = _told_for(d, step, text)
        if meant is not None and nudging.reopen(d, nudge.visit, step.id):
            cases.keep_more(d, text)
            choose(d, step, meant)
            return True
    return False


def _told_for(d: Draft, step: Step, text: str) -> StepChoice | Option | None:
    buttons = matching.offered(d, step)
    named = matching.exactly(d.folded(text), buttons)
    return named or intents.begun(d, step, text, buttons) or intents.heard(d, step, text)


def hinted_by(d: Draft, step: Step, text: str) -> StepChoice | Option | None:
    """Return the one button a text comes near to; asked after commands, which are said in few words too."""
    buttons = matching.offered(d, step)
    if step.expects == "note" and is_note(d, text):
        return matching.nearly(d, d.folded(text), buttons, loosely=False)
    said = intents.intended(d, step, text, buttons)
    if said is None and (said := intents.begun(d, step, text, buttons) or intents.heard(d, step, text)) is not None:
        cases.keep_more(d, text)  # "did it, and it went well"
    if said is None and (words := matching.bare(d, d.folded(text))) != d.folded(text):
        said = matching.exactly(words, buttons)
    said = said or matching.without_marks(d.words(text), buttons)
    if said is None and step.options in CASES:
        case = among(d, text, {option.id for option in d.frames[-1].options})
        said = next((option for option in d.frames[-1].options if option.id == case), None)
    if said is not None:
        return said
    loosely = not (step.save or step.expects) or step.expects == "note"
    return matching.nearly(d, d.folded(text), buttons, loosely=loosely)


def _hear_at_readings(d: Draft, open_step: Step, text: str) -> None:
    """A bare yes takes the one reading there is, and none of several; other words answer the question below anew."""
    only, *others = d.frames[-1].options or (None,)
    if only is None or not _tells_nothing(d, text):
        answers.afresh(d, text)
    elif others:
        reask(d, "resuming.unhurried")
    else:
        choose(d, open_step, only)


def _is_free(step: Step) -> bool:
    """Whether a question wants the person's own words, in a line or for something to do."""
    return bool(step.save) and step.expects in _FREE and step.options in {None, "offers"}


def _says_nothing(d: Draft, text: str) -> bool:
    return d.folded(text) in d.pack.fillers or intents.agrees(d, text)


def _answer_in_passing(d: Draft, answer: Step) -> None:
    """Answer a question that was asked beside the open one, which is asked again behind it."""
    below = d.frames[-1]
    d.push(answer.id, case=below.case, detour=True)
    d.change_frame(slots=below.slots)
    go(d, answer.id)


def _tells_nothing(d: Draft, text: str) -> bool:
    return _says_nothing(d, text) or intents.is_undecided(d, text)


def _point(d: Draft, *, agreed: bool) -> None:
    """Ask once what kind of news it was, of somebody who has said "that's right" or "hm" and so has not told it."""
    likely = news.likely_no(d) if agreed else None
    if likely is not None:
        answers.skip(d, likely)
    elif unread.misses(d) == 1:
        reask(d, "news.point")
    else:
        news.let_be(d, news.NOT_PLACED, news.UNSURE[0])


def choose(d: Draft, open_step: Step, meant: StepChoice | Option) -> None:
    """Take a button as the answer."""
    _with_context(d)
    answers.choose(d, open_step, meant)


def _only_looks_in(d: Draft, step: Step, text: str) -> str | None:
    """Return the short answer to somebody who says hello once more, or nothing, where a story was asked for."""
    if step.save != "story" or step.id in news.ASKED_BACK or _long_ago(d):
        return None
    if _greets(d, text):
        return _known(d, "small_talk.here")
    return _known(d, "small_talk.no_need") if intents.is_undecided(d, text) else None


def _known(d: Draft, step_id: str) -> str | None:
    return step_id if d.step(step_id) else None


def _hear_freely(d: Draft, open_step: Step, text: str) -> None:
    looks_in = _only_looks_in(d, open_step, text)
    if looks_in is not None:  # the question stays open, and is not asked twice running
        say(d, looks_in)
        return
    told = None if open_step.save == "story" else interrupting.interrupts(d, open_step, text)
    words = d.folded(text)
    if told is not None:
        answers.break_in(d, text, told)
    elif _greets(d, text) and (_long_ago(d) or _no_answer(d, open_step, text)):
        reask(d, "resuming.context")
    elif words in d.pack.puzzled or (_is_for_doing(open_step) and _asks_back(text)):
        reask(d, "resuming.differently")
    elif _hear_nothing(d, open_step, text):
        return
    elif (open_step.save and not text.isdecimal()) or open_step.expects:
        _with_context(d)
        answers.write(d, open_step, text)
    else:
        answers.no_match(d, text)


def _hear_nothing(d: Draft, step: Step, text: str) -> bool:
    """Deal with words that tell nothing: ask once more, offer a time, go past the question; whether these are such."""
    passing = commands.can_pass(d, step)
    if intents.is_undecided(d, text) and _may_ponder(d, step):
        reask(d, "resuming.undecided")
    elif step.expects == "time" and _tells_nothing(d, text):
        unread.offer_time(d, step)
    elif passing and _goes_past(d, step, text):
        commands.skip(d)
    elif _says_nothing(d, text) and _waits(d, step):
        reask(d, "resuming.unhurried")
    elif passing and _is_free(step) and _says_nothing(d, text):
        commands.skip(d)  # the second "ok" is no answer either
    else:
        return False
    return True


def _goes_past(d: Draft, step: Step, text: str) -> bool:
    """Whether a text leaves a question: a "no", a "done" instead of an answer, a wish instead of words for a letter."""
    words = d.folded(text)
    done = step.expects in {"time", "phrase"} and words in d.pack.goodbyes - d.pack.fillers
    return done or words in d.pack.short_no or (step.expects == "phrase" and is_remark(d, text))


def _may_ponder(d: Draft, step: Step) -> bool:
    """Whether nobody need choose at once: what is offered is all there is, and this was not said yet."""
    told = (step.save and not _is_for_doing(step)) or step.expects not in {None, "action"}
    if told or d.slot(_WAITED) == step.id:
        return False
    d.save_here(_WAITED, step.id)
    return True


def _is_for_doing(step: Step) -> bool:
    """Whether own words at a question stand in the place of something to do that is offered."""
    return step.options == "offers" or any(step.save in choice.set for choice in step.choices)


def _asks_back(text: str) -> bool:
    """Whether a text is a short question, which names nothing to do: "and then?"."""
    return asks(text) and len(text.split()) <= ASKING_WORDS


def _waits(d: Draft, step: Step) -> bool:
    """Whether a "hm" is no answer yet: not to what happened, nor where something particular is asked; and only once."""
    if step.save == "story" or step.expects not in _FREE or d.slot(_WAITED) == step.id:
        return False
    d.save_here(_WAITED, step.id)
    return True


def _greets(d: Draft, text: str) -> bool:
    """Whether somebody only says hello; a pack without a list of greetings takes every short text for one."""
    return d.folded(text) in d.pack.greetings if d.pack.greetings else len(text.split()) <= GREETING_WORDS


def _no_answer(d: Draft, step: Step, text: str) -> bool:
    """Whether a hello can be none here, however soon it comes: who looks in again is told where we are."""
    if not d.pack.greetings or step.save == "story" or d.frames[-1].nudge:  # to a nudge it is a sign of life
        return False
    in_a_word = step.expects in {"time", "weekly"} and " " not in d.folded(text)  # "morning"
    return not (in_a_word and read_typed(d, step.expects or "", text).problem is None)


def _long_ago(d: Draft) -> bool:
    asked = d.frames[-1].asked_at if d.frames else d.now
    return d.now - asked >= LONG_AGO and not (d.frames and d.frames[-1].nudge)


def _with_context(d: Draft) -> None:
    """One sentence of context when the answer comes after days, or after the content was changed."""
    moved = d.step(d.frames[-1].step)
    if moved is not None and moved.id != d.frames[-1].step:
        d.change_frame(step=moved.id)
        say(d, "resuming.moved")
    elif _long_ago(d):
        d.passed["_asked_at"] = of_instant(d.frames[-1].asked_at)
        say(d, "resuming.context")
