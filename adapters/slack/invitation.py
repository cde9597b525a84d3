"""The card a host posts in a channel. It holds no memory: everybody may press it, at any time, after any restart."""

from typing import Any

from adapters.slack.outgoing import escaped, label
from adapters.slack.words import Words

COMMAND = "invite"
"""What a host types behind `/nextstep`. It is Slack's own and not in the command table."""
TALK = "invite:talk"
"""The id of the card's button."""


def card(words: Words) -> dict[str, Any]:
    """Return the card as `text` and `blocks`."""
    title = {"type": "plain_text", "text": words["invitation.text"], "emoji": False}
    text = {"type": "plain_text", "text": words["invitation.body"], "emoji": False}
    button = {"type": "button", "action_id": TALK, "text": label(words["invitation.button"]), "value": "talk"}
    return {
        "text": escaped(words["invitation.text"]),
        "blocks": [
            {"type": "header", "text": title},
            {"type": "section", "text": text},
            {"type": "actions", "block_id": "invitation", "elements": [button]},
        ],
    }
