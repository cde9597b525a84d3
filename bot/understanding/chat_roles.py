"""The role in somebody's own words, capitals or none: "rejected for program manager"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words
from bot.understanding.names import (
    MOST_PIECES,
    Candidate,
    Piece,
    Pieces,
    best,
    is_role_word,
    sounds_like_trade,
    with_qualifier,
)

_ARTICLES = frozenset({"the", "a", "an", "my", "this", "our", "some"})
_LONGEST_LOWER = 4  # words of an unknown role
_RIGHT_OF_ROLE = frozenset({"of", "in"})
_FIRST_OF_ROLE = frozenset(
    {"team", "shift", "stage", "hr", "night", "day", "evening", "place", "application", "phone", "person"}
)
_INSIDE = frozenset({"of", "and", "&", "/", "in", "new", "first", "second", *_FIRST_OF_ROLE})
_NEAR = 2.0
_SAYS_LITTLE = 1.0  # weight of "internship" alone
_MOST_APART = 5  # words
_MOST_APART_IN = 1_000  # signs


def role(words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon) -> str | None:
    """Return the role the text speaks of, as it stands there."""
    found = [one for hit in hits if hit.cue.field == "role" for one in _roles(words, pieces, hit, lexicon)]
    found += _apart(pieces, lexicon)
    return best(found)


def _roles(words: Words, pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    known = lexicon.listed("roles")
    if hit.cue.value in {"before", "known"}:
        run = _role_before(pieces.before(words.place(hit.start)[0]), lexicon)
    else:
        run = _role_after(pieces.after(words.place(hit.end - 1)[1]), lexicon)
    if not run:
        return
    is_known = any(is_role_word(piece.low, known) for piece in run) or _last_two(run) in known
    if not is_known and not _may_be_role(run, hit.cue.value, pieces, lexicon):
        return
    if hit.cue.value == "known" and not _ends_as_role(run, known):
        return
    end = with_qualifier(words.text, run[-1].end, lexicon.listed("no_qualifiers"))
    weight = hit.cue.weight + (_NEAR if is_known else 0.0)
    if len(run) == 1 and run[0].low in lexicon.listed("taken_on_as"):
        weight = _SAYS_LITTLE
    yield Candidate(words.text[run[0].start : end], weight, run[0].start)


def _last_two(run: Sequence[Piece]) -> str:
    return " ".join(piece.low for piece in run[-2:])


def _ends_as_role(run: Sequence[Piece], known: frozenset[str]) -> bool:
    return is_role_word(run[-1].low, known) or _last_two(run) in known


def _may_be_role(run: Sequence[Piece], where: str, pieces: Pieces, lexicon: Lexicon) -> bool:
    """Tell whether an unknown run may be a role: by what stands before it, its form, or what follows."""
    if where == "before":
        return not (run[-1].capital and len(run) == 1 and run[-1].low not in lexicon.listed("work_fields"))
    return where == "after" and (
        (len(run) <= _LONGEST_LOWER and sounds_like_trade(run[-1].low, lexicon.listed("no_agents")))
        or _role_follows(run, pieces)
    )


def _role_follows(run: Sequence[Piece], pieces: Pieces) -> bool:
    """Tell whether an unknown role is at least followed by "at", "role", "," or nothing, and is no organisation."""
    if run[0].text[0].isupper() or len(run) > _LONGEST_LOWER:
        return False
    following = pieces.after(run[-1].end, 1)
    return bool(following) and following[0].low in {"at", "role", "position", "post", "job", "with"}


def _role_before(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.closes or (piece.low in lexicon.listed("role_starts") and not _inside_role(piece, run)):
            break
        run.append(piece)
        if piece.opens:
            break
    return _real_role(run[::-1], lexicon)


def _inside_role(piece: Piece, run: Sequence[Piece]) -> bool:
    return bool(run) and (piece.low == "of" or piece.low in _FIRST_OF_ROLE)


def _role_after(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    known = lexicon.listed("roles")
    for number, piece in enumerate(pieces):
        if run and piece.opens:
            break
        if (piece.low in lexicon.listed("ends") and not _leads_on(pieces[number : number + 3], known)) or (
            not run and piece.low in _ARTICLES
        ):
            if not (run and piece.low in _RIGHT_OF_ROLE and run[-1].low in known) and run:
                break
            if not run:
                continue
        run.append(piece)
        if piece.closes:
            break
    while run and run[-1].low in _RIGHT_OF_ROLE | _ARTICLES:
        run.pop()
    return _real_role(run, lexicon)


def _leads_on(pieces: Sequence[Piece], known: frozenset[str]) -> bool:
    """Tell whether a word that ends names is the first of a role ("team leader", "HR business partner")."""
    return pieces[0].low in _FIRST_OF_ROLE and any(
        is_role_word(piece.low, known) or piece.low == "shift" for piece in pieces[1:]
    )


def _real_role(run: list[Piece], lexicon: Lexicon) -> list[Piece]:
    while run and run[0].low in _ARTICLES:
        run = run[1:]
    low = " ".join(piece.low for piece in run)
    if not run or low in lexicon.listed("no_role") or run[-1].low in lexicon.listed("no_role_ends"):
        return []
    if len(run) > 1 and " ".join(piece.low for piece in run[-2:]) == "hiring manager":
        return []
    return run if any(sign.isalpha() for sign in low) else []


def _apart(pieces: Pieces, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield roles that stand apart, in brackets, between commas or alone in a sentence: "(flavour scientist)"."""
    known = lexicon.listed("roles")
    for part in pieces.parts():
        if part[0].start > _MOST_APART_IN:
            return
        run = _until_organisation([piece for piece in part[:MOST_PIECES] if piece.low not in _ARTICLES])
        if len(run) > 1 and with_qualifier(pieces.text, run[-2].end, frozenset()) == run[-1].end:
            run.pop()  # a grade
        if not run or len(run) > _MOST_APART or not _ends_as_role(run, known):
            continue
        if _real_role(run, lexicon) == run and not _says_more(run, lexicon):
            end = with_qualifier(pieces.text, run[-1].end, lexicon.listed("no_qualifiers"))
            yield Candidate(pieces.text[run[0].start : end], 2.0)


def _until_organisation(run: list[Piece]) -> list[Piece]:
    return run[: next((number for number, piece in enumerate(run) if piece.low in {"at", "with"}), len(run))]


def _says_more(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Tell a sentence that ends in a role from a role alone; "of" and "and" are part of some."""
    no_part = lexicon.listed("role_starts") | lexicon.listed("ends")
    return any(piece.low in no_part and piece.low not in _INSIDE for piece in run)
