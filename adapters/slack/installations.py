"""Where the app is installed, and with which token: kept as records, so they outlive the program."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from adapters.slack.ports import Records

_PREFIX = "installation/"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Installation:
    """One installation. Never shown as text: it holds the token."""

    id: str  # of the workspace (T…), or of the organisation (E…) it is for
    token: str
    bot_id: str
    bot_user: str
    team: str = ""
    enterprise: str = ""
    refresh_token: str = ""
    expires_at: int = 0  # seconds since 1970; 0: never
    since: int = 0  # seconds since 1970; what is told of an earlier time is not about this one

    def __repr__(self) -> str:
        """Name the installation only."""
        return f"Installation({self.id!r})"


class Installations:
    """All installations, read from the records once and then kept at hand."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[str, Installation] = {}
        self.complete = False  # before that, no installation can be said to be missing

    async def open(self) -> None:
        """Read everything that is kept. Raises `StorageError`."""
        for name in await self._records.names(_PREFIX):
            record = await self._records.read(name)
            if record is not None:
                found = _installation(record)
                self._known[found.id] = found

    def adopt(self, installation: Installation) -> None:
        """Know an installation whose token comes from the settings, without keeping it."""
        self._known[installation.id] = installation

    async def save(self, installation: Installation) -> None:
        """Keep an installation, in place of an older one. Raises `StorageError`."""
        await self._records.write(_PREFIX + installation.id, asdict(installation))
        self._known[installation.id] = installation

    async def remove(self, installation_id: str) -> None:
        """Remove an installation and its token. Raises `StorageError`."""
        self._known.pop(installation_id, None)
        await self._records.remove(_PREFIX + installation_id)

    def get(self, installation_id: str) -> Installation | None:
        """Return an installation by its id."""
        return self._known.get(installation_id)

    def first_of(self, ids: Iterable[str]) -> Installation | None:
        """Return the first installation there is of several ids."""
        return next((found for one in ids if (found := self._known.get(one))), None)

    def all(self) -> tuple[Installation, ...]:
        """Return all installations."""
        return tuple(self._known.values())


def _installation(record: Mapping[str, object]) -> Installation:
    names = {field.name for field in fields(Installation)}
    return Installation(**{name: value for name, value in record.items() if name in names})  # type: ignore[arg-type]
