"""Rejections as the dialogue opens, recognises and fills them in."""

from bot.dialogue.draft import Draft
from bot.domain.messages import MAX_ANSWER
from bot.domain.rejection import Rejection
from bot.understanding.matches import fold
from bot.understanding.meaning import Meaning
from bot.understanding.reading import read

_MARKS = ("internal", "no_reply", "keep_in_touch", "feedback_refused", "feedback_offered")


def keep_story(d: Draft, text: str, meaning: Meaning) -> None:
    """Keep what was said where the next steps find it, whatever it turns out to be about."""
    frame = d.frames[-1]
    known = {
        "story": text[:MAX_ANSWER],
        "organisation": meaning.organisation,
        "role": meaning.role,
        "stage": meaning.stage,
        "stage_words": meaning.stage_words,
        "told": meaning.told,
        "concern": meaning.concerns[0] if meaning.concerns else None,
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
        if case.organisation and fold(case.organisation) == fold(meaning.organisation):
            differs = case.role and meaning.role and fold(case.role) != fold(meaning.role)
            return None if differs else case
    return None


def open_case(d: Draft, meaning: Meaning) -> None:
    """Open a rejection for what was read; the talk is about it from now on."""
    ranking = tuple(theme for theme, _ in meaning.reflections if theme in d.pack.themes)
    case = Rejection(
        id=d.new_id("c"),
        opened_at=d.now,
        organisation=meaning.organisation,
        role=meaning.role,
        stage=meaning.stage,
        stage_words=meaning.stage_words,
        told=meaning.told,
        told_on=meaning.told_on or d.today,
        fate=meaning.fate,
        ranking=ranking,
        theme=ranking[0] if meaning.reflection_sure and ranking else None,
        marks=_marks(meaning),
        answers={"story": d.slot("story") or ""},
    )
    d.add_case(case)
    d.change_frame(case=case.id, slots={k: v for k, v in d.frames[-1].slots.items() if k.startswith("_")})


def _marks(meaning: Meaning) -> tuple[str, ...]:
    sure = ("theme_sure",) if meaning.reflection_sure else ()
    mail = ("email",) if meaning.is_email else ()
    return (*sure, *mail, *(name for name in _MARKS if getattr(meaning, name)))


def merge(d: Draft, meaning: Meaning) -> None:
    """Fill in what is not known yet about the rejection spoken about."""
    case = d.case
    if case is None:
        return
    d.change_case(
        organisation=case.organisation or meaning.organisation,
        role=case.role or meaning.role,
        stage=case.stage or meaning.stage,
        stage_words=case.stage_words or meaning.stage_words,
        told=case.told or meaning.told,
        fate=case.fate or meaning.fate,
        marks=tuple(dict.fromkeys((*case.marks, *_marks(meaning)))),
    )


def new_case(d: Draft) -> None:
    """Open a rejection for the story that was told in this talk."""
    if d.frame is None or d.frame.case is not None:
        return
    open_case(d, read(d.slot("story") or "", d.pack.lexicon))


def same_case(d: Draft) -> None:
    """Put the story into the rejection of the talk below; this talk was only about where it belongs."""
    text = d.slot("story") or ""
    below = next((frame for frame in reversed(d.frames[:-1]) if frame.case in d.cases), None)
    if below is None or d.frame is None:
        return
    d.change_frame(case=below.case, detour=True)
    merge(d, read(text, d.pack.lexicon))
    if text:
        d.save("more", "\n".join(filter(None, (d.slot("more"), text)))[-MAX_ANSWER:])
