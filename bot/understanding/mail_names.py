"""The organisation that writes a mail: whom one is thanked by, what the subject says, who signs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import Mail
from bot.understanding.matches import Words, fold
from bot.understanding.names import (
    COMPANY_FORMS,
    REQUISITION,
    SUBJECT_PARTS,
    Candidate,
    Piece,
    Pieces,
    capital_run,
    capital_run_before,
    is_role_word,
    is_shouted,
    span,
)
from bot.understanding.senders import SIGNER, is_title, says_what_it_is, signed, without_title

_SUBJECT_WEIGHT = 2.5
_WHAT_IT_IS = 1.0  # weight of a name anywhere that says what it is
_AGAIN = 0.5  # what each further time adds that a name stands there
_MOST_AGAIN = 3
_IN_ADDRESS = 2.0
_MOST_COUNTED = 2_500  # signs
_DOMAIN = re.compile(r"@(?:[a-z0-9-]{1,40}\.){0,2}?([a-z0-9-]{2,40})\.(?:[a-z]{2,3}\.)?[a-z]{2,8}\b")
_SENDER = re.compile(r"<[^<>]*>|\S+@\S+|\"")
_CLOCK = re.compile(r"\d{1,2}(?:[.:]?\d\d)?(?:am|pm|h|hrs|uhr)", re.IGNORECASE)
_LONGER_FROM = 2.5  # own support from which a longer form of a name takes over that of the shorter ones


def organisation(  # noqa: PLR0913 -- a mail's name shows in all of these
    words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, *, mail: Mail, role: str | None
) -> str | None:
    """Return the organisation that writes, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_org" for one in _around(words, pieces, hit, lexicon)]
    found += signed(words.text, lexicon)
    found += _named_for_what_it_is(pieces, lexicon)
    if mail.sender:
        found += signed(_SENDER.sub("", mail.sender), lexicon)
    if mail.subject:
        found += _in_subject(mail.subject, lexicon)
    everything = f"{words.text[:_MOST_COUNTED]}\n{mail.subject or ''}\n{mail.sender or ''}".lower()
    domains = {_squashed(domain) for domain in _DOMAIN.findall(everything)}
    apart = everything.replace((role or "").lower(), " ") if role else everything
    found = [
        _short(one, everything, lexicon)
        for one in _together(found)
        if one.text.lower() in apart or says_what_it_is(one.text.lower().split(), lexicon)
    ]
    best, support = _most_supported([*found, *_again(found, everything, domains)], fold(role or ""), lexicon)
    return None if best and support <= SIGNER and _is_writer(best, words, lexicon) else best


def _together(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield each name once, with the support of all its places."""
    weights: dict[str, float] = {}
    for one in found:
        weights[one.text] = weights.get(one.text, 0.0) + one.weight
    return (Candidate(text, weight) for text, weight in weights.items() if text)


def _named_for_what_it_is(pieces: Pieces, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield every name of the text that says what it is called by: "Larch School", "Alder Bank"."""
    for run in pieces.capital_runs(lexicon.listed("mail_no_name")):
        if says_what_it_is([piece.low for piece in run], lexicon):
            yield Candidate(span(pieces.text, run), _WHAT_IT_IS)


def _short(one: Candidate, everything: str, lexicon: Lexicon) -> Candidate:
    """Take a team's name from behind an organisation's, where that stands alone elsewhere; nothing of a title."""
    short = without_title(one.text, lexicon)
    if short == one.text:
        return one
    alone = everything.count(short.lower()) > everything.count(one.text.lower())
    return replace(one, text=short) if not short or alone else one


def _again(found: Iterable[Candidate], everything: str, domains: set[str]) -> Iterator[Candidate]:
    """Yield more support for names that stand in the mail more than once, or in an address."""
    for name in {fold(one.text): one.text for one in found if one.text}.values():
        low = name.lower()
        more = min(everything.count(low) - 1, _MOST_AGAIN)
        written_so = _squashed(low) in domains
        if more > 0 or written_so:
            yield Candidate(name, max(more, 0) * _AGAIN + written_so * _IN_ADDRESS)


def _squashed(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())


def _around(words: Words, all_pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    no_name = lexicon.listed("mail_no_name")
    if hit.cue.value == "before":
        run = capital_run_before(all_pieces.before(words.place(hit.start)[0]), no_name)
    else:
        pieces = all_pieces.after(words.place(hit.end - 1)[1])
        run = capital_run(pieces[1:] if pieces and pieces[0].low == "the" else pieces, lexicon.listed("name_ends"))
    run = _named(run, lexicon)
    if run:
        yield Candidate(_owner(span(words.text, run), words.text, run[-1].end), hit.cue.weight)


def _owner(name: str, text: str, end: int) -> str:
    """Return "Stryker" for "Stryker's hiring team", and "Ben & Jerry's" where nothing follows that is owned."""
    if name.endswith("'s") and text[end : end + 2].strip()[:1].islower():
        return name[:-2]
    return name


def _named(run: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Take from both ends what is no part of a name."""
    no_name = lexicon.listed("mail_no_name")
    kept = list(run)
    while kept and ((kept[0].low in no_name and not is_shouted(kept[0])) or REQUISITION.match(kept[0].text)):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].low in no_name and kept[-1].low != "re" and not is_shouted(kept[-1]):
        kept.pop()
    named = kept and any(sign.isalpha() for sign in kept[0].text) and not _CLOCK.fullmatch(kept[0].text)
    return kept if named else []


def _in_subject(subject: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield names from a subject line: behind "at", "to", "from", "with"; before "application"; or standing alone."""
    no_name = lexicon.listed("mail_no_name")
    pieces = Pieces(subject[:500]).after(0, 25)
    for number, piece in enumerate(pieces):
        if piece.low in {"at", "to", "from", "with", "in"}:
            run = _named(capital_run(pieces[number + 1 :], lexicon.listed("name_ends")), lexicon)
            if run:
                yield Candidate(span(subject, run), _SUBJECT_WEIGHT)
        elif piece.low in {"application", "update"}:
            run = _named(capital_run_before(pieces[:number], no_name), lexicon)
            if run:
                yield Candidate(span(subject, run), 1.5)
    for part in SUBJECT_PARTS.split(subject):
        run = _named(capital_run(Pieces(part).after(0, 6), no_name), lexicon)
        if (
            run
            and span(part, run) == part.strip(" .!")
            and not any(is_role_word(piece.low, lexicon.listed("roles")) for piece in run)
        ):
            yield Candidate(span(part, run), 1.0)


def _most_supported(found: Sequence[Candidate], role: str, lexicon: Lexicon) -> tuple[str | None, float]:
    """Return the name with the most support, and how much. A shorter form ("ExtraHop") also supports the longer one."""
    votes: dict[str, float] = {}
    written: dict[str, str] = {}
    for one in found:
        key = _without_form(fold(one.text))
        if key and key != role and not (key in role and _names_role(key, lexicon)) and not is_title(key, lexicon):
            votes[key] = votes.get(key, 0.0) + one.weight
            if len(one.text) > len(written.get(key, "")):
                written[key] = one.text
    if not votes:
        return None, 0.0
    support = {
        key: own + sum(less for other, less in votes.items() if own >= _LONGER_FROM and key.startswith(other + " "))
        for key, own in votes.items()
    }
    best = max(support, key=lambda key: support[key])
    return written[best], support[best]


def _is_writer(name: str, words: Words, lexicon: Lexicon) -> bool:
    """Tell a person from an organisation that only signs: the one says "hi" or "I", and two words are the name."""
    low = name.lower().split()
    personal = words.words[0] in lexicon.listed("person_greets") or "i" in words.words
    return personal and len(low) > 1 and lexicon.listed("organisation_words").isdisjoint(low)


def _names_role(name: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.listed("roles") for word in name.split())


def _without_form(name: str) -> str:
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in COMPANY_FORMS:
        words.pop()
    return " ".join(words)
