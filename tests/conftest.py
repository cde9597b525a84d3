"""Settings that hold for every test.

At a developer's desk Hypothesis looks for new examples each time. In CI it takes the same ones every time, so that a
change is judged by what it changed. To search long: `make test PYTEST_ARGS="--hypothesis-profile=thorough"`.
"""

import os

from hypothesis import HealthCheck, settings

from bot.bootstrap.program import collect_rarely

settings.register_profile("dev", deadline=None, max_examples=25)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, print_blob=True)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as the program does, and not among what was imported."""
    collect_rarely()
