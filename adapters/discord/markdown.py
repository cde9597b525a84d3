r"""Writes a message in Discord's Markdown.

What a person wrote is always escaped: it must not become a link with another name, a mention, a heading or the end of
a code block. Discord shows a mark behind a backslash as it is.
"""

import re

from bot.domain.messages import Message, Paragraph, Span, SpanKind

_WRITTEN, _SAID = SpanKind.WRITTEN, SpanKind.SAID  # looking them up each time costs more than all the rest
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_MARKS = re.compile(r"([\\`*_~|<>\[\]@#])")
_LINK_START = re.compile(r":(?=//)")
_LINE_START = re.compile(r"^(\s*)(-|\+|\d+(?=[.)]))", re.MULTILINE)
_COACH_MARKS = re.compile(r"([`_~|<>@#])")
_COACH_MARKED = re.compile(r"[`_~|<>@#\[]")
_COACH_LINK = re.compile(r"(\[[^\]\n]+\]\(https?://[^)\s]+\))")
_STAR = re.compile(r"(?<!\\)\*+")


def clean(text: str) -> str:
    """Return a text without control characters and with plain line breaks."""
    return text if text.isprintable() else _UNSHOWN.sub("", _BREAK.sub("\n", text))


def escaped(text: str) -> str:
    """Return a person's text so that Discord shows every character of it and obeys none."""
    if text.replace(" ", "").isalnum():
        return text
    marked = _LINK_START.sub(r"\\:", _MARKS.sub(r"\\\1", clean(text)))
    return _LINE_START.sub(_escape_line_start, marked)


def _escape_line_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark[-1].isdecimal() else f"{space}\\{mark}"


def written(text: str, *, stars: bool = True) -> str:
    """Return a coach's text: emphasis, links and lists stay, everything else is shown as it stands."""
    text = clean(text)
    if _COACH_MARKED.search(text):
        pieces = _COACH_LINK.split(text)
        text = "".join(piece if place % 2 else _COACH_MARKS.sub(r"\\\1", piece) for place, piece in enumerate(pieces))
    return text if stars else _STAR.sub(lambda found: found[0].replace("*", r"\*"), text)


def paragraph(one: Paragraph) -> str:
    """Return a paragraph; a mark of emphasis without its partner stays as it is written."""
    marked = [span.text for span in one.spans if "*" in span.text and span.kind is _WRITTEN]
    stars = not marked or sum(len(_STAR.findall(text)) for text in marked) % 2 == 0
    return "".join([_span(span, stars=stars) for span in one.spans])


def _span(span: Span, *, stars: bool) -> str:
    if span.kind is _WRITTEN:
        return written(span.text, stars=stars)
    if span.kind is _SAID or span.at is None:
        return escaped(span.text)
    return f"<t:{int(span.at.timestamp())}:F>"


def content(message: Message) -> str:
    """Return the whole text of a message."""
    return "\n\n".join([paragraph(one) for one in message.paragraphs])
