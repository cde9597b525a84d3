"""`python -m bot` is `nextstep`."""

import sys

try:
    from bot.cli import main

    main()
except KeyboardInterrupt:  # also while the names of the commands are being read
    sys.exit(0)
