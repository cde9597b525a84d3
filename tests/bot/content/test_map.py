"""The map shows every step and where it leads."""

from collections.abc import Callable
from pathlib import Path

from bot.content.map import map_dot, map_text
from bot.content.pack import read_pack
from tests.shipped import english

WritePack = Callable[..., Path]

TALK = """
+++
id = "start"
routes = [{when = "zone", to = "end"}]
choices = [{id = "a", label = 'Say "no"', to = "gone"}]
save = "story"
next = "start"
+++
+++
id = "end"
end = true
fixed = true
+++
+++
id = "alone"
end = true
+++
"""


def test_the_tree_shows_branches_once_and_what_is_wrong(write_pack: WritePack) -> None:
    assert map_text(read_pack(write_pack({"flows/talk.md": TALK})).pack) == (
        "talk.start  (asks)\n"
        "  if zone → talk.end  (ends, fixed)\n"
        '  [Say "no"] → talk.gone  (does not exist)\n'
        "  then → talk.start ↑\n"
        "talk.alone  (nothing leads here)\n"
    )


def test_the_graph_quotes_its_labels(write_pack: WritePack) -> None:
    drawn = map_dot(read_pack(write_pack({"flows/talk.md": TALK})).pack)
    assert '  "talk.start" -> "talk.gone" [label="[Say \\"no\\"]"];' in drawn
    assert '  "talk.start" [label="talk.start", style=rounded];' in drawn
    assert drawn.startswith("digraph pack {\n")
    assert drawn.endswith("}\n")


def test_every_step_of_the_english_pack_is_on_the_map() -> None:
    pack = english()
    told = map_text(pack)
    assert all(step_id in told for step_id in pack.steps)
