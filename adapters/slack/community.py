"""Listeners around the conversation: the Home tab, invitations, hosts' settings, and workspaces that remove the app."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incoming, modals
from adapters.slack.channels import Channels
from adapters.slack.departures import Departures
from adapters.slack.desk import Desk
from adapters.slack.failures import TROUBLE, receipt_of
from adapters.slack.front import Front, guarded
from adapters.slack.home_tab import HomeTab
from adapters.slack.installations import Installations
from adapters.slack.invitation import card
from adapters.slack.planned import Planned
from adapters.slack.ports import Json, Script
from adapters.slack.profiles import Profiles
from adapters.slack.prompts import suggestions
from adapters.slack.whom import Who, installations_of
from adapters.slack.words import Words
from adapters.slack.workspaces import Workspaces, workspace_in
from bot.domain.messages import Command
from bot.ports import Drawer, Unreachable


class Community:
    """What happens outside of the talk itself."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a part of its own
        self,
        front: Front,
        desk: Desk,
        home: HomeTab,
        planned: Planned,
        profiles: Profiles,
        channels: Channels,
        workspaces: Workspaces,
        departures: Departures,
        installations: Installations,
        script: Script,
        words: Words,
    ) -> None:
        self._front = front
        self._desk = desk
        self._home = home
        self._planned = planned
        self._profiles = profiles
        self._channels = channels
        self._workspaces = workspaces
        self._departures = departures
        self._installations = installations
        self._script = script
        self._words = words

    # --- the Home tab -------------------------------------------------------------------------------------------------

    @guarded
    async def opened(self, body: Json, context: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Show the Home tab, or suggest how to begin in an empty conversation."""
        who, event = self._front.who(body, context), body["event"]
        if who is None:
            return
        if event.get("tab") == "messages":
            self._channels.learn(who, str(event.get("channel") or ""))
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=str(event.get("channel")), **suggestions(self._words)
            )
        else:
            await self._profiles.of(client, who, anew=True)
            await self._home.publish(who, await self._desk.people.load(who.key))

    @guarded
    async def pressed_at_home(
        self, ack: AsyncAck, body: Json, action: Json, context: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Do what a button on the Home tab says; the answer comes in the conversation."""
        await ack()
        who, value = self._front.who(body, context), str(action.get("value") or "")
        if who is None:
            return
        event_id = incoming.press_id(body, action)
        match str(action["action_id"]).split(":"):
            case ["home", "change"]:
                view = await self._move_window(who, value)
                await client.views_open(trigger_id=str(body["trigger_id"]), view=view)
                return
            case ["home", "host"]:
                await self._open_settings(client, who, str(body["trigger_id"]))
                return
            case ["home", "cancel"]:
                await self._desk.do(who, event_id, self._planned.cancel(who, event_id, value))
            case _:
                await self._desk.take(who, Command(id=event_id, name=value))
        drawer = await self._desk.people.load(who.key)
        await self._home.publish(who, drawer, note=self._words["home.written"])

    async def _move_window(self, who: Who, nudge_id: str) -> dict[str, Any]:
        drawer = await self._desk.people.load(who.key)
        return modals.time_window(nudge_id, self._words, _due(drawer, nudge_id), callback=modals.MOVE)

    @guarded
    async def moved(self, ack: AsyncAck, body: Json, context: Mapping[str, Any]) -> None:
        """Move a nudge to the day and time in a window."""
        await ack()
        who, view = self._front.who(body, context), body["view"]
        if who is not None:
            event_id, values = f"view:{view.get('id')}", tuple(incoming.inputs_of(view))
            nudge_id = str(view.get("private_metadata") or "")
            await self._desk.do(who, event_id, self._planned.move(who, event_id, nudge_id, values))

    # --- hosts --------------------------------------------------------------------------------------------------------

    async def _is_host(self, client: AsyncWebClient, who: Who) -> bool:
        """Say whether somebody looks after the workspace now: nobody may go on as a host who was one this morning."""
        return (await self._profiles.of(client, who, anew=True)).host

    async def _open_settings(self, client: AsyncWebClient, who: Who, trigger_id: str) -> None:
        now = self._workspaces.of(who.installation)
        values = {
            "locale": now.locale,
            "quiet_from": now.quiet_from,
            "quiet_until": now.quiet_until,
            "country": now.country,
        }
        view = modals.host_window(self._words, values, self._script.locales, self._script.countries)
        if (await self._profiles.of(client, who)).host:  # as known: the window has to open at once
            await client.views_open(trigger_id=trigger_id, view=view)

    @guarded
    async def settings_sent(
        self, ack: AsyncAck, body: Json, context: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Keep what a host set; whether it is a host is asked again, for a window can be sent by anybody."""
        await ack()
        who = self._front.who(body, context)
        if who is None or not await self._is_host(client, who):
            return
        values = dict(incoming.inputs_of(body["view"]))
        settings = workspace_in(values, self._script.locales, self._script.countries)
        await self._workspaces.set(who.installation, settings)
        await self._home.publish(who, await self._desk.people.load(who.key), note=self._words["host.kept"])

    @guarded
    async def invite(
        self, ack: AsyncAck, body: Json, context: Mapping[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Post an invitation in the channel a host is in."""
        await ack()
        who = self._front.who(body, context)
        if who is None:
            return
        if str(body.get("channel_id")).startswith("D"):
            await self._front.note(respond, self._words["host.only_in_channel"])
        elif not await self._is_host(client, who):
            await self._front.note(respond, self._words["host.only_hosts"])
        else:
            # Through the address that came with the command: the app needs no membership in the channel.
            await respond(**card(self._words), response_type="in_channel", unfurl_links=False, unfurl_media=False)

    @guarded
    async def talk_privately(  # noqa: PLR0913, PLR0917 - Bolt hands over by name
        self,
        ack: AsyncAck,
        body: Json,
        action: Json,
        context: Mapping[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        """Begin a conversation with whoever pressed the card; nobody else sees that they did."""
        await ack()
        who = self._front.who(body, context)
        if who is None:
            return
        try:
            await self._channels.of(client, who)
        except TROUBLE as error:
            closed = isinstance(receipt_of(error), Unreachable)
            await self._front.note(respond, self._words["talk.unreachable" if closed else "talk.failed"])
            return
        await self._desk.take(who, Command(id=incoming.press_id(body, action), name="rejected"))
        await self._front.note(respond, self._words["talk.in_private"])

    # --- the app itself -----------------------------------------------------------------------------------------------

    async def uninstalled(self, body: Json) -> None:
        """Remove what is kept about an installation that removed the app, unless it was installed again since."""
        found = self._installations.first_of(installations_of(body))
        if found is not None and int(body.get("event_time") or found.since) >= found.since:
            await self._departures.went(found.id)
            self._desk.later(self._departures.rest(found.id))

    async def revoked(self, body: Json) -> None:
        """Treat a revoked token of the bot as a removal; tokens of users are none of ours."""
        if ((body.get("event") or {}).get("tokens") or {}).get("bot"):
            await self.uninstalled(body)


def _due(drawer: Drawer | None, nudge_id: str) -> datetime:
    nudge = drawer.state.nudges.get(nudge_id) if drawer else None
    if drawer is None or nudge is None:
        return datetime(2030, 1, 1, 9, 0, tzinfo=ZoneInfo("UTC"))
    return nudge.due.astimezone(ZoneInfo(drawer.state.person.zone))
