"""What somebody tells the bot: bad news, good news, waiting, something else; and which rejection it belongs to."""

from bot.dialogue.cases import belongs_to, keep_more, keep_story, merge, open_case, told_before
from bot.dialogue.draft import Draft
from bot.dialogue.walk import go
from bot.domain.rejection import Rejection
from bot.understanding.matches import fold
from bot.understanding.meaning import Kind, Meaning

SHORT_TALK = 4
"""Up to this many words, something that is no news is small talk rather than news that was not understood."""
_FLOWS = {
    Kind.GOOD_NEWS: "good_news.start",
    Kind.WAITING: "waiting.start",
    Kind.JOB_LOSS: "job_loss.start",
    Kind.OTHER_WORK: "other_work.start",
}


def story(d: Draft, text: str, *, first_contact: bool = False, open_talks: bool = False) -> None:
    """Read what was told and go where it leads; a talk must be open. `open_talks`: others rest below it."""
    meaning = d.meaning(text)
    keep_story(d, text, meaning)
    if meaning.kind is Kind.REJECTION and meaning.sure:
        _rejection(d, meaning)
    elif meaning.concerns and d.step(f"concerns.{meaning.concerns[0]}"):
        go(d, f"concerns.{meaning.concerns[0]}")
    elif meaning.sure and meaning.kind in _FLOWS:
        go(d, _FLOWS[meaning.kind])
    elif meaning.kind is Kind.OTHER and len(text.split()) <= SHORT_TALK and not _likely_bad(meaning):
        go(d, _small(d, first_contact=first_contact, open_talks=open_talks))
    else:
        go(d, "news.unsure")


def _small(d: Draft, *, first_contact: bool, open_talks: bool) -> str:
    """Where a greeting leads: to the first question, to the talk that was left, or to a greeting back."""
    if first_contact:
        return d.pack.start
    if open_talks:
        d.change_frame(detour=True)
        return "resuming.rested"
    return "small_talk.start"


def _likely_bad(meaning: Meaning) -> bool:
    return bool(meaning.kinds) and meaning.kinds[0][0] is Kind.REJECTION


def _rejection(d: Draft, meaning: Meaning) -> None:
    same = told_before(d, meaning)
    if same is not None:
        belongs_to(d, same.id)
        go(d, "rejected.talk")
        return
    if meaning.organisation is None and len(_unfinished(d)) > 0 and d.step("news.which_known"):
        go(d, "news.which_known")
        return
    open_case(d, meaning)
    concern = next((c for c in meaning.concerns if d.step(f"concerns.{c}")), None)
    go(d, f"concerns.{concern}" if concern else "rejected.start")


def _unfinished(d: Draft) -> list[Rejection]:
    """Rejections with a talk still open below this one."""
    talked = {frame.case for frame in d.frames[:-1] if frame.case}
    return [case for case in d.open_cases if case.id in talked]


def interrupts(d: Draft, text: str) -> Meaning | None:
    """Return the reading of a text that is plainly news of its own and no answer to the open question."""
    first = d.look(text)
    if not (first.sure or (first.is_email and d.case)):  # nobody answers a question with a mail
        return None
    if first.kind is Kind.GOOD_NEWS:
        return d.meaning(text)
    if first.kind is not Kind.REJECTION:
        return None
    case, meaning = d.case, d.meaning(text)
    return meaning if case is None or first.is_email or _differs(case, meaning) else None


def _differs(case: Rejection, meaning: Meaning) -> bool:
    """Whether a text names another organisation than the one spoken about."""
    named, known = meaning.organisation, case.organisation
    return bool(named and known and fold(named) != fold(known))


def break_in(d: Draft, text: str, meaning: Meaning) -> None:
    """Deal with news that came in the middle of a talk."""
    case = d.case
    if meaning.kind is Kind.REJECTION and case and meaning.is_email and not _differs(case, meaning):
        d.retire(d.frames[-1].visit)
        merge(d, meaning)
        keep_more(d, text)
        go(d, "rejected.start")
        return
    d.push("news.second", case=None, detour=False)
    keep_story(d, text, meaning)
    if meaning.kind is Kind.GOOD_NEWS:
        go(d, "good_news.start")
    elif case is None:
        _rejection(d, meaning)
    else:
        go(d, "news.second")
