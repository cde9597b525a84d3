"""Log lines: wanted ones on stderr, and nothing in them that a library has copied from somewhere."""

import logging

import pytest
import structlog

from bot.logs import set_up

pytestmark = pytest.mark.usefixtures("logs_as_before")


def test_without_a_level_nothing_is_logged(capfd: pytest.CaptureFixture[str]) -> None:
    set_up(None)
    structlog.get_logger().critical("turn.failed")
    logging.getLogger("asyncio").error("something")
    assert capfd.readouterr() == ("", "")


def test_lines_of_the_level_and_above_go_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    set_up("warning")
    structlog.get_logger().info("turn.kept")
    structlog.get_logger().warning("turn.unsettled", error="StorageError")
    out, err = capfd.readouterr()
    assert out == ""
    assert "level=warning event=turn.unsettled error=StorageError" in err
    assert "turn.kept" not in err


def test_of_a_librarys_line_only_its_place_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    set_up("debug")
    try:
        int("a person's secret")
    except ValueError:
        logging.getLogger("library").exception("failed on %s", "a person's words")
    err = capfd.readouterr().err
    assert "library=library place=test_logs.py" in err
    assert "person" not in err
    assert len(err.splitlines()) == 1


def test_an_error_of_ours_never_brings_its_text(capfd: pytest.CaptureFixture[str]) -> None:
    set_up("debug")
    try:
        int("a person's secret")
    except ValueError:
        structlog.get_logger().error("turn.failed", exc_info=True)
    assert "secret" not in capfd.readouterr().err
