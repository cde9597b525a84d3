"""A reminder that somebody asks for in plain words, at any place: "remind me on feb 1 to apply at obi".

What is to be said and when it is to come are read out of the request; what is missing is asked for. Asked without
words of its own ("remind me tomorrow") where a question about a time is open, it is an answer to that one.
"""

import re

from msgspec.structs import replace

from bot.dialogue import answers, intents, own_words, timely
from bot.dialogue.cases import keep_more
from bot.dialogue.draft import Draft
from bot.dialogue.folding import WORD
from bot.dialogue.script import Step
from bot.dialogue.walk import go
from bot.dialogue.written import behind, past_asides
from bot.domain import calendar
from bot.domain.messages import MAX_ANSWER
from bot.domain.texts import kept
from bot.domain.values import Value
from bot.understanding import times
from bot.understanding.meaning import Kind

WHAT = "remind.what"
WHEN = "remind.when"
REMINDER = "reminder"
"""What somebody wants to be reminded of is kept under this name."""
_MOST_WORDS = 40
"""Longer texts tell something, however they begin."""
_LEAST_WORDS = 2
"""So many words name something after all, if only "send it"; where a question is open they may be about that."""
_MOST_IN_FRONT = 8
"""So many words may stand in front of "remind me", where they say when."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ENDS = " ,.;:!?-–—"


class Request(Value, frozen=True, kw_only=True):
    """What a request says: the thing, in the person's words, and the words for the moment; either may be missing."""

    what: str
    when: str
    beside: str = ""  # what was said in front of it, in sentences of their own


def asked(d: Draft, text: str, step: Step | None) -> Request | None:
    """Return the reminder a text asks for; `None` where it asks for none, or answers the open question with it."""
    rest = _behind_request(d, text)
    if rest is None or len(rest.split()) > _MOST_WORDS or _tells_news(d, text):
        return None
    request = _read(d, rest)
    vague = all(word in d.pack.of_it for word in WORD.findall(d.folded(request.what)))
    if vague and step is not None and _answers(d, step, text, rest):
        return None
    nameless = vague and len(request.what.split()) < _LEAST_WORDS
    return replace(request, what="" if nameless else request.what, beside=_beside(d, text))


def _behind_request(d: Draft, text: str) -> str | None:
    """Return what a request says behind its beginning, with the time in front of it, if any.

    A request may stand in a later sentence of a text, or add one more to the reminder just set; then it needs a time.
    """
    if d.step(WHEN) is None:
        return None
    said = _begun(d, text)
    if said is not None:
        return said
    later = [said for _, said in _later(d, text)]
    if later:
        return later[0] if _moment_in(d, later[0]) else None
    return _one_more(d, text) if d.reminded else None


def _later(d: Draft, text: str) -> list[tuple[int, str]]:
    """Return the requests in the later sentences of a text, each with the number of its sentence."""
    sentences = enumerate(_SENTENCE.split(text))
    return [(place, said) for place, sentence in sentences if place and (said := _begun(d, sentence)) is not None]


def _beside(d: Draft, text: str) -> str:
    """Return what was answered in front of a request: it is kept, but for a goodbye."""
    later = _later(d, text) if _begun(d, text) is None else []
    said = " ".join(_SENTENCE.split(text)[: later[0][0]]) if later else ""
    return "" if intents.leaves(d, said) else said


def _begun(d: Draft, text: str) -> str | None:
    words = past_asides(d, text).split()
    for place in range(min(_MOST_IN_FRONT, len(words))):
        if d.folded(words[place].strip(_ENDS)) not in d.pack.reminding_first:
            continue
        rest, front = behind(d, " ".join(words[place:]), d.pack.reminding), " ".join(words[:place])
        if rest is not None and (not front or _only_a_time(d, front)):
            return f"{front.strip(_ENDS)} {rest}".strip()
    return None


def _only_a_time(d: Draft, words: str) -> bool:
    found = _moment_in(d, words)
    return found is not None and timely.says_only(d, words, found)


def _one_more(d: Draft, text: str) -> str | None:
    """Return what is to be added to a reminder that was just set: "and also friday at 6 to call Ines"."""
    rest = behind(d, text, d.pack.one_more)
    found = _moment_in(d, rest) if rest else None
    adds = rest and found and found.start == 0 and behind(d, rest[found.end :], d.pack.to_do) is not None
    return rest if adds else None


def _tells_news(d: Draft, text: str) -> bool:
    """Whether a text that begins like a request is a story: "message me they said, and then a no came"."""
    first = d.look(text)
    return first.sure and first.kind in {Kind.REJECTION, Kind.GOOD_NEWS, Kind.JOB_LOSS}


def _read(d: Draft, words: str) -> Request:
    """Part what is to be done from when; the hour may stand apart from the day: "tomorrow to call Ines at 10"."""
    day = _moment_in(d, words)
    if day is None:
        return Request(what=_thing(d, words), when="")
    when, rest = words[day.start : day.end], f"{words[: day.start]} {words[day.end :]}"
    hour = _moment_in(d, rest)
    both = _moment_in(d, f"{when} {rest[hour.start : hour.end]}") if hour else None
    if hour and both and _same_day(d, both, day):
        return Request(
            what=_thing(d, f"{rest[: hour.start]} {rest[hour.end :]}"), when=f"{when} {rest[hour.start : hour.end]}"
        )
    return Request(what=_thing(d, rest), when=when)


def _moment_in(d: Draft, words: str) -> times.Found | None:
    return times.find_when(words, d.now, d.person.zone)


def _same_day(d: Draft, one: times.Found, other: times.Found) -> bool:
    days = [
        calendar.local(found.when.instant, d.person.zone).date()
        for found in (one, other)
        if isinstance(found.when, times.At)
    ]
    return len(days) == len("ab") and days[0] == days[1] and one.when != other.when


def open_request(d: Draft, request: Request) -> None:
    """Plan the reminder, or ask for what its request leaves open; the talk below comes back after it."""
    first = d.step(WHEN if request.what or request.when else WHAT)
    if first is None:
        return
    if request.beside:
        keep_more(d, request.beside)
    d.push(first.id, detour=True)
    if request.what:
        d.save_here(REMINDER, kept(request.what, MAX_ANSWER))
    if request.when:
        answers.write(d, first, request.when)
    else:
        go(d, first.id)


def _thing(d: Draft, words: str) -> str:
    """Return what is to be done, without the "to" before it."""
    words = " ".join(words.split()).strip(_ENDS)
    while words and (rest := behind(d, words, d.pack.to_do)) is not None:
        words = rest
    return words


def _answers(d: Draft, step: Step, text: str, rest: str) -> bool:
    """Whether a request that names nothing belongs to the open question: a button, or a time that is asked for."""
    meant = answers.meant_by(d, step, rest) or own_words.hinted_by(d, step, text)
    return step.expects == "time" or meant is not None or timely.meant(d, step, text) is not None
