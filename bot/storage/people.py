"""The embedded store: a drawer per person in one folder, nothing else to start.

What is kept at the same moment, of however many people, is written to the daybook at one stroke and flushed together.
Their drawers, a small file each, are filled when it is quiet. So a turn costs the same however many people there are,
and a bad file costs one person and not all. Everything that blocks is done in a few threads.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from weakref import WeakValueDictionary

from bot.domain.person import PersonKey
from bot.domain.rejection import JournalEntry
from bot.errors import StorageError
from bot.ports import Drawer, Owed
from bot.storage.folder import Folder
from bot.storage.gathered import Gathered
from bot.storage.housekeeper import Housekeeper
from bot.storage.recent import Recent
from bot.storage.seal import seal_of
from bot.storage.shelf import Shelf

A = TypeVar("A")
D = TypeVar("D", bound=Drawer | None)
T = TypeVar("T")
_THREADS = 4
_CHUNK = 500
_QUIET = 0.5
"""How many seconds nothing was kept before drawers are filled."""


class DrawerCabinet:
    """The port `People` in a folder, which it holds until it is closed.

    With a `key` (32 bytes) everything in the folder is sealed. `remembered` is how many drawers are kept in
    memory, those of the people last spoken with. Raises `StorageError` where the folder can't be used and
    `FolderInUseError` where somebody else uses it.
    """

    def __init__(self, folder: Path | str, *, key: bytes | None = None, remembered: int = 1_000) -> None:
        seal = seal_of(key)
        self._folder = Folder(Path(folder), seal)
        try:
            self._shelf = Shelf(self._folder, seal)
        except BaseException:
            self._folder.close()
            raise
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="drawers")
        self._reading = Gathered(self._read, self._pool, at_once=_THREADS - 1)  # one is left to write
        self._writing = Gathered(self._write, self._pool)
        self._housekeeper = Housekeeper(self._shelf.put_away, _QUIET)
        self._recent = Recent(remembered)
        self._queues: WeakValueDictionary[PersonKey, asyncio.Lock] = WeakValueDictionary()

    def close(self) -> None:
        """Finish what is being written, fill the drawers and let the next process have the folder."""
        self._pool.shutdown()
        self._housekeeper.end()
        try:
            self._shelf.close()
        finally:
            self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def load(self, key: PersonKey) -> Drawer | None:
        """Return a person's drawer, or `None` for a stranger.

        Raises `DamagedDrawerError` once for one that can't be read: it was set aside, and the person is a stranger now.
        """
        return self._recent.get(key) or await self._remembering(key, lambda: self._reading.add(key))

    async def commit(self, drawer: Drawer, *, lasting: bool = True) -> None:
        """Keep the drawer. Raises `StorageError` when it could not be kept; then the old one still stands.

        It is on the disk then. What is not `lasting` is on its way there: it outlives the end of the program at once.
        """
        await self._remembering(drawer.state.person.key, lambda: self._writing.add((drawer, lasting)))

    async def journal(self, key: PersonKey) -> Sequence[JournalEntry]:
        """Return the whole journal, oldest first."""
        return await self._in_turn(key, lambda: self._in_thread(self._shelf.journal, key))

    async def forget(self, key: PersonKey) -> None:
        """Remove every trace of a person: drawer, journal, damaged copies."""
        await self._remembering(key, lambda: self._in_thread(self._shelf.remove, key))

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

    def put_away(self) -> None:
        """Fill the drawers with all that was kept, as is done by itself when it is quiet. Blocks."""
        self._shelf.put_away()

    def _read(self, keys: Sequence[PersonKey]) -> list[Drawer | Exception | None]:
        return [self._read_one(key) for key in keys]

    def _read_one(self, key: PersonKey) -> Drawer | Exception | None:
        try:
            return self._shelf.read(key)
        except StorageError as error:
            return error

    def _write(self, drawers: Sequence[tuple[Drawer, bool]]) -> list[Drawer | Exception]:
        kept = self._shelf.write(drawers)
        self._housekeeper.note()
        return kept

    def _in_thread(self, work: Callable[[A], T], argument: A) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._pool, work, argument)

    async def _remembering(self, key: PersonKey, begin: Callable[[], "asyncio.Future[D]"]) -> D:
        """Do something that ends with a drawer, and remember it; after an error only the disk knows what stands.

        Meanwhile nothing is remembered, so that whoever asks waits for the end, also when nobody else does any more.
        """

        def remember(done: "asyncio.Future[D]") -> None:
            failed = done.cancelled() or done.exception()
            self._recent.keep(key, None if failed else done.result())

        return await self._in_turn(key, begin, remember)

    async def _in_turn(
        self,
        key: PersonKey,
        begin: Callable[[], "asyncio.Future[T]"],
        first: Callable[["asyncio.Future[T]"], None] | None = None,
    ) -> T:
        """Begin something with a person's files after what was asked for earlier is over.

        It is done to its end, and `first` is told, even when nobody waits for it any more; only then the next begins.
        """
        queue = self._queues.setdefault(key, asyncio.Lock())
        await queue.acquire()
        try:
            doing = begin()
        except BaseException:
            queue.release()
            raise
        if first:
            self._recent.keep(key, None)
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def is_over(done: "asyncio.Future[T]") -> None:
            if first:
                first(done)
            queue.release()
            _pass_on(done, told)

        doing.add_done_callback(is_over)
        return await told  # not `doing`, which would be over at once for whoever waits no longer


def _pass_on(done: "asyncio.Future[T]", told: "asyncio.Future[T]") -> None:
    error = None if done.cancelled() else done.exception()  # asked for also where nobody waits: or asyncio complains
    if told.done():
        return
    if done.cancelled():
        told.cancel()
    elif error:
        told.set_exception(error)
    else:
        told.set_result(done.result())
