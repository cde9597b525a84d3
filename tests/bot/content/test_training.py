"""The shipped weights and the example sentences belong together."""

import shutil
from pathlib import Path

from bot.content.training import check_weights

PACK = Path(__file__).parents[3] / "content" / "en"


def test_the_shipped_weights_fit_the_examples() -> None:
    assert check_weights(PACK) == []


def test_a_changed_example_asks_for_training(tmp_path: Path) -> None:
    pack = tmp_path / "en"
    shutil.copytree(PACK, pack)
    with (pack / "understanding" / "examples" / "kinds.toml").open("a", encoding="utf-8") as file:
        file.write("\n# one more thought\n")
    assert any("content train" in problem for problem in check_weights(pack))


def test_missing_weights_are_told(tmp_path: Path) -> None:
    pack = tmp_path / "en"
    shutil.copytree(PACK, pack)
    (pack / "understanding" / "weights.json").unlink()
    assert len(check_weights(pack)) == 1
