"""What Slack sends, read back to what was typed."""

import pytest

from adapters.slack.incoming import command_of, plain, text_of, whole_text
from adapters.slack.pace import Pace
from bot.domain.messages import Command, Text


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("see <https://acme.example/jobs?a=1&amp;b=2>", "see https://acme.example/jobs?a=1&b=2"),
        ("see <https://acme.example|acme.example>", "see acme.example"),
        ("mail <mailto:hr@acme.example|hr@acme.example>", "mail hr@acme.example"),
        ("mail <mailto:hr@acme.example>", "mail hr@acme.example"),
        ("<@U123> and <@U123|anna>", "@… and @anna"),
        ("in <#C123|jobs>", "in #jobs"),
        ("<!here> <!subteam^S1|@team>", "@here @team"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ],
)
def test_a_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert plain(sent) == typed


def test_a_forwarded_mail_comes_along() -> None:
    message = {"text": "look", "attachments": [{"fallback": "Dear Anna,"}, {"text": "We regret &amp; hope."}]}
    assert whole_text(message) == "look\n\nDear Anna,\n\nWe regret & hope."


def test_a_mail_that_was_forwarded_to_slack_comes_along() -> None:
    mail = {"filetype": "email", "subject": "Your application", "plain_text": "Dear Anna, <b> & more"}
    message = {"text": "", "files": [mail, {"filetype": "png", "plain_text": "not this"}]}
    assert whole_text(message) == "Your application\n\nDear Anna, <b> & more"


def test_an_event_without_an_event_is_none() -> None:
    assert text_of({}) is None
    assert text_of({"event": {"channel_type": "im", "text": "x"}}) is None


def test_commands_are_read_without_regard_to_case() -> None:
    assert command_of({"text": " Pause until monday ", "trigger_id": "1"}, {"pause"}) == Command(
        id="1", name="pause", argument="until monday"
    )
    assert command_of({"text": "paused", "trigger_id": "1"}, {"pause"}) == Text(id="1", text="paused")


def test_a_burst_goes_at_once_and_then_one_a_second() -> None:
    pace = Pace(burst=3)
    assert [pace.wait("D1", 0.0) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert pace.wait("D2", 0.0) == 0


def test_unasked_messages_have_no_bursts() -> None:
    pace = Pace()
    assert [pace.wait("D1", 0.0, unasked=True) for _ in range(3)] == [0, 1, 2]


def test_a_channel_that_was_quiet_has_its_burst_again() -> None:
    pace = Pace(burst=2)
    assert [pace.wait("D1", 0.0) for _ in range(3)] == [0, 0, 1]
    assert [pace.wait("D1", 100.0) for _ in range(3)] == [0, 0, 1]
