"""A meaning as plain data, for `nextstep understand` and for measuring."""

from bot.domain.rejection import Stage
from bot.understanding.meaning import Meaning

_ARTICLES = ("the ", "my ", "an ", "a ", "your ", "our ", "in the ", "at the ")


def report(meaning: Meaning) -> dict[str, object]:
    """Return a meaning as what JSON can say. Scores are rounded to three places."""
    return {
        "kind": meaning.kind.value,
        "sure": meaning.sure,
        "kinds": [[kind.value, round(chance, 3)] for kind, chance in meaning.kinds],
        "is_email": meaning.is_email,
        "organisation": meaning.organisation,
        "role": meaning.role,
        "stage": stage_name(meaning),
        "stage_reached": meaning.stage.value if meaning.stage else None,
        "told": meaning.told.value if meaning.told else None,
        "told_when": meaning.told_when,
        "invited": meaning.invited,
        "answer_due": meaning.answer_due,
        "fate": meaning.fate.value if meaning.fate else None,
        "internal": meaning.internal,
        "feedback_offered": meaning.feedback_offered,
        "feedback_refused": meaning.feedback_refused,
        "keep_in_touch": meaning.keep_in_touch,
        "no_reply": meaning.no_reply,
        "signed_by": meaning.signed_by,
        "reflections": [[theme, round(chance, 3)] for theme, chance in meaning.reflections],
        "reflection_sure": meaning.reflection_sure,
        "care": meaning.care.value,
        "concerns": list(meaning.concerns),
        "evidence": [[one.field, one.value, one.words, round(one.weight, 2)] for one in meaning.evidence],
    }


def stage_name(meaning: Meaning) -> str | None:
    """Return the stage in the person's words, in the short form that fits into a sentence: "final", "phone screen"."""
    if meaning.stage is None or meaning.stage_words is None:
        return None
    if meaning.stage is Stage.FINAL:
        return "final"
    words = meaning.stage_words
    for article in _ARTICLES:
        if words.lower().startswith(article):
            words = words[len(article) :]
    return "interview" if words.lower() in {"interviewed", "interviewing", "interviews"} else words
