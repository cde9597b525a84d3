"""What somebody reads when a command fails: what, where, what to do, and never a traceback."""

import sys

from bot.errors import NextStepError, SettingsError

FAILED = 1
"""The exit code when something went wrong."""
MISUSED = 2
"""The exit code when the command, or a setting, was not understood."""


def failure(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code."""
    for line in (str(error) if isinstance(error, NextStepError) else _bug(error)).splitlines():
        sys.stderr.write(f"nextstep: {line}\n")
    return MISUSED if isinstance(error, SettingsError) else FAILED


def _bug(error: BaseException) -> str:
    """Tell a bug by its place only: its text may hold what a person wrote."""
    from bot.service.bugs import place_of

    if isinstance(error, BaseExceptionGroup):
        return _bug(error.exceptions[0])
    what = f"{type(error).__name__} at {place_of(error)}"
    return f"something broke inside: {what}. What was answered is kept. Please report this."
