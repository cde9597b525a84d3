"""Plays the transcripts of a pack on a terminal without a screen, and says what came out."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from itertools import count
from pathlib import Path

from adapters.console.clock import ConsoleClock
from adapters.console.delivery import ConsoleMessenger
from adapters.console.session import Session
from adapters.console.transcripts import Listener, Stage
from bot.bootstrap.console import person_key, session_of
from bot.bootstrap.program import assemble
from bot.content.pack import content_folder, load_pack
from bot.content.transcript import (
    Bot,
    Down,
    Entry,
    Note,
    Pressed,
    Restart,
    Transcript,
    TranscriptError,
    Used,
    Wait,
    You,
    parse,
)
from bot.content.transcript_writer import render
from bot.dialogue.script import Pack
from bot.domain.calendar import instant
from bot.errors import ContentError, NextStepError
from bot.ports import People
from bot.storage.memory import MemoryPeople

UNKNOWN_ZONE = "zone-unknown"
"""Stands in the title of a transcript where the person's platform does not tell their zone."""


def read_transcript(path: Path) -> Transcript:
    """Read a transcript. Raises `ContentError` with file and line."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except TranscriptError as error:
        raise ContentError(f"{path}:{error.line}: {error.what}; {error.todo}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: this can't be read ({type(error).__name__}); check the file") from None


class Playbook:
    """The transcripts of a pack, ready to be played. Raises `ContentError` where the pack can't be used."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or content_folder()
        self.pack = load_pack(self._folder)

    def paths(self) -> list[Path]:
        """Return the files of the pack's transcripts."""
        return sorted((self._folder / "transcripts").glob("*.txt"))

    def play(self, path: Path) -> tuple[str, str]:
        """Return a transcript as it is written and as it comes out. Raises `ContentError` where it can't be played."""
        written = read_transcript(path)
        entries = asyncio.run(_play(self.pack, written, path))
        return render(written), render(replace(written, entries=tuple(entries)))


def difference(path: Path, written: str, out: str) -> str:
    """Return how a transcript differs from what the bot says."""
    names = str(path), "what the bot says"
    return "\n".join(unified_diff(written.splitlines(), out.splitlines(), *names, lineterm=""))


async def _play(pack: Pack, transcript: Transcript, path: Path) -> list[Entry]:
    return [entry async for entry in _Playing(pack, transcript, path).entries()]


class _Playing:
    """One transcript on its way."""

    def __init__(self, pack: Pack, transcript: Transcript, path: Path) -> None:
        self._pack = pack
        self._path = path
        self._transcript = transcript
        self._clock = ConsoleClock(instant(transcript.at, transcript.zone))
        self._people: People = MemoryPeople()
        self._ids = (f"e{number}" for number in count(1))
        self._stage = Stage(*self._start())

    def _start(self) -> tuple[Session, Listener]:
        """Start the program on what is kept."""
        zone = None if UNKNOWN_ZONE in self._transcript.title else self._transcript.zone
        listener, person = Listener(), person_key("me")
        messenger = ConsoleMessenger(person, listener, writes_to=None)
        program = assemble(self._pack, self._people, self._clock, {messenger.platform: messenger}, zone=zone)
        return session_of(program, messenger, self._ids), listener

    async def entries(self) -> AsyncIterator[Entry]:
        for entry in self._transcript.entries:
            if isinstance(entry, Bot):
                continue
            yield entry
            for said in await self._heard_after(entry):
                yield said

    async def _heard_after(self, entry: Entry) -> Iterable[Bot]:
        try:
            await self._happen(entry)
            heard = self._stage.heard()
        except NextStepError as error:
            raise ContentError(f"{self._path}:{entry.line}: {error}") from None
        return [Bot(paragraphs=_split(paragraphs), choices=choices) for paragraphs, choices in heard]

    async def _happen(self, entry: Entry) -> None:
        match entry:
            case You(text=text):
                await self._stage.write(text)
            case Pressed(label=label):
                await self._stage.press(label)
            case Used(command=command, argument=argument):
                await self._stage.use(command, argument)
            case Wait(span=span, until=until):
                await self._stage.pass_time(self._moment(span, until))
            case Down(span=span):
                self._clock.move_to(self._clock.now() + span)
                await self._restart()
            case Restart():
                await self._restart()
            case Bot() | Note():
                pass

    async def _restart(self) -> None:
        session, listener = self._start()
        self._stage = Stage(session, listener)
        await self._stage.begin()

    def _moment(self, span: timedelta | None, until: datetime | None) -> datetime:
        now = self._clock.now()
        moment = instant(until, self._transcript.zone) if until else now + (span or timedelta(0))
        if moment < now:
            raise ContentError("this moment is over already; a transcript only goes forward")
        return moment.astimezone(UTC)


def _split(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Lay paragraphs out as reading them back would: without spaces around lines."""
    text = "\n\n".join("\n".join(line.strip() for line in paragraph.split("\n")) for paragraph in paragraphs)
    return tuple(one for one in text.strip("\n").split("\n\n") if one)
