"""What a transcript says in the terminal (`tests/transcripts`), it says on Slack."""

import dataclasses
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.bootstrap.console import person_key
from bot.bootstrap.transcripts import UNKNOWN_ZONE, difference, read_transcript
from bot.content.transcript import Bot, Down, Entry, Pressed, Restart, Transcript, Used, Wait, You
from bot.content.transcript_writer import render
from bot.dialogue.engine import step
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.calendar import instant
from bot.domain.messages import Event
from bot.storage.memory import MemoryPeople
from bot.storage.records import MemoryRecords
from tests.adapters.slack.harness import Program, running, words
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import FakeSlack
from tests.fakes import StoppedClock
from tests.shipped import english, playbook

TRANSCRIPTS = playbook().paths()


def as_in_the_terminal(state: State, event: Event, now: datetime) -> Turn:
    """Play an event with the phrasings of whoever sits at the terminal, for those differ from person to person."""
    key = state.person.key
    turn = step(english(), replace(state, person=replace(state.person, key=person_key("me"))), event, now)
    return replace(turn, state=replace(turn.state, person=replace(turn.state.person, key=key)))


class Played:
    """A transcript, played by somebody in a workspace."""

    def __init__(self, slack: FakeSlack, transcript: Transcript) -> None:
        self._slack = slack
        self._transcript = transcript
        self._kept = {"people": MemoryPeople(), "records": MemoryRecords()}
        self._clock = StoppedClock(instant(transcript.at, transcript.zone).astimezone(UTC))
        self._read = 0
        slack.users["U1"] = {"tz": None if UNKNOWN_ZONE in transcript.title else transcript.zone}

    async def entries(self) -> list[Entry]:
        """Play it to the end and return what happened and what was said."""
        played: list[Entry] = []
        async with AsyncExitStack() as stack:
            member = await self._start(stack)
            for entry in self._transcript.entries:
                if isinstance(entry, Bot):
                    continue
                if isinstance(entry, Restart | Down):
                    await stack.aclose()
                    self._clock.move(entry.span if isinstance(entry, Down) else timedelta(0))
                    member = await self._start(stack)
                    await member.program.nudges.sweep()
                else:
                    await self._happen(member, entry)
                played += [entry, *self._heard(member)]
        return played

    async def _start(self, stack: AsyncExitStack) -> Member:
        people, records = self._kept["people"], self._kept["records"]
        assert isinstance(people, MemoryPeople)
        assert isinstance(records, MemoryRecords)
        program = await stack.enter_async_context(
            running(self._slack, people=people, records=records, clock=self._clock, play=as_in_the_terminal)
        )
        return Member(program)

    async def _happen(self, member: Member, entry: Entry) -> None:
        match entry:
            case You(text=text):
                assert await member.says(text) == 200
            case Pressed(label=label):
                assert await member.presses(label, over=True) == 200
            case Used(command=command, argument=argument):
                assert (await member.uses(f"{command} {argument}", f"D{member.user}")).status == 200
            case Wait():
                await self._wait(member.program, entry)
            case _:
                pass

    async def _wait(self, program: Program, entry: Wait) -> None:
        now = program.clock.now()
        until = instant(entry.until, self._transcript.zone) if entry.until else now + (entry.span or timedelta(0))
        await program.wait_until(until.astimezone(UTC))

    def _heard(self, member: Member) -> list[Entry]:
        member.read = self._read
        heard = [one for one in member.heard() if one[0] != (words()["talk.export"],)]
        self._read = member.read
        return [Bot(paragraphs=tuple(_split(paragraphs)), choices=choices) for paragraphs, choices in heard]


def _split(paragraphs: tuple[str, ...]) -> list[str]:
    lines = "\n\n".join("\n".join(line.strip() for line in one.split("\n")) for one in paragraphs)
    return [one for one in lines.strip("\n").split("\n\n") if one]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_a_transcript_is_the_same_conversation_on_slack(slack: FakeSlack, path: Path) -> None:
    transcript = read_transcript(path)
    entries = await Played(slack, transcript).entries()
    on_slack = render(dataclasses.replace(transcript, entries=tuple(entries)))
    if on_slack != render(transcript):
        pytest.fail(difference(path, render(transcript), on_slack), pytrace=False)
