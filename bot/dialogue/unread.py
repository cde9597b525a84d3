"""What becomes of an answer that can't be read as it is: it is counted, kept, offered back, or the question is left."""

from bot.dialogue import cases
from bot.dialogue.draft import Draft
from bot.dialogue.read import Read
from bot.dialogue.script import Step
from bot.dialogue.typed_times import time_suggested
from bot.dialogue.walk import go

PATIENCE = 3
"""After so many answers to a question that can't be matched, a softer way out is offered."""
STUCK = "resuming.stuck"
TELLING = 6
"""From so many words on, a text that answers nothing tells something, and is kept."""
_MISSED = "_missed"


def misses(d: Draft) -> int:
    """Count one more answer to the open question that can't be read, and return how many came in a row."""
    step, _, times = (d.slot(_MISSED) or "").partition(" ")
    missed = int(times) + 1 if step == d.frames[-1].step else 1
    d.save_here(_MISSED, f"{d.frames[-1].step} {missed % PATIENCE}")
    return missed


def stuck(d: Draft) -> None:
    """Offer a softer way out of a question that can't be answered as it is."""
    d.push(STUCK)
    go(d, STUCK)


def offer_time(d: Draft, step: Step) -> None:
    """Offer one time, to somebody who leaves it to us."""
    let_choose(d, time_suggested(d, step))


def let_choose(d: Draft, reading: Read) -> None:
    """Several readings are possible: ask which one is meant, then answer the question with it."""
    d.push(reading.problem or "errors.no_match", case=d.frames[-1].case, detour=True)
    slots = {f"_reading{place}": f"{value}|{shown}" for place, (value, shown) in enumerate(reading.readings, 1)}
    d.change_frame(slots=slots)
    go(d, d.frames[-1].step)


def keep_long(d: Draft, text: str) -> None:
    """Keep what answers nothing and is long enough to tell something."""
    if len(text.split()) >= TELLING:
        cases.keep_more(d, text)
