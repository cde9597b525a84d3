"""The care check: does this text speak of a life in danger? It runs on every text, before anything else.

Cues come in two tiers (`crisis`, `check`); an `idiom` around a cue explains it away ("shot myself in the foot"), a
denial does not. A learned score adds to them: the gentler tier where it is fairly sure, help at once only where it is
very sure. Nothing of the result is kept anywhere.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.understanding.cues import Hit, places
from bot.understanding.disguises import as_meant
from bot.understanding.lexicon import Lexicon
from bot.understanding.matches import clean, plain_words
from bot.understanding.meaning import Care, Evidence
from bot.understanding.model import Found, learned_words, rank, word_features

MOST_CHECKED = 100_000  # characters
_GENTLE_FROM = 0.56  # learned probability from which a gentle question is asked
_CRISIS_FROM = 0.62  # learned probability from which help is given at once
_BRIEF = 9  # words below which few words decide, so that they must be surer; what is plain there, cues know
_GENTLE_FROM_BRIEF = 0.69
_CRISIS_FROM_BRIEF = 0.85
_FEWEST = 4  # words from which the learned score means something
_MOST = 500  # words up to which it does; a longer text is a paste
_FEW = 25  # words up to which an idiom explains the whole text
_IDIOM = "idiom"
_SOFTEN = "soften"
_AROUND = (_IDIOM, Care.OTHER_PERSON.value, _SOFTEN)  # cues that explain others, strongest first
_Heard = tuple[Care, tuple[Evidence, ...]]
_NOTHING: _Heard = (Care.NONE, ())
_ORDER = (Care.CRISIS, Care.HARM_TO_OTHERS, Care.OTHER_PERSON, Care.CHECK)


def read_care(text: str, lexicon: Lexicon) -> Care:
    """Return what the care check finds in a text."""
    cleaned = clean(text[:MOST_CHECKED])
    return heard(cleaned, plain_words(cleaned, lexicon.spelling), lexicon)[0]


def heard(text: str, words: Sequence[str], lexicon: Lexicon, known: Found | None = None) -> _Heard:
    """Return the gravest of what a cleaned text says in its words and, where some are disguised, as it may be meant."""
    found = check(words, lexicon, known)
    meant = text if found[0] is Care.CRISIS else as_meant(text)
    if meant == text:
        return found
    return min(found, check(plain_words(meant, lexicon.spelling), lexicon), key=_how_grave)


def check(words: Sequence[str], lexicon: Lexicon, known: Found | None = None) -> _Heard:
    """Return what the care check finds in plain words, and why. `known` are their features, where they are at hand."""
    hits = lexicon.care.find(words)
    meant = _meant(hits, words, lexicon.listed("me")) if hits else []
    for care in _ORDER if meant else ():
        found = [hit for one, hit in meant if one is care]
        if found and care is not Care.CHECK:
            return care, tuple(_evidence(hit, words) for hit in found)
    if not _FEWEST <= len(words) <= _MOST or (hits and not meant and len(words) < _FEW):
        learned, why = _NOTHING
    else:
        learned, why = _learned(known or word_features(words), lexicon, brief=len(words) < _BRIEF)
    if meant and learned is not Care.CRISIS:
        return Care.CHECK, tuple(_evidence(hit, words) for _, hit in meant)
    return learned, why


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
    said = " ".join(words[hit.start : hit.end])
    return Evidence(field="care", value=hit.cue.value, words=said, weight=hit.cue.weight)
