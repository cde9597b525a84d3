"""Tells Discord the commands, only when what it would be told has changed."""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import discord
from discord import app_commands

from adapters.discord.core import Records

_SUBCOMMAND = discord.AppCommandOptionType.subcommand.value
RECORD = "discord-commands"
"""Where the hash of what Discord knows is kept."""


class Translations(app_commands.Translator):
    """Names and descriptions in other languages: by Discord's locale, then by the first language's words."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._tables = tables

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: Any,  # noqa: ANN401 - generic over what is translated, which does not matter here
    ) -> str | None:
        """Return a text in another language, or `None`."""
        del context
        return self._tables.get(locale.value, {}).get(string.message)


async def translate(tree: app_commands.CommandTree[Any], tables: Mapping[str, Mapping[str, str]]) -> None:
    """Let a tree speak other languages, as far as there are words of theirs."""
    if tables:
        await tree.set_translator(Translations(tables))


async def payload_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """Return what Discord would be told."""
    commands = tree.get_commands()
    if tree.translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, tree.translator) for command in commands]


def names(payload: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the names of commands as one types them, those of groups included."""
    found = set()
    for command in payload:
        inside = [option for option in command.get("options") or () if option["type"] == _SUBCOMMAND]
        found |= {f"{command['name']} {one['name']}" for one in inside} or {command["name"]}
    return found


async def hash_of(tree: app_commands.CommandTree[Any]) -> str:
    """Return a hash of what Discord would be told, the same as long as that is the same."""
    text = json.dumps(await payload_of(tree), sort_keys=True, ensure_ascii=False, default=str)
    return blake2b(text.encode(), digest_size=16).hexdigest()


async def sync_if_changed(tree: app_commands.CommandTree[Any], records: Records) -> bool:
    """Sync unless Discord was told the very same; return whether it was told now."""
    app, wanted = str(tree.client.application_id), await hash_of(tree)
    known = await records.read(RECORD) or {}
    if known.get(app) == wanted:
        return False
    await sync(tree, records, wanted)
    return True


async def sync(tree: app_commands.CommandTree[Any], records: Records, wanted: str | None = None) -> None:
    """Tell Discord all commands, and remember what it was told."""
    await tree.sync()
    await records.write(RECORD, {str(tree.client.application_id): wanted or await hash_of(tree)})
