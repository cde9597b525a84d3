"""The shipped weights and the example sentences belong together."""

import json
import shutil
from pathlib import Path

import pytest

from bot.content.training import check_weights, learned_before, train
from bot.errors import ContentError

LETTERS = {"no": "we have chosen another candidate", "other": "thank you for your application"}
PACK = Path(__file__).parents[3] / "content" / "en"


def test_the_shipped_weights_fit_the_examples() -> None:
    assert list(check_weights(PACK)) == []


def test_a_changed_example_asks_for_training(tmp_path: Path) -> None:
    pack = tmp_path / "en"
    shutil.copytree(PACK, pack)
    with (pack / "understanding" / "examples" / "kinds.toml").open("a", encoding="utf-8") as file:
        file.write("\n# one more thought\n")
    assert "content train" in next(check_weights(pack))


def test_missing_weights_are_told(tmp_path: Path) -> None:
    pack = tmp_path / "en"
    shutil.copytree(PACK, pack)
    (pack / "understanding" / "weights.json").unlink()
    assert len(list(check_weights(pack))) == 1


def test_what_can_not_be_learned_alone_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="kind, theme, care, mail"):
        train(tmp_path, "moods")


def test_one_thing_learned_alone_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    pack = tmp_path / "en"
    shutil.copytree(PACK / "understanding", pack / "understanding", ignore=shutil.ignore_patterns("mails_*"))
    examples = {label: [f"{words} {number}" for number in "abcd"] for label, words in LETTERS.items()}
    mails = "\n".join(f"{label} = {json.dumps(texts)}" for label, texts in examples.items())
    (pack / "understanding" / "examples" / "mails.toml").write_text(mails, encoding="utf-8")
    before = learned_before(pack / "understanding" / "weights.json")
    after = learned_before(train(pack, "mail"))
    assert after["mail"].weights != before["mail"].weights
    for head in ("kind", "theme", "care"):
        assert (after[head].head, after[head].weights) == (before[head].head, before[head].weights)
        assert (after[head].near == before[head].near).all()
