"""Organisation and role in somebody's own words, capitals or none: "got rejected by acme for program manager"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, fold
from bot.understanding.names import Candidate, Piece, Pieces, best, capital_run, capital_run_before, span

_ARTICLES = frozenset({"the", "a", "an", "my", "this", "our", "some"})
_LONGEST_LOWER = 4  # words of a name written without capitals
_RIGHT_OF_ROLE = frozenset({"of", "in"})
_NEAR = 2.0
_SHORT = 300  # signs up to which names are looked for among words without capitals


def organisation(
    words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, role: str | None = None
) -> str | None:
    """Return the organisation the text speaks of, as it stands there."""
    found = [one for hit in hits if hit.cue.field == "org" for one in _organisations(words, pieces, hit, lexicon)]
    role_words = fold(role or "")
    return best(one for one in found if fold(one.text) != role_words)


def _organisations(words: Words, all_pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    if hit.cue.value == "before":
        pieces = all_pieces.before(words.places[hit.start][0])
        if pieces:  # "Lumen, rejected me": the comma in front of the verb ends no name
            pieces[-1] = pieces[-1]._replace(closes=False)
        run = capital_run_before(pieces, lexicon.listed("no_organisation")) or (
            _lower_before(pieces, lexicon) if len(words.text) <= _SHORT else []
        )
    else:
        pieces = all_pieces.after(words.places[hit.end - 1][1])
        run = _after(pieces, lexicon, lower=len(words.text) <= _SHORT)
    run = _trimmed(run, lexicon)
    if run:
        lift = 1.0 if any(piece.text[0].isupper() for piece in run) else 0.0
        start = _with_article(run[0], words.text, lexicon)
        yield Candidate(words.text[start : run[-1].end], hit.cue.weight + lift, start)


def _with_article(first: Piece, text: str, lexicon: Lexicon) -> int:
    """Return where a name begins: with its article, where it is none without ("the council")."""
    before = first.start - len("the ")
    if before >= 0 and first.low in lexicon.listed("bodies") and text[before : first.start].lower() == "the ":
        return before
    return first.start


def _after(pieces: list[Piece], lexicon: Lexicon, *, lower: bool) -> list[Piece]:
    skipped = [piece for piece in pieces[:1] if piece.low in _ARTICLES]
    rest = pieces[len(skipped) :]
    run = capital_run(rest, frozenset())
    if not run or run[0].text[0].isdigit():
        run = _lower_after(rest, lexicon) if lower else []
    return [*skipped, *run] if run else []


def _lower_after(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    for piece in pieces[:_LONGEST_LOWER]:
        if piece.low in lexicon.listed("ends") or (run and piece.opens):
            break
        run.append(piece)
        if piece.closes:
            break
    return run


def _lower_before(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.closes or len(run) >= _LONGEST_LOWER:
            break
        if piece.low in _ARTICLES:
            run.append(piece)
            break
        if piece.low in lexicon.listed("ends"):
            break
        run.append(piece)
        if piece.opens:
            break
    return run[::-1]


def _trimmed(run: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """Take away articles and what can't be a name; nothing is left of "the recruiter" or "home"."""
    core = [piece for piece in run if piece.low not in _ARTICLES]
    while core and core[-1].low in {"team", "recruiter", "hr", "again", "interview", "yesterday", "today"}:
        core.pop()
    if not core or " ".join(piece.low for piece in core) in lexicon.listed("no_organisation"):
        return []
    last_is_named = len(core) > 1 and core[-1].capital  # "Fernwood School", but not "my school"
    if core[0].low in lexicon.listed("no_organisation"):
        return []
    if core[-1].low in lexicon.listed("no_organisation") and not last_is_named:
        return []
    if all(not any(sign.isalpha() for sign in piece.text) for piece in core) or core[-1].low in lexicon.listed("roles"):
        return []
    return core


def role(words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon) -> str | None:
    """Return the role the text speaks of, as it stands there."""
    found = [one for hit in hits if hit.cue.field == "role" for one in _roles(words, pieces, hit, lexicon)]
    found += _apart(words, lexicon)
    return best(found)


def _roles(words: Words, pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    known = lexicon.listed("roles")
    if hit.cue.value == "before":
        run = _role_before(pieces.before(words.places[hit.start][0]), lexicon)
    else:
        run = _role_after(pieces.after(words.places[hit.end - 1][1]), lexicon)
    if not run:
        return
    is_known = _is_known(run, known)
    if hit.cue.value == "head" and not is_known:
        return
    if hit.cue.value == "after" and not is_known and not _role_follows(run, pieces):
        return
    yield Candidate(span(words.text, run), hit.cue.weight + (_NEAR if is_known else 0.0), run[0].start)


def _is_known(run: Sequence[Piece], known: frozenset[str]) -> bool:
    return any(piece.low in known or piece.low.rstrip("s") in known for piece in run)


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
    return piece.low == "of" and bool(run)


def _role_after(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    known = lexicon.listed("roles")
    for piece in pieces:
        if run and piece.opens:
            break
        if piece.low in lexicon.listed("ends") or (not run and piece.low in _ARTICLES):
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


def _real_role(run: list[Piece], lexicon: Lexicon) -> list[Piece]:
    while run and run[0].low in _ARTICLES:
        run = run[1:]
    low = " ".join(piece.low for piece in run)
    if not run or low in lexicon.listed("no_role") or run[-1].low in {"hiring", "dream"}:
        return []
    if len(run) > 1 and " ".join(piece.low for piece in run[-2:]) == "hiring manager":
        return []
    return run if any(sign.isalpha() for sign in low) else []


_APART = re.compile(r"[(),;\n\u2013\u2014!:.]")
_MOST_APART = 5


def _apart(words: Words, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield roles that stand apart, in brackets or between commas: "(flavour scientist)"."""
    known = lexicon.listed("roles")
    for part in _APART.split(words.text[:1000])[1:]:
        last = part.rsplit(None, 1)[-1:]
        if last and last[0].lower() in known:
            run = Pieces(part).after(0, _MOST_APART + 1)
            if len(run) <= _MOST_APART and _real_role(run, lexicon) == run and not _opens_sentence(run, lexicon):
                yield Candidate(span(part, run), 2.0)


def _opens_sentence(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    return any(piece.low in lexicon.listed("role_starts") for piece in run)
