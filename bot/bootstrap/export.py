"""Hands everything that is kept about a person to an operator who was asked for it."""

import asyncio
from pathlib import Path

from adapters.console.files import write_export
from bot.bootstrap.program import store_folder
from bot.bootstrap.store import open_people
from bot.config import Settings
from bot.domain.person import PersonKey
from bot.errors import NextStepError
from bot.service.mydata import MyData


def export_person(settings: Settings, platform: str, person: str, out: Path) -> tuple[Path, Path]:
    """Write a person's export and return where it is. Raises `NextStepError` where there is no such person."""
    folder = store_folder(settings)
    if not folder.is_dir():
        raise NextStepError(f"there is no folder {folder}: name the one things are kept in (--store)")
    with open_people(folder, settings.key) as people:
        files = asyncio.run(MyData(people).export(PersonKey(platform, person)))
    if files is None:
        raise NextStepError(
            f"nothing is kept in {folder} about this person on {platform}; check --person and --platform"
        )
    try:
        return write_export(files, out.absolute())
    except OSError as error:
        raise NextStepError(f"the files can't be written to {out} ({error.strerror}); name another folder") from None
