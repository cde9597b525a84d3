"""What was read is put right: "an invitation, not a no", "it was a bakery, not a bank", or only "that's not a no"."""

from bot.dialogue import answers
from bot.dialogue.cases import keep_more
from bot.dialogue.corrections import MOST_WORDS, Contrast, changes, contrast
from bot.dialogue.draft import Draft
from bot.dialogue.news import UNSURE, asked_in
from bot.dialogue.script import Step
from bot.dialogue.spoken import said_in
from bot.dialogue.undo import Before, rewind
from bot.dialogue.walk import go, reask
from bot.understanding.matches import fold_name
from bot.understanding.meaning import Kind, Meaning

_INSTEAD = frozenset({Kind.WAITING, Kind.OTHER_WORK})


def hear(d: Draft, step: Step, text: str) -> bool:
    """Read what was told anew in the light of a text that puts it right; whether this one does."""
    if step.save == "story" or d.frames[-1].detour:
        return False
    if _was_none(d, text):
        _take_all_back(d)
        if d.meaning(text).sure:
            answers.tell(d, text)
        else:
            go(d, UNSURE[0])
        return True
    said = contrast(d, text)
    if said is not None and _mend(d, said, text):
        return True
    if _was_taken_for_a_no(d) and d.folded(text) in d.pack.misread:
        _take_back(d)
        go(d, UNSURE[0])
    elif d.case is None and d.slot("story") is not None and d.folded(text) in d.pack.misread:
        answers.skip(d, UNSURE[0])
    elif _invites_after_all(d, text):
        if d.case is not None:
            _take_back(d)
        d.change_frame(step=UNSURE[0])
        answers.tell(d, text)
    else:
        return False
    return True


def _mend(d: Draft, said: Contrast, text: str) -> bool:
    """Change what a correction says of the rejection spoken about, or read the story anew; whether it says any."""
    case = d.case
    if case is None:
        return _tells_of_a_no(d, said)
    mended = changes(d, case, said)
    if not mended or all(getattr(case, name) == value for name, value in mended.items()):
        return False
    before = Before(d)
    d.change_case(**mended)
    keep_more(d, text)
    reask(d, "rejected.put_right")
    before.remember(d)
    return True


def _tells_of_a_no(d: Draft, said: Contrast) -> bool:
    """Take what was read as something else for the "no" that it was."""
    meaning = d.meaning(said.right)
    if d.slot("story") is None or meaning.kind is not Kind.REJECTION:
        return False
    d.change_frame(step=UNSURE[0])
    answers.tell(d, said.right)
    return True


def _was_taken_for_a_no(d: Draft) -> bool:
    """Whether the last answer was the one that opened the rejection spoken about."""
    trail = d.frames[-1].trail
    return d.case is not None and bool(trail) and trail[-1].opened == d.case.id


def _was_none(d: Draft, text: str) -> bool:
    """Whether a text says that the rejection opened in this talk was none: not yet a no, or one's own to them."""
    case = d.case
    if case is None or not any(undo.opened == case.id for undo in d.frames[-1].trail):
        return False
    short = len(text.split()) <= MOST_WORDS and said_in(d, text, d.pack.no_rejection)
    meaning = d.meaning(text)
    return short and not asked_in(meaning) and (meaning.kind in _INSTEAD or not meaning.sure)


def _take_all_back(d: Draft) -> None:
    """Take back what was answered since the rejection was opened, and the rejection itself."""
    while not _was_taken_for_a_no(d):
        rewind(d)
    _take_back(d)


def _take_back(d: Draft) -> None:
    """Take the rejection away that was read into the telling; the telling stays, and whom it was about."""
    case = d.case
    known = {"story": case.answers.get("story"), "organisation": case.organisation, "role": case.role} if case else {}
    d.retire(d.frames[-1].visit)
    rewind(d)
    kept = {name: value for name, value in known.items() if value}
    d.change_frame(step=UNSURE[0], slots={**d.frames[-1].slots, **kept})


def _invites_after_all(d: Draft, text: str) -> bool:
    """Whether a text says that what was told is an invitation, and it was read as something else."""
    about_none = d.case is None and d.slot("story") is not None and d.slot("invited") is None
    if not (about_none or _was_taken_for_a_no(d)):
        return False
    meaning = d.meaning(text)
    return asked_in(meaning) and (about_none or _contradicts(d, text, meaning))


def _contradicts(d: Draft, text: str, meaning: Meaning) -> bool:
    """Whether an invitation speaks against the "no" just told: one of a mail, or with a "no" in front of it."""
    case = d.case
    named, known = meaning.organisation, case.organisation if case else None
    elsewhere = named and known and fold_name(named) != fold_name(known)
    of_a_mail = case is not None and "email" in case.marks
    return not elsewhere and (of_a_mail or d.folded(text).partition(" ")[0] in d.pack.short_no)
