"""What is still to come: an interview somebody is asked to, and by when an answer was promised.

Both are given as the words that say it. Which day they mean needs the present and a zone, so the dialogue asks for it.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.cues import Hit
from bot.understanding.kinds import inviting, sentence_around
from bot.understanding.matches import Words
from bot.understanding.meaning import Kind

Fields = Mapping[str, list[Hit]]

_FIELD = "ahead"
_MOST_SENTENCES = 3
_ASKED_IN = frozenset({"invited", "interview"})
_ENDED = frozenset({Kind.REJECTION, Kind.JOB_LOSS})
_LEADING = frozenset({Kind.GOOD_NEWS, Kind.WAITING})


def invited_in_mail(words: Words, fields: Fields, kind: Kind) -> str | None:
    """Return the sentences of a mail that invite to an interview or an assessment; `None` where none does."""
    return _sentences(words, inviting(fields.get("mail", []), words.words)) if kind is Kind.GOOD_NEWS else None


def invited_in_chat(words: Words, fields: Fields, kind: Kind, *, sure: bool) -> str | None:
    """Return the sentences in which somebody tells of an interview to come; `None` where it may be over."""
    told = fields.get(_FIELD, ())
    over = [hit for hit in told if hit.cue.value == "over"]
    asked_in = [hit for hit in told if hit.cue.value in _ASKED_IN and not (over and _beside(hit, over))]
    said = [Kind(hit.cue.value) for hit in fields.get("kind", ()) if not _beside(hit, asked_in)]
    if kind not in _LEADING and (sure or not _ENDED.isdisjoint(said)):
        return None
    if any(hit.cue.value == "taken" and not _inside(hit, asked_in) for hit in told):
        return None
    meant = {"interview"} if Kind.WAITING in said else _ASKED_IN
    return _sentences(words, [hit for hit in asked_in if hit.cue.value in meant])


def _inside(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether it is a part of one of the others: the "got a job" of "got a job interview"."""
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _beside(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether it is said by the same words as one of the others."""
    return any(hit.start < other.end and other.start < hit.end for other in others)


def answer_due(words: Words, fields: Fields, kind: Kind) -> str | None:
    """Return what follows a promise to answer, up to the end of its sentence: "hear from us within four weeks"."""
    if kind is not Kind.WAITING:
        return None
    found = [hit for hit in fields.get(_FIELD, ()) if hit.cue.value == "answer_due"]
    return " \n".join(words.said(hit.start, sentence_around(words.words, hit.start)[1]) for hit in found) or None


def _sentences(words: Words, hits: Iterable[Hit]) -> str | None:
    around: Sequence[tuple[int, int]] = list(dict.fromkeys(sentence_around(words.words, hit.start) for hit in hits))
    return " \n".join(words.said(start, end) for start, end in around[:_MOST_SENTENCES]) or None
