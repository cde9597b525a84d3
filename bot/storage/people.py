"""The embedded store: a drawer per person in one folder, nothing else to start.

A turn is one atomic write of one small file, so it costs the same however many people there are, and a bad file costs
one person and not all. Files are read and written in a few threads: a slow disk must not hold up anybody else.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from weakref import WeakValueDictionary

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.ports import Drawer, Owed
from bot.storage.folder import Folder
from bot.storage.seal import seal_of
from bot.storage.shelf import Shelf

T = TypeVar("T")
_THREADS = 4
_CHUNK = 500


class DrawerCabinet:
    """The port `People` in a folder, which it holds until it is closed.

    With a `key` (32 bytes) everything in the folder is sealed. `remembered` is how many drawers are kept in
    memory, those of the people last spoken with. Raises `StorageError` where the folder can't be used and
    `FolderInUseError` where somebody else uses it.
    """

    def __init__(self, folder: Path | str, *, key: bytes | None = None, remembered: int = 1_000) -> None:
        seal = seal_of(key)
        self._folder = Folder(Path(folder), seal)
        self._shelf = Shelf(self._folder, seal)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="drawers")
        self._recent = _Recent(remembered)
        self._queues: WeakValueDictionary[PersonKey, asyncio.Lock] = WeakValueDictionary()

    def close(self) -> None:
        """Finish what is being written and let the next process have the folder."""
        self._pool.shutdown()
        self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger.

        Raises `DamagedDrawerError` once for one that can't be read: it was set aside, and the person is a stranger now.
        """
        return self._recent.get(key) or await self._remembering(key, lambda: self._shelf.read(key))

    async def commit(self, drawer: Drawer) -> None:
        """Keep the drawer. Raises `StorageError` when it could not be kept; then the old one still stands."""
        await self._remembering(drawer.state.person.key, lambda: self._shelf.write(drawer))

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""
        return await self._in_turn(key, lambda: self._shelf.journal(key))

    async def forget(self, key: PersonKey) -> None:
        """Remove every trace of a person: drawer, journal, damaged copies."""
        await self._remembering(key, lambda: self._shelf.remove(key))

    def traces(self, key: PersonKey) -> Sequence[Path]:
        """Return every file there is of a person. Blocks."""
        return self._shelf.traces(key)

    async def everyone(self) -> AsyncIterator[PersonKey]:
        """Go through all people, in no order."""
        owed = self.owed()
        while chunk := await asyncio.to_thread(lambda: list(islice(owed, _CHUNK))):
            for key, _ in chunk:
                yield key

    def owed(self) -> Iterator[Owed]:
        """Go through everybody and what they are owed, in no order. Blocks while it reads, in whichever thread."""
        return self._shelf.owed()

    async def _remembering(self, key: PersonKey, work: Callable[[], Drawer | None]) -> Drawer | None:
        """Do something that ends with a drawer, and remember it; after an error only the disk knows what stands.

        Meanwhile nothing is remembered, so that whoever asks waits for the end, also when nobody else does any more.
        """

        def remember(done: asyncio.Future[Drawer | None]) -> None:
            failed = done.cancelled() or done.exception()
            self._recent.keep(key, None if failed else done.result())

        return await self._in_turn(key, work, remember)

    async def _in_turn(
        self, key: PersonKey, work: Callable[[], T], first: Callable[[asyncio.Future[T]], None] | None = None
    ) -> T:
        """Do something with a person's files in a thread, after what was asked for earlier.

        It is done to its end, and `first` is told, even when nobody waits for it any more; only then the next begins.
        """
        queue = self._queues.setdefault(key, asyncio.Lock())
        await queue.acquire()
        try:
            doing = asyncio.get_running_loop().run_in_executor(self._pool, work)
        except BaseException:
            queue.release()
            raise
        if first:
            self._recent.keep(key, None)
            doing.add_done_callback(first)
        doing.add_done_callback(lambda _: queue.release())
        return await asyncio.shield(doing)


class _Recent:
    """The drawers of the people last spoken with."""

    def __init__(self, most: int) -> None:
        self._drawers: OrderedDict[PersonKey, Drawer] = OrderedDict()
        self._most = most

    def get(self, key: PersonKey) -> Drawer | None:
        if key in self._drawers:
            self._drawers.move_to_end(key)
        return self._drawers.get(key)

    def keep(self, key: PersonKey, drawer: Drawer | None) -> None:
        self._drawers.pop(key, None)
        if drawer is not None:
            self._drawers[key] = drawer
        if len(self._drawers) > self._most:
            self._drawers.popitem(last=False)
