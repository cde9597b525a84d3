"""Splits a flow file into its blocks: front matter, then phrasings, all with their line numbers.

Nothing is understood here; `bot.content.steps` does that.
"""

import re
from typing import NamedTuple

FENCE = "+++"
NEXT_PHRASING = "---"
_OWN_LINE = re.compile(r"(?:[-*•>]|\d+[.)])\s")
"""A line that begins like this is an item of a list or a quote and stays a line of its own. So does one behind a \\."""


class Words(NamedTuple):
    """One paragraph as it stands in the file: its lines without outer spaces, and the number of the first."""

    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The paragraph in one piece. Lines the writer only wrapped are joined by a space."""
        if len(self.lines) == 1:
            return self.lines[0]
        joined = self.lines[0]
        for line in self.lines[1:]:
            own = _OWN_LINE.match(line) or joined.endswith("\\")
            joined += f"\n{line}" if own else f" {line}"
        return joined

    def line_of(self, offset: int) -> int:
        """Return the number of the line that a place in `text` came from."""
        for number, line in enumerate(self.lines):
            if offset <= len(line):
                return self.line + number
            offset -= len(line) + 1
        return self.line + len(self.lines) - 1


class Said(NamedTuple):
    """One phrasing: its paragraphs and the number of its first line."""

    paragraphs: tuple[Words, ...]
    line: int


class Block(NamedTuple):
    """One step as it stands in the file. `line` is that of the opening fence; `front` starts on the next one."""

    line: int
    front: str
    said: tuple[Said, ...]


class FlowError(Exception):
    """The fences of a flow file don't fit together."""

    def __init__(self, line: int, what: str, todo: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.todo = todo


def read_flow(text: str) -> list[Block]:
    """Split a flow file. What stands before the first fence is a note and is left out. Raises `FlowError`."""
    lines = text.replace("\r\n", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if not fences:
        raise FlowError(1, "there is no step in this file", "start each step with a line +++")
    if len(fences) % 2:
        raise FlowError(fences[-1] + 1, "this +++ has no partner", "put a line +++ before and after each front matter")
    ends = [*fences[2::2], len(lines)]
    return [
        Block(opening + 1, "\n".join(lines[opening + 1 : closing]), _said(lines, closing + 1, end))
        for opening, closing, end in zip(fences[::2], fences[1::2], ends, strict=True)
    ]


def _said(lines: list[str], start: int, end: int) -> tuple[Said, ...]:
    """Read the phrasings between two fences. A step without any text has none."""
    phrasings: list[Said] = []
    begin = start
    for number in range(start, end + 1):
        if number == end or lines[number].rstrip() == NEXT_PHRASING:
            phrasings.append(_phrasing(lines, begin, number))
            begin = number + 1
    if len(phrasings) == 1 and not phrasings[0].paragraphs:
        return ()
    return tuple(phrasings)


def _phrasing(lines: list[str], start: int, end: int) -> Said:
    paragraphs: list[Words] = []
    run: list[str] = []
    for number in range(start, end):
        line = lines[number].strip()
        if line:
            run.append(line)
        elif run:
            paragraphs.append(Words(tuple(run), number + 1 - len(run)))
            run = []
    if run:
        paragraphs.append(Words(tuple(run), end + 1 - len(run)))
    return Said(tuple(paragraphs), paragraphs[0].line if paragraphs else start + 1)
