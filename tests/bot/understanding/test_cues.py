"""How cues are written and found."""

import pytest

from bot.errors import ContentError
from bot.understanding.cues import Cue, CueTree
from bot.understanding.lexicon import compile_lexicon
from bot.understanding.matches import Spelling
from bot.understanding.patterns import Patterns

CUE = Cue(field="kind", value="rejection")


def found(pattern: str, text: str) -> list[tuple[int, int]]:
    """Return where a cue is found in words between spaces."""
    tree = CueTree([(Patterns({"who": ["someone else", "him"]}, Spelling()).read(pattern), CUE)])
    return [(hit.start, hit.end) for hit in tree.find(text.split())]


@pytest.mark.parametrize(
    ("pattern", "text", "places"),
    [
        ("went with", "they went with him", [(1, 3)]),
        ("(picked|took) another", "took another", [(0, 2)]),
        ("got (the)? job", "got job got the job", [(0, 2), (2, 5)]),
        ("went ... way", "went a b c way", [(0, 5)]),
        ("went ... way", "went a b c d way", []),
        ("went ... way", "went . way", []),
        ("took <who>", "took someone else", [(0, 3)]),
        ("# rounds", "# rounds", [(0, 2)]),
        ("a b|c", "c a b", [(0, 1), (1, 3)]),
    ],
)
def test_a_cue_is_found_as_it_is_written(pattern: str, text: str, places: list[tuple[int, int]]) -> None:
    assert found(pattern, text) == places


def test_of_one_cue_at_one_place_the_longest_is_kept() -> None:
    assert found("said (no)?", "said no") == [(0, 2)]


@pytest.mark.parametrize("pattern", ["(open", "a) b", "... b", "a ...", "(a)?", "took <nobody>", ""])
def test_a_cue_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(ContentError):
        found(pattern, "a")


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ({"kinds": {"cue": [{"field": "kind", "value": "x"}]}}, "kinds: cue 1"),
        ({"kinds": {"cue": [{"field": "kind", "value": "x", "words": ["(a"]}]}}, "kinds: cue 1.words"),
        ({"words": {"sets": {"a": "b"}}}, "words: sets.a"),
        ({"weights": {"heads": {"kind": {}}}}, "weights: heads"),
        ({"care": {"cue": {}}}, "care: cue"),
    ],
)
def test_an_error_in_the_words_names_file_and_key(tables: dict[str, dict[str, object]], named: str) -> None:
    with pytest.raises(ContentError, match=named):
        compile_lexicon(tables)


def test_a_number_in_a_set_is_a_number_and_not_nothing() -> None:
    patterns = Patterns({"nth": ["second", "#"]}, Spelling())
    tree = CueTree([(patterns.read("<nth> round"), Cue(field="stage", value="interview"))])
    assert tree.find(["round"]) == []
    assert tree.find(["#", "round"])


def test_a_phrase_of_a_set_without_a_word_is_refused() -> None:
    with pytest.raises(ContentError, match="set marks"):
        Patterns({"marks": ["--"]}, Spelling())
