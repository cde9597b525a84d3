"""Organisation and role in a mail: what it thanks for, what it is about, who signs it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, fold
from bot.understanding.names import Candidate, Piece, capital_run, capital_run_before, pieces_after, pieces_before, span

_REQUISITION = re.compile(r"^(?:[A-Z]{0,3}[-_]?\d{3,}(?:[-_/]\d+)*|#\d+|\d{4}-\d{3,})$")
_MOST_ROLE = 14
_STATUS = frozenset({"(open)", "(evergreen)", "(closed)", "open", "evergreen"})
_COMPANY_FORM = frozenset({"inc", "inc.", "llc", "ltd", "ltd.", "gmbh", "corp", "corp.", "plc", "co", "co."})
_SUBJECT_WEIGHT = 2.5
_SIGNED_WEIGHT = 3.0
_DETERMINERS = frozenset({"the", "our", "a", "an", "your", "this", "for", "of", "to", "following"})


def organisation(words: Words, hits: Iterable[Hit], lexicon: Lexicon, subject: str | None, role: str | None) -> str | None:
    """Return the organisation that writes, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_org" for one in _around(words, hit, lexicon)]
    found += _signed(words.text, lexicon)
    if subject:
        found += _in_subject(subject, lexicon)
    return _most_supported(found, fold(role or ""))


def _around(words: Words, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    no_name = lexicon.lists["mail_no_name"]
    if hit.cue.value == "before":
        run = capital_run_before(pieces_before(words.text, words.places[hit.start][0]), no_name)
    else:
        pieces = list(pieces_after(words.text, words.places[hit.end - 1][1]))
        run = capital_run(pieces[1:] if pieces and pieces[0].low == "the" else pieces, lexicon.lists["name_ends"])
    run = _named(run, lexicon)
    if run:
        yield Candidate(span(words.text, run), hit.cue.weight)


def _named(run: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Take from both ends what is no part of a name."""
    no_name = lexicon.lists["mail_no_name"]
    kept = list(run)
    while kept and (kept[0].low in no_name or _REQUISITION.match(kept[0].text)):
        kept.pop(0)
    while kept and kept[-1].low in no_name:
        kept.pop()
    return kept if kept and any(sign.isalpha() for sign in kept[0].text) else []


def _signed(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield a name that stands alone on one of the last lines: how a mail is signed."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[-6:]:
        pieces = list(pieces_after(line, 0, 8))
        run = _named(capital_run(pieces, frozenset()), lexicon)
        if run and len(pieces) <= 6 and len(run) == len(pieces) and len(line) < 60:  # noqa: PLR2004
            yield Candidate(span(line, run), 0.5)


_SUBJECT_PARTS = re.compile(r" [-\u2013\u2014|] |: ")


def _in_subject(subject: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield names from a subject line: behind "at", "to", "from", "with"; before "application"; or standing alone."""
    no_name = lexicon.lists["mail_no_name"]
    pieces = list(pieces_after(subject, 0, 25))
    for number, piece in enumerate(pieces):
        if piece.low in {"at", "to", "from", "with", "in"}:
            run = _named(capital_run(pieces[number + 1 :], lexicon.lists["name_ends"]), lexicon)
            if run:
                yield Candidate(span(subject, run), _SUBJECT_WEIGHT)
        elif piece.low in {"application", "update"}:
            run = _named(capital_run_before(pieces[:number], no_name), lexicon)
            if run:
                yield Candidate(span(subject, run), 1.5)
    for part in _SUBJECT_PARTS.split(subject):
        run = _named(capital_run(pieces_after(part, 0, 6), no_name), lexicon)
        if run and span(part, run) == part.strip(" .!") and not _has_role(run, lexicon):
            yield Candidate(span(part, run), 1.0)


def _most_supported(found: Sequence[Candidate], role: str) -> str | None:
    """Return the name with the most support. A shorter form ("ExtraHop") also supports the longer one."""
    votes: dict[str, float] = {}
    first: dict[str, str] = {}
    for one in found:
        key = _without_form(fold(one.text))
        if key and key != role and not (role and key in role):
            votes[key] = votes.get(key, 0.0) + one.weight
            first.setdefault(key, one.text)
    for key in votes:
        votes[key] += sum(0.3 * weight for other, weight in votes.items() if other != key and key.startswith(other + " "))
    if not votes:
        return None
    return first[max(votes, key=lambda key: votes[key])]


def _without_form(name: str) -> str:
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in _COMPANY_FORM:
        words.pop()
    return " ".join(words)


def _has_role(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    return any(piece.low in lexicon.lists["roles"] for piece in run)


def role(words: Words, hits: Iterable[Hit], lexicon: Lexicon, subject: str | None) -> str | None:
    """Return the role the mail is about, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_role" for one in _roles(words, hit, lexicon)]
    if subject:
        found += _roles_in_subject(subject, lexicon)
    votes: dict[str, float] = {}
    first: dict[str, str] = {}
    for one in found:
        key = fold(one.text)
        votes[key] = votes.get(key, 0.0) + one.weight
        first.setdefault(key, one.text)
    return first[max(votes, key=lambda key: votes[key])] if votes else None


def _roles(words: Words, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    if hit.cue.value == "before":
        run = _role_before(pieces_before(words.text, words.places[hit.start][0], _MOST_ROLE))
    else:
        run = _role_after(pieces_after(words.text, words.places[hit.end - 1][1], _MOST_ROLE), lexicon)
    text = _role_text(words.text, run)
    if text:
        known = _has_role(run, lexicon) or any(piece.low.rstrip("s") in lexicon.lists["roles"] for piece in run)
        if hit.cue.value == "after" and not known:
            return
        yield Candidate(text, hit.cue.weight + (2.0 if known else 0.0) + (0.5 if hit.cue.value == "before" else 0.0))


def _role_before(pieces: Sequence[Piece]) -> list[Piece]:
    """Take what stands between "the" or "our" and "position"."""
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.low in _DETERMINERS and not (piece.low == "of" and run and run[-1].text[0].isupper() and len(run) < 3):  # noqa: PLR2004
            return run[::-1] if run and run[-1].capital else []
        run.append(piece)
    return []


_ROLE_ENDS = frozenset({"at", "with", "position", "role", "opening", "and", "has", "in", "here", "we", "we've", "opportunity", "is", "was", "through", "on", "job", "because", "internship", "to", "requisition", "team"})


def _role_after(pieces: Iterable[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    for piece in pieces:
        if piece.low in _DETERMINERS and not run:
            continue
        if not piece.capital and piece.low not in {"of", "for", "&", "-", "or", "and", "i", "ii", "to", "in"}:
            break
        if run and piece.low in _ROLE_ENDS - {"and", "in", "to", "team"}:
            break
        if not run and not piece.capital:
            return []
        run.append(piece)
        if piece.closes:
            break
    while run and not run[-1].capital:
        run.pop()
    return run


def _role_text(text: str, run: Sequence[Piece]) -> str:
    """Return a role without requisition numbers and remarks about its state."""
    kept = list(run)
    while kept and (_REQUISITION.match(kept[0].text) or kept[0].low in _STATUS):
        kept.pop(0)
    while kept and (_REQUISITION.match(kept[-1].text) or kept[-1].low in _STATUS):
        kept.pop()
    if not kept:
        return ""
    end = kept[-1].end
    opened = text[kept[0].start : end]
    if opened.count("(") > opened.count(")") and text[end : end + 1] == ")":
        end += 1
    return text[kept[0].start : end].strip(" -")


_SUBJECT_ROLE = re.compile(r"\b(?:[Aa]pplication (?:for|to)|[Ii]nterview for|[Ii]nterest in|[Pp]osition of|[Rr]ole of|for) (?:the |our )?")


def _roles_in_subject(subject: str, lexicon: Lexicon) -> Iterator[Candidate]:
    known = lexicon.lists["roles"]
    for found in _SUBJECT_ROLE.finditer(subject[:500]):
        run = _role_after(pieces_after(subject, found.end(), _MOST_ROLE), lexicon)
        if any(piece.low in known for piece in run):
            text = _role_text(subject, run)
            if text:
                yield Candidate(text, 2.0)
    for part in _SUBJECT_PARTS.split(subject):
        run = list(pieces_after(part, 0, 9))
        if run and len(run) <= 8 and all(piece.capital or piece.low in {"of", "and", "or"} for piece in run) and any(piece.low in known for piece in run):  # noqa: PLR2004
            text = _role_text(part, run)
            if text:
                yield Candidate(text, 1.5)
