"""A meaning as plain data, for `nextstep understand` and for measuring."""

from bot.understanding.meaning import Meaning


def report(meaning: Meaning) -> dict[str, object]:
    """Return a meaning as what JSON can say. Scores are rounded to three places."""
    return {
        "kind": meaning.kind.value,
        "sure": meaning.sure,
        "kinds": [[kind.value, round(chance, 3)] for kind, chance in meaning.kinds],
        "is_email": meaning.is_email,
        "organisation": meaning.organisation,
        "role": meaning.role,
        "stage": meaning.stage_words,
        "stage_reached": meaning.stage.value if meaning.stage else None,
        "told": meaning.told.value if meaning.told else None,
        "told_on": meaning.told_on.isoformat() if meaning.told_on else None,
        "fate": meaning.fate.value if meaning.fate else None,
        "internal": meaning.internal,
        "feedback_offered": meaning.feedback_offered,
        "feedback_refused": meaning.feedback_refused,
        "keep_in_touch": meaning.keep_in_touch,
        "no_reply": meaning.no_reply,
        "reflections": [[theme, round(chance, 3)] for theme, chance in meaning.reflections],
        "reflection_sure": meaning.reflection_sure,
        "care": meaning.care.value,
        "concerns": list(meaning.concerns),
        "evidence": [[one.field, one.value, one.words, round(one.weight, 2)] for one in meaning.evidence],
    }
