"""The words that are shipped, loaded once for all tests of a process. (A fixture would be printed whole.)"""

from functools import cache

from bot.bootstrap.transcripts import Playbook
from bot.dialogue.script import Pack


@cache
def playbook() -> Playbook:
    """Return the transcripts of the English pack, ready to be played."""
    return Playbook()


def english() -> Pack:
    """Return the English pack."""
    return playbook().pack
