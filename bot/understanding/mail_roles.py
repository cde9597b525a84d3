"""The role a mail is about: what it thanks for applying to, what the subject or a line of its own says."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, fold
from bot.understanding.names import (
    REQUISITION,
    SUBJECT_PARTS,
    Candidate,
    Piece,
    Pieces,
    is_role_word,
    sounds_like_trade,
)
from bot.understanding.senders import holds_title

_MOST_ROLE = 14
_SMALL = 0.6  # how much of its weight a role in small letters keeps: it may be no more than talk of work
_MOST_SMALL = 5  # words of a role in small letters
_PRONOUNS = frozenset({"i'm", "i've", "i'd", "i'll"})
_JOB = frozenset({"role", "position", "opening", "vacancy", "post", "job", "opportunity", "requisition"})
_TAIL = re.compile(  # a number, a grade or the hours behind a role
    r"(?:,| -| \u2013| \|)? ?\(?\b(?:[Rr]ef|[Rr]eq|[Ss]earch|[Rr]equisition|[Jj]ob [Ii][Dd])\b"
    r"|, ?(?:[Ll]evel|[Bb]and|[Gg]rade|[Ss]tore|[Ss]cale|[Ff]ull|[Pp]art|[Tt]erm|[Rr]emote|[Hh]ybrid|\d)"
)
_LABEL = re.compile(
    r"^(?:re|subject|vacancy|position|post|job title|job|role|title|application for|position applied for"
    r"|post applied for|job ref|vacancy title|position title)\b ?[:\u2013-]? ?(?:[A-Z]{2,5}[-/ ]?\d[\w/-]*:? ?)?",
    re.IGNORECASE,
)
_HEAD_LINES = 6
_ABOVE = 3  # lines at the top, where a role needs no label
_LONGEST_LINE = 70  # signs
_ON_A_LINE = 2.0
_LABELLED = 1.5
_MOST_HEAD = 600  # signs in which such lines stand
_STATUS = frozenset({"open", "evergreen", "closed"})
_DASHES = frozenset({"-", "\u2013", "\u2014", "/", "|"})
_DETERMINERS = frozenset({"the", "our", "a", "an", "your", "this", "for", "of", "to", "following"})
_LONGER_FROM = 2.5  # own support from which a longer form of a role takes over that of the shorter ones


def role(words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, subject: str | None) -> str | None:
    """Return the role the mail is about, as it stands in the mail or its subject."""
    found = [one for hit in hits if hit.cue.field == "mail_role" for one in _roles(words, pieces, hit, lexicon)]
    found += _on_a_line(words.text, lexicon)
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
        for between in (" - ", " \u2013 ", " | ", " at ", " with ", " in ", ", ", " for "):
            for article in ("", "the "):
                role = role.removesuffix(between + article + organisation)
    return role


def _roles(words: Words, pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    text = words.text
    if hit.cue.value == "before":
        place = words.place(hit.start)
        own = pieces.after(place[0], 1)
        run = _role_before(pieces.before(place[0], _MOST_ROLE), lexicon)
        if run and own and own[0].capital and own[0].low in lexicon.listed("roles"):
            run = [*run, own[0]]
    else:
        following = pieces.after(words.place(hit.end - 1)[1], _MOST_ROLE)
        run = _role_after(following, text, lexicon) or _small(following, lexicon)
    name = _role_text(text, run)
    if not name:
        return
    known = _has_role(run, lexicon)
    if hit.cue.value == "titled" and not known and not _is_new_trade(run, lexicon):
        return
    if hit.cue.value == "after" and not known and not (run[0].capital and _sounds_like_one(run, lexicon)):
        return
    if not any(piece.capital for piece in run):
        yield Candidate(name, hit.cue.weight * _SMALL)
        return
    yield Candidate(name, hit.cue.weight + (2.0 if known else 0.0) + (1.0 if hit.cue.value == "before" else 0.0))


def _has_role(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    return any(is_role_word(piece.low, lexicon.listed("roles")) for piece in run)


def _sounds_like_one(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    return sounds_like_trade(run[-1].low, lexicon.listed("no_agents"))


def _is_new_trade(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Tell whether capitals where only a role stands may be one that no list knows ("position of Zanjero")."""
    names_body = any(piece.low in lexicon.listed("organisation_words") for piece in run)
    return run[0].capital and len(run) < _MOST_SMALL and not names_body


def _small(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Take a role written in small letters: what follows up to a known trade, if that comes soon."""
    run: list[Piece] = []
    for piece in pieces[:_MOST_SMALL]:
        if piece.low in _DETERMINERS and not run:
            continue
        if piece.low in lexicon.listed("role_starts") or piece.low in lexicon.listed("role_ends"):
            break
        run.append(piece)
        if piece.closes:
            break
    while run and not _has_role(run[-1:], lexicon):
        run.pop()
    if run and run[-1].capital:  # words of the sentence in front of it: "whether Deck Officer"
        run = run[next((number for number, piece in enumerate(run) if piece.capital), 0) :]
    return [] if run and len(run) == 1 and run[0].low in lexicon.listed("no_role") else run


def _role_before(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Take what stands between "the" or "our" and "position"."""
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.low in _DETERMINERS and not _is_inside(piece, run):
            small = (
                0 < len(run) < _MOST_SMALL
                and _has_role(run[:1], lexicon)
                and run[0].low not in lexicon.listed("no_role")
            )
            return run[::-1] if run and (small or (run[-1].capital and _is_said(run))) else []
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
        if (comma and not piece.capital) or piece.low in _PRONOUNS:
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
    while kept and (_is_count(kept[0]) or _is_label(kept[0], text)):
        kept.pop(0)
    while kept and _is_label(kept[-1], text):
        kept.pop()
    while len(kept) > 1 and kept[-1].low in _JOB:
        kept.pop()
    if not kept:
        return ""
    cut = _TAIL.search(text, kept[0].end, kept[-1].end)
    kept = [piece for piece in kept if cut is None or piece.end <= cut.start()]
    end = kept[-1].end
    return _closed(text[kept[0].start : end], text[end : end + 1])


def _closed(name: str, behind: str) -> str:
    """Return a role with the bracket that closes it, or without what is not closed: "(Reserve list 4, until May)"."""
    if name.count("(") <= name.count(")"):
        return name
    return name + behind if behind == ")" else name[: name.rindex("(")].rstrip()


def _is_count(piece: Piece) -> bool:
    """Tell "6 Deck Officers" from "2018 Deck Officer"."""
    return piece.text.isdigit() and len(piece.text) < len("2018")


def _is_label(piece: Piece, text: str) -> bool:
    in_brackets = text[max(piece.start - 1, 0) : piece.start] == "("
    return piece.low in _DASHES or bool(REQUISITION.match(piece.text)) or (in_brackets and piece.low in _STATUS)


def _on_a_line(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield a role that is a line of its own above the mail: "Re: Night Porter, 30 hours"."""
    lines = [line.strip(" *_") for line in text[:_MOST_HEAD].split("\n") if line.strip(" *_")]
    for number, line in enumerate(lines[:_HEAD_LINES]):
        label = _LABEL.match(line)
        if len(line) > _LONGEST_LINE or (number >= _ABOVE and not label):
            continue
        at = label.end() if label else 0
        run = _role_after(Pieces(line).after(at, _MOST_ROLE), line, lexicon)
        if (
            run
            and run[0].start - at <= 1
            and _has_role(run, lexicon)
            and run[0].low not in lexicon.listed("greetings")
            and not holds_title(line, lexicon)
            and (label or _is_all(run, line))
        ):
            yield Candidate(_role_text(line, run), _ON_A_LINE + (_LABELLED if label else 0.0))


def _is_all(run: Sequence[Piece], line: str) -> bool:
    """Tell whether nothing but a remark follows a role on its line ("x 4 posts", "(18 hours)")."""
    behind = line[run[-1].end :].strip(" .")
    return not behind or behind[0] in "(,-\u2013|" or behind.startswith("x ") or behind[0].isdigit()


_SUBJECT_ROLE = re.compile(
    r"\b(?:application (?:for|to)|interview for|interest in|position of|role of|for|as) (?:the |our |an? )?",
    re.IGNORECASE,
)
_MOST_IN_SUBJECT = 8
_NO_ROLE_FIRST = frozenset(
    {"job", "ref", "reference", "re", "vacancy", "your", "application", "for", "position", "role"}
)


def _bare(run: list[Piece]) -> list[Piece]:
    """Return a part of a subject without codes and "vacancy", and without where the role is."""
    run = run[: next((number for number, piece in enumerate(run) if piece.low in {"at", "with"}), len(run))]
    while run and (run[0].low in _NO_ROLE_FIRST or REQUISITION.match(run[0].text) or _is_code(run[0].text)):
        run = run[1:]
    while run and run[-1].low in _JOB | {"application", "interview"}:
        run = run[:-1]
    return run


def _is_code(word: str) -> bool:
    return any(sign.isdigit() for sign in word) and any(sign in "-/" for sign in word)


def _roles_in_subject(subject: str, lexicon: Lexicon) -> Iterator[Candidate]:
    pieces = Pieces(subject[:500])
    for found in _SUBJECT_ROLE.finditer(subject[:500]):
        following = pieces.after(found.end(), _MOST_ROLE)
        run = _role_after(following, subject, lexicon) or _small(following, lexicon)
        if _has_role(run, lexicon):
            yield Candidate(_role_text(subject, run), 2.0)
    parts = SUBJECT_PARTS.split(subject)
    halves = [half for part in parts if ", " in part for half in part.split(", ")]
    for part in (*parts, *halves):
        run = _bare(Pieces(part).after(0, _MOST_IN_SUBJECT + 1))
        titled = all(piece.capital or piece.low in {"of", "and", "or"} for piece in run)
        small = 0 < len(run) < _MOST_SMALL and _has_role(run[-1:], lexicon) and len(run) < len(part.split())
        if run and (titled or small) and len(run) <= _MOST_IN_SUBJECT and _has_role(run, lexicon):
            yield Candidate(_role_text(part, run), 1.5)
