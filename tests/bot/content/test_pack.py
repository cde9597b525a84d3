"""A folder becomes a pack, or an error with file and line."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.content.pack import content_folder, load_pack, read_pack
from bot.content.toml_files import shown
from bot.dialogue.script import Action, Condition, HelpLine, NudgeKind, Offer, Route, Slot, StepChoice
from bot.errors import ContentError

WritePack = Callable[..., Path]

RICH = """
+++
id = "start"
do = ["schedule day_after"]
routes = [{when = "!zone", to = "other.ask"}]
choices = [
  {id = "yes", label = "Yes", to = "end", cues = ["sure"], set = {told = "call"}, then = ["theme told"], when = "plan"},
  {id = "no", label = "No"},
]
options = "themes"
pick = "theme"
save = "story"
expects = "time"
then = ["note story", "plan story told"]
next = "end"
skip = "end"
recap = "what happened"
fixed = true
+++
Hello {organisation}.

Second paragraph.

+++
id = "end"
end = true
detached = true
+++
"""


def test_a_step_has_everything_its_front_matter_says(write_pack: WritePack) -> None:
    folder = write_pack({"flows/talk.md": RICH, "flows/other.md": '+++\nid = "ask"\nsave = "x"\n+++\nWhere?\n'})
    step = load_pack(folder).steps["talk.start"]
    assert (step.file, step.line) == ("flows/talk.md", 1)
    assert step.do == (Action(name="schedule", arguments=("day_after",)),)
    assert step.routes == (Route(when=Condition(terms=(("zone", True, ()),)), to="other.ask"),)
    assert step.choices == (
        StepChoice(
            id="yes",
            label="Yes",
            to="talk.end",
            cues=("sure",),
            set={"told": "call"},
            then=(Action(name="theme", arguments=("told",)),),
            when=Condition(terms=(("plan", False, ()),)),
        ),
        StepChoice(id="no", label="No"),
    )
    assert (step.options, step.pick, step.save, step.expects) == ("themes", "theme", "story", "time")
    assert [action.name for action in step.then] == ["note", "plan"]
    assert (step.next, step.skip, step.recap, step.fixed) == ("talk.end", "talk.end", "what happened", True)
    (phrasing,) = step.phrasings
    assert phrasing.paragraphs == (("Hello ", Slot(name="organisation"), "."), ("Second paragraph.",))


def test_a_step_may_say_nothing(write_pack: WritePack) -> None:
    folder = write_pack({"flows/talk.md": RICH, "flows/other.md": '+++\nid = "ask"\nsave = "x"\n+++\nWhere?\n'})
    step = load_pack(folder).steps["talk.end"]
    assert (step.phrasings, step.end, step.detached, step.asks) == ((), True, True, False)


def test_the_tables_become_nudges_commands_offers_and_help_lines(write_pack: WritePack) -> None:
    offers = """
        id = "tiny"
        version = "1"
        locale = "en"
        start = "talk.start"
        [moved]
        "talk.old" = "talk.start"
        [phrases]
        stage.final = "the final round"
        "not_said" = "not said"
        [[offers.competition]]
        id = "cv"
        label = "My CV"
        action = "look at my CV"
        [[offers.default]]
        id = "walk"
        label = "A walk"
        action = "take a walk"
    """
    help_lines = """
        [help_lines.US]
        name = "the United States"
        lines = ["Call or text 988."]
        source = "https://988lifeline.org"
        checked = "2026-11-01"
    """
    nudges = """
        [team_page]
        step = "talk.start"
        label = "a look"
        after = "60d"
        after_news = true
        at = "09:30"
        skip_weekend = true
        rank = 6
        repeats = true
    """
    pack = load_pack(write_pack({"pack.toml": offers, "care_lines.toml": help_lines, "nudges.toml": nudges}))
    assert (pack.id, pack.version, pack.locale, pack.start) == ("tiny", "1", "en", "talk.start")
    assert pack.moved == {"talk.old": "talk.start"}
    assert pack.phrases == {"stage.final": "the final round", "not_said": "not said"}
    assert pack.offers == {
        "competition": (Offer(id="cv", label="My CV", action="look at my CV"),),
        "default": (Offer(id="walk", label="A walk", action="take a walk"),),
    }
    assert pack.help_lines["US"] == HelpLine(
        country="US",
        name="the United States",
        lines=("Call or text 988.",),
        source="https://988lifeline.org",
        checked="2026-11-01",
    )
    assert pack.nudges["team_page"] == NudgeKind(
        name="team_page",
        step="talk.start",
        label="a look",
        after=timedelta(days=60),
        after_news=True,
        at=time(9, 30),
        skip_weekend=True,
        rank=6,
        repeats=True,
    )


def test_an_interrupt_needs_neither_step_nor_summary(write_pack: WritePack) -> None:
    pack = load_pack(write_pack({"commands.toml": '[skip]\ninterrupt = true\nwords = ["skip"]\n'}))
    assert (pack.commands["skip"].step, pack.commands["skip"].words) == ("", ("skip",))


def step(front: str, said: str = "Words.") -> dict[str, str]:
    return {"flows/talk.md": f'+++\nid = "start"\nend = true\n{front}\n+++\n{said}\n'}


BROKEN = [
    ({"pack.toml": None}, "pack.toml: this file is missing"),
    ({"nudges.toml": None}, "nudges.toml: this file is missing"),
    ({"pack.toml": 'id = "a"\nversion = 1\n'}, "pack.toml:2: version can't be used"),
    ({"pack.toml": 'id = "a"\nid = "b"\n'}, "pack.toml:2: this is no TOML"),
    ({"pack.toml": 'id = "a"\n'}, "pack.toml:1: the pack has no version"),
    ({"pack.toml": 'id = "a"\nversion = "1"\nlocale = "en"\nstart = "x.y"\n'}, "start is 'x.y', which does not exist"),
    ({"pack.toml": 'versions = "a"\n'}, "pack.toml:1: unknown key 'versions'; did you mean 'version'?"),
    ({"pack.toml": 'id = "a"\nmoved = "x"\n'}, "pack.toml:2: moved can't be used"),
    ({"pack.toml": 'id = "a"\n[phrases]\na = 1\n'}, "pack.toml:3: phrases: a can't be used"),
    ({"pack.toml": 'id = "a"\n[offers]\nx = 1\n'}, "pack.toml:3: offers.x can't be used"),
    ({"pack.toml": '[[offers.default]]\nid = "a"\nlabel = "A"\n'}, "pack.toml:1: offers.default has no action"),
    ({"flows/talk.md": "no fence"}, "flows/talk.md:1: there is no step in this file"),
    ({"flows/talk.md": "+++\nid = \n+++\n"}, "flows/talk.md:2: this is no TOML"),
    ({"flows/talk.md": '+++\nid = "start"\nnext = "a\n+++\n'}, "flows/talk.md:3: this is no TOML"),
    ({"flows/talk.md": '+++\nid = "start"\n'}, "flows/talk.md:1: this +++ has no partner"),
    ({"flows/talk.md": "+++\nend = true\n+++\nWords.\n"}, "flows/talk.md:1: this step has no id"),
    ({"flows/talk.md": '+++\nid = "Start"\n+++\nWords.\n'}, "flows/talk.md:2: the step's name 'Start' can't be an id"),
    ({"flows/my talk.md": '+++\nid = "a"\nend = true\n+++\n'}, "flows/my talk.md: the file's name 'my talk'"),
    (step("", "") | {"flows/talk.md": 2 * '+++\nid = "start"\nend = true\n+++\n'}, "there is another step talk.start"),
    (step("nxt = 'a'"), "flows/talk.md:4: unknown key 'nxt'; did you mean 'next'?"),
    (step("next = 1"), "flows/talk.md:4: next can't be used; write a text in quotes"),
    (step("fixed = 1"), "flows/talk.md:4: fixed can't be used; write true or false"),
    (step("next = 'nowhere'"), "flows/talk.md:1: talk.start: next leads to talk.nowhere, which does not exist"),
    (step("next = 'Big'"), "flows/talk.md:4: 'Big' can't be the name of a step"),
    (step("expects = 'love'"), "flows/talk.md:4: expects can't be 'love'"),
    (step("save = 'my words'"), "flows/talk.md:4: save 'my words' can't be an id"),
    (step("then = ['shedule day_after']"), "unknown action 'shedule day_after'; did you mean 'schedule'?"),
    (step("then = ['']"), "unknown action ''"),
    (step("then = ['keep']"), "action 'keep' has 0 words behind it; it takes 1"),
    (step("do = 'stop'"), "flows/talk.md:4: do can't be used; write a list"),
    (step("routes = [{when = 'a ||', to = 'start'}]"), "flows/talk.md:4: condition 'a ||': can't read 'a ||'"),
    (step("routes = [{when = 'a'}]"), "flows/talk.md:4: a route needs when and to"),
    (step("routes = ['a']"), "flows/talk.md:4: routes can't be used"),
    (step("choices = [\n{id = 'a'},\n]"), "flows/talk.md:4: a choice needs id and label"),
    (step("choices = [\n{id = 'a b', label = 'A'},\n]"), "flows/talk.md:5: the choice's name 'a b' can't be an id"),
    (step("choices = [\n{id='a', label='A'},\n{id='a', label='B'},\n]"), "flows/talk.md:6: two choices are called 'a'"),
    (step("choices = [\n{id='a', label='A', two='b'},\n]"), "flows/talk.md:5: choices: unknown key 'two'"),
    (step("choices = [\n{id='a', label='{A'},\n]"), "flows/talk.md:5: '{A': a lonely {"),
    (step("choices = [\n{id='a', label='A', cues=[1]},\n]"), "flows/talk.md:5: cues can't be used"),
    (step("recap = 'your {x}'"), "flows/talk.md:4: recap 'your {x}' can't hold placeholders"),
    (step("choices = [\n{id='a', label='[[A {x}]]'},\n]"), "flows/talk.md:5: '[[A {x}]]': a button can't hold [[…]]"),
    (step("", "One\n[[two {x}\nthree"), "flows/talk.md:7: [[ is never closed"),
    (step("", "One.\n---\n---\nTwo."), "flows/talk.md:8: a phrasing is empty"),
    ({"nudges.toml": "[a]\nstep = 'talk.start'\n"}, "nudges.toml:1: a has no label"),
    ({"nudges.toml": "[a]\nstep = 'talk.start'\nlabel = 'x'\nafter = '9x'\n"}, "nudges.toml:4: a: after can't be '9x'"),
    ({"nudges.toml": "[a]\nstep = 'talk.start'\nlabel = 'x'\nat = '25:00'\n"}, "nudges.toml:4: a: at can't be '25:00'"),
    ({"nudges.toml": "[a]\nstep = 'x.y'\nlabel = 'x'\n"}, "nudges.toml: nudge a begins with x.y"),
    ({"nudges.toml": "a = 1\n"}, "nudges.toml:1: a can't be used"),
    ({"commands.toml": "[a]\nsummary = 'x'\n"}, "commands.toml:1: command a has no step"),
    ({"commands.toml": "[a]\nsummary = 'x'\nstep = 'x.y'\n"}, "commands.toml: command a begins with x.y"),
    ({"care_lines.toml": "help_lines = 1\n"}, "care_lines.toml:1: help_lines can't be used"),
    ({"care_lines.toml": "[help_lines.US]\nname = 'x'\n"}, "care_lines.toml:1: help_lines.US has no lines"),
    ({"understanding/a.toml": "cue = 1\n"}, "understanding/a.toml: cue: must be tables"),
    ({"care.toml": "cue = 1\n"}, "care.toml: cue: must be tables"),
    ({"understanding/care.toml": ""}, "understanding/care.toml: care is the name of another file of words"),
    ({"nudges.toml": f"a = {'[' * 3000}"}, "nudges.toml:1: this is no TOML"),
    ({"flows/talk.md": f"+++\nend = true\nid = {'[' * 3000}\n+++\n"}, "flows/talk.md:3: this is no TOML: TOML inline"),
    ({"understanding/weights.json": "{"}, "understanding/weights.json: the learned weights can't be read"),
]


@pytest.mark.parametrize(("files", "sentence"), BROKEN, ids=[sentence for _, sentence in BROKEN])
def test_what_is_broken_is_told_with_file_and_line(
    write_pack: WritePack, files: dict[str, str | None], sentence: str
) -> None:
    folder = write_pack(files)
    with pytest.raises(ContentError) as caught:
        load_pack(folder)
    assert sentence in str(caught.value)
    assert all(line.startswith(f"{folder}/") and "; " in line for line in str(caught.value).splitlines())


def test_all_errors_are_told_at_once(write_pack: WritePack) -> None:
    with pytest.raises(ContentError) as caught:
        load_pack(write_pack({**step("nxt = 'a'"), "nudges.toml": None, "pack.toml": "id = 1"}))
    assert {line.split(":")[0].rpartition("pack/")[2] for line in str(caught.value).splitlines()} == {
        "flows/talk.md",
        "nudges.toml",
        "pack.toml",
    }


def test_a_very_broken_pack_tells_its_first_errors_and_how_many_there_are(write_pack: WritePack) -> None:
    with pytest.raises(ContentError) as caught:
        load_pack(write_pack({"flows/talk.md": 30 * "+++\n+++\n"}))
    lines = str(caught.value).splitlines()
    assert (len(lines), lines[-1]) == (21, "… and 10 more")


def test_a_file_that_is_not_utf8_is_told_with_its_line(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "flows/talk.md").write_bytes('+++\nid = "start"\n+++\nCafé'.encode("latin-1"))
    with pytest.raises(ContentError, match=r"flows/talk.md:4: this is not UTF-8; save"):
        load_pack(folder)


def test_a_byte_order_mark_does_no_harm(write_pack: WritePack) -> None:
    folder = write_pack()
    talk = folder / "flows/talk.md"
    talk.write_bytes(b"\xef\xbb\xbf" + talk.read_bytes())
    assert "talk.start" in load_pack(folder).steps


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"pack.toml: this file is missing"):
        load_pack(tmp_path / "nowhere")


def test_a_file_where_a_folder_should_be_is_told(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "flows/talk.md").unlink()
    (folder / "flows").rmdir()
    (folder / "flows").write_text("not a folder", encoding="utf-8")
    with pytest.raises(ContentError, match=r"flows: this folder can't be read \(Not a directory\)"):
        load_pack(folder)


def test_a_broken_pack_is_read_as_far_as_it_goes(write_pack: WritePack) -> None:
    reading = read_pack(write_pack({"flows/bad.md": "no fence"}))
    assert "talk.start" in reading.pack.steps
    assert [problem.code for problem in reading.problems] == ["C003"]


def test_the_english_pack_is_found_where_the_program_is_installed() -> None:
    assert (content_folder("en") / "pack.toml").is_file()


def test_a_language_without_a_pack_is_told() -> None:
    with pytest.raises(ContentError, match="content/xx: there is no pack for this language"):
        content_folder("xx")


def test_files_are_named_from_here_on(tmp_path: Path) -> None:
    assert shown(Path.cwd() / "content" / "xx") == str(Path("content") / "xx")
    assert shown(tmp_path) == str(tmp_path)
