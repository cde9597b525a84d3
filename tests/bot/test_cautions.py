"""What an operator is told at the start: a disk that does not stay, tokens that can be read."""

from pathlib import Path

import pytest

from bot.bootstrap.cautions import cautions, filesystem_of
from bot.config import Settings

STORE = Path("/var/lib/next-step")
SEALED = Settings(key=bytes(32))
MANY = {"NEXTSTEP_SLACK_CLIENT_ID": "1.2"}
MOUNTS = """overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/vdb /var ext4 rw 0 0
tmpfs /var/lib/quick tmpfs rw 0 0
/dev/vdc /srv/two\\040words xfs rw 0 0
/dev/vdd /covered ext4 rw 0 0
tmpfs /covered tmpfs rw 0 0
torn
"""


@pytest.mark.parametrize(
    ("environment", "filesystem", "told"),
    [
        ({}, "ext4", None),
        ({}, "", None),
        ({"DYNO": ""}, "ext4", None),
        ({"DYNO": "worker.1"}, "ext4", "DYNO is set"),
        ({"DYNO": "worker.1"}, "overlay", "container's own disk"),
        ({}, "tmpfs", "in memory"),
        ({}, "overlay", "container's own disk"),
    ],
)
def test_a_disk_that_does_not_stay_is_told_in_one_sentence(
    environment: dict[str, str], filesystem: str, told: str | None
) -> None:
    found = list(cautions(Settings(), environment, STORE, filesystem))
    assert len(found) == (told is not None)
    if told is not None:
        assert told in found[0]
        assert str(STORE) in found[0]
        assert "NEXTSTEP_STORE" in found[0]


@pytest.mark.parametrize(
    ("settings", "environment", "number"), [(Settings(), MANY, 1), (SEALED, MANY, 0), (Settings(), {}, 0)]
)
def test_readable_tokens_of_many_workspaces_are_told_where_no_key_is_set(
    settings: Settings, environment: dict[str, str], number: int
) -> None:
    found = list(cautions(settings, environment, STORE, "ext4"))
    assert ["tokens" in one and "NEXTSTEP_KEY" in one for one in found] == [True] * number


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/somebody", "overlay"),
        ("/var/lib/next-step", "ext4"),
        ("/var/lib/quick", "tmpfs"),
        ("/var/lib/quicker", "ext4"),
        ("/srv/two words/store", "xfs"),
        ("/covered/store", "tmpfs"),
    ],
)
def test_a_folder_lies_on_the_nearest_mount_above_it(folder: str, kind: str) -> None:
    assert filesystem_of(Path(folder), MOUNTS) == kind


def test_where_nothing_is_known_of_mounts_nothing_is_said() -> None:
    assert filesystem_of(STORE, "") == ""
