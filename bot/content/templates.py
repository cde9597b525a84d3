r"""Reads `{slot}` and `[[with {slot}|without]]` in a text. `\{`, `\[`, `\|` and `\\` stand for the signs themselves.

A `\` at the end of a line keeps the line break.
"""

import re

from bot.dialogue.script import Maybe, Piece, Slot

_MARK = re.compile(r"\\(?:[\\{}\[\]|]|(?=\n)|$)|\[\[|\]\]|\||\{[^{}]*\}|[{}]")
_SLOT = re.compile(r"[a-z][a-z0-9_]*(?:\.short)?")


class TemplateError(Exception):
    """A text's placeholders can't be read; `offset` says where."""

    def __init__(self, offset: int, what: str, todo: str) -> None:
        super().__init__(what)
        self.offset = offset
        self.what = what
        self.todo = todo


def parse(text: str) -> tuple[Piece, ...]:
    """Cut a text into words, slots and maybes. Raises `TemplateError`."""
    if _MARK.search(text) is None:
        return (text,)
    reader = _Reader()
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            reader.put(text[at : found.start()])
        reader.mark(found.group(), found.start())
        at = found.end()
    if at < len(text):
        reader.put(text[at:])
    return reader.close()


class _Reader:
    """Puts pieces where they belong: into the text, or into one of the two parts of an open maybe."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._parts: list[list[Piece]] = []  # of the open maybe
        self._opened = 0

    def put(self, piece: Piece) -> None:
        if piece == "":
            return
        into = self._parts[-1] if self._parts else self._pieces
        if isinstance(piece, str) and into and isinstance(into[-1], str):
            into[-1] += piece
        else:
            into.append(piece)

    def mark(self, mark: str, offset: int) -> None:
        if mark == "[[":
            self._open(offset)
        elif mark == "]]":
            self._shut(offset)
        elif mark == "|":
            self._turn(offset)
        elif mark.startswith("\\"):
            self.put(mark[1:])
        else:
            self.put(_slot(mark, offset))

    def close(self) -> tuple[Piece, ...]:
        if self._parts:
            raise TemplateError(self._opened, "[[ is never closed", "write ]] where that part ends")
        return tuple(self._pieces)

    def _open(self, offset: int) -> None:
        if self._parts:
            raise TemplateError(offset, "[[ stands inside another [[", "close the first one with ]] before")
        self._parts = [[]]
        self._opened = offset

    def _turn(self, offset: int) -> None:
        if not self._parts:
            self.put("|")
            return
        if len(self._parts) > 1:
            raise TemplateError(offset, "a [[…]] has more than one |", "keep one, or write \\| for the sign itself")
        self._parts.append([])

    def _shut(self, offset: int) -> None:
        if not self._parts:
            raise TemplateError(offset, "]] was never opened", "write [[ where that part begins, or \\]] for the sign")
        known = tuple(self._parts[0])
        unknown = tuple(self._parts[1]) if len(self._parts) > 1 else ()
        if not any(isinstance(piece, Slot) for piece in known):
            raise TemplateError(
                self._opened, "a [[…]] has no placeholder in its first part", "put one in, or take the brackets away"
            )
        self._parts = []
        self.put(Maybe(known=known, unknown=unknown))


def _slot(mark: str, offset: int) -> Slot:
    if mark in "{}":
        raise TemplateError(offset, f"a lonely {mark}", f"write \\{mark} for the sign itself")
    name = mark[1:-1]
    if not _SLOT.fullmatch(name):
        raise TemplateError(offset, f"{mark} is no placeholder", "write a name in small letters, as {organisation}")
    return Slot(name=name)
