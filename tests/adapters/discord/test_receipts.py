"""Every answer of Discord, the library and the network is a receipt."""

from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from adapters.discord.newest import Newest
from adapters.discord.pace import Pace
from adapters.discord.receipts import CLOSED, Trouble, is_refused, receipt_for
from bot.ports import Gone, Receipt, TryLater, Unreachable


def http(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    """An answer as the library raises it."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = kinds.get(status, discord.DiscordServerError if status >= 500 else discord.HTTPException)
    response = SimpleNamespace(status=status, reason="", headers={k.replace("_", "-"): v for k, v in headers.items()})
    return kind(response, {"code": code, "message": ""})


@pytest.mark.parametrize(
    ("error", "receipt"),
    [
        (http(403, 50007), Unreachable(reason=CLOSED)),
        (http(403, 50278), Unreachable(reason=CLOSED)),
        (http(403, 50001), Unreachable(reason=CLOSED)),
        (http(404, 10013), Gone()),
        (http(404, 10003), TryLater()),
        (http(403, 40003), TryLater(after=timedelta(minutes=10))),
        (http(403), TryLater()),
        (http(401), TryLater()),
        (http(429), TryLater()),
        (http(429, Retry_After="12.5"), TryLater(after=timedelta(seconds=12.5))),
        (http(500), TryLater()),
        (http(502), TryLater()),
        (http(503), TryLater()),
        (http(400, 50035), Unreachable(reason="discord: refused (400, 50035)")),
        (http(403, 20009), Unreachable(reason="discord: refused (403, 20009)")),
        (discord.RateLimited(30.0), TryLater(after=timedelta(seconds=30))),
        (aiohttp.ClientOSError(104, "reset"), TryLater()),
        (aiohttp.ServerDisconnectedError(), TryLater()),
        (ConnectionResetError(), TryLater()),
        (TimeoutError(), TryLater()),
    ],
)
def test_each_error_of_a_send_has_its_receipt(error: Exception, receipt: Receipt) -> None:
    assert isinstance(error, Trouble)
    assert receipt_for(error) == receipt


def test_only_what_discord_refuses_for_what_it_holds_is_worth_sending_plainer() -> None:
    assert is_refused(http(400, 50035))
    assert not is_refused(http(400))
    assert not is_refused(http(403, 50007))
    assert not is_refused(OSError())


async def test_nudges_leave_evenly_and_who_would_wait_long_is_told_to_come_again() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(round(seconds, 6))

    pace = Pace(2, now=lambda: 100.0, wait=wait)
    answers = [await pace.turn() for _ in range(13)]
    assert waited == [number / 2 for number in range(1, 11)]
    assert answers[:11] == [None] * 11
    assert answers[11:] == [timedelta(seconds=5.5)] * 2


def test_the_newest_entries_are_kept() -> None:
    newest: Newest[str, int] = Newest(2)
    newest.put("a", 1)
    newest.put("b", 2)
    assert newest.get("a") == 1
    newest.put("c", 3)
    assert (newest.get("a"), newest.get("b"), newest.get("c"), len(newest)) == (1, None, 3, 2)
    assert newest.drop("a") == 1
    assert newest.drop("a") is None
