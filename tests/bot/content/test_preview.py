"""A coach sees a step as people will read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.pack import load_pack
from bot.content.preview import preview
from bot.errors import ContentError
from tests.shipped import english

WritePack = Callable[..., Path]

TALK = """
+++
id = "start"
save = "theirs"
next = "end"
routes = [{when = "!zone & stage=final|offer", to = "end"}]
choices = [
  {id = "no", label = "Not at {organisation}", to = "end", when = "organisation"},
  {id = "yes", label = "Yes"},
]
+++
Hello[[ at {organisation}| there]].

You wrote {theirs.short}.
---
Hello.

+++
id = "end"
end = true
+++
"""


def test_every_phrasing_is_shown_with_and_without_facts(write_pack: WritePack) -> None:
    shown = preview(load_pack(write_pack({"flows/talk.md": TALK})), "talk.start")
    assert shown == (
        "talk.start  (flows/talk.md:1)\n"
        "  goes to talk.end when !zone & stage=final|offer\n"
        "  own words are kept as theirs\n"
        "  then talk.end\n\n"
        "1. Hello at Acme Foundation.\n\n   You wrote <theirs>.\n\n"
        "   with nothing known:\n   Hello there.\n\n   You wrote .\n\n"
        "2. Hello.\n\n"
        "   [Not at Acme Foundation] → talk.end (only when organisation)\n"
        "   [Yes] → talk.end\n"
    )


def test_a_silent_step_says_so(write_pack: WritePack) -> None:
    shown = preview(load_pack(write_pack({"flows/talk.md": TALK})), "talk.end")
    assert shown.endswith("the talk ends here\n\n(says nothing)\n")


def test_an_unknown_step_names_the_nearest(write_pack: WritePack) -> None:
    pack = load_pack(write_pack({"flows/talk.md": TALK}))
    with pytest.raises(ContentError, match=r"there is no step called talk.strat; did you mean talk.start"):
        preview(pack, "talk.strat")
    with pytest.raises(ContentError, match="see: nextstep content map"):
        preview(pack, "zzz")


def test_every_step_of_the_english_pack_can_be_previewed() -> None:
    pack = english()
    for step_id in pack.steps:
        assert preview(pack, step_id).startswith(step_id)


def test_a_short_id_is_enough_where_only_one_flow_has_it(write_pack: WritePack) -> None:
    pack = load_pack(write_pack({"flows/talk.md": TALK}))
    assert preview(pack, "start") == preview(pack, "talk.start")


def test_a_short_id_of_several_flows_names_them_all(write_pack: WritePack) -> None:
    pack = load_pack(write_pack({"flows/talk.md": TALK, "flows/walk.md": TALK}))
    with pytest.raises(ContentError, match=r"2 flows have a step called start: talk.start, walk.start"):
        preview(pack, "start")


def test_a_short_id_that_is_nearly_one_gets_the_full_name_of_that(write_pack: WritePack) -> None:
    with pytest.raises(ContentError, match=r"did you mean talk.start"):
        preview(load_pack(write_pack({"flows/talk.md": TALK})), "statr")
