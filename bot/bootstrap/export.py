"""Hands everything that is kept about a person to an operator who was asked for it."""

import asyncio
from pathlib import Path

from adapters.console.files import write_export
from bot.bootstrap.program import store_folder
from bot.bootstrap.store import existing, nobody
from bot.config import Settings
from bot.domain.person import PersonKey
from bot.errors import NextStepError
from bot.service.mydata import exported
from bot.storage.onlooker import Onlooker


def export_person(settings: Settings, platform: str, person: str, out: Path) -> tuple[Path, Path]:
    """Write a person's export and return where it is. Raises `NextStepError` where there is no such person."""
    folder = existing(store_folder(settings))
    files = asyncio.run(exported(Onlooker(folder, key=settings.key), PersonKey(platform, person)))
    if files is None:
        raise nobody(folder, platform)
    try:
        return write_export(files, out.absolute())
    except OSError as error:
        raise NextStepError(f"the files can't be written to {out} ({error.strerror}); name another folder") from None
