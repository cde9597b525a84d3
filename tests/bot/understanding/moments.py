"""Moments from which times are read, and how a reading is shown."""

from datetime import UTC, datetime

from bot.understanding.times import (
    Ambiguous,
    At,
    Impossible,
    NotATime,
    Past,
    Recurring,
    When,
    read_when,
)

BERLIN = "Europe/Berlin"


MONDAY_NIGHT = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)  # 22:40 in Berlin


MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00


FRIDAY_MORNING = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 8:00


SUNDAY = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)  # noon


def shown(when: When | Recurring) -> str:
    match when:
        case At(wall=wall, floating=floating):
            return f"{wall:%a %d %b %Y %H:%M}" + ("" if floating else " exactly")
        case Ambiguous(options=options):
            return " / ".join(shown(option) for option in options)
        case Recurring(weekdays=weekdays, time=clock):
            return f"every {''.join(str(day) for day in weekdays)} {clock:%H:%M}"
        case Past(wall=wall):
            return f"past {wall:%a %d %b %Y %H:%M}"
        case Impossible(why=why):
            return why
        case NotATime():
            return "no time"


def read(text: str, now: datetime = MONDAY_NIGHT) -> str:
    return shown(read_when(text, now, BERLIN))
