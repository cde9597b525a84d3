"""Pasted e-mails: turn HTML into text, undo quoting and forwarding, leave signatures' small print away."""

import html
import re
from itertools import pairwise

from bot.domain.values import Value

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLOCK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(style|script|head)\b", re.IGNORECASE)
_HTML_SIGN = re.compile(r"<(?:html|body|div|p|br|table|span|a)\b[^<>]{0,500}>", re.IGNORECASE)
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_HEADER = re.compile(r"^ ?\**(from|to|cc|sent|date|subject|reply-to)\**: ?(.*)$", re.IGNORECASE)
_NO_REPLY = re.compile(r"\b(?:no|do[ -]?not)[ _-]?reply@", re.IGNORECASE)
_SMALL_PRINT = (
    "confidentiality notice",
    "this email and any attachments",
    "this e-mail and any attachments",
    "this message and any attachments",
    "this message is confidential",
    "the information contained in this",
    "privileged and confidential",
    "equal opportunity employer",
    "is an equal opportunity",
    "to unsubscribe",
    "unsubscribe from",
    "view this email in your browser",
)
_WROTE = re.compile(r"^On (.{6,48}?20\d\d)\b.{0,200} wrote:", re.MULTILINE)
_GOES_ON = re.compile(r"\n(?=[a-z])")  # a new line that may go on with the sentence of the one before
_BROKEN_LINE = re.compile(r"[^\n]{49,}[a-z,]")
_CLOSING = re.compile(
    r"(?<=[.!?)]) ((?:with |my )?(?:kind|kindest|best|warm|warmest|many)? ?(?:regards|wishes)"
    r"|(?:yours )?(?:sincerely|faithfully|truly))([,.!]?) +",
    re.IGNORECASE,
)  # behind the last sentence, on its line
_CLOSING_WORDS = ("regards", "wishes", "sincerely", "faithfully", "truly")
_HEADERS_OF_A_MAIL = 2
_HEADER_NAME = 14  # signs in which the name of a header ends


class Mail(Value, frozen=True, kw_only=True):
    """A mail's text without its wrapping."""

    body: str
    subject: str | None = None
    sender: str | None = None
    sent: str | None = None  # when, as it stands there
    headed: bool = False  # it came with its header lines
    no_reply: bool = False
    left_out: str | None = ""  # the wrapping; `None` where it was not kept apart


def unwrap(text: str, subject: str | None = None) -> Mail:
    """Return the mail inside a cleaned text. Text that is no mail comes back as the body, as it is."""
    if _is_plain(text):
        return Mail(body=_with_closing_apart(text.strip()), subject=subject)
    no_reply = "reply@" in text.lower() and bool(_NO_REPLY.search(text))
    bare = _without_html(text)
    is_html = bare is not text
    text = _unbroken(_unquoted(bare))
    lines = text.split("\n")
    heads = _headers(lines)
    headed = len(heads) >= _HEADERS_OF_A_MAIL
    left_out: list[str] = []
    if headed or "subject" in heads:
        left_out = [line for line in lines if _HEADER.match(line)]
        lines = [line for line in lines if not _HEADER.match(line)]
        subject = subject or heads.get("subject")
    kept, small_print = _without_small_print(lines)
    return Mail(
        body=_with_closing_apart("\n".join(kept).strip()),
        subject=subject,
        sender=heads.get("from") if headed else None,
        sent=_sent(heads, text),
        headed=headed,
        no_reply=no_reply,
        left_out=None if is_html else "\n".join([*left_out, *small_print]).strip(),
    )


def _is_plain(text: str) -> bool:
    """Whether a text is one line with nothing to unwrap in it, as most of what people write."""
    wrapping = "\n" in text or "<" in text or "@" in text
    return not wrapping and ":" not in text[:_HEADER_NAME] and text[:1] != ">" and text[:2] != "--"


def _with_closing_apart(body: str) -> str:
    """Put closing words and what signs behind them on lines of their own, where a mail was pasted as one line."""
    low = body.lower()
    return _CLOSING.sub(r"\n\1\2\n", body) if any(word in low for word in _CLOSING_WORDS) else body


def _unquoted(text: str) -> str:
    return _QUOTE.sub("", text) if "\n>" in text or text[:1] == ">" else text


def _unbroken(text: str) -> str:
    """Join lines that were broken inside a sentence."""
    if not _GOES_ON.search(text):
        return text
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        if "a" <= line[:1] <= "z" and _BROKEN_LINE.fullmatch(before.removesuffix(" ")):
            joined[-1] = f"{joined[-1].removesuffix(' ')} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _sent(heads: dict[str, str], text: str) -> str | None:
    """Return when a mail was sent, as its header or the line above a quoted one says."""
    said = heads.get("date") or heads.get("sent")
    if said is None and " wrote:" in text:
        quoted = _WROTE.search(text)
        said = quoted[1] if quoted else None
    return said


def _headers(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if ":" in line[:_HEADER_NAME]:
            match = _HEADER.match(line)
            if match:
                found.setdefault(match[1].lower(), match[2].strip())
    return found


def _without_html(text: str) -> str:
    if "<" not in text or not _HTML_SIGN.search(text):
        return text
    text = _BLOCK.sub("\n", _without_hidden(text))
    return html.unescape(_TAG.sub(" ", text))


def _without_hidden(text: str) -> str:
    """Cut out style sheets and scripts."""
    kept: list[str] = []
    at = 0
    lower = text.lower()
    if len(lower) != len(text):
        return text
    while (found := _HIDDEN.search(text, at)) is not None:
        kept.append(text[at : found.start()])
        close = lower.find(f"</{found[1].lower()}>", found.end())
        if close < 0:
            return "".join(kept)
        at = close + len(found[1]) + 3
    return "".join(kept) + text[at:]


def _without_small_print(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the lines from those of small print and what stands below a signature mark."""
    everything = "\n".join(lines).lower()
    signs = [sign for sign in _SMALL_PRINT if sign in everything]
    kept: list[str] = []
    small: list[str] = []
    for number, line in enumerate(lines):
        if line.rstrip() == "--":
            return kept, [*small, *lines[number:]]
        low = line.lower() if signs else ""
        if len(kept) > 1 and any(sign in low for sign in signs):
            small.append(line)
        else:
            kept.append(line)
    return kept, small
