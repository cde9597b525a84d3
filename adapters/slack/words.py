"""The words only Slack shows, from `platforms/slack.toml` of a content pack.

What this adapter asks for must be there, with the placeholders it fills in; that is told at start and not in the middle
of a conversation.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from bot.errors import ContentError

FILE = "platforms/slack.toml"
"""Where the words are, seen from the folder of a pack."""
NEEDED: Mapping[str, str] = {
    "app": "name description long_description command command_hint:names shortcut shortcut_hint",
    "prompts": "title first_title first_message second_title second_message third_title third_message "
    "fourth_title fourth_message",
    "talk": "status chosen:label pick pick_time write_long fill_in in_private export failed unreachable nothing_there",
    "window": "time_title date time long_title long send close",
    "home": "title intro stories story:role,organisation story_role:role story_organisation:organisation story_plain "
    "go_on nudges no_nudges paused:day nudge:day,label change cancel lessons no_lessons lesson:words "
    "lesson_about:words,organisation yours pause resume export forget written",
    "host": "title intro open window language own_language quiet_from quiet_until country no_country kept only_hosts "
    "only_in_channel",
    "invitation": "text body button",
}
"""All words by table, each with the names it may use."""
_SHORT = ("window.time_title", "window.long_title", "window.send", "window.close", "host.window", "app.shortcut")
_SHORT_LIMIT = 24
_LABELS = (
    *("talk.pick_time", "talk.write_long", "talk.fill_in", "home.go_on", "home.change", "home.cancel", "home.pause"),
    *("home.resume", "home.export", "home.forget", "host.open", "invitation.button"),
)
_LABEL_LIMIT = 75


class Words:
    """Words by `table.name`."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __getitem__(self, name: str) -> str:
        return self._words[name]

    def fill(self, name: str, **values: str) -> str:
        """Return words with their placeholders filled in; what is filled in is never read as a placeholder itself."""
        return self._words[name].format_map(values)


def load_words(folder: Path) -> Words:
    """Read the words of a pack. Raises `ContentError` with everything that is wrong with them."""
    place = folder / FILE
    try:
        raw = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentError(f"{place}: can't be read ({error.strerror}); copy it from content/en") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{place}: is no TOML: {error}") from None
    words = {
        f"{table}.{name}": value.strip()
        for table, entries in raw.items()
        if isinstance(entries, dict)
        for name, value in entries.items()
        if isinstance(value, str)
    }
    problems = _problems(words)
    if problems:
        raise ContentError("\n".join(f"{place}: {problem}" for problem in problems))
    return Words(words)


def _problems(words: Mapping[str, str]) -> list[str]:
    needed = dict(_needed())
    problems = [f"{name} is missing" for name in needed if not words.get(name)]
    problems += [f"{name} is not used by anything; take it out" for name in words if name not in needed]
    for name, text in words.items():
        problems += _misused(name, text, needed.get(name, frozenset()))
    for names, limit in ((_SHORT, _SHORT_LIMIT), (_LABELS, _LABEL_LIMIT)):
        problems += [f"{name} has more than {limit} characters" for name in names if len(words.get(name, "")) > limit]
    return problems


def _needed() -> list[tuple[str, frozenset[str]]]:
    entries = [(table, entry.partition(":")) for table, line in NEEDED.items() for entry in line.split()]
    return [(f"{table}.{name}", frozenset(filter(None, used.split(",")))) for table, (name, _, used) in entries]


def _misused(name: str, text: str, allowed: frozenset[str]) -> list[str]:
    try:
        used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        return [f"{name} has a brace without its partner"]
    return [f"{name} uses {{{field}}}, which it can't have" for field in sorted(used - allowed)]
