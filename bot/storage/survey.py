"""Many drawers looked through for what their people are owed, with a second reader where there is one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from bot.ports import Owed
from bot.storage.seal import Seal
from bot.storage.second_reader import Paths, SecondReader, is_worth_it

Look = Callable[[Paths], Iterable[Owed]]
"""Reads a handful of drawers and says what goes wrong."""
_HANDFUL = 250


@contextmanager
def second_reader(seal: Seal, drawers: int) -> Iterator[SecondReader | None]:
    """Start a second reader for about so many drawers, if it is worth it and can be had."""
    try:
        reader = SecondReader(seal) if is_worth_it(drawers) else None
    except OSError:
        reader = None
    if reader is None:
        yield None
        return
    with reader:
        yield reader


def survey(rooms: Iterable[Paths], look: Look, reader: SecondReader | None) -> Iterator[Owed]:
    """Go through what the people are owed whose drawers lie in some rooms."""
    for paths in _handfuls(rooms):
        if reader and reader.give(paths):
            continue
        yield from look(paths)
        if reader:
            yield from _answered(reader.answers(), look)
    if reader:
        yield from _answered(reader.rest(), look)


def _handfuls(rooms: Iterable[Paths]) -> Iterator[Paths]:
    for paths in rooms:
        for first in range(0, len(paths), _HANDFUL):
            yield paths[first : first + _HANDFUL]


def _answered(answers: Iterable[tuple[Paths, list[Owed] | None]], look: Look) -> Iterator[Owed]:
    for paths, found in answers:
        yield from look(paths) if found is None else found
