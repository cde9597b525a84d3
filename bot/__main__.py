"""`python -m bot` is `nextstep`."""

from bot.cli import main

main()
