"""The pictures in docs/slack.md show what is sent."""

from xml.etree import ElementTree as ET

import pytest

from tests.adapters.slack.drawings import DOCS, FIXED, TALK, talk


@pytest.mark.parametrize("name", FIXED)
def test_a_picture_is_drawn_from_the_blocks_of_today(name: str) -> None:
    told = "stale: python -m tests.adapters.slack.drawings"
    assert (DOCS / name).read_text(encoding="utf-8") == FIXED[name](), told


async def test_the_talk_can_be_drawn_and_its_picture_is_one() -> None:
    # Its words belong to the coaches and change with them, so only its shape is held.
    for picture in (await talk(), (DOCS / TALK).read_text(encoding="utf-8")):
        root = ET.fromstring(picture)  # noqa: S314 - our own file
        shown = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "You" in shown
        assert "You chose: Talk it through" in shown


def test_every_picture_stands_on_the_page() -> None:
    page = (DOCS / "slack.md").read_text(encoding="utf-8")
    assert all(f"({name})" in page for name in (*FIXED, TALK))
