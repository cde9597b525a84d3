"""Read one text: everything the dialogue may want to know about it, in one pass, without ever failing."""

from bot.domain.rejection import Told
from bot.understanding import chat_names, mail_names
from bot.understanding.care import MOST_CHECKED, check
from bot.understanding.cues import Hit
from bot.understanding.facts import facts
from bot.understanding.kinds import is_sure, kinds_of_chat, kinds_of_mail
from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import unwrap
from bot.understanding.matches import MOST_READ, clean, words_of
from bot.understanding.meaning import Evidence, Meaning
from bot.understanding.model import word_features
from bot.understanding.themes import is_sure as theme_is_sure
from bot.understanding.themes import reflections

_MAIL_FROM = 2.0  # weight of the signs of a mail from which a text is one
_OWN_WORDS = 2.0  # what each "I" or "my" beyond the "you" and "we" takes away from it


def read(text: str, lexicon: Lexicon, subject: str | None = None) -> Meaning:
    """Return what a text says. `subject` is the subject of a mail, where it is known apart from the text."""
    whole = clean(text[:MOST_CHECKED])
    mail = unwrap(whole[:MOST_READ], subject)
    words = words_of(mail.body, lexicon.spelling)
    care, why = check(words.words, lexicon)
    hits = lexicon.cues.find(words.words)
    known = word_features(words.words)
    is_mail = bool(mail.subject) or mail.headed or _is_mail(words.words, hits, lexicon)
    kinds = kinds_of_mail(hits) if is_mail else kinds_of_chat(known, hits, lexicon)
    found = facts(hits)
    if is_mail:
        role = mail_names.role(words, hits, lexicon, mail.subject)
        organisation = mail_names.organisation(words, hits, lexicon, mail.subject, role)
        role = mail_names.without_organisation(role, organisation)
    else:
        role = chat_names.role(words, hits, lexicon)
        organisation = chat_names.organisation(words, hits, lexicon, role)
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
        evidence=why
        + tuple(
            Evidence(field=hit.cue.field, value=hit.cue.value, words=words.said(hit.start, hit.end), weight=hit.cue.weight)
            for hit in hits
        ),
    )


def _is_mail(words: list[str], hits: list[Hit], lexicon: Lexicon) -> bool:
    """Tell a pasted mail, which speaks to "you", from somebody's own story, which speaks of "I"."""
    own, theirs = lexicon.listed("own"), lexicon.listed("theirs")
    balance = sum((word in own) - (word in theirs) for word in words)
    signs = sum(hit.cue.weight for hit in hits if hit.cue.field == "mail_sign")
    if balance < 0:
        signs += sum(1.0 for hit in hits if hit.cue.field == "mail")
    return signs - _OWN_WORDS * max(balance, 0) >= _MAIL_FROM
