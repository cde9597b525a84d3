"""What those who manage a server may set for it. Nothing about its members is kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.discord.core import Records
from adapters.discord.newest import Newest

MOST_MET = 1_000
"""So many strangers are between their first press and their first turn at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Settings of one server."""

    language: str = "en"
    country: str | None = None  # whose help lines stand on the invitation


class Servers:
    """The settings of all servers, kept as one small record each."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._met: Newest[str, ServerSettings] = Newest(MOST_MET)

    async def meet(self, person: str, guild: int) -> None:
        """Remember, for their first turn, in which server somebody is met."""
        self._met.put(person, await self.get(guild))

    def of_stranger(self, person: str) -> ServerSettings:
        """Return what the hosts of the server have set in which somebody was met, or the usual."""
        return self._met.get(person) or ServerSettings()

    async def get(self, guild: int) -> ServerSettings:
        """Return a server's settings, or the usual ones."""
        record: Mapping[str, Any] = await self.records.read(_key(guild)) or {}
        return ServerSettings(language=record.get("language", "en"), country=record.get("country"))

    async def put(self, guild: int, settings: ServerSettings) -> None:
        """Keep a server's settings."""
        country = {"country": settings.country} if settings.country else {}
        await self.records.write(_key(guild), {"language": settings.language, **country})

    async def remove(self, guild: int) -> None:
        """Forget a server. What its members told is theirs, and stays."""
        await self.records.remove(_key(guild))


def _key(guild: int) -> str:
    return f"discord-server-{guild}"
