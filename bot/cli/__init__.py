"""The command line: `nextstep`.

Only the names of commands and their options are here; what a command needs is imported when it runs, so that help and
the first line of a conversation are there at once.
"""

import sys

from bot.cli.app import app
from bot.cli.failing import failure


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - nobody wants to see a traceback
        sys.exit(failure(error))
