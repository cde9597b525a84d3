"""Small packs in a temporary folder."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

PACK = """
id = "tiny"
version = "1"
locale = "en"
start = "talk.start"

[themes]
competition = "Someone else was the better fit"

[phrases]
stage.final = "the final round"
"""
COMMANDS = """
[help]
summary = "What I can do"
step = "talk.start"
words = ["help"]
"""
NUDGES = """
[day_after]
step = "talk.start"
label = "a short word"
after = "1d"
at = "10:00"
"""
TALK = """
A note to other writers.

+++
id = "start"
save = "story"
next = "thanks"
+++
What happened?
---
What is the news?
---
Tell me what they wrote. What was it?

+++
id = "thanks"
end = true
+++
Thank you.
---
Good that you said it.
---
That is noted.
"""
FILES = {
    "pack.toml": PACK,
    "commands.toml": COMMANDS,
    "nudges.toml": NUDGES,
    "care.toml": "",
    "care_lines.toml": "",
    "understanding/words.toml": "",
    "flows/talk.md": TALK,
}

WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Write a small good pack; keyword `files` replaces or adds files, `None` leaves one out."""

    def write(files: dict[str, str | None] | None = None, name: str = "pack") -> Path:
        folder = tmp_path / name
        for file, text in {**FILES, **(files or {})}.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return folder

    return write
