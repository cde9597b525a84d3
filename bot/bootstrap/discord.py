"""What the adapter for Discord needs of a program. `bot.bootstrap` is the only place that knows both."""

from collections.abc import Sequence

from msgspec.structs import replace

from adapters.discord.core import Core
from adapters.discord.servers import Servers
from bot.bootstrap.program import AnyClock, Program
from bot.dialogue.again import open_question
from bot.dialogue.engine import step
from bot.dialogue.script import Pack
from bot.dialogue.state import State, new_state
from bot.domain.messages import Command, Message, Say
from bot.domain.person import PersonKey
from bot.ports import Drawer
from bot.understanding.places import city_options

_MOST_CITIES = 25


def core_of(program: Program[AnyClock]) -> Core:
    """Return what of a program the adapter needs."""
    pack, clock = program.pack, program.clock

    def question(drawer: Drawer) -> Message | None:
        return open_question(pack, drawer.state, clock.now())

    def expects(step_id: str) -> str | None:
        asked = pack.steps.get(step_id)
        return asked.expects if asked else None

    def said_before(drawer: Drawer, visit: int) -> str:
        return _said_before(pack, drawer, visit)

    def planned(drawer: Drawer) -> Sequence[tuple[str, str]]:
        return _planned(program, drawer)

    return Core(
        coach=program.coach,
        people=program.people,
        commands=tuple(pack.commands.values()),
        open_question=question,
        expects=expects,
        said_before=said_before,
        planned=planned,
        cities=_cities,
        help_lines=_help_lines(pack),
    )


def stranger(servers: Servers, key: PersonKey, *, zone: str | None = None) -> State:
    """Return the state of somebody who writes for the first time, with what the hosts of their server have set."""
    hosts = servers.of_stranger(key.id)
    state = new_state(key, zone=zone, locale=hosts.language)
    return replace(state, person=replace(state.person, country=hosts.country))


def _said_before(pack: Pack, drawer: Drawer, visit: int) -> str:
    """Return what somebody answered before to the question they are asked again, in their words."""
    frame = next((one for one in drawer.state.frames if one.visit == visit), None)
    asked = pack.steps.get(frame.step) if frame else None
    if frame is None or asked is None or asked.save is None or asked.expects:
        return ""
    case = drawer.state.cases.get(frame.case or "")
    return frame.slots.get(asked.save) or (case.answers.get(asked.save, "") if case else "")


def _planned(program: Program[AnyClock], drawer: Drawer) -> Sequence[tuple[str, str]]:
    """Return the nudges as the list would offer them, without anything being said."""
    turn = step(program.pack, drawer.state, Command(id="look", name="nudges"), program.clock.now())
    said = [effect.message for effect in turn.effects if isinstance(effect, Say)]
    choices = [(choice.token.rpartition(".")[2], choice.label) for message in said for choice in message.choices]
    return [(key, label) for key, label in choices if key in drawer.state.nudges]


def _cities(begun: str) -> Sequence[str]:
    return [zone.place for zone in city_options(begun, _MOST_CITIES)] if begun.strip() else ()


def _help_lines(pack: Pack) -> dict[str, str]:
    return {country: " · ".join(line.lines) for country, line in pack.help_lines.items()}
