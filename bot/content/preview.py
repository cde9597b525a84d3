"""Shows a step as people will read it: every phrasing, with example facts and without any."""

from difflib import get_close_matches

from bot.content import texts
from bot.dialogue.script import Pack, Step, StepChoice
from bot.errors import ContentError

EXAMPLES: dict[str, str] = {
    "organisation": "Acme Foundation",
    "role": "program director",
    "stage_words": "the last round",
    "stage_label": "the final round",
    "answer_due": "within four weeks",
    "look_in": "Tuesday 22 December, 10:00",
    "theme_label": "Someone else was the better fit",
    "plan": "find one job that asks for what I have",
    "plan_cue": "the coffee is made",
    "plan_when": "Thursday 26 November, 09:00",
    "note": "find one job that asks for what I have",
    "when": "Thursday 26 November, 09:00",
    "time": "Thursday 26 November, 09:00",
    "planned": "- Thursday 26 November, 09:00: how your next step went",
    "nudge_list": "- Thursday 26 November, 09:00: how your next step went · Acme Foundation",
    "late_list": "- Thursday 26 November, 09:00: how your next step went · Acme Foundation",
    "lesson_list": "- ask who decides before I prepare (Acme Foundation)",
    "case_list": "- Acme Foundation · program director\n- Birch & Co",
    "command_list": "- *help*: what I can do\n- *stop*: nothing more from me",
    "help_lines": "- Call or text 988",
    "nudge_label": "how your next step went · Acme Foundation",
    "ago": "three weeks ago",
    "recap": "what you want to keep",
    "earlier_lesson": "ask who decides before I prepare",
    "zone_name": "Berlin",
    "zone_time": "22:40",
    "paused_until": "Monday 4 January, 08:00",
    "country_name": "Germany",
    "due_on": "Thursday 26 November, 09:00",
}
"""What stands in a placeholder of the program's own; an answer is shown as its name in angle brackets."""


_MOST_NEAR = 5


def preview(pack: Pack, step_id: str) -> str:
    """Return a step in all its phrasings, known and unknown; where only one flow has it, its short id is enough.

    Raises `ContentError` if there is no such step, or more than one.
    """
    step = pack.steps.get(step_id) or _by_short_id(pack, step_id)
    blocks = [_head(step), *_phrasings(step)]
    if step.choices or step.options:
        blocks.append("\n".join(_buttons(pack, step)))
    return "\n\n".join(blocks) + "\n"


def _by_short_id(pack: Pack, short: str) -> Step:
    named = [full for full in pack.steps if full.rpartition(".")[2] == short]
    if len(named) == 1:
        return pack.steps[named[0]]
    if named:
        raise ContentError(f"{pack.id}: {len(named)} flows have a step called {short}: {', '.join(sorted(named))}")
    tails = get_close_matches(short, {full.rpartition(".")[2] for full in pack.steps}, n=3, cutoff=0.6)
    near = [full for full in pack.steps if full.rpartition(".")[2] in tails][:_MOST_NEAR]
    close = list(dict.fromkeys([*get_close_matches(short, pack.steps, n=3, cutoff=0.5), *near]))
    hint = f"did you mean {', '.join(close)}?" if close else "see: nextstep content map"
    raise ContentError(f"{pack.id}: there is no step called {short}; {hint}")


def _head(step: Step) -> str:
    lines = [f"{step.id}  ({step.file}:{step.line})"]
    lines += [f"  goes to {route.to} when {condition_text(route.when.terms)}" for route in step.routes]
    if step.save or step.expects:
        lines.append(f"  own words are kept as {step.save or step.expects}")
    if step.next:
        lines.append(f"  then {step.next}")
    if step.end:
        lines.append("  the talk ends here")
    return "\n".join(lines)


def condition_text(terms: tuple[tuple[str, bool, tuple[str, ...]], ...]) -> str:
    """Return a condition as a coach writes it."""
    parts = []
    for fact, negated, values in terms:
        accepted = f"={'|'.join(values)}" if values else ""
        parts.append(f"{'!' if negated else ''}{fact}{accepted}")
    return " & ".join(parts)


def _phrasings(step: Step) -> list[str]:
    blocks = []
    for number, phrasing in enumerate(step.phrasings, start=1):
        known, unknown = texts.said(phrasing, example), texts.said(phrasing, lambda _: None)
        blocks.append(f"{number}. {_indented(known)}")
        if unknown != known:
            blocks.append(f"   with nothing known:\n   {_indented(unknown)}")
    return blocks or ["(says nothing)"]


def example(name: str) -> str:
    """Return an example for a placeholder."""
    base = name.partition(".")[0]
    return EXAMPLES.get(base, f"<{base.replace('_', ' ')}>")


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(f"   {line}".rstrip() for line in others)])


def _buttons(pack: Pack, step: Step) -> list[str]:
    lines = [f"   [one of: {label}]" for label in _made_up(pack, step)]
    return lines + [_button(step, choice) for choice in step.choices]


def _button(step: Step, choice: StepChoice) -> str:
    label = choice.label
    for name in [part.partition("}")[0] for part in label.split("{")[1:]]:
        label = label.replace(f"{{{name}}}", example(name))
    when = f" (only when {condition_text(choice.when.terms)})" if choice.when else ""
    shown = f"[{label}]" if choice.shown else f"(written: {label})"
    return f"   {shown} → {choice.to or step.next or 'the end'}{when}"


def _made_up(pack: Pack, step: Step) -> list[str]:
    if step.options in {"themes", "themes_all"}:
        return list(pack.themes.values())
    if step.options == "offers":
        return [offer.label for offer in pack.offers.get("default", ())]
    return [step.options] if step.options else []
