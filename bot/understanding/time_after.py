"""A time that is told from something to come: "the same evening at 8", "the day after", "an hour afterwards"."""

import re
from datetime import datetime

from bot.understanding import times

_PART = "morning|afternoon|evening"
_SAME = re.compile(rf"\b(?:(?:the |that )?(?:very )?same|that) (?=day|night|{_PART})")
_NEXT = re.compile(rf"\b(?:(?:the )?(?:next|following) (?={_PART})|the (?:next|following) day\b)")
_DAYS_AFTER = re.compile(r"\b(?:(?:the|a|one) )?(?P<part>day|morning|evening) after(?:wards?)?(?: (?:that|it))?\b")
_LATER = re.compile(
    r"\b(?P<span>(?:half )?\w+ (?:minutes?|hours?|days?|weeks?)) (?:after(?:wards?)?|later)(?: (?:that|it))?\b"
)


def is_relative(text: str) -> bool:
    """Whether a text tells a time from something that was spoken of."""
    return _from_it(text) != text.lower()


def find_after(text: str, event: datetime, zone: str) -> times.Found | None:
    """Find the first time in a sentence, as it is meant by somebody who speaks of an event; none is before that.

    Where the words for it stand is told of the sentence as it is read here, and not of the text.
    """
    return times.find_when(_from_it(text), event, zone)


def _from_it(text: str) -> str:
    """Say a text as it would be said on the day itself: "the same evening" is "this evening" then."""
    said = _DAYS_AFTER.sub(lambda found: f"tomorrow {found['part']}".removesuffix(" day"), text.lower())
    said = _LATER.sub(r"in \g<span>", said)
    said = _NEXT.sub(lambda found: "tomorrow" if found[0].endswith("day") else "tomorrow ", said)
    return re.sub(r"\bthis day\b", "today", _SAME.sub("this ", said))
