"""How a step is put into words: its placeholders filled in, its parts made into messages."""

from collections.abc import Iterable, Sequence

from bot.dialogue.draft import Draft, Part
from bot.dialogue.placeholders import Spans, placeholder
from bot.dialogue.script import Maybe, Phrasing, Piece, Slot
from bot.domain.messages import MAX_TEXT, Choice, Message, Paragraph, Say, Span, SpanKind

ONE_MESSAGE = 75
"""Up to this many words, what is said and what is asked make one message."""


def render(d: Draft, phrasing: Phrasing) -> tuple[Paragraph, ...]:
    """Fill a phrasing in; paragraphs that come out empty are left out."""
    if phrasing.as_written is not None:
        return phrasing.as_written
    made = (_joined(_filled(d, pieces)) for pieces in phrasing.paragraphs)
    return tuple(Paragraph(spans=spans) for spans in made if any(span.text.strip() for span in spans))


def _filled(d: Draft, pieces: Sequence[Piece]) -> list[str | Span]:
    """Fill pieces in; what the coach wrote stays text."""
    made: list[str | Span] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(piece)
        elif isinstance(piece, Slot):
            made += placeholder(d, piece.name) or ()
        else:
            made += _maybe(d, piece)
    return made


def _maybe(d: Draft, piece: Maybe) -> list[str | Span]:
    """Fill the first part in when everything in it is known, else the second."""
    made: list[str | Span] = []
    for part in piece.known:
        if isinstance(part, Slot):
            spans = placeholder(d, part.name)
            if not spans:
                return _filled(d, piece.unknown)
            made += spans
        else:
            made += _filled(d, (part,))
    return made


def _joined(pieces: Iterable[str | Span]) -> Spans:
    """Make one span of all that stands side by side by the coach's hand."""
    spans: list[Span] = []
    written = ""
    for piece in pieces:
        if isinstance(piece, str):
            written += piece
        elif piece.kind is SpanKind.WRITTEN:
            written += piece.text
        else:
            if written:
                spans.append(Span(text=written))
                written = ""
            spans.append(piece)
    if written:
        spans.append(Span(text=written))
    return tuple(spans)


# --- parts into messages ----------------------------------------------------------------------------------------------


def messages(d: Draft) -> None:
    """Turn what was said into at most two messages, and messages apart into their own."""
    run: list[Part] = []
    for part in d.parts:
        if part.apart:
            _flush(d, run)
            run = []
            _send(d, [part])
        else:
            run.append(part)
    _flush(d, run)
    d.parts = []


def _flush(d: Draft, run: list[Part]) -> None:
    if not run:
        return
    if d.nudge_told or len(run) == 1 or _words(run) <= ONE_MESSAGE:
        _send(d, run)
    else:
        cut = len(run) - 1
        while cut and run[cut - 1].lead:
            cut -= 1
        _send(d, run[:cut])
        _send(d, run[cut:])


def _words(run: list[Part]) -> int:
    return sum([len(span.text.split()) for part in run for paragraph in part.paragraphs for span in paragraph.spans])


def _send(d: Draft, parts: list[Part]) -> None:
    paragraphs: list[Paragraph] = []
    choices: tuple[Choice, ...] = ()
    visit = 0
    for part in parts:
        paragraphs += part.paragraphs
        choices = part.choices or choices
        visit = part.visit or visit
    if paragraphs:
        message = Message(paragraphs=_fitting(paragraphs), choices=choices, visit=visit)
        d.effects.append(Say(message=message, nudge_id=d.nudge_told))


def _fitting(paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """Keep a message within what every platform takes; only lists of the person's own words can grow so long."""
    length = 2 * len(paragraphs) + sum([len(span.text) for paragraph in paragraphs for span in paragraph.spans])
    return tuple(paragraphs if length <= MAX_TEXT else _cut(paragraphs))


def _cut(paragraphs: Iterable[Paragraph]) -> Iterable[Paragraph]:
    left = MAX_TEXT
    for paragraph in paragraphs:
        if len(paragraph.text) + 2 <= left:
            left -= len(paragraph.text) + 2
            yield paragraph
        else:
            yield Paragraph(spans=_shortened(paragraph.spans, left - 1))
            return


def _shortened(spans: Spans, left: int) -> Spans:
    kept: list[Span] = []
    for span in spans:
        if len(span.text) > left:
            return (*kept, Span(text=span.text[: max(left, 0)], kind=span.kind), Span(text="…"))
        left -= len(span.text)
        kept.append(span)
    return tuple(kept)
