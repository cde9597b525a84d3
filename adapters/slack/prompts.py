"""The suggestions over an empty conversation."""

from typing import Any

from adapters.slack.words import Words

_NUMBERS = ("first", "second", "third", "fourth")  # Slack shows four at most


def suggestions(words: Words) -> dict[str, Any]:
    """Return the arguments of `assistant.threads.setSuggestedPrompts` that are not the channel."""
    return {"title": words["prompts.title"], "prompts": prompts(words)}


def prompts(words: Words) -> list[dict[str, str]]:
    """Return each suggestion: what is shown, and what the person says with it."""
    return [
        {"title": words[f"prompts.{number}_title"], "message": words[f"prompts.{number}_message"]}
        for number in _NUMBERS
    ]
