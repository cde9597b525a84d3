"""Settings: read once, from a mapping, with all problems told at once."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import LOG_LEVELS, Settings, is_zone, read_settings
from bot.errors import SettingsError

KEY = base64.b64encode(bytes(range(32))).decode()


def problems(**given: str) -> list[str]:
    with pytest.raises(SettingsError) as told:
        read_settings({f"NEXTSTEP_{name}": value for name, value in given.items()})
    return str(told.value).split("\n")


def test_nothing_set_leaves_all_to_the_program() -> None:
    assert read_settings({}) == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").touch()
    given = {"STORE": "/somewhere", "KEY": KEY, "PACK": str(tmp_path), "ZONE": "Europe/Berlin", "LOG": "INFO"}
    assert read_settings({f"NEXTSTEP_{name}": value for name, value in given.items()}) == Settings(
        store=Path("/somewhere"), key=bytes(range(32)), pack=tmp_path, zone="Europe/Berlin", log="info"
    )


def test_an_empty_value_is_none() -> None:
    assert read_settings({"NEXTSTEP_ZONE": "  ", "NEXTSTEP_LOG": ""}) == Settings()


def test_all_problems_are_told_at_once() -> None:
    told = problems(KEY="abc", PACK="/nowhere", ZONE="Europe/Nowhere", LOG="loud")
    assert [line.rsplit("(", 1)[1] for line in told] == [
        "NEXTSTEP_PACK)",
        "NEXTSTEP_KEY)",
        "NEXTSTEP_ZONE)",
        "NEXTSTEP_LOG)",
    ]


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("america/new york", "America/New_York")],
)
def test_a_zone_written_wrongly_gets_a_proposal(zone: str, meant: str) -> None:
    assert f"did you mean {meant}?" in problems(ZONE=zone)[0]


@pytest.mark.parametrize("zone", ["/etc/passwd", "../UTC", "Mars/Base", "x" * 5000, "\x00"])
def test_what_is_no_zone_is_none(zone: str) -> None:
    assert not is_zone(zone)


@pytest.mark.parametrize("key", ["abc", "ключ", "x" * 44, KEY[:-8], KEY + "AAAA"])
def test_a_key_that_is_none_is_not_repeated(key: str) -> None:
    told = problems(KEY=key)[0]
    assert key not in told
    assert "openssl" in told


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_key_may_be_in_either_alphabet(encode: Callable[[bytes], bytes]) -> None:
    key = bytes(range(224, 256))
    assert read_settings({"NEXTSTEP_KEY": encode(key).decode()}).key == key


def test_the_key_is_not_in_what_is_printed() -> None:
    printed = repr(read_settings({"NEXTSTEP_KEY": KEY}))
    assert KEY not in printed
    assert str(bytes(range(32))) not in printed


def test_the_module_tells_every_setting_and_level() -> None:
    words = str(read_settings.__globals__["__doc__"])
    assert all(f"NEXTSTEP_{name.upper()}" in words for name in Settings.__dataclass_fields__)
    assert all(level in words for level in LOG_LEVELS)
