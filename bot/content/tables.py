"""Makes commands, nudges, offers and help lines of their tables."""

import re
from collections.abc import Mapping
from datetime import time, timedelta

from bot.content import fields
from bot.content.fields import Source
from bot.dialogue.script import CommandSpec, HelpLine, NudgeKind, Offer

_NUDGE_KEYS: dict[str, type] = {
    **dict.fromkeys(("step", "label", "after", "at"), str),
    **dict.fromkeys(("after_news", "skip_weekend", "repeats"), bool),
    "rank": int,
}
_COMMAND_KEYS: dict[str, type] = {
    **dict.fromkeys(("summary", "step", "argument"), str),
    **dict.fromkeys(("words", "starts"), list),
    "interrupt": bool,
}
_OFFER_KEYS: dict[str, type] = {"id": str, "label": str, "action": str}
_HELP_KEYS: dict[str, type] = {"name": str, "lines": list, "source": str, "checked": str}

_SPAN = re.compile(r"(\d{1,4})([wdhm])")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def span(text: str) -> timedelta | None:
    """Return the time in `60d`, `2h`, `3w` or `30m`, or `None`."""
    found = _SPAN.fullmatch(text)
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def clock(text: str) -> time | None:
    """Return the time of day in `09:00`, or `None`."""
    found = _CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def nudges(source: Source, table: Mapping[str, object]) -> dict[str, NudgeKind]:
    """Read nudges.toml."""
    kinds = {}
    for name, entry in _named(source, table):
        kept = _needed(source, name, entry, _NUDGE_KEYS, ("step", "label"))
        if kept:
            kinds[name] = _nudge(source, name, kept)
    return kinds


def _nudge(source: Source, name: str, kept: dict[str, object]) -> NudgeKind:
    after, at = kept.get("after"), kept.get("at")
    found_span = span(after) if isinstance(after, str) else None
    found_clock = clock(at) if isinstance(at, str) else None
    if after is not None and found_span is None:
        source.report("C006", str(after), f"{name}: after can't be {after!r}", 'write "60d", "3w", "2h" or "30m"')
    if at is not None and found_clock is None:
        source.report("C006", str(at), f"{name}: at can't be {at!r}", 'write a time of day: "09:00"')
    rank = kept.get("rank", 5)
    return NudgeKind(
        name=name,
        step=fields.target(source, str(kept["step"]), None),
        label=str(kept["label"]),
        after=found_span,
        after_news=kept.get("after_news") is True,
        at=found_clock,
        skip_weekend=kept.get("skip_weekend") is True,
        rank=rank if isinstance(rank, int) else 5,
        repeats=kept.get("repeats") is True,
    )


def commands(source: Source, table: Mapping[str, object]) -> dict[str, CommandSpec]:
    """Read commands.toml."""
    specs = {}
    for name, entry in _named(source, table):
        kept = _needed(source, name, entry, _COMMAND_KEYS, ("summary",) if not entry.get("interrupt") else ())
        if kept is not None:
            specs[name] = _command(source, name, kept)
    return specs


def _command(source: Source, name: str, kept: dict[str, object]) -> CommandSpec:
    step, argument = str(kept.get("step", "")), kept.get("argument")
    interrupt = kept.get("interrupt") is True
    if not step and not interrupt:
        source.report("C004", f"[{name}]", f"command {name} has no step", 'say which step it begins with: step = "…"')
    return CommandSpec(
        name=name,
        summary=str(kept.get("summary", "")),
        step=fields.target(source, step, None) if step else "",
        argument=argument if isinstance(argument, str) else None,
        words=fields.strings(source, kept.get("words", []), "words"),
        starts=fields.strings(source, kept.get("starts", []), "starts"),
        interrupt=interrupt,
    )


def offers(source: Source, value: object) -> dict[str, tuple[Offer, ...]]:
    """Read the `[offers]` of pack.toml; those for any reflection are called "default"."""
    if not isinstance(value, dict):
        source.report("C006", "offers", "offers can't be used", "write [[offers.competition]] before each")
        return {}
    found: dict[str, tuple[Offer, ...]] = {}
    for theme, listed in value.items():
        entries = fields.tables(source, listed, f"offers.{theme}")
        made = [offer for entry in entries if (offer := _offer(source, theme, entry))]
        found[theme] = tuple(made)
        for offer in {offer.id: offer for offer in made if [other.id for other in made].count(offer.id) > 1}.values():
            source.report("C007", offer.label, f"two offers of {theme} are called {offer.id!r}", "rename one")
    return found


def _offer(source: Source, theme: str, entry: dict[str, object]) -> Offer | None:
    kept = _needed(source, f"offers.{theme}", entry, _OFFER_KEYS, ("id", "label", "action"))
    if not kept or not fields.good_id(source, str(kept["id"]), "the offer's name"):
        return None
    fields.check_plain(source, str(kept["label"]), "label")
    fields.check_plain(source, str(kept["action"]), "action")
    return Offer(id=str(kept["id"]), label=str(kept["label"]), action=str(kept["action"]))


def help_lines(source: Source, table: Mapping[str, object]) -> dict[str, HelpLine]:
    """Read the `[help_lines.XX]` of care_lines.toml, by country."""
    listed = table.get("help_lines", {})
    if not isinstance(listed, dict):
        source.report("C006", "help_lines", "help_lines can't be used", "write [help_lines.US] before each country")
        return {}
    found = {}
    for country, entry in listed.items():
        if not isinstance(entry, dict):
            source.report("C006", country, f"help_lines: {country} can't be used", "write a table")
            continue
        kept = _needed(source, f"help_lines.{country}", entry, _HELP_KEYS, tuple(_HELP_KEYS))
        if kept:
            found[country] = HelpLine(
                country=country,
                name=str(kept["name"]),
                lines=fields.strings(source, kept["lines"], "lines"),
                source=str(kept["source"]),
                checked=str(kept["checked"]),
            )
    return found


def _named(source: Source, table: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    entries = []
    for name, entry in table.items():
        if not isinstance(entry, dict):
            source.report("C006", name, f"{name} can't be used", f"write a table that begins with [{name}]")
        elif fields.good_id(source, name, "the name"):
            entries.append((name, entry))
    return entries


def _needed(
    source: Source, name: str, entry: dict[str, object], kinds: Mapping[str, type], needed: tuple[str, ...]
) -> dict[str, object] | None:
    kept = fields.keep_known(source, entry, kinds, f"{name}: ")
    missing = [key for key in needed if key not in entry]
    for key in missing:
        source.report("C004", f"[{name}]", f"{name} has no {key}", f"add {key} = …")
    return kept if all(key in kept for key in needed) else None
