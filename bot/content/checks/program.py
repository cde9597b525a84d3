"""What the program itself needs from a pack."""

from bot.content.problems import Findings
from bot.content.required import (
    REQUIRED_COMMANDS,
    REQUIRED_INTERRUPTS,
    REQUIRED_NUDGES,
    REQUIRED_PHRASES,
    REQUIRED_STEPS,
)
from bot.dialogue.script import Pack


def check(pack: Pack, findings: Findings) -> None:
    """Report steps, commands, nudges and phrases the program could not do without."""
    for step_id in REQUIRED_STEPS:
        if step_id not in pack.steps:
            flow, _, short = step_id.partition(".")
            what = f"the program needs a step {step_id}"
            findings.add("C401", f"flows/{flow}.md", 0, what, f'write it: id = "{short}"')
    needed = (
        ("commands.toml", "a command", (*REQUIRED_COMMANDS, *REQUIRED_INTERRUPTS), pack.commands),
        ("nudges.toml", "a nudge", REQUIRED_NUDGES, pack.nudges),
        ("pack.toml", "a phrase", REQUIRED_PHRASES, pack.phrases),
    )
    for file, kind, names, there in needed:
        for name in names:
            if name not in there:
                findings.add("C402", file, 0, f"the program needs {kind} called {name}", "write it")
