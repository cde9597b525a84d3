"""Answers that will stand in a letter: whom it goes to, a piece of a sentence, the whole note in own words."""

from collections.abc import Collection

from bot.dialogue.draft import Draft
from bot.dialogue.facts import YES

SHORTEST_NOTE = 6
"""Fewer words are a remark about the draft and not a note of one's own."""
_LONGEST_START = 5
_MOST_IN_NAME = 3
_MOST_AS_NAME = 2
_MARKS = " \t\"'.,;:!()“”„"
_ASKED = "_name_asked"


def name_in(d: Draft, text: str) -> str | None:
    """Return the name of a person that an answer is or holds; `None` where it is no name.

    In an answer of several words only what is written large counts. What comes alone may be written small.
    """
    words = [word.strip(_MARKS) for word in text.split()]
    words = [word for word in words if word]
    short = len(words) <= _MOST_IN_NAME
    plain = short and (
        d.pack.no_names.isdisjoint(map(d.folded, words)) or any(d.folded(w) in d.pack.first_names for w in words)
    )
    runs: list[list[str]] = [[]]
    for place, word in enumerate(words):
        large = word[0].isupper() and (short or place > 0 or d.folded(word) not in d.pack.no_names)
        if (large or (plain and word.isalpha())) and d.folded(word) not in d.pack.no_names:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    found = next((run for run in runs if run), [])
    if not found or len(found) > _MOST_IN_NAME or any(sign.isdigit() for word in found for sign in word):
        return None
    return " ".join(word if word[0].isupper() else word[0].upper() + word[1:] for word in found)


def name_or_nothing(d: Draft, text: str) -> str | None:
    """Return the name in an answer, nothing ("") the second time there is none, and `None` the first time."""
    name = name_in(d, text)
    if name is None and d.slot(_ASKED):
        return ""
    if name is None:
        d.save_here(_ASKED, YES)
    return name


def phrase(d: Draft, words: str) -> str:
    """Return words as they stand in a letter: "I liked" goes, for the letter says it, and "i" is written large."""
    put_right = d.pack.phrases.get
    for start in sorted(d.pack.letter_starts, key=len, reverse=True):
        if words.lower().startswith(f"{start} "):
            words = words[len(start) :]
            break
    lines = words.strip().split("\n")
    return "\n".join(" ".join(put_right(f"letter.{word}", word) for word in line.split(" ")) for line in lines)


def hedged(d: Draft, text: str) -> str | None:
    """Return what stands behind "I don't know, maybe", nothing ("") where nothing does, `None` for a plain answer."""
    rest = behind(d, text, d.pack.at_a_loss)
    if rest is None:
        return None
    after = behind(d, rest, d.pack.hedges)
    return "" if after is None else after


def tells(d: Draft, text: str) -> bool:
    """Whether an answer tells of something, where something to do was asked for: "nobody told me a date"."""
    told, done = (behind(d, text, starts) for starts in (d.pack.telling, d.pack.doing))
    return told is not None and (done is None or len(done) > len(told))


def behind(d: Draft, text: str, starts: Collection[str]) -> str | None:
    """Return what stands behind the longest of these beginnings, or `None` where a text begins with none."""
    words = text.split()
    for count in range(min(_LONGEST_START, len(words)), 0, -1):
        if d.folded(" ".join(words[:count])) in starts:
            return " ".join(words[count:]).strip(_MARKS)
    return None


def is_note(d: Draft, words: str) -> bool:
    """Whether a text is a note of one's own: long enough, and no wish or report about the draft that is shown."""
    return len(words.split()) >= SHORTEST_NOTE and not is_remark(d, words)


def is_remark(d: Draft, words: str) -> bool:
    """Whether a text is said about a letter and is no part of one: "can you make it shorter"."""
    return behind(d, past_asides(d, words), d.pack.remarks) is not None


def past_asides(d: Draft, text: str) -> str:
    """Return a text without the small words in front of what it says: "ok", "thanks"."""
    words = text.split()
    while words and d.folded(words[0].strip(_MARKS)) in d.pack.asides:
        words.pop(0)
    return " ".join(words)


def only_name(d: Draft, text: str) -> str | None:
    """Return the name that an answer of a word or two is, where something else than a name was asked for.

    What is written small must be a first name that is known for one: "kindness" is none.
    """
    words = [word.strip(_MARKS) for word in text.split()]
    if not words or len(words) > _MOST_AS_NAME or not all(word.isalpha() for word in words):
        return None
    large = all(word[0].isupper() for word in words)
    return name_in(d, text) if large or d.folded(words[0]) in d.pack.first_names else None
