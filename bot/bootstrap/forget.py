"""Removes everything that is kept about a person, for an operator who was asked to."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.console.delivery import PLATFORM
from adapters.console.files import history_in
from bot.bootstrap.program import store_folder
from bot.bootstrap.store import existing, nobody
from bot.config import Settings
from bot.domain.person import PersonKey
from bot.storage.people import DrawerCabinet


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file with something of a person in it."""

    path: Path
    what: str  # in words


Confirm = Callable[[Sequence[Kept]], bool]
"""Shows what is to be removed and says whether it may be."""


def forget_person(settings: Settings, platform: str, person: str, confirm: Confirm) -> Sequence[Kept]:
    """Remove every file with something of a person in it and return what was removed: nothing, if `confirm` said no.

    Raises `NextStepError` where nothing is kept of such a person, or where the program is running.
    """
    folder, key = existing(store_folder(settings)), PersonKey(platform, person)
    history = history_in(folder, key)
    with DrawerCabinet(folder, key=settings.key) as people:
        found = [Kept(path=path, what=_what(path)) for path in people.traces(key)]
        if platform == PLATFORM and history.exists():
            found.append(Kept(path=history, what="what was typed in a terminal"))
        if not found:
            raise nobody(folder, platform)
        if not confirm(found):
            return ()
        history.unlink(missing_ok=True)
        asyncio.run(people.forget(key))
    return found


def _what(path: Path) -> str:
    if path.parent.name == "damaged":
        return "a damaged drawer"
    return "the older part of the journal" if path.suffix == ".journal" else "the drawer"
