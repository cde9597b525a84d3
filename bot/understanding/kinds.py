"""What a text brings: a rejection, a lost job, good news, waiting, something else at work, or none of these."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter

from bot.understanding.cues import Hit
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import END
from bot.understanding.meaning import Kind
from bot.understanding.model import Found, cue_features, rank, word_features

_SURE = 0.75
_MARGIN = 0.4
_FIELD = "kind"
_KINDS = {kind.value: kind for kind in Kind}
_KIND_OF_MAIL = {
    "rejection": Kind.REJECTION,
    "soft_rejection": Kind.REJECTION,
    "omen": Kind.REJECTION,
    "offer": Kind.GOOD_NEWS,
    "invitation": Kind.GOOD_NEWS,
    "received": Kind.WAITING,
    "outreach": Kind.OTHER_WORK,
    "other": Kind.OTHER,
}
_MOST_FROM_MAIL = {
    "rejection": 15.0,
    "soft_rejection": 2.5,
    "omen": 2.5,
    "offer": 12.0,
    "invitation": 10.0,
    "received": 5.0,
    "outreach": 8.0,
    "other": 4.0,
}
_NO_FROM = 0.78  # learned probability from which a sentence of a mail is taken for a no
_LEARNED_NO = 6.0  # points of it
_LEARNED_BESIDE = 2.0  # points of it beside plain words for something else
_SAID_OTHERWISE = 5.0  # points that those words make
_MOST_SENTENCES = 40  # put to the model: a no is said before
_SHORTEST_NO = 3  # words
_PLAIN_NO = 10.0  # points from which a no is plain: thanks and good wishes around it say little then
_PLAIN_YES = 10.0  # points from which an invitation is plain: that an application came in says little then
_BESIDE = 0.3  # what such things count beside it
_SHORT = 16  # first words in which one plain cue decides; further on a long story may only pass by it
_LAST = 8  # last words in which a no does too: "..., and they just called, it's a no"
_IN_SO_MANY_WORDS = 4.0  # weight of such a cue
_OUTRIGHT = 10.0  # what it adds to the odds: people write to this bot about jobs, the examples are about everything
_PAST = "past"  # talk of feedback, or of an interview that was: no offer and no invitation
_MAYBE = "maybe"  # what is only possible: takes the "no" away that ends in it
_IF = "if"  # a condition: takes every "no" away that follows in its sentence
_ERRAND = "errand"  # a date moved or a paper missing: regret in its sentence is about that
_OWN_WISH = "own_wish"  # a withdrawal the reader asked for: nothing is a "no"
_OMEN = "omen"  # "unfortunately": what follows may be a no
_OMEN_ALONE = 0.2  # what is left of it where nothing is denied in its sentence
_DECISIVE = 4.0  # weight from which a cue says no by itself
_TO_COME = frozenset({"offer", "invitation"})
_NO = frozenset({"rejection", "soft_rejection", "omen"})
_INVITATION = "invitation"
_RECEIVED = "received"

Kinds = tuple[tuple[Kind, float], ...]


def kinds_of_chat(words: Found, hits: Sequence[Hit], lexicon: Lexicon, length: int) -> Kinds:
    """Rank the kinds for something a person wrote, given its word features, its cues and how many words it has."""
    model = lexicon.models.get(_FIELD)
    if model is not None:
        plain = _said_outright([hit for hit in hits if _is_at_an_end(hit, length)]) if hits else None
        meant = hits if plain is None else _not_inside(hits, plain)
        learned = {_KINDS[label]: chance for label, chance in rank(model, words, cue_features(meant, _FIELD, length))}
        if plain is None:
            return tuple(learned.items())
        learned[Kind(plain.cue.value)] *= _OUTRIGHT
        return _shares(learned)
    scores = dict.fromkeys(Kind, 0.1)
    for hit in hits:
        if hit.cue.field == _FIELD:
            scores[Kind(hit.cue.value)] += hit.cue.weight
    return _shares(scores)


def _is_at_an_end(hit: Hit, length: int) -> bool:
    """Tell whether a cue stands where a story says what it is about: in front, or for a no also at the very end."""
    return hit.start < _SHORT or (hit.cue.value == Kind.REJECTION and hit.end > length - _LAST)


def _said_outright(hits: Sequence[Hit]) -> Hit | None:
    """Return the longest cue of the one kind said in so many words; of overlapping cues the longer one is meant."""
    outright = sorted((hit for hit in hits if hit.cue.weight >= _IN_SO_MANY_WORDS), key=lambda hit: hit.start - hit.end)
    plain: dict[str, Hit] = {}
    for hit in outright:
        if not _within(hit, outright[0]):
            plain.setdefault(hit.cue.value, hit)
    if Kind.REJECTION in plain:
        plain.pop(Kind.WAITING, None)  # a no ends the waiting
    return next(iter(plain.values())) if len(plain) == 1 else None


def _not_inside(hits: Sequence[Hit], other: Hit) -> list[Hit]:
    """Leave out cues for something else that lie inside a longer one: the "a no" of "an invitation, not a no"."""
    return [hit for hit in hits if hit.cue.value == other.cue.value or hit.start < other.start or hit.end > other.end]


def _within(hit: Hit, other: Hit) -> bool:
    return hit is not other and hit.start < other.end and other.start < hit.end


def kinds_of_mail(hits: Sequence[Hit], words: Sequence[str], lexicon: Lexicon) -> Kinds:
    """Rank the kinds for a mail from an organisation."""
    sums: dict[str, float] = {}
    meant = _meant([hit for hit in hits if hit.cue.field == "mail"], words)
    for hit in meant:
        sums[hit.cue.value] = min(sums.get(hit.cue.value, 0.0) + hit.cue.weight, _MOST_FROM_MAIL[hit.cue.value])
    scores = dict.fromkeys(Kind, 0.1)
    scores[Kind.OTHER] += 1.0
    if "rejection" not in sums and not _is_fulfilled(meant, words, lexicon):
        sums[_OMEN] = sums.get(_OMEN, 0.0) * _OMEN_ALONE
    plain_no = sums.get("rejection", 0.0) + sums.get("omen", 0.0) >= _PLAIN_NO
    plain_yes = sum(hit.cue.weight for hit in _unconditional_yes(hits, meant, words)) >= _PLAIN_YES
    for value, total in sums.items():
        beside = value not in _NO if plain_no else plain_yes and value == _RECEIVED
        scores[_KIND_OF_MAIL[value]] += total * (_BESIDE if beside else 1.0)
    if sums.get("rejection", 0.0) < _DECISIVE:
        said_otherwise = sum(total for value, total in sums.items() if value not in _NO) >= _SAID_OTHERWISE
        scores[Kind.REJECTION] += _no_in(words, hits, lexicon) * (_LEARNED_BESIDE if said_otherwise else _LEARNED_NO)
    return _shares(scores)


def inviting(hits: Sequence[Hit], words: Sequence[str]) -> list[Hit]:
    """Return the cues with which a mail invites to something; none where it rather offers the job itself."""
    said = _unconditional_yes(hits, _meant(hits, words), words)
    invites = [hit for hit in said if hit.cue.value == _INVITATION]
    offered = sum(hit.cue.weight for hit in said) - sum(hit.cue.weight for hit in invites)
    return invites if sum(hit.cue.weight for hit in invites) > offered else []


def _unconditional_yes(hits: Iterable[Hit], meant: Iterable[Hit], words: Sequence[str]) -> list[Hit]:
    """Leave out what is only promised for the case that something else comes first."""
    conditions = _conditions(hits, words)
    return [
        hit
        for hit in meant
        if hit.cue.value in _TO_COME and not any(start <= hit.start < end for start, end in conditions)
    ]


def _conditions(hits: Iterable[Hit], words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where conditions hold: from an "if" to the end of its sentence."""
    return [(hit.start, sentence_around(words, hit.start)[1]) for hit in hits if hit.cue.value in {_IF, _MAYBE}]


def sentence_around(words: Sequence[str], at: int) -> tuple[int, int]:
    """Return where the sentence of a word begins and where it ends."""
    return _start_of_sentence(words, at), _end_of_sentence(words, at)


def _is_fulfilled(hits: Sequence[Hit], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether something is denied in the sentence of an "unfortunately"."""
    return any(
        not lexicon.listed("negations").isdisjoint(words[hit.end : _end_of_sentence(words, hit.start)])
        for hit in hits
        if hit.cue.value == _OMEN
    )


def _no_in(words: Sequence[str], hits: Sequence[Hit], lexicon: Lexicon) -> float:
    """Return how likely the clearest sentence of a mail says no in words that no cue knows, 0 where unlikely."""
    model = lexicon.models.get("mail")
    if model is None or any(hit.cue.value == _OWN_WISH for hit in hits):
        return 0.0
    chances = (
        dict(rank(model, word_features(words[start:end]), cue_features(inside, "mail")))["no"]
        for start, end, inside in islice(_unconditional(_sentences(words), hits), _MOST_SENTENCES)
    )
    best = max(chances, default=0.0)
    return best if best >= _NO_FROM else 0.0


def _unconditional(
    sentences: Iterator[tuple[int, int]], hits: Sequence[Hit]
) -> Iterator[tuple[int, int, Sequence[Hit]]]:
    """Cut sentences off where a condition begins in them; leave those out that are about an errand or a maybe."""
    for start, end in sentences:
        inside = _inside(hits, start, end)
        if any(hit.cue.value in {_MAYBE, _ERRAND} for hit in inside):
            continue
        until = min((hit.start for hit in inside if hit.cue.value == _IF), default=end)
        if until - start >= _SHORTEST_NO:
            yield start, until, _inside(inside, start, until)


def _sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(place for place, word in enumerate(words) if word == END), len(words)):
        if end - start >= _SHORTEST_NO:
            yield start, end
        start = end + 1


def _inside(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    first, last = (bisect_left(hits, place, key=attrgetter("start")) for place in (start, end))
    return hits[first:last]


def _meant(hits: Sequence[Hit], words: Sequence[str]) -> list[Hit]:
    """Leave out a "no" that is not meant, offers of feedback, and cues inside longer ones of their kind."""
    around: dict[str, list[Hit]] = {value: [] for value in (_MAYBE, _PAST, _IF, _ERRAND, _OWN_WISH)}
    for hit in hits:
        if hit.cue.value in around:
            around[hit.cue.value].append(hit)
    conditions = [(hit.start, _end_of_sentence(words, hit.start)) for hit in around[_IF]]
    errands = [(_start_of_sentence(words, hit.start), _end_of_sentence(words, hit.start)) for hit in around[_ERRAND]]
    kept: list[Hit] = []
    for hit in hits:
        value = hit.cue.value
        if value in around:
            continue
        if value in _NO and (
            around[_OWN_WISH]
            or any(one.start < hit.end <= one.end for one in around[_MAYBE])
            or any(start <= hit.start < end for start, end in conditions)
        ):
            continue
        if value in _NO and any(one.start < hit.end and hit.start < one.end for one in around[_ERRAND]):
            continue
        if value in _NO and hit.cue.weight < _DECISIVE and any(start <= hit.start < end for start, end in errands):
            continue
        if value in _TO_COME and any(one.start <= hit.start < one.end for one in around[_PAST]):
            continue
        if kept and kept[-1].cue == hit.cue and hit.start < kept[-1].end:
            continue
        kept.append(hit)
    return kept


def _end_of_sentence(words: Sequence[str], at: int) -> int:
    return next((place for place in range(at, len(words)) if words[place] == END), len(words))


def _start_of_sentence(words: Sequence[str], at: int) -> int:
    return next((place + 1 for place in range(at - 1, -1, -1) if words[place] == END), 0)


def is_sure(kinds: Kinds) -> bool:
    """Tell whether the best reading may be acted on without asking."""
    return kinds[0][1] >= _SURE and kinds[0][1] - kinds[1][1] >= _MARGIN


def _shares(scores: Mapping[Kind, float]) -> Kinds:
    total = sum(max(score, 0.0) for score in scores.values()) or 1.0
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    return tuple((kind, max(score, 0.0) / total) for kind, score in ranked)
