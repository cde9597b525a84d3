"""The care check: does this text speak of a life in danger? It runs on every text, before anything else.

Cues come in two tiers (`crisis`, `check`); an `idiom` around a cue explains it away ("shot myself in the foot"), a
denial does not, and a laugh behind it leaves at least the gentle question. A learned score adds to them: the gentler
tier where it is fairly sure, help at once only where it is very sure. Nothing of the result is kept anywhere.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.understanding.cues import Hit, places
from bot.understanding.disguises import as_meant, joined, without_accents
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import END, clean, plain_words
from bot.understanding.meaning import Care, Evidence
from bot.understanding.model import Found, learned_words, rank, word_features

MOST_CHECKED = 100_000  # characters
_GENTLE_FROM = 0.64  # learned probability from which a gentle question is asked
_CRISIS_FROM = 0.55  # learned probability from which help is given at once
_BRIEF = 9  # words below which few words decide, so that they must be surer; what is plain there, cues know
_GENTLE_FROM_BRIEF = 0.72
_CRISIS_FROM_BRIEF = 0.75
_FEWEST = 4  # words from which the learned score means something
_MOST = 500  # words up to which it does; a longer text is a paste
_FEW = 25  # words up to which an idiom explains the whole text, and violence at home is all it speaks of
_IDIOM = "idiom"
_SOFTEN = "soften"
_AROUND = (_IDIOM, Care.OTHER_PERSON.value, _SOFTEN)  # cues that explain others, strongest first
_DONE = "done"  # what a text says that has begun already: pills taken, a wound
_URGENT = frozenset({Care.CRISIS, Care.OTHER_PERSON})  # what it matters beside
_Heard = tuple[Care, tuple[Evidence, ...]]
_NOTHING: _Heard = (Care.NONE, ())
_ORDER = (Care.CRISIS, Care.HARM_TO_OTHERS, Care.VIOLENCE, Care.OTHER_PERSON, Care.CHECK)


def read_care(text: str, lexicon: Lexicon) -> Care:
    """Return what the care check finds in a text."""
    cleaned = clean(text[:MOST_CHECKED])
    return heard(cleaned, plain_words(cleaned, lexicon.spelling), lexicon)[0]


def heard(text: str, words: Sequence[str], lexicon: Lexicon, known: Found | None = None) -> _Heard:
    """Return the gravest of what a cleaned text says in its words and, where some are disguised, as it may be meant."""
    bare = without_accents(text)
    if len(words) > _MOST:  # a paste, whose lines end where they are long: once is enough
        bare = joined(bare)
    if bare != text:
        words, known = plain_words(bare, lexicon.spelling), None
    found = check(words, lexicon, known)
    meant = bare if found[0] is Care.CRISIS else as_meant(bare, lexicon.pictures)
    if meant != bare:
        words = plain_words(meant, lexicon.spelling)
        found = min(found, check(words, lexicon), key=_how_grave)
    return _without_laughing(words, lexicon) if found[0] is Care.NONE else found


def has_begun(why: Sequence[Evidence]) -> bool:
    """Whether what was heard says that something was done already, so that a doctor comes before all talk."""
    return any(one.value == _DONE for one in why)


def _without_laughing(words: Sequence[str], lexicon: Lexicon) -> _Heard:
    """Hear a text without the laugh at its end: dark words that end so are often meant, and are asked about gently."""
    laughs = lexicon.listed("laughs")
    end = len(words)
    while end and (words[end - 1] == END or words[end - 1] in laughs):
        end -= 1
    if laughs.isdisjoint(words[end:]):
        return _NOTHING
    (care, why), _ = _by_cues(words[:end], lexicon)
    return (Care.CHECK, why) if care in {Care.CRISIS, Care.CHECK} else _NOTHING


def check(words: Sequence[str], lexicon: Lexicon, known: Found | None = None) -> _Heard:
    """Return what the care check finds in plain words, and why. `known` are their features, where they are at hand."""
    plain, explained = _by_cues(words, lexicon)
    if plain[0] not in {Care.NONE, Care.CHECK, Care.VIOLENCE}:
        return plain
    if not _FEWEST <= len(words) <= _MOST or ((explained or plain[0] is Care.VIOLENCE) and len(words) < _FEW):
        return plain
    learned = _learned(known or word_features(words), lexicon, brief=len(words) < _BRIEF)
    return learned if plain[0] is Care.NONE or learned[0] is Care.CRISIS else plain


def _by_cues(words: Sequence[str], lexicon: Lexicon) -> tuple[_Heard, bool]:
    """Return what the cues in a text say, and whether some were found that all are explained away."""
    bounded = (END, *words, END)
    found = lexicon.care.find(bounded)
    hits = [hit for hit in found if hit.cue.value != _DONE]
    meant = _meant(hits, bounded, lexicon.listed("me")) if hits else []
    if not meant:
        return _NOTHING, bool(hits)
    care = min((care for care, _ in meant), key=_ORDER.index)
    telling = [hit for one, hit in meant if one is care]
    begun = [hit for hit in found if hit.cue.value == _DONE] if care in _URGENT else []
    return (care, tuple(_evidence(hit, bounded) for hit in (*telling, *begun))), False


def _meant(hits: list[Hit], words: Sequence[str], me: frozenset[str]) -> list[tuple[Care, Hit]]:
    """Leave out what ends inside an idiom, and read what ends inside words about somebody else as being about them."""
    around = {value: places(hit for hit in hits if hit.cue.value == value) for value in _AROUND}
    meant = [
        (hit, _excuse(hit, around, not me.isdisjoint(words[hit.start : hit.end])))
        for hit in hits
        if hit.cue.value not in {_IDIOM, _SOFTEN}
    ]
    return [
        (Care.CHECK if excuse == _SOFTEN else Care(hit.cue.value), hit)
        for hit, excuse in meant
        if excuse in {None, _SOFTEN}
    ]


def _excuse(hit: Hit, around: Mapping[str, AbstractSet[int]], about_me: bool) -> str | None:  # noqa: FBT001 -- a fact
    """Return what explains a cue away, if anything: the strongest excuse its last word stands in."""
    own = about_me or hit.cue.value == Care.OTHER_PERSON.value
    excuses = (one for one in _AROUND if hit.end - 1 in around[one])
    return next((one for one in excuses if not own or one != Care.OTHER_PERSON.value), None)


def _learned(found: Found, lexicon: Lexicon, *, brief: bool) -> _Heard:
    """Ask the model where no cue speaks of more than despair."""
    model = lexicon.models.get("care")
    if model is None:
        return _NOTHING
    chances = dict(rank(model, found))
    worry = 1.0 - chances.pop(Care.NONE.value)
    if worry < (_GENTLE_FROM_BRIEF if brief else _GENTLE_FROM):
        return _NOTHING
    label = max(chances, key=lambda one: chances[one])
    care = Care(label)
    if care is Care.CRISIS and chances[label] < (_CRISIS_FROM_BRIEF if brief else _CRISIS_FROM):
        care = Care.CHECK
    said = ", ".join(word for word, _ in learned_words(model, found, label))
    return care, (Evidence(field="care", value=care.value, words=said, weight=round(worry, 3)),)


def _how_grave(one: _Heard) -> int:
    """Return a number that is smaller the graver what was heard is."""
    return _ORDER.index(one[0]) if one[0] in _ORDER else len(_ORDER)


def _evidence(hit: Hit, words: Sequence[str]) -> Evidence:
    said = " ".join(words[hit.start : hit.end]).strip(f"{END} ")
    return Evidence(field="care", value=hit.cue.value, words=said, weight=hit.cue.weight)
