"""Runs the program on chat platforms, until it is told to end."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap.program import Program, assemble, pack_of, store_folder
from bot.bootstrap.store import open_people
from bot.bootstrap.supervisor import Serve, supervise
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.script import Pack
from bot.dialogue.state import State
from bot.domain.person import PersonKey
from bot.errors import SettingsError
from bot.ports import People

if TYPE_CHECKING:
    from bot.bootstrap.slack import Slack


class SystemClock:
    """The port `Clock` on the clock of the machine."""

    def now(self) -> datetime:
        """Return the present as an aware UTC time."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What every platform is opened with."""

    settings: Settings
    environment: Mapping[str, str]
    store: Path
    pack: Pack
    words: Path  # the pack's folder
    people: People
    clock: SystemClock


def wanted(environment: Mapping[str, str]) -> bool:
    """Say whether any chat platform is configured."""
    from adapters.slack.settings import is_wanted

    return is_wanted(environment)


def run_platforms(settings: Settings, environment: Mapping[str, str]) -> None:
    """Run until SIGTERM or SIGINT. Raises `NextStepError` with what has to be put right."""
    asyncio.run(_run(settings, environment))


async def _run(settings: Settings, environment: Mapping[str, str]) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    store = store_folder(settings)
    with open_people(store, settings.key) as people:
        given = Given(
            settings=settings,
            environment=environment,
            store=store,
            pack=pack_of(settings),
            words=settings.pack or content_folder(),
            people=people,
            clock=SystemClock(),
        )
        async with AsyncExitStack() as stack:
            slack = await stack.enter_async_context(_slack(given))
            program = _program(given, slack)
            await program.nudges.wind()
            async with program.on_time():
                _raise(await supervise(_served(program, slack), stop))


def _raise(errors: Sequence[SettingsError]) -> None:
    if errors:
        raise SettingsError("\n".join(map(str, errors)))


def _program(given: Given, slack: "Slack") -> Program[SystemClock]:
    program = assemble(given.pack, given.people, given.clock, {slack.messenger.platform: slack.messenger})
    program.coach.new_state = partial(_stranger, slack)
    return program


def _stranger(slack: "Slack", key: PersonKey) -> State:
    from bot.bootstrap.slack import stranger

    return stranger(key, slack.workspaces.of_person(key))


def _served(program: Program[SystemClock], slack: "Slack") -> dict[str, Serve]:
    from bot.bootstrap.slack import serve

    return {slack.messenger.platform: partial(serve, slack, program.coach)}


@asynccontextmanager
async def _slack(given: Given) -> AsyncIterator["Slack"]:
    try:
        from bot.bootstrap.slack import opened, read_slack_settings, records_in, world_of
    except ImportError:
        raise SettingsError("Slack is configured, but needs an extra: pip install 'next-step[slack]'") from None
    records = records_in(given.store, given.settings.key)
    world = world_of(given.pack, given.words, given.people, given.clock, records)
    async with opened(read_slack_settings(given.environment), world) as slack:
        yield slack
