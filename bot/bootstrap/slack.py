"""Slack, put together with the rest of the program; only loaded when it is used."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from adapters.slack.app import Slack, World, opened, serve
from adapters.slack.check import problems_at_slack
from adapters.slack.manifest import manifest
from adapters.slack.ports import Records, Script
from adapters.slack.settings import SlackSettings, read_slack_settings, settings_problems
from adapters.slack.words import load_words
from adapters.slack.workspaces import Workspace
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.domain.person import PersonKey
from bot.ports import Clock, People
from bot.storage.records import FolderRecords, MemoryRecords

__all__ = [
    "Slack",
    "World",
    "manifest",
    "opened",
    "problems_at_slack",
    "read_slack_settings",
    "serve",
    "settings_problems",
]


def script_of(pack: Pack) -> Script:
    """Return what of a pack the adapter has to know."""
    return Script(
        commands=tuple(pack.commands.values()),
        nudge_labels={kind.name: kind.label for kind in pack.nudges.values()},
        asks_time=frozenset(step.id for step in pack.steps.values() if step.expects == "time"),
        asks_words={step.id: step.save for step in pack.steps.values() if step.save and not step.expects},
        countries={letters: line.name for letters, line in sorted(pack.help_lines.items())},
        locales=(pack.locale,),
    )


def manifest_of(pack: Pack, folder: Path, *, public_url: str = "") -> str:
    """Return the app's manifest."""
    return manifest(script_of(pack), load_words(folder), public_url=public_url)


def world_of(pack: Pack, folder: Path, people: People, clock: Clock, records: Records) -> World:
    """Return what Slack is given."""
    return World(people=people, records=records, clock=clock, script=script_of(pack), words=load_words(folder))


def records_in(store: Path | None, key: bytes | None) -> Records:
    """Return where records are kept: beside the drawers, or in memory only. Raises `StorageError`."""
    return FolderRecords(store, key) if store else MemoryRecords()


def stranger(key: PersonKey, settings: Workspace) -> State:
    """Return the state of somebody who writes for the first time, with what their workspace's hosts have set."""
    state = new_state(key, locale=settings.locale)
    return replace(state, person=replace(state.person, quiet=settings.quiet, country=settings.country or None))


async def check(given: Mapping[str, str], settings: SlackSettings | None = None) -> list[str]:
    """Return everything that is missing or wrong, also as far as Slack knows it."""
    problems = settings_problems(given)
    if problems:
        return problems
    return await problems_at_slack(settings or read_slack_settings(given))
