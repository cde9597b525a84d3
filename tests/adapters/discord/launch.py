"""`nextstep` with a Discord on loopback: `python -m tests.adapters.discord.launch PORT CERTIFICATE ARGUMENT …`."""

import sys
from pathlib import Path
from typing import Any

from adapters.discord.app import Discord
from bot.bootstrap import discord_platform
from bot.cli import main
from tests.adapters.discord.road import connector_to

if __name__ == "__main__":
    _, port, certificate, *arguments = sys.argv

    def on_loopback(**given: Any) -> Discord:  # noqa: ANN401 - whatever Discord is made of
        return Discord(**{**given, "connector": lambda: connector_to(int(port), Path(certificate))})

    vars(discord_platform)["Discord"] = on_loopback
    sys.argv = ["nextstep", *arguments]
    main()
