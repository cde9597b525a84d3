"""How a mail is signed: persons, what they are, and for whom they write."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.lexicon import Lexicon
from bot.understanding.names import REQUISITION, Candidate, Piece, Pieces, capital_run, span
from bot.understanding.signatures import CLOSING

_LAST_LINES = 7
_LONGEST_LINE = 75  # signs
_MOST_ALONE = 8  # words
_PARTS = re.compile(r"\s*(?:, | \| | [-\u2013\u2014] |: | [\u2022\u00b7] | \((?=[A-Z]))\s*")
_FOR_WHOM = re.compile(r" (?:at|to|for|from) (?=[A-Z])")  # "Head of Sales at Larch", but "Office for Works"
_REMARK = re.compile(r"\s*\([^()A-Z]*\)$")
_LAST_SENTENCE = re.compile(r"(?<=[.!?)]) +(?=[A-Z])")
_SAME_LINE = 0.5  # what a single word behind a name on its line counts: it is most often a place
_LARGER = 1.0  # what the last of several bodies adds: "School of Physics, University of Larch"
SIGNER = 0.5  # weight of the first name in a signature, most often a person's
_HOLDER = 0.25  # of one with a title behind it: "Ada Quill, Ward Manager"
_BELOW = 1.0  # what stands below it or behind it
_BEHIND_TITLE = 1.0  # what "Ward Manager," in front adds
_DEPARTMENT = "department"  # ends a team's name, and that of a body: "Larch Fire Department"
_SAYS_WHAT_IT_IS = 1.5  # what a word like "school" or "ltd" adds
_TEAM = 2.5  # "The Larch Bakery Hiring Team"


def signed(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the names a mail is signed with, which are mostly a person and then the organisation."""
    found = [one for line in _last_lines(text, lexicon) for one in _in_line(line, lexicon)]
    bodies = [number for number, one in enumerate(found) if one.is_body]
    behind_title = named = False
    for number, one in enumerate(found):
        if one.is_title:
            behind_title = True
            continue
        if _is_person(one, found[number + 1 : number + 2], lexicon):
            named = True
            continue
        weight = _TEAM if one.is_team else _BELOW if named or one.is_body else SIGNER
        if one.has_title and not one.is_body and not one.is_team:
            weight = _HOLDER
        if one.is_place:
            weight = _SAME_LINE
        if len(bodies) > 1 and number == bodies[-1]:
            weight += _LARGER
        yield Candidate(one.name, weight + behind_title * _BEHIND_TITLE + one.is_body * _SAYS_WHAT_IT_IS)
        named, behind_title = True, False


def _is_person(one: "_Part", below: Sequence["_Part"], lexicon: Lexicon) -> bool:
    """Tell a person by the trade that follows: "Ada Quill, Ward Manager"; a department may follow either."""
    if one.is_body or one.is_team or " " not in one.name:
        return False
    roles = lexicon.listed("roles")
    return any(part.is_title and not roles.isdisjoint(part.name.lower().replace(",", " ").split()) for part in below)


class _Part(NamedTuple):
    """A part of a line of a signature: a name, or a title."""

    name: str
    is_title: bool = False
    has_title: bool = False  # a title follows
    is_team: bool = False
    is_body: bool = False  # it says that it is an organisation
    is_place: bool = False  # most likely, for it is one word behind a longer name


def _in_line(line: str, lexicon: Lexicon) -> Iterator[_Part]:
    parts = [(part, is_title(part, lexicon)) for part in _parts(line, lexicon)]
    longer = False
    for (part, title), (_, before_title) in pairwise([*parts, ("", False)]):
        if title:
            yield _Part(part, is_title=True)
            continue
        name, is_team = _alone(part, lexicon)
        if not name:
            continue
        is_body = says_what_it_is(name.lower().split(), lexicon)
        place = longer and " " not in name and not is_team
        yield _Part(name, has_title=before_title, is_team=is_team, is_body=is_body, is_place=place)
        longer = longer or " " in name


def _parts(line: str, lexicon: Lexicon) -> Iterator[str]:
    for part in _PARTS.split(_REMARK.sub("", line)):
        before, *behind = _FOR_WHOM.split(part, 1)
        whole = not behind or before.rsplit(" ", 1)[-1].lower() in lexicon.listed("organisation_words")
        yield from (part,) if whole else (before, *behind)


def says_what_it_is(name: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether the words of a name say that it is an organisation's: "Larch School", "Ministry of Works"."""
    known = lexicon.listed("organisation_words")
    named_for = any(word in known and behind in {"of", "for"} for word, behind in pairwise(name))
    return len(name) > 1 and (name[-1].rstrip(".") in known or named_for)


def is_title(part: str, lexicon: Lexicon) -> bool:
    """Tell "Talent Acquisition" or "Ward Manager" from a name."""
    words = part.lower().strip(" .").split()
    known = lexicon.listed("title_words")
    roles = lexicon.listed("roles")
    if not words or any(sign.isdigit() for sign in part):
        return False
    return (
        all(word in known or word in roles or word in lexicon.listed("mail_no_name") for word in words)
        or (words[0] in roles and len(words) > 1 and words[1] == "of")
        or (words[-1] in roles and not part.strip().endswith("'s"))
    )


def holds_title(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line speaks of those who hire ("Sam, Recruiter"), and so of no role one applies for."""
    return any(word.strip(",.") in lexicon.listed("hirers") for word in line.lower().split())


def without_title(name: str, lexicon: Lexicon) -> str:
    """Return "Larch Bakery" for "Larch Bakery Talent Acquisition"; nothing is left of a title alone."""
    words = name.split()
    if is_title(name, lexicon):
        return ""
    while words and _is_added(words[-1].lower(), lexicon):
        words.pop()
    return " ".join(words)


def _is_added(low: str, lexicon: Lexicon) -> bool:
    """Tell a word of a team ("Talent") from one of an organisation's name ("Engineering")."""
    is_named = low in lexicon.listed("organisation_words") and low not in lexicon.listed("mail_no_name")
    return low in lexicon.listed("title_words") and not is_named


def _last_lines(text: str, lexicon: Lexicon) -> list[str]:
    """Return the lines that may sign a mail; of a last one that goes on with the text, the last sentence."""
    said = (line for line in text.split("\n") if not line.startswith(">"))  # the rest is quoted
    lines = [line.strip(" *_\u2022") for line in said if line.strip()]
    if lines and lines[0].endswith(","):  # "Mr Larch," is whom it is written to
        lines = lines[1:]
    if lines:
        lines[-1] = _LAST_SENTENCE.split(lines[-1])[-1]
    return [
        line for line in lines[-_LAST_LINES:] if len(line) <= _LONGEST_LINE and not _greets_or_closes(line, lexicon)
    ]


def _greets_or_closes(line: str, lexicon: Lexicon) -> bool:
    return (
        not line
        or line.endswith(("?", "!", ":"))
        or CLOSING.match(line) is not None
        or line.split(None, 1)[0].lower().rstrip(",") in lexicon.listed("greetings")
    )


def _alone(part: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return a name that is the whole of a part of a line, without the team that signs for it."""
    pieces = Pieces(part.strip(" .")).after(0, _MOST_ALONE + 2)
    while pieces and pieces[0].low in lexicon.listed("mail_no_name") and not pieces[0].text.isupper():
        pieces = pieces[1:]
    run = _run(pieces, lexicon)
    if not run or len(pieces) > _MOST_ALONE or len(run) != len(pieces) or REQUISITION.match(run[-1].text):
        return "", False
    kept = _before_title(run, lexicon)
    if run[-1].low == "team" or (run[-1].low == _DEPARTMENT and len(kept) < len(run) - 1):  # "Larch HR Department"
        return (span(part.strip(" ."), kept), True) if kept else ("", False)
    return span(part.strip(" ."), run), False


def _run(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Return the pieces as a name; a small "team" may follow it."""
    run = capital_run(pieces, frozenset())
    small = pieces[len(run) :]
    return [*run, *small] if small and all(piece.low in lexicon.listed("title_words") for piece in small) else run


def _before_title(run: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    kept = list(run)
    while kept and kept[-1].low in lexicon.listed("title_words"):
        kept.pop()
    return kept
