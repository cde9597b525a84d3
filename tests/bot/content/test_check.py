"""Every problem code is found where it should be, with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.pack import content_folder
from bot.content.problems import CODES, Severity
from bot.content.required import REQUIRED_STEPS

WritePack = Callable[..., Path]
Files = dict[str, str | None]
Found = set[tuple[str, str]]

THREE = "One way.\n---\nAnother way.\n---\nA third way.\n"
HEAD = 'id = "tiny"\nversion = "1"\nlocale = "en"\nstart = "talk.start"\n'


def found(folder: Path) -> Found:
    """What the check finds, without what is missing because the packs here are small."""
    problems = [problem for problem in check(folder) if problem.code not in {"C401", "C402", "C502"}]
    return {(problem.code, problem.place.removeprefix(f"{folder}/")) for problem in problems}


def flow(*steps: tuple[str, str]) -> Files:
    """Write talk.md of steps, each its front matter and what it says."""
    return {"flows/talk.md": "".join(f"+++\n{front}\n+++\n{said}\n" for front, said in steps)}


START = ('id = "start"\nsave = "story"\nnext = "end"', THREE)
END = ('id = "end"\nend = true', THREE)


def test_a_good_small_pack_has_no_problems(write_pack: WritePack) -> None:
    assert found(write_pack(flow(START, END))) == set()


def asked(said: str, *, more: str = "", front: str = 'save = "word"\nnext = "end"') -> Files:
    """Write a pack whose second step says something."""
    return flow(('id = "start"\nsave = "story"\nnext = "said"', THREE), (f'id = "said"\n{front}\n{more}', said), END)


def buttons(count: int) -> str:
    return "[" + ", ".join(f"{{id = 'a{n}', label = 'A{n}'}}" for n in range(count)) + "]"


STEPS: list[tuple[str, Files, str]] = [
    ("C001", {"nudges.toml": None}, "nudges.toml"),
    ("C002", {"nudges.toml": "="}, "nudges.toml:1"),
    ("C003", {"flows/bad.md": "no fence"}, "flows/bad.md:1"),
    ("C004", {"flows/bad.md": "+++\n+++\n"}, "flows/bad.md:1"),
    ("C005", {"nudges.toml": "[a]\nstep = 'talk.start'\nlabel = 'x'\nlable = 'x'"}, "nudges.toml:4"),
    ("C006", {"nudges.toml": "[a]\nstep = 'talk.start'\nlabel = 'x'\nrank = 'x'"}, "nudges.toml:4"),
    ("C007", flow(START, END, END), "flows/talk.md:22"),
    ("C008", {"flows/bad.md": '+++\nid = "a b"\n+++\n'}, "flows/bad.md:2"),
    ("C009", asked("An {open text"), "flows/talk.md:18"),
    ("C010", asked(THREE, more="routes = [{when = '&', to = 'end'}]"), "flows/talk.md:16"),
    ("C011", asked(THREE, more="do = ['dance']"), "flows/talk.md:16"),
    ("C012", asked(THREE, more="do = ['theme']"), "flows/talk.md:16"),
    ("C012", asked(THREE, more="do = ['snooze_for two']"), "flows/talk.md:12"),
    ("C012", asked(THREE, more="do = ['plan_done maybe']"), "flows/talk.md:12"),
    ("C013", asked("One.\n---\n---\nTwo."), "flows/talk.md:20"),
    ("C014", {"care.toml": "cue = 1"}, "care.toml"),
    ("C101", asked(THREE, front='save = "x"\nnext = "gone"'), "flows/talk.md:12"),
    ("C101", {"commands.toml": "[a]\nsummary = 'x'\nstep = 'talk.gone'\n"}, "commands.toml"),
    ("C102", flow(START, END, ('id = "alone"\nend = true', THREE)), "flows/talk.md:22"),
    ("C103", asked(THREE, front=""), "flows/talk.md:12"),
    ("C103", asked(THREE, front='save = "x"'), "flows/talk.md:12"),
    ("C103", asked(THREE, front='choices = [{id = "a", label = "A"}]'), "flows/talk.md:12"),
    ("C104", asked(THREE, front='next = "said"'), "flows/talk.md:12"),
    ("C104", asked(THREE, more="routes = [{when = 'zone', to = 'said'}]"), "flows/talk.md:12"),
    ("C105", asked("", front="routes = [{when = 'zone', to = 'end'}]"), "flows/talk.md:12"),
    (
        "C106",
        flow(
            ('id = "start"\nsave = "story"\nnext = "one"', THREE),
            *((f'id = "{name}"\nnext = "{to}"', THREE) for name, to in (("one", "two"), ("two", "three"))),
            ('id = "three"\nnext = "end"', THREE),
            END,
        ),
        "flows/talk.md:12",
    ),
    ("C105", asked("", front="detached = true\nroutes = [{when = 'zone', to = 'end'}]"), "flows/talk.md:12"),
    ("C107", asked("One.", front="fixed = true\ndetached = true\nsave = 'word'"), "flows/talk.md:12"),
    (
        "C107",
        asked("One.", front="fixed = true\ndetached = true\nchoices = [{id = 'a', label = 'A'}]"),
        "flows/talk.md:12",
    ),
    ("C111", asked("A {ghost}.\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C112", asked("A {word}.\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C112", asked("At {organisation}.\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C113", asked(THREE, more="routes = [{when = 'hungry', to = 'end'}]"), "flows/talk.md:12"),
    ("C114", asked(THREE, more="routes = [{when = 'stage=lunch', to = 'end'}]"), "flows/talk.md:12"),
    ("C115", asked(THREE, more="then = ['keep wrod']"), "flows/talk.md:12"),
    ("C116", asked(THREE, more="then = ['schedule day_aftr']"), "flows/talk.md:12"),
    ("C117", {"pack.toml": HEAD + '[themes]\nfear = "Fear"'}, "pack.toml"),
    ("C117", asked(THREE, more="routes = [{when = 'done.fear', to = 'end'}]"), "flows/talk.md:12"),
    ("C117", {"pack.toml": HEAD + "[[offers.fear]]\nid = 'a'\nlabel = 'A'\naction = 'a'"}, "pack.toml"),
    ("C118", asked(THREE, front='expects = "time"\nnext = "end"'), "flows/talk.md:12"),
    (
        "C121",
        asked(THREE, more="choices = [{id='a', label='Yes', cues=['ok']}, {id='b', label='Fine', cues=['OK.']}]"),
        "flows/talk.md:12",
    ),
    (
        "C122",
        {
            "commands.toml": "[a]\nsummary='x'\nstep='talk.start'\nwords=['go']\n"
            "[b]\nsummary='x'\nstep='talk.start'\nstarts=['Go']\n"
        },
        "commands.toml",
    ),
    ("C201", asked(""), "flows/talk.md:12"),
    ("C202", asked("One.\n---\nTwo."), "flows/talk.md:20"),
    ("C203", asked("One.\n---\nTwo.", more="fixed = true"), "flows/talk.md:20"),
    ("C204", asked("One.\n---\nTwo.\n---\nOne."), "flows/talk.md:22"),
    ("C211", asked("One!\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C211", asked("One 😀.\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C211", asked(THREE, more="choices = [{id='a', label='Yes!'}]"), "flows/talk.md:12"),
    ("C212", asked("Just one.\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C212", asked("One.\n---\nIt’s their loss.\n---\nThree."), "flows/talk.md:20"),
    ("C213", asked("One? Two?\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C213", asked("One?[[ And {word}?]]\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C214", asked(f"{'word ' * 61}\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    (
        "C301",
        asked(THREE, more=f"choices = {buttons(26)}"),
        "flows/talk.md:12",
    ),
    (
        "C301",
        asked(THREE, more=f"options = 'nudges'\nchoices = {buttons(6)}"),
        "flows/talk.md:12",
    ),
    ("C302", asked(THREE, more=f"choices = [{{id='a', label='{'x' * 76}'}}]"), "flows/talk.md:12"),
    ("C302", {"pack.toml": HEAD + f"[themes]\ncompetition = '{'x' * 76}'"}, "pack.toml"),
    ("C303", asked(f"{'word ' * 401}\n---\nTwo.\n---\nThree."), "flows/talk.md:18"),
    ("C304", asked(THREE, more=f"choices = [{{id='{'x' * 90}', label='A'}}]"), "flows/talk.md:12"),
    ("C305", {"commands.toml": f"[a]\nsummary='{'x' * 101}'\nstep='talk.start'\n"}, "commands.toml"),
    ("C501", {"steps.txt": "talk.start\ntalk.end\ntalk.gone\n"}, "steps.txt:3"),
    ("C503", {"pack.toml": HEAD + '[moved]\n"talk.old" = "talk.gone"'}, "pack.toml"),
    ("C504", {"pack.toml": HEAD + '[moved]\n"talk.a" = "talk.b"\n"talk.b" = "talk.a"'}, "pack.toml"),
    ("C505", {"pack.toml": HEAD + '[moved]\n"talk.end" = "talk.start"'}, "pack.toml"),
    ("C701", {"transcripts/a.txt": "at 2026-11-23T22:40 Europe/Berlin\nsay hello\n"}, "transcripts/a.txt:2"),
]


ALONE = {"C401", "C402", "C502", "C601", "C602", "C603", "C604"}
"""Codes that other tests show."""


@pytest.mark.parametrize(("code", "files", "place"), STEPS, ids=[f"{n}-{row[0]}" for n, row in enumerate(STEPS)])
def test_each_problem_is_found_in_its_place(write_pack: WritePack, code: str, files: Files, place: str) -> None:
    assert (code, place) in found(write_pack({**flow(START, END), **files}))


def test_every_code_has_a_test() -> None:
    assert {code for code, _, _ in STEPS} | ALONE == CODES.keys()


def test_every_code_is_explained_in_the_table() -> None:
    table = (Path(__file__).parents[3] / "docs/content-checks.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| C")}
    assert rows.keys() == CODES.keys()
    for code, (severity, title) in CODES.items():
        assert f"| {severity.value} |" in rows[code]
        assert title in rows[code]


# --- what is fine -----------------------------------------------------------------------------------------------------


FINE: list[Files] = [
    asked("[[A {word}.|One.]]\n---\nTwo.\n---\nThree."),
    flow(
        ('id = "start"\nsave = "word"\nnext = "after"\nskip = "end"', THREE),
        ('id = "after"\nend = true', "You wrote: {word}.\n---\nTwo.\n---\nThree."),
        END,
    ),
    flow(
        ('id = "start"\nroutes = [{when = "organisation & stage=final", to = "end"}]\nnext = "end2"', THREE),
        ('id = "end2"\nend = true', THREE),
        ('id = "end"\nend = true', "{organisation}, {stage_label}.\n---\nTwo.\n---\nThree."),
    ),
    flow(
        ('id = "start"\nroutes = [{when = "!organisation", to = "end2"}]\nnext = "end"', THREE),
        ('id = "end2"\nend = true', THREE),
        ('id = "end"\nend = true', "{organisation}.\n---\nTwo.\n---\nThree."),
    ),
    flow(
        ('id = "start"\nsave = "story"\ndo = ["schedule day_after"]\nnext = "end"', "{when}.\n---\nTwo.\n---\nThree."),
        ('id = "end"\nend = true', "{planned}\n---\nTwo.\n---\nThree."),
    ),
    asked(THREE, more="choices = [{id='a', label='A', when='zone'}, {id='b', label='A', when='!zone'}]"),
    asked("One?[[ And {word}.|Two.]]\n---\nTwo.\n---\n> A letter?\n> Another?\n\nThree?"),
    asked("It took at least two months.\n---\nAdjusted.\n---\nThree."),
    asked("", front="routes = [{when='zone', to='end'}, {when='!zone', to='start'}]"),
    asked("One.", more="fixed = true"),
    flow(START, END)
    | {"steps.txt": "# a note\n\ntalk.start\ntalk.old\n", "pack.toml": HEAD + '[moved]\n"talk.old" = "talk.end"'},
]


@pytest.mark.parametrize("files", FINE)
def test_what_is_fine_is_left_alone(write_pack: WritePack, files: Files) -> None:
    assert found(write_pack(files)) == set()


def test_an_answer_is_unknown_where_it_could_be_skipped(write_pack: WritePack) -> None:
    files = flow(
        ('id = "start"\nsave = "word"\nnext = "after"', THREE),
        ('id = "after"\nend = true', "{word}.\n---\nTwo.\n---\nThree."),
    )
    assert ("C112", "flows/talk.md:16") in found(write_pack(files))


def test_an_answer_is_unknown_where_a_button_leads_around_it(write_pack: WritePack) -> None:
    ask = 'save = "word"\nskip = "out"\nnext = "after"\nchoices = [{id = "no", label = "No", to = "after"}]'
    files = flow(
        (f'id = "start"\n{ask}', THREE),
        ('id = "after"\nend = true', "{word}.\n---\nTwo.\n---\nThree."),
        ('id = "out"\nend = true', THREE),
    )
    assert ("C112", "flows/talk.md:18") in found(write_pack(files))


def test_an_answer_is_unknown_where_a_button_has_emptied_it(write_pack: WritePack) -> None:
    files = flow(
        ('id = "start"\nchoices = [{id = "again", label = "Again", to = "end", set = {word = ""}}]', THREE),
        ('id = "end"\nend = true', "{word}.\n---\nTwo.\n---\nThree."),
    )
    assert ("C112", "flows/talk.md:15") in found(write_pack(files))


def test_short_words_always_need_brackets(write_pack: WritePack) -> None:
    files = asked("{organisation.short}.\n---\nTwo.\n---\nThree.", more="do = ['fact organisation story']")
    assert ("C112", "flows/talk.md:18") in found(write_pack(files))


# --- what the program needs -------------------------------------------------------------------------------------------


def test_what_the_program_needs_is_missed(write_pack: WritePack) -> None:
    problems = check(write_pack())
    steps = {problem.what for problem in problems if problem.code == "C401"}
    assert steps == {f"the program needs a step {step_id}" for step_id in REQUIRED_STEPS}
    others = {problem.what for problem in problems if problem.code == "C402"}
    assert {
        "the program needs a command called forget",
        "the program needs a command called back",
        "the program needs a nudge called team_page",
        "the program needs a phrase called stage.offer",
    } <= others
    assert "the program needs a command called help" not in others


# --- the real thing ---------------------------------------------------------------------------------------------------


def test_the_english_pack_has_no_problems() -> None:
    problems = check(content_folder("en"))
    told = [problem.sentence for problem in problems if problem.severity is Severity.ERROR or problem.code == "C502"]
    assert told == []


def test_warnings_do_not_keep_a_pack_from_being_used() -> None:
    assert {code for code, (severity, _) in CODES.items() if severity is Severity.WARNING} == {
        "C105",
        "C106",
        "C118",
        "C214",
        "C502",
        "C505",
        "C602",
        "C603",
    }
