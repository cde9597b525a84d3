"""Runs the program on chat platforms side by side, until it is told to end."""

import asyncio
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from bot.bootstrap.cautions import cautions, filesystem_of, mounts
from bot.bootstrap.onlookers import Onlookers
from bot.bootstrap.program import Program, assemble, collect_rarely, pack_of, store_folder
from bot.bootstrap.store import open_people
from bot.bootstrap.supervisor import supervise
from bot.bootstrap.wanted import DISCORD, SLACK, is_set
from bot.config import Settings
from bot.content.pack import content_folder
from bot.dialogue.script import Pack
from bot.dialogue.state import State
from bot.dialogue.warm import warm
from bot.domain.person import PersonKey
from bot.errors import SettingsError
from bot.ports import Messenger, People

_log = structlog.get_logger()


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
    damaged: set[PersonKey] = field(default_factory=set)  # whose drawers could not be read, and who don't know yet


@dataclass(slots=True, kw_only=True, eq=False)
class Running:
    """The program, and who brings its messages: platforms come and go in `messengers`."""

    program: Program[SystemClock]
    messengers: dict[str, Messenger]


class Platform(Protocol):
    """One chat platform that is configured."""

    name: str

    def stranger(self, key: PersonKey) -> State:
        """Return the state of somebody who writes for the first time."""

    async def serve(self, running: Running, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. Raises `SettingsError` where trying again is of no use."""


def run_platforms(settings: Settings, environment: Mapping[str, str]) -> None:
    """Run until SIGTERM or SIGINT. Raises `NextStepError` with what has to be put right."""
    asyncio.run(_run(settings, environment))


async def _run(settings: Settings, environment: Mapping[str, str]) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    store = store_folder(settings)
    with open_people(store, settings.key) as people:
        for told in cautions(settings, environment, store, filesystem_of(store.resolve(), mounts())):
            _log.warning("start.caution", told=told)
        given = given_to_platforms(settings, environment, store, people)
        await run_side_by_side(given, _platforms(given), stop)


def given_to_platforms(settings: Settings, environment: Mapping[str, str], store: Path, people: People) -> Given:
    """Gather what platforms are opened with. Raises `ContentError` with all that is wrong with the words."""
    damaged: set[PersonKey] = set()
    return Given(
        settings=settings,
        environment=environment,
        store=store,
        pack=pack_of(settings),
        words=settings.pack or content_folder(),
        people=Onlookers(people, damaged),
        clock=SystemClock(),
        damaged=damaged,
    )


async def run_side_by_side(given: Given, platforms: Sequence[Platform], stop: asyncio.Event) -> None:
    """Run all platforms on one program until `stop` is set. Raises `SettingsError` with what was given up on."""
    messengers: dict[str, Messenger] = {}
    program = assemble(given.pack, given.people, given.clock, messengers)
    by_name = {platform.name: platform for platform in platforms}
    program.coach.damaged = given.damaged
    program.coach.new_state = lambda key: by_name[key.platform].stranger(key)
    running = Running(program=program, messengers=messengers)
    await asyncio.gather(program.alarm.wind(given.people), asyncio.to_thread(warm, given.pack))
    collect_rarely()
    async with program.on_time():
        served = {platform.name: partial(platform.serve, running) for platform in platforms}
        errors = await supervise(served, stop)
    if errors:
        raise SettingsError("\n".join(map(str, errors)))


def _platforms(given: Given) -> list[Platform]:
    """Return what is configured. Raises `SettingsError` with everything that is wrong, of all platforms."""
    platforms: list[Platform] = []
    problems: list[str] = []
    for prefix, platform_of in ((SLACK, _slack), (DISCORD, _discord)):
        if is_set(given.environment, prefix):
            try:
                platforms.append(platform_of(given))
            except SettingsError as error:
                problems.append(str(error))
    if problems:
        raise SettingsError("\n".join(problems))
    return platforms


def _slack(given: Given) -> Platform:
    try:
        from bot.bootstrap.slack_platform import SlackPlatform
    except ImportError:
        raise SettingsError("Slack is configured, but needs an extra: pip install 'next-step[slack]'") from None
    return SlackPlatform(given)


def _discord(given: Given) -> Platform:
    try:
        from bot.bootstrap.discord_platform import DiscordPlatform
    except ImportError:
        raise SettingsError("Discord is configured, but needs an extra: pip install 'next-step[discord]'") from None
    return DiscordPlatform(given)
