"""Read one text: everything the dialogue may want to know about it, in one pass, without ever failing."""

from bot.domain.rejection import Told
from bot.understanding import chat_names, mail_names
from bot.understanding.care import MOST_CHECKED, check
from bot.understanding.cues import Hit
from bot.understanding.facts import facts
from bot.understanding.kinds import is_sure, kinds_of_chat, kinds_of_mail
from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import unwrap
from bot.understanding.matches import MOST_READ, Words, clean, plain_words, words_of
from bot.understanding.meaning import Evidence, Meaning
from bot.understanding.model import word_features
from bot.understanding.names import Pieces
from bot.understanding.themes import is_sure as theme_is_sure
from bot.understanding.themes import reflections

_NAMING = frozenset({"org", "role", "mail_org", "mail_role"})
_MOST_FOR_NAMES = 2_500  # characters in which names are looked for
_TELLING = frozenset({"kind", "mail", "theme", "stage", "told", "fate", "flag", "concern"})
_MOST_EVIDENCE = 16
_MAIL_FROM = 2.0  # weight of the signs of a mail from which a text is one
_OWN_WORDS = 2.0  # what each "I" or "my" beyond the "you" and "we" takes away from it


def read(text: str, lexicon: Lexicon, subject: str | None = None) -> Meaning:
    """Return what a text says. `subject` is the subject of a mail, where it is known apart from the text."""
    whole = clean(text[:MOST_CHECKED])
    mail = unwrap(whole[:MOST_READ], subject)
    words = words_of(mail.body, lexicon.spelling)
    care, why = check(_all_words(whole, words, lexicon), lexicon)
    hits = lexicon.cues.find(words.words)
    known = word_features(words.words)
    is_mail = bool(mail.subject) or mail.headed or _is_mail(words.words, hits, lexicon)
    kinds = kinds_of_mail(hits) if is_mail else kinds_of_chat(known, hits, lexicon, len(words.words))
    found = facts(hits)
    organisation, role = _names(words, hits, lexicon, mail.subject, is_mail=is_mail)
    ranked = reflections(known, hits, lexicon)
    return Meaning(
        care=care,
        kind=kinds[0][0],
        sure=is_sure(kinds),
        kinds=kinds,
        is_email=is_mail,
        organisation=organisation,
        role=role,
        stage=found.stage,
        stage_words=words.said(found.stage_hit.start, found.stage_hit.end) if found.stage_hit else None,
        told=found.told or (Told.EMAIL if is_mail else None),
        fate=found.fate,
        internal="internal" in found.flags,
        feedback_offered="feedback_offered" in found.flags,
        feedback_refused="feedback_refused" in found.flags,
        keep_in_touch="keep_in_touch" in found.flags,
        no_reply=mail.no_reply or "no_reply" in found.flags,
        reflections=ranked,
        reflection_sure=theme_is_sure(ranked),
        concerns=found.concerns,
        evidence=(*why, *_evidence(words, hits)),
    )


def _all_words(whole: str, words: Words, lexicon: Lexicon) -> list[str]:
    """Return the words of the whole text: the care check also reads what is left out as wrapping or as too long."""
    read_on = whole[MOST_READ:]
    if words.text == whole[:MOST_READ].strip():
        return [*words.words, *plain_words(read_on, lexicon.spelling)] if read_on else words.words
    return plain_words(whole, lexicon.spelling)


def _names(
    words: Words, hits: list[Hit], lexicon: Lexicon, subject: str | None, *, is_mail: bool
) -> tuple[str | None, str | None]:
    """Return organisation and role."""
    naming = [hit for hit in hits if hit.cue.field in _NAMING and words.places[hit.end - 1][1] < _MOST_FOR_NAMES]
    pieces = Pieces(words.text[: _MOST_FOR_NAMES + 200])
    if is_mail:
        role = mail_names.role(words, pieces, naming, lexicon, subject)
        organisation = mail_names.organisation(words, pieces, naming, lexicon, subject=subject, role=role)
        return organisation, mail_names.without_organisation(role, organisation)
    role = chat_names.role(words, pieces, naming, lexicon)
    return chat_names.organisation(words, pieces, naming, lexicon, role), role


def _evidence(words: Words, hits: list[Hit]) -> list[Evidence]:
    """Return what a coach may want to see, heaviest first."""
    telling = sorted((hit for hit in hits if hit.cue.field in _TELLING), key=lambda hit: -hit.cue.weight)
    return [
        Evidence(field=cue.field, value=cue.value, words=words.said(start, end), weight=cue.weight)
        for cue, start, end in telling[:_MOST_EVIDENCE]
    ]


def _is_mail(words: list[str], hits: list[Hit], lexicon: Lexicon) -> bool:
    """Tell a pasted mail, which speaks to "you", from somebody's own story, which speaks of "I"."""
    own, theirs = lexicon.listed("own"), lexicon.listed("theirs")
    balance = sum((word in own) - (word in theirs) for word in words)
    signs = sum(hit.cue.weight for hit in hits if hit.cue.field == "mail_sign")
    if balance < 0:
        signs += sum(1.0 for hit in hits if hit.cue.field == "mail")
    return signs - _OWN_WORDS * max(balance, 0) >= _MAIL_FROM
