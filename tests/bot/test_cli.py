"""The command line: what each command prints, and what somebody reads who mistypes one."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import NOTHING_TO_RUN, app, moment_of
from bot.cli.failing import FAILED, MISUSED, failure
from bot.errors import ContentError, SettingsError, StorageError
from tests.bot.content.conftest import FILES

pytestmark = pytest.mark.usefixtures("logs_as_before")


def nextstep(*words: str, **given: str) -> Result:
    """Run a command in this process; settings of whoever runs the tests don't count."""
    clean = {"NEXTSTEP_STORE": None, "NEXTSTEP_KEY": None, "NEXTSTEP_PACK": None, "NEXTSTEP_ZONE": None}
    return CliRunner().invoke(app, list(words), input=given.pop("typed", ""), env={**clean, **given})


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """Return the folder of a small pack: what these commands do, they do with any words, and those are read at once."""
    for file, text in FILES.items():
        path = tmp_path / "pack" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return str(tmp_path / "pack")


# --- what went wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (StorageError("the disk is full: /x"), FAILED, "nextstep: the disk is full: /x\n"),
        (ContentError("a.md:3: one\nb.md:4: two"), FAILED, "nextstep: a.md:3: one\nnextstep: b.md:4: two\n"),
        (SettingsError("there is no zone"), MISUSED, "nextstep: there is no zone\n"),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(
    error: Exception, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failure(error) == code
    assert capsys.readouterr().err == told


def test_a_bug_is_told_by_its_place_and_never_by_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExceptionGroup) as bug:
        raise ExceptionGroup("a person's words", [RuntimeError("a person's secret")])
    assert failure(bug.value) == FAILED
    told = capsys.readouterr().err
    assert told.startswith("nextstep: something broke inside: RuntimeError at ")
    assert "person" not in told


def test_a_time_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(SettingsError, match="2026-11-23T22:40"):
        moment_of("tomorrow", "Europe/Berlin")


@pytest.mark.parametrize("text", ["2026-11-23T22:40", "2026-11-23T22:40+01:00", "2026-11-23T21:40Z"])
def test_a_time_is_meant_where_the_person_is_unless_it_names_an_offset(text: str) -> None:
    assert moment_of(text, "Europe/Berlin").isoformat() == "2026-11-23T21:40:00+00:00"


def test_a_command_that_is_none_is_a_misuse() -> None:
    assert nextstep("chatter").exit_code == MISUSED


def test_running_without_terminal_or_platform_says_what_is_missing() -> None:
    result = nextstep("run")
    assert isinstance(result.exception, SettingsError)
    assert str(result.exception) == NOTHING_TO_RUN


# --- for those who write the words ------------------------------------------------------------------------------------


def test_the_shipped_words_can_be_checked() -> None:
    result = nextstep("content", "check")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("0 errors, ")


def test_a_broken_pack_is_told_with_file_and_line(pack: str) -> None:
    flow = Path(pack, "flows", "talk.md")
    flow.write_text(flow.read_text(encoding="utf-8").replace('next = "thanks"', 'next = "thans"'), "utf-8")
    result = nextstep("content", "check", pack)
    assert result.exit_code == FAILED
    assert "flows/talk.md:3: " in result.output
    assert "[C101]" in result.output


def test_a_step_can_be_previewed_and_a_wrong_name_gets_a_proposal(pack: str) -> None:
    assert nextstep("content", "preview", "talk.start", "--pack", pack).output.startswith("talk.start  (flows/talk.md:")
    wrong = nextstep("content", "preview", "talk.strat", "--pack", pack)
    assert isinstance(wrong.exception, ContentError)
    assert "talk.start" in str(wrong.exception)


def test_the_map_shows_every_step_as_text_or_as_a_graph(pack: str) -> None:
    assert "talk.thanks" in nextstep("content", "map", "--pack", pack).output
    assert nextstep("content", "map", "--dot", "--pack", pack).output.startswith("digraph")


def test_transcripts_are_compared_and_written(tmp_path: Path, pack: str) -> None:
    path = tmp_path / "short.txt"
    path.write_text("# short\nat 2026-11-23T22:40 Europe/Berlin\nyou> help\n", encoding="utf-8")
    differing = nextstep("content", "transcripts", str(path), "--pack", pack)
    assert differing.exit_code == FAILED
    assert "+bot> " in differing.output
    assert nextstep("content", "transcripts", "--write", str(path), "--pack", pack).exit_code == 0
    assert "bot> " in path.read_text(encoding="utf-8")
    same = nextstep("content", "transcripts", str(path), "--pack", pack)
    assert (same.exit_code, same.output) == (0, "")


def test_a_transcript_that_cannot_be_played_names_the_line_and_the_buttons(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("# short\nat 2026-11-23T22:40 Europe/Berlin\nyou> hello\nyou> (Nonsense)\n", encoding="utf-8")
    result = nextstep("content", "transcripts", str(path))
    assert result.exit_code == FAILED
    assert f"{path}:4: there is no button (Nonsense); there are: (" in result.output


# --- understanding ----------------------------------------------------------------------------------------------------


def test_json_lines_are_read_one_by_one() -> None:
    rows = [{"id": 1, "text": "i was rejected by Brook Museum"}, {"id": "b", "text": "hello", "subject": "News"}]
    result = nextstep("understand", "--jsonl", typed="\n".join(map(json.dumps, rows)))
    made = [json.loads(line) for line in result.output.splitlines()]
    assert [row["id"] for row in made] == [1, "b"]
    assert made[0]["kind"] == "rejection"
    assert {"organisation", "role", "stage", "reflections", "care", "concerns"} <= made[0].keys()


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', "3"])
def test_a_line_that_cannot_be_read_is_named_and_not_repeated(line: str, pack: str) -> None:
    result = nextstep("understand", "--jsonl", "--pack", pack, typed=f'{{"id": 1, "text": "x"}}\n{line}\n')
    assert str(result.exception).startswith("line 2 can't be read")


def test_a_reading_shows_what_it_rests_on() -> None:
    shown = nextstep("understand", "i was rejected by Brook Museum").output
    assert "rejection" in shown
    assert "“" in shown
    assert "Brook Museum" in shown
