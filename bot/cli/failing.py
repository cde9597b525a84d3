"""What somebody reads when a command fails: what, where, what to do, and never a traceback."""

import sys
from pathlib import PurePath

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
    if isinstance(error, BaseExceptionGroup):
        return _bug(error.exceptions[0])
    trace, place = error.__traceback__, "unknown"
    while trace:
        place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"something broke inside: {type(error).__name__} at {place}. What was answered is kept. Please report this."
