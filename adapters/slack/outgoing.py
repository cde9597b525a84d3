"""Turns messages into Slack's blocks: pure functions.

The text goes into `rich_text` blocks, where nothing is parsed: a person's own "*" or "<!here>" stays what they typed,
and only what a coach wrote is emphasised. The plain `text` beside the blocks is for notifications and screen readers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from msgspec.structs import replace

from adapters.slack.ports import Json
from adapters.slack.words import Words
from bot.domain.messages import Choice, Message, Paragraph, SpanKind

LONGEST = 2900
"""Characters of one message; Slack cuts some parts at 3000."""
MOST_BUTTONS = 8
"""More choices than these become a menu."""
CHOICES = "choices"
"""What the block with a question's choices is called, before its number."""
_MOST_PARAGRAPHS = 40
_LABEL = 75
_MARK = re.compile(r"(?<!\\)\*+|\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_MARKED = re.compile(r"[*\[]")
_BULLET = re.compile(r"- +")
Blocks = list[dict[str, Any]]
_Lines = list[list["_Run"]]


class _Run(NamedTuple):
    """A piece of text that looks the same all through."""

    text: str
    bold: bool = False
    url: str = ""
    written: bool = True


# --- messages ---------------------------------------------------------------------------------------------------------


def post_of(message: Message, words: Words, extra: Sequence[Json] = ()) -> dict[str, Any]:
    """Return `text` and `blocks` of a message; `extra` are buttons of this adapter beside the choices."""
    paragraphs = [_lines(paragraph) for paragraph in message.paragraphs]
    return {"text": _plain(paragraphs), "blocks": [*_rich(paragraphs), *_questions(message, words, extra)]}


def parts(message: Message, longest: int = LONGEST) -> list[Message]:
    """Split a message at its paragraphs so that each part can be sent; the choices go with the last one."""
    groups: list[list[Paragraph]] = [[]]
    for paragraph in (short for long in message.paragraphs for short in _shortened(long, longest)):
        full = sum(len(one.text) + 2 for one in groups[-1]) + len(paragraph.text) > longest
        if groups[-1] and (full or len(groups[-1]) >= _MOST_PARAGRAPHS):
            groups.append([])
        groups[-1].append(paragraph)
    said = [Message(paragraphs=tuple(group)) for group in groups]
    said[-1] = replace(said[-1], choices=message.choices, visit=message.visit)
    return said


def _shortened(paragraph: Paragraph, longest: int) -> Iterator[Paragraph]:
    if len(paragraph.text) <= longest:
        yield paragraph
        return
    for span in paragraph.spans:
        for start in range(0, len(span.text), longest):
            yield Paragraph(spans=(replace(span, text=span.text[start : start + longest]),))


def fallback(message: Message) -> str:
    """Return the message as plain text in which Slack finds nothing to parse."""
    return _plain([_lines(paragraph) for paragraph in message.paragraphs])


def _plain(paragraphs: Sequence[_Lines]) -> str:
    return escaped("\n\n".join("\n".join(map(_line_text, lines)) for lines in paragraphs)) or "…"


def escaped(text: str) -> str:
    """Return a text with the three characters escaped that Slack reads as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(text: str, limit: int) -> str:
    """Return a `plain_text` of at most `limit` characters; never empty, which Slack refuses."""
    text = " ".join(text.split()) or "…"
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def label(text: str) -> dict[str, Any]:
    """Return what stands on a button or in a menu."""
    return {"type": "plain_text", "text": shown(text, _LABEL), "emoji": False}


# --- paragraphs -------------------------------------------------------------------------------------------------------


def body(message: Message) -> Blocks:
    """Return the text of a message as blocks, one a paragraph."""
    return _rich([_lines(paragraph) for paragraph in message.paragraphs])


def _rich(paragraphs: Sequence[_Lines]) -> Blocks:
    blocks = [{"type": "rich_text", "elements": _elements(lines)} for lines in paragraphs]
    return [block for block in blocks if block["elements"]]


def _elements(paragraph: _Lines) -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = []
    for style, group in groupby(paragraph, key=_style):
        lines = [_inline(line, style) for line in group]
        if style:
            items = [{"type": "rich_text_section", "elements": line} for line in lines if line]
            elements.append({"type": "rich_text_list", "style": style, "elements": items})
        else:
            joined = [part for line in lines for part in (*line, {"type": "text", "text": "\n"})][:-1]
            elements.append({"type": "rich_text_section", "elements": joined})
    return [element for element in elements if element["elements"]]


def _style(line: list[_Run]) -> str:
    """Say whether a line is an item of a list; what a person typed never is."""
    first = line[0] if line else _Run("")
    return "bullet" if first.written and _BULLET.match(first.text) else ""


def _inline(line: list[_Run], style: str) -> list[dict[str, Any]]:
    if style:
        line = [line[0]._replace(text=_BULLET.sub("", line[0].text, count=1)), *line[1:]]
    return [_inline_element(run) for run in line if run.text]


def _inline_element(run: _Run) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "link", "url": run.url} if run.url else {"type": "text"}
    element["text"] = run.text
    return {**element, "style": {"bold": True}} if run.bold else element


def _lines(paragraph: Paragraph) -> _Lines:
    lines: _Lines = [[]]
    for run in _runs(paragraph):
        for number, text in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(run._replace(text=text))
    return lines


def _line_text(line: list[_Run]) -> str:
    text = "".join(run.text if not run.url else f"{run.text} ({run.url})" for run in line)
    return f"• {_BULLET.sub('', text, count=1)}" if _style(line) else text


def _runs(paragraph: Paragraph) -> Iterator[_Run]:
    """Go through a paragraph; a mark of emphasis without its partner stays as it is written."""
    coachs = [span.text for span in paragraph.spans if span.kind is SpanKind.WRITTEN and "*" in span.text]
    paired = sum(mark[0].startswith("*") for text in coachs for mark in _MARK.finditer(text)) % 2 == 0
    bold = False
    for span in paragraph.spans:
        written = span.kind is SpanKind.WRITTEN
        if not written or not _MARKED.search(span.text):
            yield _Run(span.text, bold, written=written)
            continue
        at = 0
        for mark in _MARK.finditer(span.text):
            is_star = mark[0].startswith("*")
            if is_star and not paired:
                continue
            yield _Run(_unescaped(span.text[at : mark.start()]), bold)
            if is_star:
                bold = not bold
            else:
                yield _Run(mark[1], bold, url=mark[2])
            at = mark.end()
        yield _Run(_unescaped(span.text[at:]), bold)


def _unescaped(text: str) -> str:
    return text.replace("\\*", "*")


# --- choices ----------------------------------------------------------------------------------------------------------


def _questions(message: Message, words: Words, extra: Sequence[Json]) -> Blocks:
    elements: list[Json] = []
    if len(message.choices) > MOST_BUTTONS:
        elements.append(_menu(message.choices, words))
    else:
        elements += [_button(number, choice) for number, choice in enumerate(message.choices)]
    elements += extra
    return [{"type": "actions", "block_id": f"{CHOICES}:{message.visit}", "elements": elements}] if elements else []


def _button(number: int, choice: Choice) -> dict[str, Any]:
    return {"type": "button", "action_id": f"choice:{number}", "text": label(choice.label), "value": choice.token}


def _menu(choices: Sequence[Choice], words: Words) -> dict[str, Any]:
    options = [{"text": label(choice.label), "value": choice.token} for choice in choices]
    placeholder = label(words["talk.pick"])
    return {"type": "static_select", "action_id": "choice:menu", "placeholder": placeholder, "options": options}


def answered(blocks: Sequence[Json], chosen: str | None, words: Words) -> list[Json]:
    """Return the blocks of a question with what was chosen in place of its buttons."""
    kept = [block for block in blocks if not str(block.get("block_id", "")).startswith(f"{CHOICES}:")]
    if chosen is None:
        return kept
    note = {"type": "plain_text", "text": shown(words.fill("talk.chosen", label=chosen), 300), "emoji": False}
    return [*kept, {"type": "context", "elements": [note]}]
