"""Words that don't look like themselves: letters apart, signs in place of letters, another alphabet, a picture.

People hide what is hard to write ("su1cide", "k i l l"), copy it in fancy letters, draw it, or press Enter in the
middle of a sentence. Only the care check reads such a text a second time, as it may be meant.
"""

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

_BETWEEN = r"[ .\-*_/,'|~+:]"
_LETTER = r"[^\W\d_]"
_LETTERS_APART = re.compile(f"{_BETWEEN}{_LETTER}{_BETWEEN}{_LETTER}{_BETWEEN}")  # found quickly, and rarely
_APART = re.compile(rf"(?<![^\W_]){_LETTER}(?:{_BETWEEN}{_LETTER}(?![^\W_])){{2,}}")
_NO_LETTER = re.compile(r"[\W_]")
_SIGNS = str.maketrans("013457@$!*|", "oieastasiil")
_SIGN = re.compile(r"[013457@$!*|](?<=[^\W\d_].)(?=[^\W\d_])(?![\w-]{1,63}\.\w)")  # but "ada@larch.example" is plain
_BROKEN = re.compile(r"\n(?<![,.:;!?\n ]\n)\n?(?:> ?)?(?=[a-z])")
_MANY = re.compile(r"(?<![\d:.,/$\u20ac\u00a3-])(?:[1-9]\d|[1-4]\d\d)(?= *x? *(?!m?c?g\b|ml\b)[^\W\d_])", re.IGNORECASE)
_DOZENS = " dozens "  # for a number that would be too many of most things; `#` says nothing of how many
_TAG = re.compile(r"<[^<>]{0,200}>")
_TWINS = str.maketrans("аеорсухіѕԁјӏкмтнвιοαεκνρτυ", "aeopcyxisdjlkmthbioaekvptu")
_LATIN_BESIDE_A_TWIN = re.compile("[a-z][аеорсухіѕԁјӏкмтнвιοαεκνρτυ]|[аеорсухіѕԁјӏкмтнвιοαεκνρτυ][a-z]", re.IGNORECASE)


class _Plain(dict[int, str]):
    """Letters without their accents and flourishes, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        bare = "".join(one for one in normalize("NFKD", sign) if not combining(one))
        self[code] = bare if bare.isascii() else sign
        return self[code]


_PLAIN = _Plain()


def without_accents(text: str) -> str:
    """Return a cleaned text in plain letters, as cues are written; the very same text where it is."""
    return text if text.isascii() else text.translate(_PLAIN)


def joined(text: str) -> str:
    """Return a text whose lines are not broken inside a sentence."""
    return _BROKEN.sub(" ", text) if "\n" in text else text


def as_meant(text: str, pictures: Mapping[int, str]) -> str:
    """Return a text in plain letters with what disguises its words undone; the very same text where nothing does.

    `pictures` are the words for what people draw.
    """
    if not text.isascii():
        text = text.translate(pictures)
        if _LATIN_BESIDE_A_TWIN.search(text):
            text = text.lower().translate(_TWINS)
    text = joined(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = _MANY.sub(_DOZENS, text)
    text = _SIGN.sub(lambda sign: sign[0].translate(_SIGNS), text)
    if _LETTERS_APART.search(f" {text} "):
        text = _APART.sub(lambda letters: _NO_LETTER.sub("", letters[0]), text)
    return text
