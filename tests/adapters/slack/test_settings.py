"""What is set, and what is said about it."""

import pytest

from adapters.slack.check import problems_at_slack
from adapters.slack.settings import Mode, is_wanted, read_slack_settings, settings_problems
from bot.errors import SettingsError
from tests.adapters.slack.harness import settings
from tests.adapters.slack.server import FakeSlack, Fault

P = "NEXTSTEP_SLACK_"
SOCKET = {P + "BOT_TOKEN": "xoxb-1", P + "APP_TOKEN": "xapp-1"}
HTTP = {P + "BOT_TOKEN": "xoxb-1", P + "SIGNING_SECRET": "s"}
OAUTH = {P + "CLIENT_ID": "1.2", P + "CLIENT_SECRET": "c", P + "SIGNING_SECRET": "s"}


@pytest.mark.parametrize(("given", "mode"), [(SOCKET, Mode.SOCKET), (HTTP, Mode.HTTP), (OAUTH, Mode.OAUTH)])
def test_the_way_to_run_follows_from_what_is_set(given: dict[str, str], mode: Mode) -> None:
    assert read_slack_settings(given).mode is mode


def test_the_port_is_the_hosts_to_say() -> None:
    assert read_slack_settings({**HTTP, "PORT": "8123"}).port == 8123
    assert read_slack_settings(HTTP).port == 3000


def test_only_slacks_own_settings_make_it_wanted() -> None:
    assert not is_wanted({"PORT": "80", "NEXTSTEP_STORE": "x"})
    assert is_wanted({P + "BOT_TOKEN": "x"})


def test_every_problem_is_told_at_once_and_without_secrets() -> None:
    wrong = {P + "BOT_TOKEN": "xapp-secret", P + "APP_TOKEN": "xoxb-secret", "PORT": "99999", P + "KEEP_DAYS": "soon"}
    with pytest.raises(SettingsError) as told:
        read_slack_settings(wrong)
    lines = str(told.value).split("\n")
    assert len(lines) == 4
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("missing", sorted({*SOCKET, *HTTP, *OAUTH}))
def test_what_is_missing_is_named_with_the_place_it_is_found_at(missing: str) -> None:
    given = next(one for one in (SOCKET, HTTP, OAUTH) if missing in one)
    left = {name: value for name, value in given.items() if name != missing}
    problems = settings_problems(left)
    assert not problems or any("api.slack.com/apps" in problem for problem in problems)
    assert problems or is_wanted(left)


def test_nothing_set_says_where_to_begin() -> None:
    assert "docs/slack.md" in settings_problems({})[0]


def test_an_address_of_ours_is_a_safe_one() -> None:
    assert settings_problems({**OAUTH, P + "PUBLIC_URL": "http://bot.example"})


def test_one_token_and_many_workspaces_do_not_go_together() -> None:
    assert settings_problems({**OAUTH, P + "BOT_TOKEN": "xoxb-1"})


def test_one_workspace_does_not_go_with_a_token_that_runs_out() -> None:
    (problem,) = settings_problems({**HTTP, P + "BOT_TOKEN": "xoxe.xoxb-1"})
    assert "twelve hours" in problem


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("invalid_client_id", ["NEXTSTEP_SLACK_CLIENT_ID: Slack does not know it"]),
        ("bad_client_secret", ["NEXTSTEP_SLACK_CLIENT_SECRET: it does not belong to"]),
        ("invalid_code", []),
    ],
)
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_an_app_slack_does_not_know_is_told(slack: FakeSlack, error: str, told: list[str]) -> None:
    slack.fail("oauth.v2.access", Fault(error=error))
    chosen = settings(slack, mode=Mode.OAUTH, bot_token="", client_id="1.2", client_secret="s", public_url="https://x")
    found = await problems_at_slack(chosen)
    assert [problem[: len(start)] for problem, start in zip(found, told, strict=True)] == told


async def test_what_is_right_has_no_problems(slack: FakeSlack) -> None:
    assert await problems_at_slack(settings(slack)) == []
    assert await problems_at_slack(settings(slack, mode=Mode.SOCKET, app_token="xapp-1")) == []


async def test_a_token_slack_does_not_know_is_told(slack: FakeSlack) -> None:
    (problem,) = await problems_at_slack(settings(slack, bot_token="xoxb-other"))
    assert problem.startswith("NEXTSTEP_SLACK_BOT_TOKEN: Slack does not know it")


async def test_an_app_token_without_its_scope_is_told(slack: FakeSlack) -> None:
    slack.fail("apps.connections.open", Fault(error="missing_scope"))
    (problem,) = await problems_at_slack(settings(slack, mode=Mode.SOCKET, app_token="xapp-1"))
    assert "connections:write" in problem


async def test_scopes_the_app_lacks_are_named(slack: FakeSlack) -> None:
    slack.scopes = "chat:write,commands,im:history,im:read,im:write,users:read"
    (problem,) = await problems_at_slack(settings(slack))
    assert "assistant:write, files:write" in problem


async def test_a_network_that_is_down_is_told(slack: FakeSlack) -> None:
    (problem,) = await problems_at_slack(settings(slack, api_url="http://127.0.0.1:9/"))
    assert "could not be reached" in problem
