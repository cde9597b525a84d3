"""Whether words stand in a text, as whole words."""

from collections.abc import Collection

from bot.dialogue.draft import Draft


def said_in(d: Draft, text: str, phrases: Collection[str]) -> bool:
    """Whether a text holds one of these phrases as whole words, wherever its commas stand."""
    words = f" {' '.join(d.words(text))} "
    return any(f" {phrase} " in words for phrase in phrases)


def begins_with(d: Draft, text: str, phrases: Collection[str]) -> bool:
    """Whether a text begins with one of these phrases, as whole words."""
    words = f"{' '.join(d.words(text))} "
    return any(words.startswith(f"{phrase} ") for phrase in phrases)
