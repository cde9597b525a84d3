"""The table of what words weigh, as it is written down and read."""

import pytest

from bot.understanding.weights import Weights, written

TABLE = written(["job", "offer"], bytes([1, 255, 0, 2]), {"job": [(0, -300), (1, 7)], "no offer": [(1, 2047)]})


def test_what_was_written_is_read() -> None:
    weights = Weights(TABLE, 2)
    assert list(weights.of("job")) == [(0, -300), (1, 7)]
    assert list(weights.of("no offer")) == [(1, 2047)]
    assert list(weights.near("job")) == [1, -1]
    assert list(weights.near("offer")) == [0, 2]


@pytest.mark.parametrize("feature", ["offer", "never seen"])
def test_what_is_not_listed_weighs_nothing(feature: str) -> None:
    assert not Weights(TABLE, 2).of(feature)
    assert not Weights(TABLE, 2).near("no offer")


@pytest.mark.parametrize(
    "broken",
    [
        {"counts": "AAA="},
        {"lanes": "AAEC"},
        {"weights": "AAAA"},
        {"weights": "/3//f/9/"},
        {"near": ""},
        {"words": "job"},
        {"features": "a\nb"},
        {"near": "Grüße"},
    ],
)
def test_what_does_not_fit_together_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- compile_lexicon says it in words
        Weights(TABLE | broken, 2)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError):
        Weights({**TABLE, "words": ["job", "offer"]}, 2)
