"""Lists of words in a pack's `[phrases]`, folded as texts are."""

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from bot.dialogue.folding import plain
from bot.understanding.lexicon import Lexicon

Phrases = Mapping[str, None]
"""Words in the order in which they are listed."""


class Listed:
    """The lists of a pack, and how its words are compared with what somebody wrote."""

    phrases: Mapping[str, str]
    lexicon: Lexicon

    def plain(self, text: str) -> str:
        """Fold a text of anybody's in the pack's language."""
        return plain(text, self.lexicon.spelling.instead)

    def folded(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Fold words of the content; a person's own never come here, for what is folded so stays in memory."""
        known = self._folded.get(words)
        if known is None:
            known = self._folded[words] = tuple(self.plain(word) for word in words)
        return known

    def ready(self) -> None:
        """Work out now what would be worked out when it is first needed."""
        for name, value in chain.from_iterable(
            vars(one).items() for one in type(self).__mro__ if issubclass(one, Listed)
        ):
            if isinstance(value, cached_property):
                getattr(self, name)

    def _listed(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a phrase, which has commas between them."""
        return tuple(filter(None, (self.plain(words) for words in self.phrases.get(phrase, "").split(","))))

    @cached_property
    def _folded(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def _between(self, phrase: str) -> str:
        return rf"\b(?:{self.any_of(phrase)})\b"

    def any_of(self, phrase: str) -> str:
        """Return the pattern of a list's words, the longest first; it meets nothing where none are listed."""
        known = self._patterns.get(phrase)
        if known is None:
            words = sorted(self._listed(phrase), key=len, reverse=True)
            known = self._patterns[phrase] = "|".join(map(re.escape, words)) or r"(?!)"
        return known

    @cached_property
    def _patterns(self) -> dict[str, str]:
        return {}
