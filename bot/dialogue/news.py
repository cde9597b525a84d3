"""What somebody tells the bot: bad news, good news, waiting, something else; and which rejection it belongs to."""

from collections.abc import Collection
from datetime import timedelta

from msgspec.structs import replace

from bot.dialogue.cases import belongs_to, keep_story, open_case, told_before, told_concern
from bot.dialogue.draft import Draft
from bot.dialogue.facts import asks
from bot.dialogue.intents import agrees, leaves, made_of, refuses
from bot.dialogue.spoken import said_in
from bot.dialogue.together import names_in
from bot.dialogue.walk import go
from bot.domain.rejection import Rejection
from bot.understanding.meaning import Kind, Meaning

SHORT_TALK = 4
"""Up to this many words, something that is no news is small talk rather than news that was not understood."""
SHORT_STORY = 25
"""Up to this many words, names with "both" or "also" between them are those of several noes."""
MORE = "more"
"""What is told beside the first question of a talk is kept under this name."""
UNSURE = ("news.unsure", "news.unsure_again")
LIKELY_NO = "news.likely_no"
SMALL_TALK = "small_talk.start"
ASKED = "small_talk.asked"
NOT_PLACED = "news.left"
LET_BE = timedelta(minutes=20)
"""So long after a text was left where it is, the next one that isn't understood is left as well."""
ASKED_BACK = frozenset({*UNSURE, LIKELY_NO, "news.second"})
"""Questions about something that was told: what is written there is more of it."""
_NOTHING = Meaning()
_FLOWS = {
    Kind.GOOD_NEWS: "good_news.start",
    Kind.WAITING: "waiting.start",
    Kind.JOB_LOSS: "job_loss.start",
    Kind.OTHER_WORK: "other_work.start",
}


def story(d: Draft, text: str, *, first_contact: bool = False, open_talks: bool = False) -> None:
    """Read what was told and go where it leads; a talk must be open. `open_talks`: others rest below it."""
    before = d.slot("story") if d.frames[-1].step in ASKED_BACK else None
    meaning = d.meaning(text)
    if before:  # said in other words, or more of it
        said, text = meaning, f"{before}\n{text}"
        meaning = _said_again(d.meaning(text), said)
    keep_story(d, text, meaning)
    several = (meaning.kind is Kind.REJECTION or not meaning.sure) and tells_of_several(d, text)
    if several or (meaning.kind is Kind.REJECTION and meaning.sure) or _told_to_be_a_no(d, text, meaning):
        take_up_rejection(d, meaning, several=several)
    elif meaning.concerns and d.step(f"concerns.{meaning.concerns[0]}"):
        go(d, f"concerns.{meaning.concerns[0]}")
    elif asked_in(meaning):
        go(d, _FLOWS[Kind.GOOD_NEWS])
    elif meaning.sure and meaning.kind in _FLOWS:
        go(d, _FLOWS[meaning.kind])
    elif before:
        _ask_again(d)
    else:
        _unplaced(d, text, meaning, first_contact=first_contact, open_talks=open_talks)


def _unplaced(d: Draft, text: str, meaning: Meaning, *, first_contact: bool, open_talks: bool) -> None:
    """Answer what is no news surely read: the words of a button, a goodbye, small talk, or something to ask about."""
    named = _said_plainly(d, text)
    if named is not None:
        go(d, named)
    elif not first_contact and d.step("small_talk.bye") and _needs_no_answer(d, text, open_talks=open_talks):
        go(d, "small_talk.bye")
    elif not first_contact and d.step(ASKED) and asks(text) and not _likely_bad(meaning):
        go(d, ASKED)
    elif meaning.kind is Kind.OTHER and len(text.split()) <= SHORT_TALK and not _likely_bad(meaning):
        _small(d, first_contact=first_contact, open_talks=open_talks)
    elif _was_let_be(d):
        let_be(d, NOT_PLACED, UNSURE[0])
    else:
        go(d, UNSURE[0])


def let_be(d: Draft, step: str, instead: str) -> None:
    """Leave a text where it is and say what can be done here; nothing is asked, so nothing goes round in circles."""
    known = d.step(step) is not None
    d.let_be = d.now if known else d.let_be
    go(d, step if known else instead)


def _was_let_be(d: Draft) -> bool:
    return d.let_be is not None and d.now - d.let_be < LET_BE


def tells_of_several(d: Draft, text: str) -> bool:
    """Whether a text tells of more than one no: in so many words, or with "both" or "also" between names."""
    if said_in(d, text, d.pack.several):
        return True
    return said_in(d, text, d.pack.several_marks) and len(text.split()) <= SHORT_STORY and len(names_in(d, text)) > 1


def _said_again(both: Meaning, said: Meaning) -> Meaning:
    """Return what was told in two messages: of what kind it is, the second says where it says so plainly."""
    if asked_in(said):
        return replace(both, kind=Kind.GOOD_NEWS, sure=True, invited=both.invited or said.invited)
    if said.sure and said.kind is not Kind.OTHER:
        return replace(both, kind=said.kind, kinds=said.kinds, sure=True, invited=both.invited)
    return both


def _ask_again(d: Draft) -> None:
    """Ask somebody whose next words were no clearer; then whether it is the likeliest; in the end leave it at that."""
    last = d.frames[-1].step == UNSURE[-1]
    question = likely_no(d) if last else UNSURE[-1]
    if question is not None and d.step(question) is not None:
        go(d, question)
    else:
        let_be(d, NOT_PLACED, UNSURE[0])


def asked_in(meaning: Meaning) -> bool:
    """Whether somebody says themselves that they are asked to an interview."""
    return meaning.invited is not None and not meaning.is_email


def _needs_no_answer(d: Draft, text: str, *, open_talks: bool) -> bool:
    """Whether a text is a goodbye, thanks, or an "ok" after everything was said."""
    if d.folded(text) in d.pack.goodbyes or leaves(d, text) or made_of(d, text, d.pack.thankful):
        return True
    return not open_talks and (d.folded(text) in d.pack.fillers or agrees(d, text) or refuses(d, text))


def likely_no(d: Draft) -> str | None:
    """Return the question whether it is a no, where what was told is no surer but reads most like one."""
    likeliest = _likely_bad(d.meaning(d.slot("story") or ""))
    return LIKELY_NO if likeliest and d.step(LIKELY_NO) else None


def _small(d: Draft, *, first_contact: bool, open_talks: bool) -> None:
    """Answer small talk: the first question, the talk that was left, a greeting back; the second time only a word."""
    greets = d.folded(d.slot("story") or "") in d.pack.greetings
    if first_contact:
        go(d, d.pack.start)
    elif d.frames[-1].step == SMALL_TALK or (_was_let_be(d) and not greets):
        let_be(d, "small_talk.left", SMALL_TALK)
    elif open_talks:
        d.change_frame(detour=True)
        go(d, "resuming.rested")
    else:
        go(d, SMALL_TALK)


def _likely_bad(meaning: Meaning) -> bool:
    return bool(meaning.kinds) and meaning.kinds[0][0] is Kind.REJECTION


def _told_to_be_a_no(d: Draft, text: str, meaning: Meaning) -> bool:
    """Whether this tells more of a no: where one was said before, or asked about and not denied."""
    other = meaning.sure and meaning.kind in _FLOWS
    asked = d.frames[-1].step == "rejected.command" or (d.frames[-1].step == LIKELY_NO and _likely_bad(meaning))
    return asked and not other and d.folded(text) not in d.pack.greetings


def _said_plainly(d: Draft, text: str) -> str | None:
    """Return where the button leads that a whole text names, of those that stand under "what kind of news?"."""
    step = d.step(UNSURE[0])
    words = d.folded(text)
    if step is None or words in d.pack.fillers or words in d.pack.short_no:
        return None
    choices = zip(step.choices, d.pack.names_of(step), strict=True)
    return next((choice.to for choice, names in choices if choice.to and words in names), None)


def holds_any(folded: str, phrases: Collection[str]) -> bool:
    """Whether a folded text holds one of these phrases as whole words."""
    return any(f" {words} " in f" {folded} " for words in phrases)


def take_up_rejection(d: Draft, meaning: Meaning, *, several: bool = False) -> None:
    """Go on with the rejection a reading is about: one that is known, one that is asked about, or a new one."""
    same = told_before(d, meaning)
    if same is not None:
        go(d, belongs_to(d, same.id) or "rejected.talk")
        return
    if meaning.organisation is None and len(_unfinished(d)) > 0 and d.step("news.which_known"):
        go(d, "news.which_known")
        return
    if several and d.step("news.several"):
        go(d, "news.several")
        return
    open_case(d, meaning)
    go(d, told_concern(d) or "rejected.start")


def _unfinished(d: Draft) -> list[Rejection]:
    """Rejections with a talk still open below this one."""
    talked = {frame.case for frame in d.frames[:-1] if frame.case}
    return [case for case in d.open_cases if case.id in talked]
