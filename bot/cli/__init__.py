"""The command line: `nextstep`.

Only the names of commands and their options are read at the start; what a command needs is imported when it runs, so
that help and the first line of a conversation are there at once.
"""

import sys


def main() -> None:
    """Run the command line; what goes wrong is told in a sentence."""
    try:
        from bot.cli.app import app

        app()
    except KeyboardInterrupt:  # also while the names of the commands are being read
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - nobody wants to see a traceback
        from bot.cli.failing import failure

        sys.exit(failure(error))
