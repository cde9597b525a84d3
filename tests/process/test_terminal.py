"""The conversation in a real pseudo-terminal: begin, leave, go on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.terminal import environment, terminal

ZONE = ("--zone", "Europe/Berlin")
PROMPT = "› "


def test_a_conversation_is_left_with_a_key_and_goes_on_at_the_next_start(tmp_path: Path) -> None:
    store = ("--store", str(tmp_path / "store"))
    with terminal(tmp_path, "chat", *store, *ZONE) as screen:
        screen.wait_for("Next Step.")
        screen.wait_for("I'm a program, not a person")
        screen.wait_for("What happened?")
        screen.wait_for(PROMPT)
        screen.type("i got rejected by Brook Museum\r")
        screen.wait_for("Talk it through")
        screen.wait_for(PROMPT)
        screen.type("/time +1h\r")
        screen.wait_for("It is ")
        screen.wait_for(PROMPT)
        screen.type("\x04")
        screen.wait_for("Next time we go on from here.")
        assert screen.ended() == 0
    with terminal(tmp_path, "chat", *store, *ZONE) as screen:
        screen.wait_for("Talk it through")
        screen.wait_for(PROMPT)
        assert "I'm a program" not in screen.seen
        screen.type("\x03")
        assert screen.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_running_it_ends_cleanly_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    with terminal(tmp_path, "run", "--store", str(tmp_path / "store")) as screen:
        screen.wait_for(PROMPT)
        screen.process.send_signal(number)
        screen.wait_for("Next time we go on from here.")
        assert screen.ended() == 0
        assert "Traceback" not in screen.seen


def test_memory_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    with terminal(tmp_path, "chat", "--memory", *ZONE) as screen:
        screen.wait_for(PROMPT)
        screen.type("/quit\r")
        screen.wait_for("Nothing of this was kept.")
        assert screen.ended() == 0
    assert list(tmp_path.iterdir()) == []


INTERRUPTED = """
import sys

imported = sys.argv[1]

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == imported:
            print("interrupted")
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="nextstep")
main = script.load()
sys.argv = ["nextstep", "chat", "--memory"]
sys.exit(main())
"""


@pytest.mark.parametrize(
    "name", ["typer", "bot.cli.app", "bot.config", "structlog", "bot.bootstrap.console", "bot.content.pack"]
)
def test_ctrl_c_leaves_without_a_trace_whatever_is_being_imported(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, name],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(tmp_path),
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"interrupted\n", b"", 0)
