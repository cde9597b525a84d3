"""Talks at places where many tests begin."""

from tests.bot.dialogue.conversation import Conversation

REJECTED = "i got rejected by Heron Trust for grants officer after the final interview"


def told(text: str = REJECTED) -> Conversation:
    """Return a talk in which something was told."""
    talk = Conversation()
    talk.write(text)
    return talk


def at_a_question() -> Conversation:
    """Return a talk at the first question of a reflection."""
    talk = told()
    talk.press("Talk it through")
    talk.write("someone else was the better fit")
    assert talk.open_step == "competition.ask"
    return talk


def planned(when: str = "thursday at 9") -> Conversation:
    """Return a talk in which a plan was made."""
    talk = told()
    talk.press("Talk it through")
    talk.write("skip")
    talk.write("call my old boss")
    talk.write(when)
    return talk
