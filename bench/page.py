"""Writes measured figures into docs/figures.md: `make bench | .venv/bin/python -m bench.page`.

Reads the lines of a run and passes them on. A row whose figure was not measured in this run stays as it is.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"
NOT_YET = "not yet measured"
_TABLE = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end of measured -->)", re.DOTALL)
_HEAD = "| what | to reach | measured | floor of the same run |\n|---|---|---|---|\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the page: which figure it shows, and how its fields are put into words."""

    what: str
    target: str
    figure: str  # the name of a line, and of how many people where there are several
    shown: str
    floor: str = "–"


ROWS = (
    Row(
        what="a turn of the pure conversation",
        target="10,000 turns/s, p99 under 1 ms",
        figure="turns.pure",
        shown="{turns_per_s:,} turns/s, p50 {p50_us} µs, p99 {p99_us} µs",
        floor="p50 {floor_p50_us} µs: the state taken apart and put together",
    ),
    Row(
        what="the same after 10,000 turns of history",
        target="the same",
        figure="turns.pure.after_10000",
        shown="{turns_per_s:,} turns/s, p50 {p50_us} µs, p99 {p99_us} µs",
        floor="p50 {floor_p50_us} µs",
    ),
    Row(
        what="a turn in which a button is pressed",
        target="the same",
        figure="turns.pure.buttons",
        shown="{turns_per_s:,} turns/s, p50 {p50_us} µs, p99 {p99_us} µs",
        floor="p50 {floor_p50_us} µs",
    ),
    Row(
        what="a turn with a text, without the reading of it",
        target="p50 at most 100 µs",
        figure="turns.pure.own",
        shown="p50 {p50_us} µs, p99 {p99_us} µs",
    ),
    Row(
        what="reading a message, all that is in it",
        target="p50 at most 1 ms",
        figure="reading.message",
        shown="p50 {p50_us} µs, p99 {p99_us} µs; {characters} characters on average",
        floor="p50 {floor_p50_us} µs: cut into plain words",
    ),
    Row(
        what="reading a mail of 10,000 characters",
        target="at most 5 ms",
        figure="reading.long_mail",
        shown="p50 {p50_us} µs",
        floor="p50 {floor_p50_us} µs: cut into plain words",
    ),
    Row(
        what="the words to listen for, made ready at the start",
        target="at most 0.3 s and 30 MB",
        figure="reading.start",
        shown="{build_ms} ms, {build_and_first_read_ms} ms with the first text; {more_mb} MB",
    ),
    *(
        Row(
            what=f"a durable commit among {people:,} people",
            target="p50 at most twice the raw write",
            figure=f"durable commit, store {people}",
            shown="p50 {p50_us} µs, p99 {p99_us} µs",
            floor=f"p50 {{durable commit, by hand {people}}} µs by hand, {{durable commit, sqlite {people}}} µs SQLite",
        )
        for people in (1_000, 10_000, 100_000)
    ),
    Row(
        what="100,000 people beside 1,000",
        target="p50 at most 1.3 times",
        figure="durable commit, store, most people to fewest",
        shown="{p50_to_p50} times",
    ),
    Row(
        what="start with 100,000 people and 300,000 nudges",
        target="at most 3 s and 150 MB",
        figure="start 100000",
        shown="{wind_ms} ms to wind the clock, {rss_mb} MB, {peak_mb} MB at the peak, second process and all",
    ),
    Row(
        what="10,000 due nudges, every change of state on disk",
        target="1,000 nudges/s",
        figure="service.sweep",
        shown="{nudges_per_s:,} nudges/s, {left} left",
        floor="{floor_per_s:,}/s: two raw writes each",
    ),
    Row(
        what="how late a nudge is",
        target="p99 at most 100 ms",
        figure="service.lateness",
        shown="p50 {p50_ms} ms, p99 {p99_ms} ms",
        floor="p99 {floor_p99_ms} ms: the event loop's own timers",
    ),
    Row(
        what="Slack: signed events to answers, each turn on disk, 32 connections",
        target="half of a bare Bolt app, p99 to the acknowledgement under 500 ms",
        figure="slack.events",
        shown="{events_per_s:,} events/s: {to_bare_bolt} of it, p99 {ack_p99_ms} ms; {cpu_ms_per_event} ms of CPU",
        floor="{bare_bolt_events_per_s:,} events/s, {bare_bolt_cpu_ms_per_event} ms of CPU: a bare Bolt app",
    ),
    Row(
        what="Slack: the adapter alone, without turn and disk",
        target="–",
        figure="slack.adapter",
        shown="{events_per_s:,} events/s: {to_bare_bolt} of a bare Bolt app; {cpu_ms_per_event} ms of CPU",
    ),
    Row(
        what="what the adapter for Discord adds to a direct message",
        target="at most 100 µs",
        figure="discord.dm.adapter",
        shown="{own_share_us} µs of the processor's time",
        floor="{floor_cpu_us} µs: discord.py alone, sending the same",
    ),
    Row(
        what="`kill -9` at random moments",
        target="300 kills, nothing torn or lost",
        figure="kills",
        shown="{kills} kills: {torn} torn drawers, {lost_turns} turns and {lost_nudges} nudges lost",
    ),
)


def name_of(line: Mapping[str, object]) -> str:
    """Return the name of a figure, with its number of people where it has one."""
    return f"{line['figure']} {line['people']}" if "people" in line else str(line["figure"])


def table(lines: Iterable[Mapping[str, object]], old: str = "") -> str:
    """Return the table of the page; what was not measured is taken from the old one."""
    found = {name_of(line): line for line in lines}
    medians = {name: line.get("p50_us", "") for name, line in found.items()}
    before = {row.removeprefix("| ").split(" | ")[0]: row for row in old.splitlines() if row.startswith("| ")}
    rows = []
    for row in ROWS:
        line = found.get(row.figure)
        if line is None:
            rows.append(before.get(row.what, f"| {row.what} | {row.target} | {NOT_YET} | – |"))
        else:
            known = {**medians, **line}
            cells = (row.what, row.target, row.shown.format_map(known), row.floor.format_map(known))
            rows.append(f"| {' | '.join(cells)} |")
    return _HEAD + "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Pass the lines of a run on, then write them into the page."""
    lines = []
    for line in sys.stdin:
        print(line, end="", flush=True)
        lines.append(json.loads(line))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_TABLE.sub(lambda old: table(lines, old[0]), page), encoding="utf-8")


if __name__ == "__main__":
    main()
