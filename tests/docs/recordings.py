"""Sessions shown in the documentation: plays them as they stand, and writes them anew (`make recordings`).

A recording is a `console` block below a line `<!-- recorded -->`. Its first line is the command, `you>` lines are what
is typed into it, everything else is what came out, with long lines broken to fit a page.
"""

import os
import re
import shlex
import subprocess
import sys
import textwrap
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md",)
"""The pages that hold recordings."""
TYPED = "you> "
WIDTH = 100
_RECORDING = re.compile(r"(?<=^<!-- recorded -->\n```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_CLOCK = "/time"
_TIME_TOLD = re.compile(r"^ +\(It is \w+ \d+ \w+ \d{4}, \d\d:\d\d \(.*\)\.\)\n", re.MULTILINE)


def recordings(page: str) -> list[str]:
    """Return the recordings of a page."""
    return [found[0] for found in _RECORDING.finditer(page)]


def typed(recording: str) -> list[str]:
    """Return what is typed in a recording, line by line."""
    return [line.removeprefix(TYPED) for line in recording.splitlines() if line.startswith(TYPED)]


def output(recording: str) -> str:
    """Return what came out in a recording."""
    return "".join(line for line in recording.splitlines(keepends=True)[1:] if not line.startswith(TYPED))


def run(command: str, lines: list[str]) -> str:
    """Run a command in a pipe, without any settings of whoever runs this, and return what it writes."""
    program, *words = shlex.split(command)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEXTSTEP_")}
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *words],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
    )
    return done.stdout


def fitting(text: str) -> str:
    """Break long lines, each at its own indent."""
    return "".join(f"{line}\n" for long in text.splitlines() for line in _broken(long))


def _broken(line: str) -> list[str]:
    before = re.match(r"bot> | *(?:- )?", line)
    indent = " " * len(before[0]) if before else ""
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False) or [""]


def played(recording: str) -> str:
    """Play a recording and return it as it comes out now. Asking for the time after each line tells answers apart."""
    first, lines = recording.split("\n", 1)[0], typed(recording)
    asked = [asked for line in lines for asked in (line, _CLOCK)]
    answers = _TIME_TOLD.split(run(first.removeprefix("$ "), asked))
    told = [f"{TYPED}{line}\n" for line in lines]
    return f"{first}\n" + "".join(line + fitting(answer) for line, answer in zip_longest(told, answers, fillvalue=""))


def write_anew(page: Path) -> None:
    """Write the recordings of a page as they come out now."""
    text = page.read_text(encoding="utf-8")
    page.write_text(_RECORDING.sub(lambda found: played(found[0]), text), encoding="utf-8")


if __name__ == "__main__":
    for name in PAGES:
        write_anew(ROOT / name)
