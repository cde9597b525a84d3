"""What is said outside of a turn; it changes nothing.

The open question once more, as it was asked, for a screen that was switched off in between; and the line for somebody
whose drawer could not be read.
"""

from datetime import datetime

from bot.dialogue.draft import Draft
from bot.dialogue.script import Pack
from bot.dialogue.state import State
from bot.dialogue.walk import ask, say
from bot.dialogue.wording import messages
from bot.domain.messages import Message, Say


def open_question(pack: Pack, state: State, now: datetime) -> Message | None:
    """Return the question that waits for an answer, in the words and with the buttons it had, or `None`."""
    d = Draft(pack, state, now, "again")
    if not d.listening or d.frames[-1].step not in pack.steps:
        return None
    step, visit = pack.steps[d.frames[-1].step], d.frames[-1].visit
    d.visits = visit - 1
    d.bags[step.id] = max(d.bags.get(step.id, 0) - 1, 0)
    ask(d, step)
    return next((message for message in _said(d) if message.visit == visit), None)


def damage_notice(pack: Pack, state: State, now: datetime) -> Message | None:
    """Return what a stranger is told who was none before: what was kept of them could not be read."""
    d = Draft(pack, state, now, "damaged")
    say(d, "errors.damaged")
    return next(iter(_said(d)), None)


def _said(d: Draft) -> list[Message]:
    messages(d)
    return [effect.message for effect in d.effects if isinstance(effect, Say)]
