"""What stands in a placeholder: the person's words (marked as theirs), moments, lists, small labels."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.dialogue import moments
from bot.dialogue.draft import Draft
from bot.dialogue.facts import asks, earlier_lesson, fact
from bot.dialogue.script import Step
from bot.domain import calendar
from bot.domain.messages import Span, SpanKind
from bot.domain.nudge import Nudge

MAX_QUOTE = 200
"""Most characters of a person's own words that are given back."""
RETURN = "resume"
"""Kinds of nudges that only lead back to an open talk begin so."""
SHORT_WORDS = 8
"""Most words of an answer that can be given back as `{x.short}`."""

_CLOSING = (".", ",", ";")
"""Signs at the end of somebody's words that would stand twice where a sentence goes on."""
Spans = tuple[Span, ...]


def placeholder(d: Draft, name: str) -> Spans | None:
    """Return what a placeholder stands for, or `None` when it is not known."""
    if name in _LISTS:
        return _LISTS[name](d) or None
    base, _, short = name.partition(".")
    value = fact(d, base)
    if not value or (short and not _is_short(d, value)):
        return None
    if moments.is_moment(value):
        return (_moment(d, moments.instant(value, d.person.zone)),)
    return (Span(text=_cut(value), kind=SpanKind.SAID),)


def _moment(d: Draft, moment: datetime) -> Span:
    return moments.span(moment, d.person, d.now)


def _is_short(d: Draft, words: str) -> bool:
    """Whether words can be given back: short, no question, no "hm" and no "dunno"."""
    if len(words) > MAX_QUOTE // 2 or "\n" in words or len(words.split()) > SHORT_WORDS:
        return False
    folded = d.folded(words)
    return folded not in d.pack.fillers and folded not in d.pack.undecided and not asks(words)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    line = line[:-1] if line.endswith(_CLOSING) and not line.endswith("..") else line
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1].rstrip() + "…"


def said(words: str) -> Spans:
    """Mark words as the person's own."""
    return (Span(text=_cut(words), kind=SpanKind.SAID),)


def _written(words: str | None) -> Spans:
    return (Span(text=words),) if words else ()


def _lines(rows: Iterable[Spans]) -> Spans:
    """Put rows under each other as a list."""
    spans: list[Span] = []
    for row in rows:
        spans += [Span(text="- " if not spans else "\n- "), *row]
    return tuple(spans)


def nudge_row(d: Draft, nudge: Nudge) -> Spans:
    """One nudge in a list: when, what, and whose."""
    return (_moment(d, nudge.due), Span(text=": "), *nudge_name(d, nudge))


def nudge_name(d: Draft, nudge: Nudge) -> Spans:
    """What a nudge is about: its label, and the organisation or the person's words where there are any."""
    kind = d.pack.nudges.get(nudge.kind)
    case = d.cases.get(nudge.case or "")
    own = nudge.note or (case.organisation if case else None)
    return (Span(text=kind.label if kind else nudge.kind), *((Span(text=" · "), *said(own)) if own else ()))


def _of_frame_nudge(d: Draft) -> Nudge | None:
    if d.nudge_told:
        return d.nudges.get(d.nudge_told)
    return d.nudges.get(d.slot("nudge") or (d.frame.nudge if d.frame else None) or "")


def _note(d: Draft) -> Spans:
    nudge = _of_frame_nudge(d)
    return said(nudge.note) if nudge and nudge.note else ()


def _nudge_label(d: Draft) -> Spans:
    nudge = _of_frame_nudge(d)
    return nudge_name(d, nudge) if nudge else ()


def _when(d: Draft) -> Spans:
    value = d.slot("when")
    return (_moment(d, moments.instant(value, d.person.zone)),) if value else ()


def _plan_when(d: Draft) -> Spans:
    plan = d.case.plan if d.case else None
    return (_moment(d, plan.at),) if plan and plan.at else ()


def _plan_cue(d: Draft) -> Spans:
    plan = d.case.plan if d.case else None
    return said(plan.cue) if plan and plan.cue else ()


def _paused(d: Draft) -> Spans:
    until = d.person.paused_until
    return (_moment(d, until),) if until and until > d.now else ()


def _below(d: Draft) -> Step | None:
    """The question that lies open: of the talk on top, or of the one it leads back to."""
    frame = d.frame
    nudge = d.nudges.get(frame.nudge or "") if frame else None
    if frame and (frame.passing or (nudge and nudge.kind.startswith(RETURN))):
        frame = d.left_open()
    return d.step(frame.step) if frame else None


def _recap(d: Draft) -> Spans:
    step = _below(d)
    return _written(step.recap if step else None)


def _ago(d: Draft) -> Spans:
    then = d.passed.get("_asked_at")
    if then is None:
        return ()
    return _written(calendar.ago_in_words(moments.instant(then, "UTC"), d.now, d.person.zone, d.person.locale))


def _earlier(d: Draft) -> Spans:
    lesson = earlier_lesson(d)
    return said(lesson.words) if lesson and _is_short(d, lesson.words) else ()


def _aside(d: Draft) -> Spans:
    words = d.passed.get("_aside", "")
    return said(words) if words and _is_short(d, words) else ()


def _due_on(d: Draft) -> Spans:
    nudge = _of_frame_nudge(d)
    return (_moment(d, nudge.due),) if nudge else ()


def _help_lines(d: Draft) -> Spans:
    known = d.pack.help_lines.get(d.person.country or "")
    return _lines(_written(line) for line in known.lines) if known else ()


def _country_name(d: Draft) -> Spans:
    country = d.person.country or ""
    known = d.pack.help_lines.get(country)
    return _written(known.name if known else country)


def case_name(d: Draft, case_id: str) -> str:
    """A rejection in a list or on a button: organisation and role, or the day it was told."""
    case = d.cases[case_id]
    known = [part for part in (case.organisation, case.role) if part]
    if known:
        return " · ".join(known)
    day = calendar.local(case.opened_at, d.person.zone).date()
    return calendar.day_in_words(day, d.today, d.person.locale)


def _lesson_rows(d: Draft) -> Iterable[Spans]:
    for lesson in d.lessons:
        about = (Span(text=" ("), *said(lesson.about), Span(text=")")) if lesson.about else ()
        yield (*said(lesson.words), *about)


_LISTS: dict[str, Callable[[Draft], Spans]] = {
    "note": _note,
    "nudge_label": _nudge_label,
    "when": _when,
    "due_on": _due_on,
    "aside": _aside,
    "plan_when": _plan_when,
    "plan_cue": _plan_cue,
    "paused_until": _paused,
    "recap": _recap,
    "ago": _ago,
    "earlier_lesson": _earlier,
    "help_lines": _help_lines,
    "theme_label": lambda d: _written(d.pack.themes.get(fact(d, "theme") or "")),
    "stage_label": lambda d: _written(d.pack.phrases.get(f"stage.{fact(d, 'stage')}")),
    "country_name": _country_name,
    "zone_name": lambda d: _written(d.slot("_place") or d.person.zone.replace("_", " ")),
    "zone_time": lambda d: _written(f"{calendar.local(d.now, d.person.zone):%H:%M}"),
    "planned": lambda d: _lines(nudge_row(d, n) for n in d.planned(d.frame.case if d.frame else None)),
    "nudge_list": lambda d: _lines(nudge_row(d, n) for n in d.planned()),
    "late_list": lambda d: _lines(nudge_row(d, d.nudges[n]) for n in d.late if n in d.nudges),
    "lesson_list": lambda d: _lines(_lesson_rows(d)),
    "case_list": lambda d: _lines(said(case_name(d, case.id)) for case in d.open_cases),
    "command_list": lambda d: _lines(
        _written(f"*{c.name}*: {c.summary}") for c in d.pack.commands.values() if not c.interrupt
    ),
}

NAMES = frozenset(_LISTS)
"""Every placeholder that is not a fact."""
