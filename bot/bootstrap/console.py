"""The conversation in this terminal or pipe: opens the store, sits a person down, runs until they leave."""

import asyncio
import secrets
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from adapters.console import pipe
from adapters.console.clock import ConsoleClock
from adapters.console.delivery import PLATFORM, ConsoleMessenger, Screen
from adapters.console.session import Session
from bot.bootstrap.program import Program, assemble, pack_of, store_folder
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.dialogue.again import open_question
from bot.domain.messages import Message
from bot.domain.person import PersonKey
from bot.ports import Drawer


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What one conversation in a terminal is started with."""

    settings: Settings
    person: str = "me"
    memory: bool = False
    now: datetime | None = None  # UTC; the clock stands still there
    zone: str | None = None  # said at the start
    export_to: Path


def person_key(name: str) -> PersonKey:
    """Return the key of somebody at a terminal."""
    return PersonKey(PLATFORM, name)


def session_of(program: Program[ConsoleClock], messenger: ConsoleMessenger, event_ids: Iterator[str]) -> Session:
    """Sit the person of a messenger down at a program."""
    person, clock = messenger.person, program.clock

    def question(drawer: Drawer) -> Message | None:
        return open_question(program.pack, drawer.state, clock.now())

    return Session(
        coach=program.coach,
        people=program.people,
        alarm=program.alarm,
        wind=lambda: program.wind(person),
        sweep=program.sweep,
        clock=clock,
        messenger=messenger,
        event_ids=event_ids,
        open_question=question,
    )


def event_ids(*, reproducible: bool) -> Iterator[str]:
    """Name events; names of one run never meet those of another, unless the run is to be the same each time."""
    run = "" if reproducible else f"{secrets.token_hex(5)}-"
    return (f"{run}{number}" for number in count(1))


def run_pipe(chat: Chat) -> int:
    """Hold the conversation in a pipe and return the exit code."""
    return asyncio.run(_pipe(chat))


async def _pipe(chat: Chat) -> int:
    screen = pipe.standard_screen()
    async with AsyncExitStack() as stack:
        session, program = _sit_down(chat, screen, stack)
        if not session.clock.stands_still:
            await stack.enter_async_context(program.on_time())
        await pipe.talk(session, screen, pipe.lines_of(sys.stdin.fileno()))
        return int(session.failed)


def _sit_down(chat: Chat, screen: Screen, stack: AsyncExitStack) -> tuple[Session, Program[ConsoleClock]]:
    pack = pack_of(chat.settings)
    folder = None if chat.memory else store_folder(chat.settings)
    people = stack.enter_context(open_people(folder, chat.settings.key))
    clock, person = ConsoleClock(chat.now), person_key(chat.person)
    messenger = ConsoleMessenger(person, screen, writes_to=chat.export_to)
    zone = chat.zone or chat.settings.zone
    program = assemble(pack, people, clock, {PLATFORM: messenger}, zone=zone)
    ids = event_ids(reproducible=chat.memory)
    session = session_of(program, messenger, ids)
    session.zone, session.zone_is_said = zone, chat.zone is not None
    return session, program
