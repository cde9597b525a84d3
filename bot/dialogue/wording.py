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
    known = d.pack.rendered.get(id(phrasing))
    if known is not None:
        return known
    made = (tuple(_joined(_fill(d, pieces))) for pieces in phrasing.paragraphs)
    paragraphs = tuple(Paragraph(spans=spans) for spans in made if any(span.text.strip() for span in spans))
    if all(isinstance(piece, str) for pieces in phrasing.paragraphs for piece in pieces):
        d.pack.rendered[id(phrasing)] = paragraphs  # it has nothing to be filled in: the same for everybody
    return paragraphs


def plain(d: Draft, pieces: Sequence[Piece]) -> str:
    """Fill pieces in as plain text, for labels."""
    return "".join(span.text for span in _fill(d, pieces))


def _fill(d: Draft, pieces: Sequence[Piece]) -> Iterable[Span]:
    for piece in pieces:
        if isinstance(piece, str):
            yield Span(text=piece)
        elif isinstance(piece, Slot):
            yield from placeholder(d, piece.name) or ()
        else:
            yield from _maybe(d, piece)


def _maybe(d: Draft, piece: Maybe) -> Iterable[Span]:
    """Fill the first part in when everything in it is known, else the second."""
    made: list[Span] = []
    for part in piece.known:
        spans = (placeholder(d, part.name) or ()) if isinstance(part, Slot) else tuple(_fill(d, (part,)))
        if isinstance(part, Slot) and not spans:
            return _fill(d, piece.unknown)
        made += spans
    return made


def _joined(spans: Iterable[Span]) -> Iterable[Span]:
    """Melt neighbouring spans of the coach's hand into one."""
    held = ""
    for span in spans:
        if span.kind is SpanKind.WRITTEN:
            held += span.text
            continue
        if held:
            yield Span(text=held)
        held = ""
        yield span
    if held:
        yield Span(text=held)


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
    return sum(len(span.text.split()) for part in run for paragraph in part.paragraphs for span in paragraph.spans)


def _send(d: Draft, parts: list[Part]) -> None:
    paragraphs = _fitting(tuple(paragraph for part in parts for paragraph in part.paragraphs))
    choices: tuple[Choice, ...] = next((part.choices for part in reversed(parts) if part.choices), ())
    visit = next((part.visit for part in reversed(parts) if part.visit), 0)
    if paragraphs:
        message = Message(paragraphs=paragraphs, choices=choices, visit=visit)
        d.effects.append(Say(message=message, nudge_id=d.nudge_told))


def _fitting(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Keep a message within what every platform takes; only lists of the person's own words can grow so long."""
    length = sum(2 + sum(len(span.text) for span in paragraph.spans) for paragraph in paragraphs)
    return paragraphs if length <= MAX_TEXT else tuple(_cut(paragraphs))


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
