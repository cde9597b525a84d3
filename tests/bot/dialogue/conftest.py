"""A conversation over the shipped pack."""

import pytest

from tests.bot.dialogue.conversation import Conversation


@pytest.fixture
def talk() -> Conversation:
    """Return a conversation with somebody who never wrote before."""
    return Conversation()
