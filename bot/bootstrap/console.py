"""The conversation in this terminal or pipe: opens the store, sits a person down, runs until they leave."""

import asyncio
import secrets
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from adapters.console.app import talk
from adapters.console.clock import ConsoleClock
from adapters.console.delivery import PLATFORM, ConsoleMessenger, Screen
from adapters.console.files import history_in, remove
from adapters.console.session import Session
from bot.bootstrap.program import Program, assemble, pack_of, store_folder
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.dialogue.again import open_question
from bot.dialogue.warm import warm
from bot.domain.messages import Message
from bot.domain.person import PersonKey
from bot.ports import Drawer

_GREETED = 0.3  # seconds; then the first question stands there, and while it is read there is time to get ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What one conversation in a terminal is started with."""

    settings: Settings
    export_to: Path
    person: str = "me"
    memory: bool = False
    now: datetime | None = None  # UTC; the clock stands still there
    zone: str | None = None  # of the system, or what was said
    zone_is_said: bool = False  # it holds against what is kept


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


def run_chat(chat: Chat, *, interactive: bool) -> int:
    """Hold the conversation until somebody leaves, and return the exit code."""
    return asyncio.run(_in_terminal(chat) if interactive else _in_pipe(chat))


async def _in_pipe(chat: Chat) -> int:
    from adapters.console.pipe import PipedLines, standard_screen

    screen = standard_screen()
    async with AsyncExitStack() as stack:
        session, _ = await _sit_down(chat, screen, stack)
        screen.on_closed = session.leave
        if not chat.memory:
            session.on_forgotten = lambda: remove(_history(chat))
        await talk(session, PipedLines(sys.stdin.fileno()).next)
        return int(session.failed or session.messenger.failed)


async def _in_terminal(chat: Chat) -> int:
    from adapters.console.history import open_history
    from adapters.console.terminal import TerminalScreen, TypingLine, new_console

    screen = TerminalScreen(new_console())
    async with AsyncExitStack() as stack:
        session, program = await _sit_down(chat, screen, stack)
        screen.zone_of = lambda: session.here
        names = [name for name, spec in program.pack.commands.items() if not spec.interrupt]
        keeps = not chat.memory and not chat.settings.key  # a sealed folder holds nothing that can be read
        line = TypingLine(session.messenger.buttons, names, history=open_history(_history(chat) if keeps else None))
        session.on_forgotten = line.forget
        loop = asyncio.get_running_loop()
        loop.call_later(_GREETED, loop.run_in_executor, None, warm, program.pack)
        await talk(session, line.next, greet=True)
    screen.remark("Nothing of this was kept." if chat.memory else "Next time we go on from here.")
    return 0


async def _sit_down(chat: Chat, screen: Screen, stack: AsyncExitStack) -> tuple[Session, Program[ConsoleClock]]:
    pack = pack_of(chat.settings)
    people = stack.enter_context(open_people(None if chat.memory else store_folder(chat.settings), chat.settings.key))
    messenger = ConsoleMessenger(person_key(chat.person), screen, writes_to=chat.export_to)
    program = assemble(pack, people, ConsoleClock(chat.now), {PLATFORM: messenger}, zone=chat.zone)
    session = session_of(program, messenger, event_ids(same_each_time=chat.memory))
    session.zone, session.zone_is_said = chat.zone, chat.zone_is_said
    if chat.now is None:
        await stack.enter_async_context(program.on_time())
    return session, program


def _history(chat: Chat) -> Path:
    return history_in(store_folder(chat.settings), person_key(chat.person))


def event_ids(*, same_each_time: bool) -> Iterator[str]:
    """Name events. Where things are kept, names of one run must not meet those of another."""
    run = "" if same_each_time else f"{secrets.token_hex(5)}-"
    return (f"{run}{number}" for number in count(1))


def with_zone_of_system(chat: Chat) -> Chat:
    """Fill in the zone of this machine, if it says one. UTC says nothing: servers and containers have it."""
    import tzlocal

    if chat.zone is not None:
        return chat
    try:
        name = tzlocal.get_localzone_name()
    except (LookupError, ValueError, OSError):
        return chat
    return chat if name in {None, "UTC", "Etc/UTC", "Etc/GMT", "GMT", "local"} else replace(chat, zone=name)
