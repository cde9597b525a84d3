"""Organisation and role in a mail: what it thanks for, what it is about, who signs it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, fold
from bot.understanding.names import (
    COMPANY_FORMS,
    Candidate,
    Piece,
    Pieces,
    capital_run,
    capital_run_before,
    is_shouted,
    span,
)

_REQUISITION = re.compile(r"^(?:[A-Z]{1,3}[-_]?\d{3,}(?:[-_/]\d+)*|#\d+|\d{4}-\d{3,}|(?!(?:19|20)\d\d$)\d{3,})$")
_MOST_ROLE = 14
_STATUS = frozenset({"open", "evergreen", "closed"})
_DASHES = frozenset({"-", "\u2013", "\u2014", "/", "|"})
_SUBJECT_WEIGHT = 2.5
_LAST_LINES = 6
_LONG_LINE = 60  # signs
_MOST_ALONE = 6  # words
_PERSON = 0.5  # weight of the first name in a signature, most often a person's
_BELOW_PERSON = 1.0
_AFTER_TITLE = 1.5  # "Talent Acquisition, Oakmere Software"
_LONGER_FROM = 2.5  # own support from which a longer form of a name takes over that of the shorter ones
_DETERMINERS = frozenset({"the", "our", "a", "an", "your", "this", "for", "of", "to", "following"})


def organisation(  # noqa: PLR0913 -- a mail's name shows in all of these
    words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, *, subject: str | None, role: str | None
) -> str | None:
    """Return the organisation that writes, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_org" for one in _around(words, pieces, hit, lexicon)]
    found += _signed(words.text, lexicon)
    if subject:
        found += _in_subject(subject, lexicon)
    return _most_supported(found, fold(role or ""), lexicon)


def _around(words: Words, all_pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    no_name = lexicon.listed("mail_no_name")
    if hit.cue.value == "before":
        run = capital_run_before(all_pieces.before(words.places[hit.start][0]), no_name)
    else:
        pieces = all_pieces.after(words.places[hit.end - 1][1])
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
    while kept and ((kept[0].low in no_name and not is_shouted(kept[0])) or _REQUISITION.match(kept[0].text)):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].low in no_name - {"re"} and not is_shouted(kept[-1]):
        kept.pop()
    return kept if kept and any(sign.isalpha() for sign in kept[0].text) else []


def _signed(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield names alone on the last lines: how a mail is signed, mostly a person and then the organisation."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    weight = _PERSON
    for line in lines[-_LAST_LINES:]:
        title, comma, rest = line.partition(", ")
        if comma and len(line) < _LONG_LINE and _is_title(title, lexicon):
            name, after_title = _alone(rest.strip(" ."), lexicon), _AFTER_TITLE
        else:
            name, after_title = _alone(line, lexicon), weight
        if name:
            yield Candidate(name, after_title)
            weight = _BELOW_PERSON


def _alone(line: str, lexicon: Lexicon) -> str:
    """Return a line that is nothing but a name, else nothing. A role is no name, nor is a closing word."""
    if len(line) > _LONG_LINE or line.endswith((",", ":", "!", "?")):
        return ""
    pieces = Pieces(line).after(0, _MOST_ALONE + 2)
    run = _named(capital_run(pieces, frozenset()), lexicon)
    if not run or len(pieces) > _MOST_ALONE or len(run) != len(pieces) or _has_role(run[-1:], lexicon):
        return ""
    return span(line, run)


def _is_title(part: str, lexicon: Lexicon) -> bool:
    """Tell "Talent Acquisition" or "HR Manager", which stand before the organisation, from a person's name."""
    known = lexicon.listed("mail_no_name") | lexicon.listed("roles")
    return bool(part) and all(word in known for word in part.lower().split())


_SUBJECT_PARTS = re.compile(r" [-\u2013\u2014|] |: ")


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
    for part in _SUBJECT_PARTS.split(subject):
        run = _named(capital_run(Pieces(part).after(0, 6), no_name), lexicon)
        if run and span(part, run) == part.strip(" .!") and not _has_role(run, lexicon):
            yield Candidate(span(part, run), 1.0)


def _most_supported(found: Sequence[Candidate], role: str, lexicon: Lexicon) -> str | None:
    """Return the name with the most support. A shorter form ("ExtraHop") also supports the longer one."""
    votes: dict[str, float] = {}
    written: dict[str, str] = {}
    for one in found:
        key = _without_form(fold(one.text))
        if key and key != role and not (key in role and _names_role(key, lexicon)):
            votes[key] = votes.get(key, 0.0) + one.weight
            if len(one.text) > len(written.get(key, "")):
                written[key] = one.text
    if not votes:
        return None
    support = {
        key: own + sum(less for other, less in votes.items() if own >= _LONGER_FROM and key.startswith(other + " "))
        for key, own in votes.items()
    }
    return written[max(support, key=lambda key: support[key])]


def _names_role(name: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.listed("roles") for word in name.split())


def _without_form(name: str) -> str:
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in COMPANY_FORMS:
        words.pop()
    return " ".join(words)


def role(words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, subject: str | None) -> str | None:
    """Return the role the mail is about, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_role" for one in _roles(words, pieces, hit, lexicon)]
    if subject:
        found += _roles_in_subject(subject, lexicon)
    votes: dict[str, float] = {}
    first: dict[str, str] = {}
    for one in found:
        key = fold(one.text)
        votes[key] = votes.get(key, 0.0) + one.weight
        first.setdefault(key, one.text)
    if not votes:
        return None
    support = {
        key: own
        + sum(less for other, less in votes.items() if other != key and key.startswith(other) and own > _LONGER_FROM)
        for key, own in votes.items()
    }
    return first[max(support, key=lambda key: support[key])]


def without_organisation(role: str | None, organisation: str | None) -> str | None:
    """Return a role without the organisation behind it ("Engineer - Acme")."""
    if role and organisation:
        for between in (" - ", " \u2013 ", " | ", " at ", " with ", ", "):
            role = role.removesuffix(between + organisation)
    return role


def _roles(words: Words, pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    text = words.text
    if hit.cue.value == "before":
        place = words.places[hit.start]
        own = pieces.after(place[0], 1)
        run = _role_before(pieces.before(place[0], _MOST_ROLE))
        if run and own and own[0].capital and own[0].low in lexicon.listed("roles"):
            run = [*run, own[0]]
    else:
        run = _role_after(pieces.after(words.places[hit.end - 1][1], _MOST_ROLE), text, lexicon)
    name = _role_text(text, run)
    if not name:
        return
    known = _has_role(run, lexicon)
    if hit.cue.value == "after" and not known:
        return
    yield Candidate(name, hit.cue.weight + (2.0 if known else 0.0) + (1.0 if hit.cue.value == "before" else 0.0))


def _has_role(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    known = lexicon.listed("roles")
    return any(part in known for piece in run for part in (piece.low, piece.low.rstrip("s"), *piece.low.split("/")))


def _role_before(pieces: Sequence[Piece]) -> list[Piece]:
    """Take what stands between "the" or "our" and "position"."""
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.low in _DETERMINERS and not _is_inside(piece, run):
            return run[::-1] if run and run[-1].capital and _is_said(run) else []
        run.append(piece)
    return []


def _is_inside(piece: Piece, run: Sequence[Piece]) -> bool:
    """Tell whether "of" stands inside a role ("Head of Sales position") and not in front of one."""
    return piece.low == "of" and 0 < len(run) < 3 and run[-1].capital  # noqa: PLR2004


def _is_said(run: Sequence[Piece]) -> bool:
    return sum(piece.capital for piece in run) * 2 >= len(run)


_INSIDE_ROLE = frozenset({"of", "for", "&", "-", "\u2013", "/", "or", "and", "to", "in"})


def _role_after(pieces: Iterable[Piece], text: str, lexicon: Lexicon) -> list[Piece]:
    """Take what follows "position of" as long as it is written like a title."""
    run: list[Piece] = []
    comma = False
    for piece in pieces:
        if piece.low in _DETERMINERS and not run:
            continue
        if (piece.low in lexicon.listed("role_ends") and run) or not (
            piece.capital or (run and piece.low in _INSIDE_ROLE)
        ):
            break
        if comma and not piece.capital:
            break
        if piece.low == "for" and not _has_role(run, lexicon):
            run = []
            continue
        run.append(piece)
        comma = text[piece.end : piece.end + 1] in {",", ":"}
        if piece.closes and not comma:
            break
    while run and not run[-1].capital:
        run.pop()
    return run


def _role_text(text: str, run: Sequence[Piece]) -> str:
    """Return a role without requisition numbers and remarks about its state."""
    kept = list(run)
    while kept and _is_label(kept[0], text):
        kept.pop(0)
    while kept and _is_label(kept[-1], text):
        kept.pop()
    if not kept:
        return ""
    end = kept[-1].end
    opened = text[kept[0].start : end]
    if opened.count("(") > opened.count(")") and text[end : end + 1] == ")":
        end += 1
    return text[kept[0].start : end]


def _is_label(piece: Piece, text: str) -> bool:
    in_brackets = text[max(piece.start - 1, 0) : piece.start] == "("
    return piece.low in _DASHES or bool(_REQUISITION.match(piece.text)) or (in_brackets and piece.low in _STATUS)


_SUBJECT_ROLE = re.compile(
    r"\b(?:[Aa]pplication (?:for|to)|[Ii]nterview for|[Ii]nterest in|[Pp]osition of|[Rr]ole of|for) (?:the |our )?"
)
_MOST_IN_SUBJECT = 8


def _roles_in_subject(subject: str, lexicon: Lexicon) -> Iterator[Candidate]:
    pieces = Pieces(subject[:500])
    for found in _SUBJECT_ROLE.finditer(subject[:500]):
        run = _role_after(pieces.after(found.end(), _MOST_ROLE), subject, lexicon)
        if _has_role(run, lexicon):
            yield Candidate(_role_text(subject, run), 2.0)
    for part in _SUBJECT_PARTS.split(subject):
        run = Pieces(part).after(0, _MOST_IN_SUBJECT + 1)
        titled = all(piece.capital or piece.low in {"of", "and", "or"} for piece in run)
        if titled and len(run) <= _MOST_IN_SUBJECT and _has_role(run, lexicon):
            yield Candidate(_role_text(part, run), 1.5)
