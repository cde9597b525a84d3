"""The English words of days and clocks, and the cutting of a text into them.

A language of its own needs a table of its own here, and readers in `time_phrases`: grammar differs, not only words.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon mondy",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
NUMBERS = {name: number for number, name in enumerate(_COUNTED.split())} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 3,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
DAY_UNITS = {
    **dict.fromkeys(("day", "days"), "days"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "weeks"),
    **dict.fromkeys(("fortnight", "fortnights"), "fortnights"),
    **dict.fromkeys(("month", "months"), "months"),
    **dict.fromkeys(("year", "years"), "years"),
}
CLOCK_UNITS = {
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m"), 1),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), 60),
}
PARTS = {  # standard minute of the day, minute at which it is over
    **dict.fromkeys(("morning", "mornings"), (9 * 60, 12 * 60)),
    **dict.fromkeys(("afternoon", "afternoons"), (15 * 60, 18 * 60)),
    **dict.fromkeys(("evening", "evenings", "eve"), (18 * 60, 22 * 60)),
    **dict.fromkeys(("night", "nights"), (20 * 60, 22 * 60)),
    **dict.fromkeys(("lunch", "lunchtime"), (12 * 60, 14 * 60)),
}
HIDING = frozenset({"sun", "sat", "mon", "wed", "fri", "mar", "may", "march", "august"})
"""Short forms that are ordinary words or names too: they need company to be read as a day."""
BEFORE_A_DAY = frozenset({"on", "by", "until", "till", "before", "after", "next", "this", "or", "from"})
AFTER_A_DAY = frozenset({"", ".", ",", ";", "!", "?", ")", "at", "around", "about", "then", "and", "or", "please"})
"""What stands around a day, where the day could be another word."""
_OPENERS = """
about after before beginning coming daily day each early end every following fortnightly biweekly half in last late
later mid middle midnight monthly next noon quarter start the this today tomorrow tonight week weekday weekdays weekend
weekends weekly within yearly yesterday
"""
OPENERS = frozenset({*_OPENERS.split(), *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), *MONTHS, *NUMBERS, *PARTS})
"""Words that a phrase about time may begin with: others need no look."""

_SHORT = {
    **dict.fromkeys(("tmrw", "tmr", "tmw", "tmo", "tomo", "tomoz", "2moro", "2morrow"), "tomorrow"),
    **dict.fromkeys(("tonite", "2nite"), "tonight"),
    **dict.fromkeys(("mornin", "mornign", "morn"), "morning"),
    **dict.fromkeys(("evenin", "evning"), "evening"),
    **dict.fromkeys(("midday", "12noon"), "noon"),
    **dict.fromkeys(("nxt",), "next"),
}
_LONG_WORDS = tuple(word for word in chain(("tomorrow",), WEEKDAYS, MONTHS) if len(word) > len("march"))
_NOT_TYPOS = frozenset({"sundry", "mundane", "augustus", "augusta", "remember", "marches"})
_ALIKE = 0.82  # share of common letters: "wensday" is Wednesday, "midday" is not Monday

_TOKEN = re.compile(
    r"""
    (?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))
    | (?P<date>[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{2}(?:[0-9]{2})?(?![0-9]))
    | (?P<clock>[0-9]{1,2}(?::|h(?=[0-9]))[0-9]{2}(?![0-9]))
    | (?P<short>[0-9]{1,2}[./][0-9]{1,2}(?![0-9]))
    | (?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)\b)
    | (?P<word>(?:2(?=mor|nite))?[^\W\d_]+(?:['\u2019][^\W\d_]+)?(?:\.(?:com|org|net|io|co|ai)\b)?)
    | (?P<number>[0-9]+)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, number or mark of a text: what it reads as, of what kind, and where it stands."""

    word: str
    kind: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut a text into words, numbers and marks; typing mistakes in the names of days and months are put right."""
    return tuple(
        Token(
            word=_read(found[0], str(found.lastgroup)), kind=str(found.lastgroup), start=found.start(), end=found.end()
        )
        for found in _TOKEN.finditer(text)
    )


def _read(raw: str, kind: str) -> str:
    word = raw.lower()
    if kind != "word":
        return word
    word = word.replace("\u2019", "'").removesuffix("'s")
    return _SHORT.get(word) or _put_right(word)


def _put_right(word: str) -> str:
    if len(word) < len("monday") or word in _NOT_TYPOS or word.removesuffix("s") in _LONG_WORDS:
        return word
    alike = [known for known in _LONG_WORDS if known[0] == word[0] and abs(len(known) - len(word)) < len("two")]
    return next(iter(get_close_matches(word, alike, n=1, cutoff=_ALIKE)), word)
