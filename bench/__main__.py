"""`make bench`: print one JSON line a figure, each beside a floor of the same run.

`python -m bench NAME …` runs only some of them: turns, reading, storage, service, slack, discord_dm, kills.
"""

import importlib
import json
import sys

PARTS = ("turns", "reading", "storage", "service", "slack", "discord_dm")


def main(names: list[str]) -> None:
    """Run the named parts, or all."""
    for name in names or PARTS:
        part = importlib.import_module(f"bench.{name}")
        for made in part.run():
            print(json.dumps(made), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
