"""Slack, put together: open it, hand its messenger to the coach, and let it serve."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import structlog
from slack_bolt.async_app import AsyncApp

from adapters.slack.answers import Answers
from adapters.slack.api import Api
from adapters.slack.channels import Channels
from adapters.slack.community import Community
from adapters.slack.delivery import SlackMessenger
from adapters.slack.departures import Departures
from adapters.slack.desk import Desk
from adapters.slack.failures import TROUBLE, name_of
from adapters.slack.front import Front
from adapters.slack.home_tab import HomeTab
from adapters.slack.http import listening, web_app
from adapters.slack.installations import Installation, Installations
from adapters.slack.oauth import oauth_flow
from adapters.slack.open_questions import OpenQuestions
from adapters.slack.planned import Planned
from adapters.slack.ports import Records, Script
from adapters.slack.profiles import Profiles
from adapters.slack.routes import bolt_app, listen, quiet_libraries
from adapters.slack.settings import Mode, SlackSettings
from adapters.slack.socket import connected
from adapters.slack.talk import Talk
from adapters.slack.tokens import Tokens
from adapters.slack.whom import Who
from adapters.slack.words import Words
from adapters.slack.workspaces import Workspaces
from bot.errors import NextStepError, SettingsError
from bot.ports import Clock, Drawer, People
from bot.service.coach import Coach

UPKEEP = 15 * 60
"""Seconds between two looks at tokens that end and at data that is to be deleted."""
_LOOK_EVERY = 24 * 60 * 60 // UPKEEP  # so many of these between two looks whether the app is still installed
_FIRST_WAIT, _LONGEST_WAIT = 1, 60
_HOPELESS = {"account_inactive", "invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked"}
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What Slack is given by the rest of the program."""

    people: People
    records: Records
    clock: Clock
    script: Script
    words: Words
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = time.monotonic


class Slack:
    """The parts that live as long as the program, and the listeners once there is a coach."""

    def __init__(self, settings: SlackSettings, world: World, api: Api) -> None:
        self.settings = settings
        self._world = world
        self._api = api
        self.installations = Installations(world.records)
        self.workspaces = Workspaces(world.records)
        self.tokens = Tokens(
            api,
            self.installations,
            self._seconds,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
        )
        self._channels = Channels()
        self._questions = OpenQuestions()
        self._profiles = Profiles(world.monotonic)
        self._answers = Answers(world.people, world.script, world.words, world.clock)
        self.messenger = SlackMessenger(
            self.tokens,
            self._channels,
            self._questions,
            world.words,
            world.clock,
            extra=self._answers.extra,
            sleep=world.sleep,
            monotonic=world.monotonic,
        )

    def _seconds(self) -> float:
        return self._world.clock.now().timestamp()

    async def start(self) -> None:
        """Read what is kept, and ask Slack who the token of the settings is. Raises `NextStepError`."""
        await self.workspaces.open()
        await self.installations.open()
        if self.settings.mode is not Mode.OAUTH:
            self.installations.adopt(await self._own())
        self.installations.complete = True

    async def _own(self) -> Installation:
        """Return the installation of the token in the settings, once Slack can be reached."""
        wait = _FIRST_WAIT
        while True:
            try:
                told = await self._api.client(self.settings.bot_token).auth_test()
            except TROUBLE as error:
                if name_of(error) in _HOPELESS:
                    refused = f"Slack does not take NEXTSTEP_SLACK_BOT_TOKEN ({name_of(error)})"
                    raise SettingsError(f"{refused}: `nextstep slack check` says more") from None
                _log.warning("slack.unreached", error=name_of(error) or type(error).__name__, again_in=wait)
                await self._world.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
                continue
            for_all = bool(told.get("is_enterprise_install"))
            return Installation(
                id=str(told["enterprise_id"] if for_all else told["team_id"]),
                token=self.settings.bot_token,
                bot_id=str(told.get("bot_id") or ""),
                bot_user=str(told.get("user_id") or ""),
                team=str(told.get("team_id") or ""),
                enterprise=str(told.get("enterprise_id") or ""),
            )

    # --- with a coach -------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serving(self, coach: Coach) -> AsyncIterator[int]:
        """Hear Slack until left, and give the port (0 over a socket); what was begun is finished first."""
        departures = self._departures(coach)
        desk, app = self._listening(coach, departures)
        for own in self.installations.all():
            await departures.stays(own.id)
        upkeep = asyncio.create_task(self._upkeep(departures))
        try:
            async with AsyncExitStack() as stack:
                yield await stack.enter_async_context(self._way_in(app, departures))
        finally:
            upkeep.cancel()
            with suppress(asyncio.CancelledError):
                await upkeep
            await desk.drain()

    @asynccontextmanager
    async def _way_in(self, app: AsyncApp, departures: Departures) -> AsyncIterator[int]:
        settings = self.settings
        if settings.mode is Mode.SOCKET:
            async with connected(app, self._api, settings.app_token):
                yield 0
            return
        wanted = settings.mode is Mode.OAUTH
        flow = oauth_flow(settings, self._api, self._world.records, departures, self._seconds) if wanted else None
        async with listening(web_app(app, flow), settings.host, settings.port) as port:
            yield port

    def _departures(self, coach: Coach) -> Departures:
        world, keep = self._world, timedelta(days=self.settings.keep_days)
        return Departures(world.records, self.installations, self.workspaces, world.people, coach, world.clock, keep)

    def _listening(self, coach: Coach, departures: Departures) -> tuple[Desk, AsyncApp]:
        world, words, script = self._world, self._world.words, self._world.script
        front = Front(self.installations, self.tokens, self._channels, words)
        home: HomeTab  # each of the two needs the other

        def after_turn(who: Who, drawer: Drawer | None) -> None:
            if drawer is None:
                self._questions.forget(who.key)
            home.after_turn(who, drawer)

        desk = Desk(
            coach,
            world.people,
            self.tokens,
            self._profiles,
            words,
            tell=front.tell,
            after_turn=after_turn,
        )
        home = HomeTab(self.tokens, self._profiles, script, words, world.clock, later=desk.later)
        talk = Talk(front, desk, self._answers, self._channels, self._questions, script, words)
        community = Community(
            front,
            desk,
            home,
            Planned(coach, world.people, script.asks_time),
            self._profiles,
            self._channels,
            self.workspaces,
            departures,
            self.installations,
            script,
            words,
        )
        secret = "" if self.settings.mode is Mode.SOCKET else self.settings.signing_secret
        app = bolt_app(self._api, secret, front)
        listen(app, talk, community)
        return desk, app

    async def _upkeep(self, departures: Departures) -> None:
        for number in count():
            try:
                await self.tokens.refresh_all()
                if self.settings.mode is Mode.OAUTH and number % _LOOK_EVERY == 0:
                    await departures.look(self.tokens)
                await departures.clear()
            except NextStepError as error:
                _log.warning("slack.upkeep_failed", error=type(error).__name__)
            await asyncio.sleep(UPKEEP)


@asynccontextmanager
async def opened(settings: SlackSettings, world: World) -> AsyncIterator[Slack]:
    """Make ready for Slack, without calling it yet: until `start`, whatever is to be sent waits."""
    quiet_libraries()
    api = Api(settings.api_url)
    try:
        yield Slack(settings, world, api)
    finally:
        await api.close()


async def serve(slack: Slack, coach: Coach, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Raises `SettingsError` where trying again is of no use, else what ended it."""
    starting, stopping = asyncio.create_task(slack.start()), asyncio.create_task(_until(stop))
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set() and not starting.done():
        starting.cancel()
        return
    await starting
    async with slack.serving(coach) as port:
        _log.info("slack.serving", mode=str(slack.settings.mode), port=port)
        await stop.wait()


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
