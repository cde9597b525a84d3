"""What a person has a right to: everything that is kept about them, and that it goes away."""

from bot.domain.person import PersonKey
from bot.ports import ExportFiles, People


class MyData:
    """Export and forget."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def export(self, person: PersonKey) -> ExportFiles:
        """Return all that is kept about a person, for machines and for people."""
        drawer = await self._people.load(person)
        return ExportFiles(json=str(drawer), markdown="")

    async def forget(self, person: PersonKey) -> None:
        """Remove every trace of a person."""
        await self._people.forget(person)
