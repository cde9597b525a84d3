"""Hands one thing over to its platform, and makes a receipt of whatever happens there."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog

from bot.domain.person import PersonKey
from bot.ports import ExportFiles, Messenger, Outgoing, Receipt, TryLater

_log = structlog.get_logger()


class Courier:
    """Brings things to people on every platform; no platform can hold it up for longer than `patience`."""

    def __init__(self, messengers: Mapping[str, Messenger], patience: timedelta) -> None:
        self._messengers = messengers
        self._patience = patience.total_seconds()

    async def bring(self, person: PersonKey, outgoing: Outgoing, export: ExportFiles | None = None) -> Receipt:
        """Bring one thing to a person; a platform that is not there, hangs or fails is tried again later."""
        messenger = self._messengers.get(person.platform)
        if messenger is None:
            return TryLater()
        try:
            async with asyncio.timeout(self._patience):
                return await messenger.deliver(person, outgoing, export)
        except Exception as error:  # noqa: BLE001 - one platform's fault must not stop the others
            _log.error("delivery.failed", platform=person.platform, error=type(error).__name__)
            return TryLater()
