"""Where log lines go: to stderr if they are wanted, else nowhere. No line holds what a person wrote.

Libraries log through the standard library, and their texts may hold anything: of theirs only the name, the level and
the place are shown.
"""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger


def set_up(level: str | None) -> None:
    """Send log lines of a level and above to stderr; of no level, none."""
    threshold = logging.getLevelNamesMapping()[level.upper()] if level else logging.CRITICAL
    structlog.configure(
        processors=[
            *([] if level else [_dropped]),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_traceback,
            structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event")),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler: logging.Handler = logging.StreamHandler(sys.stderr) if level else logging.NullHandler()
    handler.setFormatter(_WhereOnly())
    logging.basicConfig(level=max(threshold, logging.WARNING), handlers=[handler], force=True)


def _dropped(_logger: WrappedLogger, _method: str, _event: EventDict) -> EventDict:
    raise structlog.DropEvent


def _without_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event.pop("exc_info", None)
    return event


class _WhereOnly(logging.Formatter):
    """A line of a library without its text."""

    def format(self, record: logging.LogRecord) -> str:
        level, place = record.levelname.lower(), f"{record.filename}:{record.lineno}"
        return f"level={level} event=library.logged library={record.name} place={place}"
