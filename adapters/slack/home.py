"""The Home tab: what is open, what comes when, what was learned, and what can be done with all of it. Pure."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.slack.outgoing import Blocks, escaped, label, shown
from adapters.slack.ports import Script
from adapters.slack.words import Words
from bot.ports import Drawer

OPEN_TALK, CHANGE, CANCEL, SETTINGS, COMMAND = "home:go_on", "home:change", "home:cancel", "home:host", "home:command"
"""Ids of the buttons on the Home tab; behind the last one stands the name of a command."""
_MOST_NUDGES = 15
_MOST_LESSONS = 10
_MOST_STORIES = 5
_SECTION = 2900


def home_view(  # noqa: PLR0913 - the last two are rarely given
    drawer: Drawer | None, script: Script, words: Words, now: datetime, *, host: bool = False, note: str = ""
) -> dict[str, Any]:
    """Return the view for `views.publish`. `host` adds what admins of the workspace may set."""
    blocks = [_header(words["home.title"]), _small(note or words["home.intro"])]
    if drawer is not None:
        blocks += [*_stories(drawer, words), *_nudges(drawer, script, words, now), *_lessons(drawer, words)]
        blocks += [{"type": "divider"}, _header(words["home.yours"]), _yours(drawer, words, now)]
    if host:
        settings = _button(SETTINGS, words["host.open"], "host")
        blocks += [{"type": "divider"}, _header(words["host.title"]), _plain(words["host.intro"]), _actions(settings)]
    return {"type": "home", "blocks": blocks}


def _stories(drawer: Drawer, words: Words) -> Blocks:
    open_ones = [case for case in drawer.state.cases.values() if not case.closed][-_MOST_STORIES:]
    if not open_ones:
        return []
    lines = [_plain(_story(case.role, case.organisation, words)) for case in open_ones]
    return [_header(words["home.stories"]), *lines, _actions(_button(OPEN_TALK, words["home.go_on"], "reflect"))]


def _story(role: str | None, organisation: str | None, words: Words) -> str:
    if role and organisation:
        return words.fill("home.story", role=role, organisation=organisation)
    if role:
        return words.fill("home.story_role", role=role)
    return (
        words.fill("home.story_organisation", organisation=organisation) if organisation else words["home.story_plain"]
    )


def _nudges(drawer: Drawer, script: Script, words: Words, now: datetime) -> Blocks:
    zone, until = ZoneInfo(drawer.state.person.zone), drawer.state.person.paused_until
    planned = sorted((one for one in drawer.state.nudges.values() if one.status == "planned"), key=lambda one: one.due)
    blocks = [_header(words["home.nudges"])]
    if until is not None and until > now:
        blocks.append(_marked(words.fill("home.paused", day=_moment(until, zone))))
    if not planned:
        return [*blocks, _plain(words["home.no_nudges"])]
    for nudge in planned[:_MOST_NUDGES]:
        name = escaped(script.nudge_labels.get(nudge.kind, nudge.kind))
        blocks.append(_marked(words.fill("home.nudge", day=_moment(nudge.due, zone), label=name)))
        change, cancel = (
            _button(CHANGE, words["home.change"], nudge.id),
            _button(CANCEL, words["home.cancel"], nudge.id),
        )
        blocks.append(_actions(change, cancel))
    return blocks


def _lessons(drawer: Drawer, words: Words) -> Blocks:
    lessons = drawer.state.lessons[-_MOST_LESSONS:]
    lines = [
        words.fill("home.lesson_about", words=lesson.words, organisation=lesson.about)
        if lesson.about
        else words.fill("home.lesson", words=lesson.words)
        for lesson in lessons
    ]
    return [_header(words["home.lessons"]), *map(_plain, lines or [words["home.no_lessons"]])]


def _yours(drawer: Drawer, words: Words, now: datetime) -> dict[str, Any]:
    until = drawer.state.person.paused_until
    pause = "resume" if until is not None and until > now else "pause"
    names = (pause, "export", "forget")
    return _actions(*(_button(f"{COMMAND}:{name}", words[f"home.{name}"], name) for name in names))


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    """Return a time as Slack shows it to its reader; older programs show the person's own."""
    there = f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"<!date^{int(moment.timestamp())}^{{date_long_pretty}}, {{time}}|{there}>"


def _header(text: str) -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": shown(text, 150), "emoji": False}}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "plain_text", "text": shown(text, _SECTION), "emoji": False}}


def _marked(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _small(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "plain_text", "text": shown(text, _SECTION), "emoji": False}]}


def _actions(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(buttons)}


def _button(action: str, text: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": label(text), "value": value}
