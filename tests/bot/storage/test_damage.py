"""Drawers that can't be read cost one person, once, and nobody else."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.dialogue.state import STATE_VERSION
from bot.errors import DamagedDrawerError, StorageError
from bot.storage.people import DrawerCabinet
from tests.bot.storage.on_disk import ANN, BOB, NOON, drawer_of, file_of

DAMAGE = [b"", b"{", b"[]", b"\xff\xfe", b"{}", b'{"drawer": {"1": {"version": 1}}, "person": {"1": {"key": ["x"]}}}']


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_drawer_is_set_aside_and_its_person_counts_as_new(
    cabinet: DrawerCabinet, tmp_path: Path, damage: bytes
) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(damage)
    with capture_logs() as logs, pytest.raises(DamagedDrawerError, match=r"set aside as .*damaged.*nobody else"):
        await cabinet.load(ANN)
    (aside,) = (tmp_path / "damaged").iterdir()
    assert [(entry["drawer"], entry["now_at"]) for entry in logs] == [(str(file_of(cabinet, ANN)), str(aside))]
    assert "Damaged drawers" in logs[0]["to_do"]
    assert await cabinet.load(ANN) is None
    assert await cabinet.load(BOB) == drawer_of(BOB)
    assert aside.read_bytes() == damage


async def test_a_second_damage_does_not_overwrite_the_first(cabinet: DrawerCabinet, tmp_path: Path) -> None:
    for damage in (b"one", b"two"):
        await cabinet.commit(drawer_of(ANN))
        cabinet.put_away()
        file_of(cabinet, ANN).write_bytes(damage)
        with pytest.raises(DamagedDrawerError):
            await cabinet.load(ANN)
    assert sorted(path.read_bytes() for path in (tmp_path / "damaged").iterdir()) == [b"one", b"two"]


async def test_a_drawer_in_the_wrong_place_is_not_handed_to_somebody_else(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(file_of(cabinet, BOB).read_bytes())
    with pytest.raises(DamagedDrawerError):
        await cabinet.load(ANN)


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_drawer_is_passed_over_at_the_start_and_told_in_the_log(
    cabinet: DrawerCabinet, damage: bytes
) -> None:
    await cabinet.commit(drawer_of(ANN))
    await cabinet.commit(drawer_of(BOB))
    cabinet.put_away()
    file_of(cabinet, ANN).write_bytes(damage)
    with capture_logs() as logs:
        assert list(cabinet.owed()) == [(BOB, [("n1", NOON)])]
    assert [(entry["event"], entry["drawer"]) for entry in logs] == [("drawer.damaged", str(file_of(cabinet, ANN)))]
    assert file_of(cabinet, ANN).exists()


async def test_a_drawer_of_a_newer_program_is_left_alone(cabinet: DrawerCabinet) -> None:
    await cabinet.commit(drawer_of(ANN))
    cabinet.put_away()
    path = file_of(cabinet, ANN)
    newer = path.read_text().replace(f'"version": {STATE_VERSION}', f'"version": {STATE_VERSION + 1}')
    path.write_text(newer)
    with pytest.raises(StorageError, match="update the program"):
        await cabinet.load(ANN)
    with pytest.raises(StorageError, match="update the program"):
        list(cabinet.owed())
    assert path.read_text() == newer
