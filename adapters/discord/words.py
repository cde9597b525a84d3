"""What is only said on Discord, read from `platforms/discord.toml` of a content pack."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ContentError

FILE = Path("platforms") / "discord.toml"
"""Where a pack keeps these words."""
_NEEDED = {
    "notices": (
        "chosen in_private open_private nothing_open closed failed unknown_button unknown_form changed_command"
        " empty_message too_old only_managers only_servers"
    ),
    "buttons": "write private time edit",
    "forms": "title words day day_example time time_example",
    "menu": "reflect",
    "card": "title text help button",
    "server": "now saved no_country unknown_language unknown_country",
    "commands": "root invite server language country",
    "options": "default",
    "describe": "",
    "translations": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Each table of the file by its name."""

    notices: Mapping[str, str]
    buttons: Mapping[str, str]
    forms: Mapping[str, str]
    menu: Mapping[str, str]
    card: Mapping[str, str]
    server: Mapping[str, str]
    commands: Mapping[str, str]
    options: Mapping[str, str]
    describe: Mapping[str, str]
    translations: Mapping[str, Mapping[str, str]]  # by Discord's locale: names and descriptions of commands


def load_words(pack: Path) -> Words:
    """Read the words of a pack. Raises `ContentError` with all that is wrong with them."""
    path = pack / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: this can't be read ({type(error).__name__}); check the file") from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: {error}") from None
    problems = [f"{path}: there is no {name}; add it" for name in _missing(tables)]
    if problems:
        raise ContentError("\n".join(problems))
    return Words(**{table: tables.get(table, {}) for table in _NEEDED})


def _missing(tables: Mapping[str, object]) -> list[str]:
    missing = []
    for table, names in _NEEDED.items():
        held = tables.get(table, {})
        texts = held if isinstance(held, dict) else {}
        missing += [f"[{table}] {name}" for name in names.split() if not isinstance(texts.get(name), str)]
    return missing
