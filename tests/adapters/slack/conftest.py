"""A Slack for each test, and the program in front of it."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.harness import Program, running
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().running() as server:
        yield server
        assert not server.refused, "Slack would have refused something"


@pytest.fixture
async def program(slack: FakeSlack) -> AsyncIterator[Program]:
    async with running(slack) as started:
        yield started


@pytest.fixture
def anna(program: Program) -> Member:
    return Member(program)
