"""A person's words as they are kept: what they wrote, without what no screen can show."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, line breaks and tabs left in
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of all that follows
    "\ud800-\udfff\ufffe\uffff\ufeff]"  # halves of characters, and what is none
)
_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # what a terminal would take for an order: colours, the cursor
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def kept(text: str, most: int) -> str:
    """Return a text fit to be kept and said back, at most so many characters long."""
    if text.isprintable():
        return text.strip()[:most]
    text = _SEQUENCE.sub("", text[: most * 2]) if "\x1b" in text else text
    return _UNSEEN.sub("", _BREAKS.sub("\n", text[: most * 2])).strip()[:most].rstrip()
