"""Whatever is wrong in a pack, it is told and never a crash."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.content.check import check
from bot.content.pack import load_pack
from bot.errors import ContentError
from tests.strategies import tried

WritePack = Callable[..., Path]

TALK = """
+++
id = "start"
do = ["schedule day_after"]
routes = [{when = "!zone & stage=final|offer", to = "end"}]
choices = [{id = "yes", label = "Yes {story}", to = "end", set = {told = "call"}, then = ["theme told"]}]
save = "story"
next = "end"
+++
Hello[[ at {organisation}| there]].
---
- Hello

Again.
+++
id = "end"
end = true
+++
"""
TABLE = """
[help]
summary = "Help"
step = "talk.start"
words = ["help"]
starts = ["help with"]
[skip]
interrupt = true
"""
CUES = """
[[cue]]
field = "care"
value = "crisis"
weight = 2
words = ["a (b|c)? ... d", "<them> e"]
"""
WORDS = """
[sets]
them = ["they", "the team"]
"""
PACK = """
id = "tiny"
version = "1"
locale = "en"
start = "talk.start"
[moved]
"talk.old" = "talk.end"
[themes]
competition = "Someone else"
[phrases]
stage.final = "the final round"
[[offers.default]]
id = "a"
label = "A"
action = "do a"
"""
FILES = {
    "flows/talk.md": TALK,
    "commands.toml": TABLE,
    "care.toml": CUES,
    "understanding/words.toml": WORDS,
    "pack.toml": PACK,
    "transcripts/a.txt": "# t\nat 2026-11-23T22:40 Europe/Berlin\nyou> hi\nbot> Hello\n     [A] [B]\nwait 3d\n",
}


@given(data=st.data())
@tried(2)
def test_scrambled_files_are_told(write_pack: WritePack, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[file]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(st.text('a={}[]|"+-!\n\\1.', max_size=4)) + text[end:]
    folder = write_pack({**FILES, file: text})
    with suppress(ContentError):
        load_pack(folder)
    assert all(problem.what and problem.todo for problem in check(folder))
