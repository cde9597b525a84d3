"""Read one text: everything the dialogue may want to know about it, without ever failing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from bot.domain.rejection import Told
from bot.domain.values import Value
from bot.understanding import ahead, chat_names, chat_roles, mail_names, mail_roles, news_day, signatures, stages
from bot.understanding.care import MOST_CHECKED, heard
from bot.understanding.cues import Hit, places
from bot.understanding.facts import facts
from bot.understanding.kinds import is_sure, kinds_of_chat, kinds_of_mail
from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import Mail, unwrap
from bot.understanding.matches import END, MOST_READ, Words, clean, plain_words
from bot.understanding.meaning import Care, Evidence, Kind, Meaning
from bot.understanding.model import Found, word_features
from bot.understanding.names import Pieces
from bot.understanding.themes import is_sure as theme_is_sure
from bot.understanding.themes import reflections

_FACTS = ("told", "fate", "flag", "concern")
_MOST_FOR_NAMES = 1_800  # characters in which names are looked for; how a mail is signed is read besides
_MOST_NAMING = 120  # cues that names are looked for beside
_TELLING = ("kind", "mail", "theme", "stage", "told", "fate", "flag", "concern")
_MOST_EVIDENCE = 16
_MAIL_FROM = 2.0  # weight of the signs of a mail from which a text is one
_GREETED = 1.0  # what a line that greets at the top adds to it
_SIGNED = 1.0  # and a line that signs at the end
_LONGEST_GREETING = 6  # words
_LONGEST_SIGNATURE = 8  # words
_LEAST_LINES = 3
_MOST_LINES = 200
_OWN_WORDS = 2.0  # what each "I" or "my" beyond the "you" and "we" takes away from it


class Look(Value, frozen=True, kw_only=True):
    """What a first look at a text tells: whether a life may be in danger, and what the text brings.

    That is all a conversation needs of most answers; `whole` reads on from here.
    """

    care: Care
    kinds: tuple[tuple[Kind, float], ...]  # best first, probabilities
    sure: bool
    is_email: bool
    why: tuple[Evidence, ...]  # of the care check
    mail: Mail
    words: Words
    features: Found
    fields: Mapping[str, list[Hit]]  # the cues of the first look, by their field

    @property
    def kind(self) -> Kind:
        """The best guess."""
        return self.kinds[0][0]


def read(text: str, lexicon: Lexicon, subject: str | None = None) -> Meaning:
    """Return what a text says. `subject` is the subject of a mail, where it is known apart from the text."""
    first = look(text, lexicon, subject)
    fields = _all_fields(first, lexicon)
    return replace(_meaning(first, fields, lexicon), evidence=(*first.why, *_evidence(first.words, fields)))


def look(text: str, lexicon: Lexicon, subject: str | None = None) -> Look:
    """Take the first look at a text; the arguments are those of `read`."""
    cleaned = clean(text[:MOST_CHECKED])
    mail = unwrap(_beginning(cleaned), subject)
    words = Words(mail.body, lexicon.spelling)
    features = word_features(words.words)
    left_out = _left_out(cleaned, mail)
    if left_out:
        everything = [*words.words, END, *plain_words(left_out, lexicon.spelling)]
        care, why = heard(f"{mail.body}\n{left_out}", everything, lexicon)
    else:
        care, why = heard(mail.body, words.words, lexicon, features)
    fields = _by_field(lexicon.first.find(words.words))
    if "concern" in fields and "concern_not" in fields:
        fields["concern"] = _unexplained(fields["concern"], fields["concern_not"])
    if "kind" in fields and "kind_not" in fields:
        fields["kind"] = _not_denied(fields["kind"], fields["kind_not"])
    is_mail = bool(mail.subject) or mail.headed or _is_mail(mail.body, words.words, fields, lexicon)
    if is_mail:
        kinds = kinds_of_mail(fields.get("mail", []), words.words, lexicon)
    else:
        kinds = kinds_of_chat(features, fields.get("kind", []), lexicon, len(words.words))
    return Look(
        care=care,
        kinds=kinds,
        sure=is_sure(kinds) and (is_mail or any(hit.cue.value == kinds[0][0] for hit in fields.get("kind", ()))),
        is_email=is_mail,
        why=why,
        mail=mail,
        words=words,
        features=features,
        fields=fields,
    )


def whole(first: Look, lexicon: Lexicon) -> Meaning:
    """Read the rest of a text after the first look; the evidence, which only people look at, is left to `read`."""
    return _meaning(first, _all_fields(first, lexicon), lexicon)


def _all_fields(first: Look, lexicon: Lexicon) -> dict[str, list[Hit]]:
    """Return the cues of the first look and those left for a second one, by their field."""
    cues = lexicon.mail if first.is_email else lexicon.chat
    return {**first.fields, **_by_field(cues.find(first.words.words))}


def _meaning(first: Look, fields: Mapping[str, list[Hit]], lexicon: Lexicon) -> Meaning:
    words, mail = first.words, first.mail
    if "told" in fields and "told_not" in fields:
        fields = {**fields, "told": _unexplained(fields["told"], fields["told_not"])}
    found = facts([hit for field in _FACTS for hit in fields.get(field, ())])
    organisation, role = _names(words, fields, lexicon, mail, is_mail=first.is_email)
    steps = _unexplained(fields.get("stage", ()), fields.get("stage_not", ()))
    step = stages.reached(words, stages.outside_role(steps, words, role, lexicon), lexicon)
    ranked = reflections(first.features, fields.get("theme", []), lexicon)
    return Meaning(
        care=first.care,
        kind=first.kind,
        sure=first.sure,
        kinds=first.kinds,
        is_email=first.is_email,
        organisation=organisation,
        role=role,
        stage=step.stage if step else None,
        stage_words=words.said(step.start, step.end) if step else None,
        told=found.told or (Told.EMAIL if first.is_email else None),
        told_when=news_day.words_for(words, mail, is_mail=first.is_email),
        invited=_invited(first, fields),
        answer_due=ahead.answer_due(words, fields, first.kind),
        fate=found.fate,
        internal="internal" in found.flags,
        feedback_offered="feedback_offered" in found.flags,
        feedback_refused="feedback_refused" in found.flags,
        keep_in_touch="keep_in_touch" in found.flags,
        no_reply=mail.no_reply or "no_reply" in found.flags,
        signed_by=signatures.signer(mail, organisation, lexicon) if first.is_email else None,
        reflections=ranked,
        reflection_sure=theme_is_sure(ranked) and any(hit.cue.value == ranked[0][0] for hit in fields.get("theme", ())),
        beside=_beside(fields),
        concerns=found.concerns,
    )


def _beside(fields: Mapping[str, list[Hit]]) -> str | None:
    """Return what is told of that no reflection is about, where no cue of one stands in the text apart from it."""
    said = fields.get("beside", ())
    inside = places(said)
    apart = (hit for hit in fields.get("theme", ()) if inside.isdisjoint(range(hit.start, hit.end)))
    return said[0].cue.value if said and next(apart, None) is None else None


def _invited(first: Look, fields: Mapping[str, list[Hit]]) -> str | None:
    if first.is_email:
        return ahead.invited_in_mail(first.words, fields, first.kind)
    return ahead.invited_in_chat(first.words, fields, first.kind, sure=first.sure)


def _left_out(cleaned: str, mail: Mail) -> str:
    """Return what the care check reads besides: what is left out as wrapping or as too long."""
    if mail.left_out is None:
        return cleaned
    return f"{mail.left_out}\n{cleaned[len(_beginning(cleaned)) :]}".strip()


def _beginning(cleaned: str) -> str:
    """Return as much of a text as is read for what it is about, cut between two words: halves of one mean nothing."""
    if len(cleaned) <= MOST_READ:
        return cleaned
    space = max(cleaned.rfind(" ", 0, MOST_READ), cleaned.rfind("\n", 0, MOST_READ))
    return cleaned[: space if space > 0 else MOST_READ]


def _by_field(hits: list[Hit]) -> dict[str, list[Hit]]:
    fields: dict[str, list[Hit]] = {}
    for hit in hits:
        fields.setdefault(hit.cue.field, []).append(hit)
    return fields


def _unexplained(hits: Iterable[Hit], around: Sequence[Hit]) -> list[Hit]:
    """Leave out what ends inside words that explain it away."""
    inside = places(around)
    return [hit for hit in hits if hit.end - 1 not in inside]


def _not_denied(hits: Iterable[Hit], around: Sequence[Hit]) -> list[Hit]:
    """Leave out the "a no" of "not a no yet"."""
    meant = _unexplained(hits, around)
    return [hit for hit in hits if hit.cue.value != Kind.REJECTION or hit in meant]


def _names(
    words: Words, fields: Mapping[str, list[Hit]], lexicon: Lexicon, mail: Mail, *, is_mail: bool
) -> tuple[str | None, str | None]:
    """Return organisation and role."""
    wanted = ("mail_org", "mail_role") if is_mail else ("org", "role")
    naming = [hit for one in wanted for hit in takewhile(partial(_is_early, words), fields.get(one, ()))][:_MOST_NAMING]
    naming = _unexplained(naming, fields.get("org_not", ()))
    pieces = Pieces(words.text[: _MOST_FOR_NAMES + 200])
    if is_mail:
        role = mail_roles.role(words, pieces, naming, lexicon, mail.subject)
        organisation = mail_names.organisation(words, pieces, naming, lexicon, mail=mail, role=role)
        return organisation, mail_roles.without_organisation(role, organisation)
    role = chat_roles.role(words, pieces, naming, lexicon)
    return chat_names.organisation(words, pieces, naming, lexicon, role), role


def _is_early(words: Words, hit: Hit) -> bool:
    return words.place(hit.end - 1)[1] < _MOST_FOR_NAMES


def _evidence(words: Words, fields: Mapping[str, list[Hit]]) -> list[Evidence]:
    """Return what a coach may want to see, heaviest first."""
    hits = sorted((hit for field in _TELLING for hit in fields.get(field, ())), key=lambda hit: hit.start)
    telling = sorted(hits, key=lambda hit: -hit.cue.weight)
    return [
        Evidence(field=cue.field, value=cue.value, words=words.said(start, end), weight=cue.weight)
        for cue, start, end in telling[:_MOST_EVIDENCE]
    ]


def _is_mail(text: str, words: list[str], fields: dict[str, list[Hit]], lexicon: Lexicon) -> bool:
    """Tell a pasted mail, which speaks to "you", from somebody's own story, which speaks of "I"."""
    signs = sum(hit.cue.weight for hit in fields.get("mail_sign", ())) + _shape(text, lexicon)
    if not signs and "mail" not in fields:
        return False
    own, theirs = lexicon.listed("own"), lexicon.listed("theirs")
    balance = sum(map(own.__contains__, words)) - sum(map(theirs.__contains__, words))
    if balance < 0:
        signs += len(fields.get("mail", ()))
    return signs - _OWN_WORDS * max(balance, 0) >= _MAIL_FROM


def _shape(text: str, lexicon: Lexicon) -> float:
    """Return what the shape of a text says for a mail: a greeting above it and short lines below."""
    lines = text.split("\n", _MOST_LINES)
    first = lines[0].split(None, _LONGEST_GREETING)
    if len(lines) < _LEAST_LINES or not first or len(first) > _LONGEST_GREETING:
        return 0.0
    greets = first[0].lower().strip(",") in lexicon.listed("greetings")
    signs = 0 < len(text.rsplit("\n", 1)[1].split()) <= _LONGEST_SIGNATURE
    return greets * _GREETED + (greets and signs) * _SIGNED
