"""A clock that can be moved on, so that somebody can see today what comes in two months."""

from datetime import UTC, datetime


class ConsoleClock:
    """The port `Clock`: goes with the machine's clock, or stands still where it was set; never goes back."""

    def __init__(self, stands_at: datetime | None = None) -> None:
        self.stands_still = stands_at is not None
        self._at = stands_at or datetime.now(UTC)
        self._set = datetime.now(UTC)  # when it was set, by the machine's clock

    def now(self) -> datetime:
        """Return the present as an aware UTC time."""
        return self._at if self.stands_still else self._at + (datetime.now(UTC) - self._set)

    def move_to(self, moment: datetime) -> None:
        """Go on to a moment; one that is over changes nothing."""
        if moment > self.now():
            self._at, self._set = moment, datetime.now(UTC)
