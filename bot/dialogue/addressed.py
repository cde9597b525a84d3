"""What is said to the bot itself in any words: to be quiet, to listen, to forget, that it is useless.

The cues of the field `command` say which command of the pack it comes to. A text is taken for one when it is made of
such words and of small ones and of nothing else, so that a story in which somebody is angry stays a story.
"""

from bot.dialogue import answers, commands, intents, interrupting, news, put_right
from bot.dialogue.draft import Draft
from bot.dialogue.matching import offered
from bot.dialogue.script import CommandSpec, Step, StepChoice
from bot.dialogue.state import Option
from bot.understanding.cues import Hit, places
from bot.understanding.matches import END

MOST_WORDS = 16
"""Longer texts tell something."""
_WRITING = frozenset({"writing"})
"""Where somebody writes for themselves, whatever they write is that; only what is asked about it gets an answer."""
_ASKED_ABOUT = frozenset({"forget", "privacy", "human"})


def hear(d: Draft, open_step: Step | None, text: str) -> bool:
    """Do what a text says to the bot; whether it says anything of the kind.

    That something was misread comes first; with nothing open, a name may turn to a rejection that was told before.
    """
    if open_step is not None and put_right.hear(d, open_step, text):
        return True
    spec = command_in(d, text)
    if spec is None or (open_step is not None and _is_an_answer(d, open_step, spec, text)):
        return open_step is None and interrupting.turns(d, None, text)
    button = _button(d, open_step, spec) if open_step else None
    if open_step is not None and button is not None:
        answers.choose(d, open_step, button)
    elif open_step is not None and open_step.id == spec.step and open_step.save == news.MORE and open_step.next:
        answers.skip(d, open_step.next)  # said again where it was answered: enough of it
    else:
        commands.run(d, spec, "")
    return True


def command_in(d: Draft, text: str) -> CommandSpec | None:
    """Return the command a short text comes to."""
    hits = d.look(text).fields.get("command", ())
    words = d.look(text).words.words
    if not hits or len(words) > MOST_WORDS:
        return None
    beside = {word for place, word in enumerate(words) if place not in places(hits)} - {END}
    if not beside <= d.pack.small_words | d.pack.courtesies:
        return None
    said = max(hits, key=_length)
    denied = said.start > 0 and words[said.start - 1] in d.pack.lexicon.listed("negations")
    return None if denied else d.pack.commands.get(said.cue.value)


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _is_an_answer(d: Draft, step: Step, spec: CommandSpec, text: str) -> bool:
    """Whether the open question asks for such words itself."""
    freely = step.save in _WRITING and spec.name not in _ASKED_ABOUT
    return freely or intents.heard(d, step, text) is not None


def _button(d: Draft, step: Step, spec: CommandSpec) -> StepChoice | Option | None:
    """Return the button under the open question that has a word of the command among its own: "Not now".

    Where it is asked when to go on, who is too tired once more wants no reminder.
    """
    if spec.name == "later" and step.id == spec.step:
        return answers.declining(d, step)
    said = frozenset(d.pack.folded(spec.words))
    return next((button.meant for button in offered(d, step) if not said.isdisjoint(button.names)), None)
