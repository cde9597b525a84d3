"""Rejections as the dialogue opens, recognises and fills them in."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue import ahead
from bot.dialogue.draft import Draft
from bot.dialogue.facts import MID_TALK, YES, asks_inside
from bot.dialogue.nudge_actions import WAITED_FOR, WAITING
from bot.dialogue.spoken import said_in
from bot.dialogue.together import first_of, names_in
from bot.dialogue.together import keep as keep_together
from bot.domain.messages import MAX_ANSWER
from bot.domain.rejection import Rejection
from bot.domain.texts import kept
from bot.understanding import news_day
from bot.understanding.matches import fold, fold_name
from bot.understanding.meaning import Kind, Meaning

LEAST_HEARD = 0.4
"""From this probability on a reflection was heard at all; below it they are offered in the pack's own order."""
SEVERAL = "news.several"
"""The question which of several noes told at once to begin with."""
MOST_IN_NAME = 4
"""So many words, in answer to "which one", are taken for a name."""
_MARKS = ("internal", "no_reply", "keep_in_touch", "feedback_refused", "feedback_offered")


def keep_story(d: Draft, text: str, meaning: Meaning) -> None:
    """Keep what was said where the next steps find it, whatever it turns out to be about."""
    frame = d.frames[-1]
    if meaning.invited or (meaning.kind is Kind.GOOD_NEWS and meaning.sure):
        ahead.no_longer_awaited(d, meaning.organisation)
    known = {
        "story": text[:MAX_ANSWER],
        "organisation": meaning.organisation,
        "role": meaning.role,
        "stage": meaning.stage,
        "stage_words": meaning.stage_words,
        "told": meaning.told,
        "concern": meaning.concerns[0] if meaning.concerns else None,
        "contact": meaning.signed_by,
        "story_asks": YES if not meaning.is_email and asks_inside(text) else None,
        **ahead.known(d, text, meaning),
    }
    if frame.case is None:
        d.change_frame(slots={**frame.slots, **{key: str(value) for key, value in known.items() if value}})
    else:
        d.save("story", text[:MAX_ANSWER])


def told_before(d: Draft, meaning: Meaning) -> Rejection | None:
    """Return the open rejection a new telling is about, when the organisation (and role) say so."""
    if meaning.organisation is None:
        return None
    for case in reversed(d.open_cases):
        if case.organisation and fold_name(case.organisation) == fold_name(meaning.organisation):
            differs = case.role and meaning.role and fold(case.role) != fold(meaning.role)
            return None if differs else case
    return None


def open_case(d: Draft, meaning: Meaning) -> None:
    """Open a rejection for what was read; the talk is about it from now on."""
    ranking = _heard(d, meaning)
    case = Rejection(
        id=d.new_id("c"),
        opened_at=d.now,
        organisation=meaning.organisation or _waited_for(d),
        role=meaning.role,
        stage=meaning.stage,
        stage_words=meaning.stage_words,
        told=meaning.told,
        told_on=_told_on(d, meaning) or d.today,
        fate=meaning.fate,
        ranking=ranking,
        theme=ranking[0] if meaning.reflection_sure and ranking else None,
        marks=_marks(meaning),
        answers={"story": d.slot("story") or "", **_known_besides(d, meaning)},
    )
    d.add_case(case)
    ahead.no_longer_awaited(d, case.organisation, WAITING)
    d.awaited = ""
    d.change_frame(case=case.id, slots={k: v for k, v in d.frames[-1].slots.items() if k.startswith("_")})


def _heard(d: Draft, meaning: Meaning) -> tuple[str, ...]:
    """Return the reflections in the order they were heard, none where none was."""
    heard = bool(meaning.reflections) and meaning.reflections[0][1] >= LEAST_HEARD
    return tuple(theme for theme, _ in meaning.reflections if heard and theme in d.pack.themes)


def _known_besides(d: Draft, meaning: Meaning) -> dict[str, str]:
    """Answers to questions that need not be asked: who signed the mail, and what worry it was told with."""
    known = {"contact": meaning.signed_by, "concern": _concern(d, meaning)}
    return {name: value for name, value in known.items() if value}


def _concern(d: Draft, meaning: Meaning) -> str | None:
    return next((concern for concern in meaning.concerns if d.step(f"concerns.{concern}")), None)


def told_concern(d: Draft) -> str | None:
    """Return where the concern leads that the rejection spoken about was told with."""
    concern = d.case.answers.get("concern") if d.case else None
    return f"concerns.{concern}" if concern else None


def _waited_for(d: Draft) -> str | None:
    """Return whose answer was waited for: what this talk or the one it broke into is about, or who "they" are."""
    talks = [frame for frame in d.frames[-2:] if not frame.resting]
    nudges = [d.nudges.get(frame.nudge or "") for frame in talks]
    notes = [nudge.note for nudge in nudges if nudge and nudge.kind in WAITING]
    broken_into = [frame.slots.get("organisation") for frame in talks[:-1] if frame.case is None]
    told = [*(frame.slots.get(WAITED_FOR) for frame in talks), *notes, *broken_into]
    return next(filter(None, told), None) or _they(d)


def _they(d: Draft) -> str | None:
    """Return the organisation that "they" can be: the one that was waited for last, or the only one that still is."""
    if not said_in(d, d.slot("story") or "", d.pack.those_people):
        return None
    awaited = {fold_name(nudge.note): nudge.note for nudge in d.nudges.values() if nudge.kind in WAITING and nudge.note}
    return d.awaited or (next(iter(awaited.values())) if len(awaited) == 1 else None)


def _told_on(d: Draft, meaning: Meaning) -> date | None:
    return news_day.day_meant(meaning.told_when, d.now, d.person.zone) if meaning.told_when else None


def _marks(meaning: Meaning) -> tuple[str, ...]:
    sure = ("theme_sure",) if meaning.reflection_sure else ()
    mail = ("email",) if meaning.is_email else ()
    return (*sure, *mail, *(name for name in _MARKS if getattr(meaning, name)))


def merge(d: Draft, meaning: Meaning) -> None:
    """Fill in what is not known yet about the rejection spoken about."""
    case = d.case
    if case is None:
        return
    heard = _heard(d, meaning)
    d.change_case(
        organisation=case.organisation or meaning.organisation,
        role=case.role or meaning.role,
        stage=case.stage or meaning.stage,
        stage_words=case.stage_words or meaning.stage_words,
        told=case.told or meaning.told,
        told_on=_told_on(d, meaning) or case.told_on,
        fate=case.fate or meaning.fate,
        ranking=case.ranking or heard,
        theme=case.theme or (heard[0] if meaning.reflection_sure and heard else None),
        marks=tuple(dict.fromkeys((*case.marks, *_marks(meaning)))),
        answers={**_known_besides(d, meaning), **case.answers},
    )


def belongs_to(d: Draft, case_id: str) -> str | None:
    """Let the talk be about a rejection that is known; what was told in it is more about that one.

    Return where a concern leads that was told in it and is new to this rejection.
    """
    slots = d.frames[-1].slots
    d.change_frame(case=case_id)
    text = slots.get("story")
    if not text:
        return None
    d.change_frame(slots={key: value for key, value in slots.items() if key.startswith("_")})
    meaning, known = d.meaning(text), d.slot("concern")
    merge(d, meaning)
    keep_more(d, text)
    concern = _concern(d, meaning)
    if concern is None or concern == known or meaning.is_email:
        return None
    d.save("concern", concern)
    return f"concerns.{concern}"


def keep_more(d: Draft, text: str) -> None:
    """Keep what was told beside the question, after what was told so before; what is too much goes to the journal."""
    words = kept(text, MAX_ANSWER)
    before = d.slot("more") if d.frames else None
    both = f"{before}\n{words}" if before else words
    if d.frame is None:
        d.journal("answer", "more", words)
    elif len(both) > MAX_ANSWER:
        d.save("more", words)
    elif d.case is None:
        d.save_here("more", both)
    else:
        d.change_case(answers={**d.case.answers, "more": both})


def new_case(d: Draft) -> None:
    """Open a rejection for the story that was told in this talk; of several told at once, for the one to begin with."""
    if d.frame is None or d.frame.case is not None:
        return
    story, first = d.slot("story") or "", d.slot("first")
    together = names_in(d, story) if first or d.frame.step == SEVERAL else []
    open_case(d, d.meaning(story))
    if first or together:
        _begin_with(d, first or "", together)


def _begin_with(d: Draft, first: str, together: Sequence[str]) -> None:
    """Let the rejection just opened be the one that was named first; the names of the others are kept with it."""
    meaning = d.meaning(first)
    name = first_of(d, together, first) or meaning.organisation or (_named(d, first) if first else None)
    d.change_case(organisation=name or next(iter(together), None), role=meaning.role)
    keep_together(d, together)


def _named(d: Draft, first: str) -> str | None:
    """Return the name in an answer to "which one?", spelled as it was in what was told."""
    name = first.partition(",")[0].strip()
    story = d.case.answers.get("story", "") if d.case else ""
    place = story.lower().find(name.lower())
    if len(name.split()) > MOST_IN_NAME:
        return None
    return name if place < 0 else story[place : place + len(name)]


def same_case(d: Draft) -> str | None:
    """Put the story into the rejection of the talk below; this talk was only about where it belongs.

    Return where a concern leads that came with it, which is a detour from the talk below.
    """
    below = next((frame for frame in reversed(d.frames[:-1]) if frame.case in d.cases), None)
    if below is None or below.case is None:
        return None
    d.change_frame(detour=True)
    concern = belongs_to(d, below.case)
    if concern is not None:
        d.save_here(MID_TALK, YES)
    return concern
