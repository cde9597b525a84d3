"""What the hosts of a workspace have set for members who write for the first time."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import time

from adapters.slack.ports import Records
from bot.domain.person import PersonKey, QuietHours

_PREFIX = "workspace/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The settings of one workspace; hours are written 21:00."""

    locale: str = "en"
    quiet_from: str = "21:00"
    quiet_until: str = "08:00"
    country: str = ""  # ISO letters; empty: each person is asked

    @property
    def quiet(self) -> QuietHours:
        """The quiet hours of new members."""
        return QuietHours(start=time.fromisoformat(self.quiet_from), end=time.fromisoformat(self.quiet_until))


class Workspaces:
    """All settings, at hand: a stranger's first word must not wait for a disk."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[str, Workspace] = {}

    async def open(self) -> None:
        """Read everything that is kept. Raises `StorageError`."""
        for name in await self._records.names(_PREFIX):
            record = await self._records.read(name)
            if record is not None:
                self._known[name.removeprefix(_PREFIX)] = Workspace(**record)

    def of(self, installation_id: str) -> Workspace:
        """Return what holds in a workspace."""
        return self._known.get(installation_id, Workspace())

    def of_person(self, person: PersonKey) -> Workspace:
        """Return what holds for a person."""
        return self.of(person.id.partition(":")[0])

    async def set(self, installation_id: str, workspace: Workspace) -> None:
        """Keep what hosts have set. Raises `StorageError`."""
        await self._records.write(_PREFIX + installation_id, asdict(workspace))
        self._known[installation_id] = workspace

    async def remove(self, installation_id: str) -> None:
        """Remove what hosts had set. Raises `StorageError`."""
        self._known.pop(installation_id, None)
        await self._records.remove(_PREFIX + installation_id)


def workspace_in(values: Mapping[str, str], locales: Iterable[str], countries: Iterable[str]) -> Workspace:
    """Return the settings in a window that was sent; what is none of the offered choices is left as it comes."""
    usual = Workspace()
    locale, country = values.get("locale", ""), values.get("country", "")
    return Workspace(
        locale=locale if locale in set(locales) else usual.locale,
        quiet_from=_hour(values.get("quiet_from", ""), usual.quiet_from),
        quiet_until=_hour(values.get("quiet_until", ""), usual.quiet_until),
        country=country if country in set(countries) else "",
    )


def _hour(value: str, usual: str) -> str:
    try:
        return f"{time.fromisoformat(value):%H:%M}"
    except ValueError:
        return usual
