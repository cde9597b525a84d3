"""News in the middle of a talk: which text is some, which rejection it is of, and what becomes of the talk."""

from msgspec.structs import replace

from bot.dialogue.cases import keep_more, keep_story, merge, open_case, told_before
from bot.dialogue.draft import Draft
from bot.dialogue.facts import MID_TALK, YES
from bot.dialogue.news import ASKED_BACK, MORE, asked_in, holds_any, take_up_rejection
from bot.dialogue.options import CASES
from bot.dialogue.script import Step
from bot.dialogue.together import TOLD_WITH, meant
from bot.dialogue.walk import come_back, go
from bot.domain.rejection import Rejection
from bot.understanding.matches import fold_name
from bot.understanding.meaning import Kind, Meaning
from bot.understanding.reading import Look

_LEAST_WORDS = {"discrimination": 3}
"""So many words must say it before a talk is left for it; what says it outright weighs as many."""
_NOTHING = Meaning()


def interrupts(d: Draft, step: Step, text: str) -> Meaning | None:
    """Return the reading of a text that is plainly news of its own and no answer to the open question."""
    first = d.look(text)
    if _new_concern(d, first) or _other_named(d, text):
        return d.meaning(text)
    if _invites_now(d, first, text):
        return d.meaning(text)
    if not (first.sure or (first.is_email and d.case)):  # nobody answers a question with a mail
        return None
    if first.kind is Kind.GOOD_NEWS:
        return d.meaning(text)
    if first.kind is not Kind.REJECTION:
        return None
    case, meaning = d.case, d.meaning(text)
    if case is None or first.is_email or _may_differ(d, case, step, text, meaning):
        return meaning
    return None


def _invites_now(d: Draft, first: Look, text: str) -> bool:
    """Whether a text tells of an invitation: the first, or one to another place than the one spoken about."""
    if first.kind is Kind.REJECTION:
        return False
    meaning, case = d.meaning(text), d.case
    named, known = meaning.organisation, case.organisation if case else d.slot("organisation")
    elsewhere = bool(named and known and fold_name(named) != fold_name(known))
    return asked_in(meaning) and (elsewhere or (case is None and d.slot("invited") is None))


def _may_differ(d: Draft, case: Rejection, step: Step, text: str, meaning: Meaning) -> bool:
    """Whether a "no" in the middle of a talk may be another one than the one spoken about: then it is asked."""
    if holds_any(d.folded(text), d.pack.another):
        return True
    if case.organisation is None:  # a name that comes first with more of the story belongs to it
        return meaning.organisation is not None and step.save != MORE
    return _differs(case, meaning)


def _differs(case: Rejection, meaning: Meaning) -> bool:
    """Whether a text names another organisation than the one spoken about."""
    named, known = meaning.organisation, case.organisation
    return bool(named and known and fold_name(named) != fold_name(known))


def _other_named(d: Draft, text: str) -> bool:
    """Whether a text in the middle of a talk names the organisation of another open rejection."""
    case = d.case
    if case is None or len(d.cases) < 2 or not d.step("news.other"):  # noqa: PLR2004 - two stories
        return False
    known = {other.organisation for other in d.open_cases if other.organisation and other.id != case.id}
    names = {d.folded(fold_name(name)) for name in known}
    return holds_any(d.folded(text), names - {d.folded(fold_name(case.organisation or ""))})


def _new_concern(d: Draft, first: Look) -> str | None:
    """Return what "let it go" would be wrong for, where the rejection spoken about has not shown it before."""
    said = first.fields.get("concern")
    if not said or d.case is None or first.is_email:
        return None
    words: dict[str, int] = {}
    for hit in said:
        words[hit.cue.value] = words.get(hit.cue.value, 0) + max(hit.end - hit.start, round(hit.cue.weight))
    plain = (name for name, count in words.items() if count >= _LEAST_WORDS.get(name, 1))
    known = d.case.answers.get("concern")
    return next((name for name in plain if name != known and d.step(f"concerns.{name}")), None)


def turns(d: Draft, step: Step | None, text: str) -> bool:
    """Turn to another rejection that a short text means and says nothing else; whether it does."""
    if step is not None and (step.save == "story" or step.options in CASES or step.id in ASKED_BACK):
        return False
    other = meant(d, text) if d.step("news.over") else None
    if other is None:
        return False
    if other.case is None:
        told_with = d.case.answers.get(TOLD_WITH) if d.case else None
        d.push("news.over", case=None)
        open_case(d, replace(_NOTHING, kind=Kind.REJECTION, organisation=other.name))
        d.save(TOLD_WITH, told_with or other.name)
        go(d, "rejected.start")
        return True
    lying = next((frame for frame in d.frames if frame.case == other.case and not frame.passing), None)
    if lying is None:
        d.push("news.over", case=other.case)
        go(d, "news.over")
    else:
        d.frames = [*(frame for frame in d.frames if frame.id != lying.id), replace(lying, resting=False)]
        come_back(d, "news.over")
    return True


def break_in(d: Draft, text: str, meaning: Meaning) -> None:
    """Deal with news that came in the middle of a talk."""
    case = d.case
    if meaning.kind is Kind.REJECTION and case and meaning.is_email and not _differs(case, meaning):
        d.retire(d.frames[-1].visit)
        merge(d, meaning)
        keep_more(d, text)
        go(d, "rejected.start")
        return
    concern = _new_concern(d, d.look(text))
    if concern is not None and case is not None and not _differs(case, meaning):
        keep_more(d, text)
        d.save("concern", concern)
        d.push(f"concerns.{concern}", case=case.id, detour=True)
        d.change_frame(slots={MID_TALK: YES})
        go(d, f"concerns.{concern}")
        return
    other = _other_named(d, text)
    d.push("news.second", case=None, detour=False)
    keep_story(d, text, meaning)
    if (meaning.kind is Kind.GOOD_NEWS and meaning.sure) or asked_in(meaning):
        go(d, "good_news.start")
    elif other and told_before(d, meaning) is None:
        go(d, "news.other")
    elif case is None or (other and meaning.sure and meaning.kind is Kind.REJECTION):
        take_up_rejection(d, meaning)
    else:
        go(d, "news.other" if other else "news.second")
