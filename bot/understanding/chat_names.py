"""The organisation in somebody's own words, capitals or none: "got rejected by acme"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import Words, fold
from bot.understanding.names import (
    Candidate,
    Piece,
    Pieces,
    best,
    capital_run,
    capital_run_before,
    is_role_word,
    span,
)

_ARTICLES = frozenset({"the", "a", "an", "my", "this", "our", "some"})
_TIMES = frozenset({"days", "weeks", "months", "years", "times", "rounds", "hours", "day", "week", "month"})
_LONGEST_LOWER = 4  # words of a name written without capitals
_NO_NAME_BEHIND = frozenset({"a", "an", "my", "some", "this", "our"})  # "at a bank" names none
_BEHIND = frozenset({"at", "written", "called"})  # small words behind which a name may stand
_SAYS_WHAT_IT_IS = 1.0  # what a word like "school" or "ltd" at its end adds to a name
_APART = 1.0  # weight of a name between commas or alone in a sentence
_BY_KIND = 0.8  # weight of a name that ends in a word like "school", whatever stands around it
_MOST_APART = 6  # words
_HEAD = re.compile(r"(?:(?<=\b)[A-Z][\w'-]* )?\b([\w'-]+) (?:of|for|in)(?: the)? $")
_LONGEST_HEAD = 40  # signs
_SHORT = 300  # signs up to which names are looked for among words without capitals


def organisation(
    words: Words, pieces: Pieces, hits: Iterable[Hit], lexicon: Lexicon, role: str | None = None
) -> str | None:
    """Return the organisation the text speaks of, as it stands there."""
    found = [one for hit in hits if hit.cue.field == "org" for one in _organisations(words, pieces, hit, lexicon)]
    if len(words.text) <= _SHORT:
        found += [*_apart(pieces, lexicon), *_named_by_kind(pieces, lexicon)]
    role_words = fold(role or "")
    return best(one for one in found if fold(one.text) != role_words)


def _organisations(words: Words, all_pieces: Pieces, hit: Hit, lexicon: Lexicon) -> Iterator[Candidate]:
    if hit.cue.value in _BEHIND and hit.start and words.words[hit.start - 1] in lexicon.listed("leads_elsewhere"):
        return
    if hit.cue.value == "beside":
        run = _beside(all_pieces.before(words.place(hit.start)[0]), lexicon)
    elif hit.cue.value == "before":
        pieces = all_pieces.before(words.place(hit.start)[0])
        if pieces:  # "Lumen, rejected me": the comma in front of the verb ends no name
            pieces[-1] = pieces[-1]._replace(closes=False)
        run = capital_run_before(pieces, lexicon.listed("no_organisation")) or (
            _lower_before(pieces, lexicon) if len(words.text) <= _SHORT else []
        )
    else:
        pieces = all_pieces.after(words.place(hit.end - 1)[1])
        may_be_lower = hit.cue.value in {"after", "at"} and len(words.text) <= _SHORT
        run = _after(pieces, lexicon, lower=may_be_lower)
    run = _trimmed(run, lexicon)
    says = _says_what_it_is(run, lexicon)
    if run and (says or hit.cue.value != "called"):
        lift = (1.0 if any(piece.text[0].isupper() for piece in run) else 0.0) + (_SAYS_WHAT_IT_IS if says else 0.0)
        start = _with_head(run[0], words.text, lexicon)
        name = words.text[start : run[-1].end]
        if _takes_article(start, run, all_pieces, lexicon, beside=hit.cue.value == "beside"):
            name = f"the {name}"
        yield Candidate(name, hit.cue.weight + lift, start)


def _beside(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Return the name in front of "job" or "interview", nothing of "Marketing job" or "Tax Accountant job"."""
    run = capital_run_before(pieces, lexicon.listed("no_organisation"))
    if run and run[-1].text.endswith("'s"):
        run[-1] = run[-1]._replace(text=run[-1].text[:-2], low=run[-1].low[:-2], end=run[-1].end - 2)
    no_name = lexicon.listed("work_fields") | lexicon.listed("roles") | lexicon.listed("stage_words")
    alone = run and run[0] is pieces[0] and len(run) == len(pieces) and len(run) == 1  # a sentence's first word
    return [] if alone or any(piece.low in no_name for piece in run) else run


def _says_what_it_is(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Tell whether a word like "school" or "ltd" in a run says that it is an organisation's name."""
    if len(run) < 2:  # noqa: PLR2004 -- the word alone is no name
        return False
    known = lexicon.listed("organisation_words")
    return run[-1].low in known or (run[1].low == "of" and run[0].low in known)


def _apart(pieces: Pieces, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield names that stand between commas or alone in a sentence: "Turned down again. Larch Bakery Ltd."."""
    for part in pieces.parts():
        if len(part) > _MOST_APART:
            continue
        if not part[-1].capital:
            if _is_lower_name(part, lexicon):
                yield Candidate(span(pieces.text, part), _APART, part[0].start)
            continue
        run = _trimmed(capital_run(part, frozenset()), lexicon)
        says = _says_what_it_is(part, lexicon)
        whole = bool(run) and len(run) == len([piece for piece in part if piece.low not in _ARTICLES])
        if whole and (says or len(run) > 1 or run[0].text.isupper()):
            yield Candidate(span(pieces.text, run), _APART + (_SAYS_WHAT_IT_IS if says else 0.0))


def _is_lower_name(part: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Tell whether what stands apart is a name without capitals: "smile studio", not "local practice"."""
    if not 1 < len(part) <= _LONGEST_LOWER or part[-1].low not in lexicon.listed("organisation_words"):
        return False
    if _is_count(part):
        return False
    small = map(lexicon.listed, ("ends", "no_organisation", "no_kind", "role_starts", "determiners", "work_fields"))
    named = {piece.low for piece in part[:-1]}
    return part[-1].low not in lexicon.listed("roles") and all(words.isdisjoint(named) for words in small)


def _named_by_kind(pieces: Pieces, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield names that say themselves what they are, wherever they stand: "Thornbury Parish Council voted"."""
    for run in pieces.capital_runs(_ARTICLES):
        if _says_what_it_is(run, lexicon) and _trimmed(run, lexicon):
            yield Candidate(span(pieces.text, run), _BY_KIND, run[0].start)


def _with_head(first: Piece, text: str, lexicon: Lexicon) -> int:
    """Return where a name begins: with "University of" or "hospital in" where that stands before it."""
    head = _HEAD.search(text, max(first.start - _LONGEST_HEAD, 0), first.start)
    known = head and head[1].lower() in lexicon.listed("organisation_words") | lexicon.listed("bodies")
    return head.start() if head and known else first.start


def _takes_article(start: int, run: Sequence[Piece], pieces: Pieces, lexicon: Lexicon, *, beside: bool) -> bool:
    """Tell whether a name is said with its article: "the council", "the Red Cross"; not so in "the Acme job"."""
    before = start - len("the ")
    if before < 0 or pieces.text[before:start].lower() != "the ":
        return False
    if len(run) == 1 and start == run[0].start:
        return run[0].low in lexicon.listed("bodies")
    behind = pieces.after(run[-1].end, 1)
    return not beside and not (behind and behind[0].low in lexicon.listed("owned") and not run[-1].closes)


def _after(pieces: list[Piece], lexicon: Lexicon, *, lower: bool) -> list[Piece]:
    skipped = [piece for piece in pieces[:1] if piece.low in _ARTICLES]
    rest = pieces[len(skipped) :]
    run = _with_its_kind(_without_count(capital_run(rest, frozenset()), rest), rest, lexicon)
    if run and is_role_word(run[-1].low, lexicon.listed("roles")):  # "Alder Power for Junior Engineer"
        run = run[: next((number for number, piece in enumerate(run) if piece.low == "for"), len(run))]
    if not run or (run[0].text[0].isdigit() and not _says_what_it_is(run, lexicon)):  # a time, but "1900 Holdings"
        named = lower and not (skipped and skipped[0].low in _NO_NAME_BEHIND)
        run = _lower_after(rest, lexicon) if named else []
    return [*skipped, *run] if run else []


def _without_count(run: list[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Return "Larch" of "Larch 2 weeks ago"."""
    counted = len(run) > 1 and run[-1].text.isdigit() and any(p.low in _TIMES for p in pieces[len(run) : len(run) + 1])
    return run[:-1] if counted else run


def _with_its_kind(run: list[Piece], pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Return a name with the small word behind it that says what it is: "Leeds library", "Oslo school of music"."""
    behind = pieces[len(run) : len(run) + 3]
    if not run or run[-1].closes or not behind or behind[0].low not in lexicon.listed("kinds_behind"):
        return run
    kind, *more = behind
    whole = len(more) == 2 and more[0].low == "of" and not kind.closes and more[1].low not in lexicon.listed("ends")  # noqa: PLR2004 -- "of music"
    return [*run, kind, *(more if whole else ())]


def _lower_after(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    run: list[Piece] = []
    for piece in pieces[:_LONGEST_LOWER]:
        if piece.low in lexicon.listed("ends") or (run and piece.opens) or (not run and piece.text[0].isdigit()):
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
    if len(core) == 1 and run[0].low == "the" and core[0].low in lexicon.listed("bodies"):
        return core
    if not core or " ".join(piece.low for piece in core) in lexicon.listed("no_organisation"):
        return []
    last_is_named = len(core) > 1 and core[-1].capital  # "Fernwood School", but not "my school"
    if core[0].low in lexicon.listed("no_organisation") and not _says_what_it_is(core, lexicon):
        return []
    if core[-1].low in lexicon.listed("no_organisation") and not last_is_named:
        return []
    if all(not any(sign.isalpha() for sign in piece.text) for piece in core) or _is_trade(core, lexicon):
        return []
    if _is_count(core):
        return []
    return core


def _is_count(run: Sequence[Piece]) -> bool:
    """Tell "138 times" from a name."""
    return run[0].text.isdigit() and run[-1].low in _TIMES


def _is_trade(run: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Tell a role from a body called after one ("Office of the Chief Valuer")."""
    bodies = lexicon.listed("organisation_words")
    office = run[0].capital and run[0].low in bodies and any(piece.low == "of" for piece in run[1:2])
    return run[-1].low in lexicon.listed("roles") and not office
