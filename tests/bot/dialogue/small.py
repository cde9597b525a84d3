"""Flows of our own beside the shipped ones, so that a test says what is asked and not the coach."""

import dataclasses
from functools import lru_cache

from msgspec.structs import replace

from bot.content.problems import Findings
from bot.content.steps import flow_steps
from bot.dialogue.draft import Draft
from bot.dialogue.script import Pack
from bot.dialogue.walk import go
from bot.dialogue.wording import messages
from bot.domain.rejection import Rejection
from tests.bot.dialogue.conversation import LATE_EVENING, Conversation, messages_of
from tests.shipped import english

TWO_QUESTIONS = """
+++
id = "first"
save = "one"
next = "second"
recap = "the first thing"
choices = [
  {id = "nothing", label = "Nothing at all", to = "second", cues = ["none"]},
  {id = "pause", label = "Please pause", to = "pause.start"},
]
+++
What is the first?

+++
id = "second"
save = "two"
next = "third"
recap = "the second thing"
+++
[["{one.short}". |]]What is the second?

+++
id = "third"
recap = "the third thing"
choices = [
  {id = "left", label = "Go left", to = "left", set = {way = "left"}, then = ["schedule day_after"]},
  {id = "right", label = "Go right", to = "right", set = {way = "right"}},
]
+++
Left or right?

+++
id = "left"
save = "at_left"
next = "over"
recap = "what is left"
+++
What is left?

+++
id = "right"
save = "at_right"
then = ["keep at_right"]
next = "after"
recap = "what is right"
+++
What is right?

+++
id = "after"
save = "at_the_end"
next = "over"
recap = "the end"
+++
Anything else?

+++
id = "over"
end = true
+++
That is all.
"""


@lru_cache(maxsize=32)
def pack_with(flow: str = TWO_QUESTIONS, name: str = "x") -> Pack:
    """Return the shipped pack with one flow more."""
    findings = Findings("test")
    steps = flow_steps(findings, f"flows/{name}.md", name, flow)
    findings.raise_errors()
    pack = english()
    return dataclasses.replace(pack, steps={**pack.steps, **{step.id: step for step in steps}})


def without(pack: Pack, *step_ids: str, moved: dict[str, str] | None = None) -> Pack:
    """Return a pack as it is after an update that has dropped or moved steps."""
    steps = {key: step for key, step in pack.steps.items() if key not in step_ids}
    return dataclasses.replace(pack, steps=steps, moved=moved or {}, version="next")


def told(flow: str = TWO_QUESTIONS, at: str = "x.first", organisation: str | None = "Elm Bakery") -> Conversation:
    """Return a conversation in the middle of a talk about a rejection, standing at a step of the flow."""
    talk = Conversation(pack_with(flow))
    talk.write("help")  # whoever talks has been introduced
    begin(talk, at, case(talk, organisation) if organisation else None)
    return talk


def case(talk: Conversation, organisation: str) -> str:
    """Let the person have told of a rejection before."""
    number = talk.state.serial + 1
    told_before = Rejection(id=f"c{number}", opened_at=talk.now, organisation=organisation, answers={"story": "a no"})
    talk.state = replace(talk.state, serial=number, cases={**talk.state.cases, told_before.id: told_before})
    return told_before.id


def begin(talk: Conversation, step_id: str, about: str | None = None) -> None:
    """Let a talk begin at a step."""
    d = Draft(talk.pack, talk.state, talk.now, f"begin{len(talk.turns)}")
    d.push(step_id, case=about)
    go(d, step_id)
    messages(d)
    talk.turns.append(d.done())
    talk.state = talk.turns[-1].state
    talk.told += [(talk.now, message) for message in messages_of(talk.turns[-1])]


__all__ = ["LATE_EVENING", "TWO_QUESTIONS", "begin", "case", "pack_with", "told", "without"]
