"""What those who manage a server may set for it. Nothing about its members is kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.discord.core import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Settings of one server."""

    language: str = "en"
    country: str | None = None  # whose help lines stand on the invitation


class Servers:
    """The settings of all servers, kept as one small record each."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def get(self, guild: int) -> ServerSettings:
        """Return a server's settings, or the usual ones."""
        record: Mapping[str, Any] = await self._records.read(_key(guild)) or {}
        return ServerSettings(language=record.get("language", "en"), country=record.get("country"))

    async def put(self, guild: int, settings: ServerSettings) -> None:
        """Keep a server's settings."""
        country = {"country": settings.country} if settings.country else {}
        await self._records.write(_key(guild), {"language": settings.language, **country})

    async def remove(self, guild: int) -> None:
        """Forget a server. What its members told is theirs, and stays."""
        await self._records.remove(_key(guild))


def _key(guild: int) -> str:
    return f"discord-server-{guild}"
