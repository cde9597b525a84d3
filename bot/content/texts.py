"""Looks into texts: the placeholders they use, how they read, how long they can become."""

from collections.abc import Callable, Iterable, Iterator

from bot.dialogue.script import Maybe, Phrasing, Piece, Slot

Shown = Callable[[str], str | None]
"""Returns what stands in a placeholder, or `None` where it is not known."""


def fill(pieces: Iterable[Piece], shown: Shown) -> str:
    """Return the text as it reads with these placeholders."""
    return "".join(_filled(piece, shown) for piece in pieces)


def _filled(piece: Piece, shown: Shown) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Slot):
        return shown(piece.name) or ""
    known = all(shown(inner.name) for inner in piece.known if isinstance(inner, Slot))
    return fill(piece.known if known else piece.unknown, shown)


def said(phrasing: Phrasing, shown: Shown) -> str:
    """Return the whole phrasing as it reads with these placeholders; empty paragraphs are left out."""
    paragraphs = (fill(pieces, shown) for pieces in phrasing.paragraphs)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


def longest(pieces: Iterable[Piece], length: Callable[[str], int]) -> int:
    """Return how many characters a text can have, with the longer part of each maybe."""
    return sum(_length(piece, length) for piece in pieces)


def _length(piece: Piece, length: Callable[[str], int]) -> int:
    if isinstance(piece, str):
        return len(piece)
    if isinstance(piece, Slot):
        return length(piece.name)
    return max(longest(piece.known, length), longest(piece.unknown, length))


def source(pieces: Iterable[Piece]) -> str:
    """Return a text as a coach would write it, without the signs that escape others."""
    return "".join(_written(piece) for piece in pieces)


def _written(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Slot):
        return f"{{{piece.name}}}"
    without = f"|{source(piece.unknown)}" if piece.unknown else ""
    return f"[[{source(piece.known)}{without}]]"


def slots(pieces: Iterable[Piece]) -> Iterator[tuple[str, bool]]:
    """Yield each placeholder's name, and whether a maybe holds the text back where it is not known."""
    for piece in pieces:
        if isinstance(piece, Slot):
            yield piece.name, False
        elif isinstance(piece, Maybe):
            held = {inner.name for inner in piece.known if isinstance(inner, Slot)}
            yield from ((name, True) for name in sorted(held))
            yield from slots(piece.unknown)
